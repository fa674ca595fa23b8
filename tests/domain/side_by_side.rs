//! Who goes to a claim sees the same claim in the other panes.

use cotejo::app::{AnnotatingAction, Effect, ViewingAction};
use cotejo::model::ArticleId;

use crate::app::App;
use crate::desk::Desk;

/// The words that are scrolled to.
fn revealed(app: &App, effects: &[Effect]) -> Vec<String> {
    let words = |it: &Effect| match it {
        Effect::Reveal(at) => {
            let text = app.state.project.text(at.article)?;
            Some(text.slice(at.span()?).to_owned())
        }
        _ => None,
    };
    effects.iter().filter_map(words).collect()
}

/// Two articles that say the same once and a third time elsewhere, both in panes.
fn two_panes() -> (App, Desk, ArticleId) {
    let mut desk = Desk::new();
    let spanish = desk.add_article("es", "El alcalde dijo que [claim:1|suben los impuestos].");
    let english = desk.add_article(
        "en",
        "[claim:2|Taxes rise], said the mayor, and [claim:3|they will rise].",
    );
    let row = desk.row("Taxes rise.");
    for number in 1..=3 {
        desk.same(number, row);
    }
    let mut app = App::over(&desk);
    app.act(ViewingAction::ShowArticle(spanish));
    app.act(ViewingAction::OpenBeside(english));
    (app, desk, english)
}

#[test]
fn the_first_twin_in_the_other_pane_is_shown() {
    let (mut app, desk, _) = two_panes();
    let effects = app.act(ViewingAction::Focus(Some(desk.handles[&1])));
    assert_eq!(
        revealed(&app, &effects),
        ["Taxes rise", "suben los impuestos"]
    );
}

#[test]
fn a_twin_in_the_same_pane_moves_nothing() {
    let (mut app, desk, _) = two_panes();
    let effects = app.act(ViewingAction::Focus(Some(desk.handles[&3])));
    assert_eq!(
        revealed(&app, &effects),
        ["suben los impuestos", "they will rise"]
    );
}

#[test]
fn an_article_that_is_not_shown_stays_away() {
    let (mut app, desk, _) = two_panes();
    app.act(ViewingAction::ClosePane(1));
    let effects = app.act(ViewingAction::Focus(Some(desk.handles[&1])));
    assert_eq!(revealed(&app, &effects), ["suben los impuestos"]);
}

#[test]
fn the_panes_of_a_project_are_kept_as_soon_as_it_is_stored() {
    let (mut app, desk, english) = two_panes();
    // As the shipped sample, it is stored at its first edit.
    app.state.stored = false;
    let effects = app.act(ViewingAction::ClosePane(1));
    assert!(!effects.contains(&Effect::KeepPanes));
    let effects = app.act(ViewingAction::OpenBeside(english));
    assert!(!effects.contains(&Effect::KeepPanes));
    let effects = app.act(AnnotatingAction::Delete(desk.handles[&3]));
    assert!(effects.contains(&Effect::KeepPanes), "{effects:?}");
    let effects = app.act(AnnotatingAction::Delete(desk.handles[&2]));
    assert!(!effects.contains(&Effect::KeepPanes));
}
