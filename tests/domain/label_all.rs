//! The same words found by what counts as them, and tagged wherever they stand.

use cotejo::app::{
    Action, AnnotatingAction, Dialog, Hit, LabelAllAction, Said, SearchOptions, ViewingAction,
};
use cotejo::model::{AnnotationId, LabelId, Origin};

use crate::app::App;
use crate::desk::Desk;

fn claims() -> (Desk, App) {
    let mut desk = Desk::article(
        "es",
        "[source:1|Bukele] dijo. Según Bukele, Bukeles no hay.",
    );
    desk.add_article("en", "“bukele” spoke. [claim:2|Bukele won].");
    let app = App::over(&desk);
    (desk, app)
}

fn found(app: &App) -> Vec<String> {
    let hits = app.state.session.search.hits.iter();
    hits.map(|it| {
        app.state
            .project
            .text(it.article)
            .unwrap()
            .slice(it.span)
            .to_owned()
    })
    .collect()
}

fn search(app: &mut App, words: &str, options: SearchOptions) -> Vec<String> {
    app.act(ViewingAction::SearchBy(options));
    app.act(ViewingAction::Search(words.to_owned()));
    found(app)
}

fn give(app: &mut App, label: &str, like: Option<AnnotationId>) {
    let places: Vec<Hit> = app.state.session.search.hits.to_vec();
    app.act(LabelAllAction::Give {
        label: LabelId::from(label),
        places,
        like,
    });
}

fn of_label<'a>(app: &'a App, label: &str) -> Vec<&'a cotejo::model::Annotation> {
    let label = LabelId::from(label);
    app.state
        .project
        .annotations()
        .filter(|it| it.label == label)
        .collect()
}

#[test]
fn words_are_found_in_longer_ones_unless_whole_ones_are_wanted() {
    let (_, mut app) = claims();
    let any = SearchOptions::default();
    assert_eq!(search(&mut app, "bukele", any).len(), 5);
    let whole = SearchOptions {
        whole_words: true,
        ..any
    };
    assert_eq!(search(&mut app, "bukele", whole).len(), 4, "not in Bukeles");
}

#[test]
fn case_and_accents_count_where_that_is_wanted() {
    let desk = Desk::article("es", "Señaló. señaló. senalo. sen\u{303}alo\u{301}.");
    let mut app = App::over(&desk);
    assert_eq!(
        search(&mut app, "señaló", SearchOptions::default()).len(),
        4
    );
    let exact = SearchOptions {
        exact: true,
        ..SearchOptions::default()
    };
    assert_eq!(search(&mut app, "señaló", exact), ["señaló"]);
    assert_eq!(
        search(&mut app, "senalo", exact),
        ["senalo"],
        "an accent makes another letter"
    );
}

#[test]
fn the_article_in_the_active_pane_can_be_searched_alone() {
    let (desk, mut app) = claims();
    app.act(ViewingAction::ShowArticle(desk.first()));
    let here = SearchOptions {
        this_article: true,
        ..SearchOptions::default()
    };
    assert_eq!(search(&mut app, "bukele", here).len(), 3);
    let other = app.state.project.ordered_articles()[1].id;
    app.act(ViewingAction::ShowArticle(other));
    assert_eq!(found(&app).len(), 2, "it is another one now");
}

#[test]
fn places_on_a_span_are_those_that_have_characters_of_it() {
    let (_, mut app) = claims();
    search(&mut app, "bukele", SearchOptions::default());
    let all = app.state.session.search.hits.to_vec();
    let search = &app.state.session.search;
    for hit in &all {
        assert_eq!(search.hits_in(hit.article, hit.span), [*hit]);
    }
    for article in app.state.project.ordered_articles() {
        let whole = app.state.project.text(article.id).unwrap().whole().unwrap();
        let here: Vec<Hit> = all
            .iter()
            .copied()
            .filter(|it| it.article == article.id)
            .collect();
        assert_eq!(search.hits_in(article.id, whole), here);
    }
}

#[test]
fn every_place_gets_the_label_in_one_step() {
    let (_, mut app) = claims();
    let before = app.state.project.clone();
    let whole = SearchOptions {
        whole_words: true,
        ..SearchOptions::default()
    };
    search(&mut app, "Bukele", whole);
    give(&mut app, "Source", None);
    let sources = of_label(&app, "Source");
    assert_eq!(sources.len(), 4, "one was there");
    let made = sources
        .iter()
        .filter(|it| it.provenance.origin == Origin::LabelAll);
    assert_eq!(made.count(), 3);
    let said = app.said(|it| match it {
        Said::LabelledAll { count, .. } => Some(*count),
        _ => None,
    });
    assert_eq!(said, Some(3), "what had it already is not counted");
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn what_has_the_label_already_is_left_alone() {
    let (_, mut app) = claims();
    search(&mut app, "Bukele won", SearchOptions::default());
    let entries = app.state.history.entries().len();
    give(&mut app, "Claim", None);
    assert_eq!(of_label(&app, "Claim").len(), 1);
    assert_eq!(
        app.state.history.entries().len(),
        entries,
        "nothing to undo"
    );
}

#[test]
fn attributes_and_actor_come_along_where_they_are_wanted() {
    let mut desk = Desk::article("en", "[source:1|Bukele] and Bukele.");
    let actor = desk.actor("Nayib Bukele");
    desk.names(1, actor);
    desk.set(1, "source_type", "named_person");
    let mut app = App::over(&desk);
    search(&mut app, "Bukele", SearchOptions::default());
    give(&mut app, "Source", Some(desk.handles[&1]));
    let sources = of_label(&app, "Source");
    assert_eq!(sources.len(), 2);
    assert!(sources.iter().all(|it| it.actor == Some(actor)));
    assert!(
        sources
            .iter()
            .all(|it| it.attributes == desk.annotation(1).attributes)
    );
}

#[test]
fn another_label_cannot_have_what_the_model_has() {
    let mut desk = Desk::article("en", "[source:1|Bukele] and Bukele.");
    let actor = desk.actor("Nayib Bukele");
    desk.names(1, actor);
    let mut app = App::over(&desk);
    search(&mut app, "Bukele", SearchOptions::default());
    give(&mut app, "Cue", Some(desk.handles[&1]));
    assert!(of_label(&app, "Cue").iter().all(|it| it.actor.is_none()));
}

#[test]
fn whoever_begins_with_a_selection_looks_for_its_words() {
    let (desk, mut app) = claims();
    app.act(ViewingAction::ShowArticle(desk.first()));
    let span = desk.span(desk.first(), "Según");
    let selected = cotejo::app::Selected::of(desk.first(), span);
    app.act(ViewingAction::Selected(Some(selected)));
    app.act(LabelAllAction::Begin);
    assert_eq!(app.state.session.dialog, Some(Dialog::LabelAll));
    assert_eq!(found(&app), ["Según"]);
}

#[test]
fn whoever_begins_at_an_annotation_looks_for_its_quote() {
    let (desk, mut app) = claims();
    app.act(ViewingAction::Focus(Some(desk.handles[&1])));
    app.act(LabelAllAction::Begin);
    assert_eq!(found(&app).len(), 4, "as whole words");
}

#[test]
fn a_search_goes_on_where_nothing_is_selected() {
    let (desk, mut app) = claims();
    app.act(ViewingAction::ShowArticle(desk.first()));
    search(&mut app, "hay", SearchOptions::default());
    app.act(LabelAllAction::Begin);
    assert_eq!(found(&app), ["hay"]);
}

#[test]
fn a_place_that_is_gone_is_passed_over() {
    let (desk, mut app) = claims();
    search(&mut app, "spoke", SearchOptions::default());
    let places = app.state.session.search.hits.to_vec();
    let other = app.state.project.ordered_articles()[1].id;
    app.act(AnnotatingAction::Delete(desk.handles[&2]));
    app.act(cotejo::app::ArticlesAction::Remove(other));
    app.act(LabelAllAction::Give {
        label: LabelId::from("Cue"),
        places,
        like: None,
    });
    assert_eq!(of_label(&app, "Cue").len(), 0);
}
