//! The order of articles, as the mouse and the buttons change it.

use cotejo::app::{Action, ArticlesAction};
use cotejo::model::ArticleId;

use crate::app::App;
use crate::desk::Desk;

/// Three articles, called by their texts.
fn three() -> (App, [ArticleId; 3]) {
    let mut desk = Desk::new();
    let ids = ["one", "two", "three"].map(|it| desk.add_article("en", it));
    (App::over(&desk), ids)
}

fn order(app: &App) -> Vec<&str> {
    let articles = app.state.project.ordered_articles();
    let text = |id| app.state.project.text(id).unwrap().as_str();
    articles.iter().map(|it| text(it.id)).collect()
}

/// Drops an article on a half of another's row; says whether that was an edit.
fn drop(app: &mut App, article: ArticleId, row: ArticleId, lower: bool) -> bool {
    let entries = app.state.history.entries().len();
    let before = app.state.dropped_on(row, lower);
    app.act(ArticlesAction::Move { article, before });
    app.state.history.entries().len() > entries
}

#[test]
fn an_article_can_become_the_last_and_the_first() {
    let (mut app, [one, _, three]) = three();
    assert!(drop(&mut app, one, three, true));
    assert_eq!(order(&app), ["two", "three", "one"]);
    app.act(Action::Undo);
    assert_eq!(order(&app), ["one", "two", "three"]);
    assert!(drop(&mut app, three, one, false));
    assert_eq!(order(&app), ["three", "one", "two"]);
}

#[test]
fn between_its_neighbours_it_stays_where_it_is() {
    let (mut app, [one, two, three]) = three();
    assert!(!drop(&mut app, one, two, false), "before the next one");
    assert!(!drop(&mut app, two, one, true), "behind the one before");
    for half in [false, true] {
        assert!(!drop(&mut app, two, two, half), "on itself");
        assert!(!drop(&mut app, three, three, half), "the last on itself");
    }
    assert_eq!(order(&app), ["one", "two", "three"]);
    assert!(drop(&mut app, one, two, true), "behind the next one");
    assert_eq!(order(&app), ["two", "one", "three"]);
}
