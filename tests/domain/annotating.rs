//! Changing what was tagged: edges and fragments, parts of an article, and what a Source has
//! of its actor.

use cotejo::app::{
    Action, AnnotatingAction, ArticlesAction, Edge, ListFilter, RegisteringAction, Selected,
    ViewingAction,
};
use cotejo::model::{Actor, AttributeId, PartId};
use cotejo::text::Unit;

use crate::app::App;
use crate::desk::Desk;

/// A claim in two pieces, with the caret at some words.
fn split(caret_at: &str) -> (Desk, App) {
    let desk = Desk::article(
        "en",
        "Yes, [claim:1|taxes rise], she said, [claim:1|and rents] fall.",
    );
    let mut app = App::over(&desk);
    app.act(ViewingAction::Focus(Some(desk.handles[&1])));
    let place = desk.span(desk.first(), caret_at).start();
    let caret = Selected::caret(desk.first(), place);
    app.act(ViewingAction::Selected(Some(caret)));
    (desk, app)
}

fn pieces(app: &App, desk: &Desk) -> Vec<String> {
    let annotation = app.state.project.annotation(desk.handles[&1]).unwrap();
    let text = app.state.project.text(annotation.article).unwrap();
    annotation
        .fragments
        .iter()
        .map(|it| text.slice(*it).to_owned())
        .collect()
}

fn move_edge(app: &mut App, desk: &Desk, edge: Edge, outwards: bool) {
    app.act(AnnotatingAction::MoveEdge {
        annotation: desk.handles[&1],
        edge,
        outwards,
        unit: Unit::Word,
    });
}

#[test]
fn an_inner_edge_moves_where_the_caret_is_in_its_fragment() {
    let (desk, mut app) = split("rise");
    move_edge(&mut app, &desk, Edge::End, false);
    assert_eq!(pieces(&app, &desk), ["taxes", "and rents"]);
    let (desk, mut app) = split("rents");
    move_edge(&mut app, &desk, Edge::Start, false);
    assert_eq!(pieces(&app, &desk), ["taxes rise", "rents"]);
}

#[test]
fn the_outer_edges_move_where_the_caret_is_elsewhere() {
    let (desk, mut app) = split("said");
    move_edge(&mut app, &desk, Edge::End, true);
    move_edge(&mut app, &desk, Edge::Start, false);
    assert_eq!(pieces(&app, &desk), ["rise", "and rents fall"]);
}

#[test]
fn a_fragment_is_taken_away_at_the_caret_and_comes_back() {
    let (desk, mut app) = split("rise");
    app.act(AnnotatingAction::RemoveFragment(desk.handles[&1]));
    assert_eq!(pieces(&app, &desk), ["and rents"]);
    app.act(AnnotatingAction::RemoveFragment(desk.handles[&1]));
    assert_eq!(pieces(&app, &desk), ["and rents"], "the last one stays");
    app.act(Action::Undo);
    assert_eq!(pieces(&app, &desk), ["taxes rise", "and rents"]);
}

fn parts(app: &App) -> Vec<(String, String)> {
    let parts = app.state.project.parts();
    let told = parts.map(|it| {
        let text = app.state.project.text(it.article).unwrap();
        (text.slice(it.span).to_owned(), it.part.to_string())
    });
    told.collect()
}

#[test]
fn of_an_older_part_the_words_that_the_new_one_does_not_take_are_left() {
    let desk = Desk::article("en", "One two three four.");
    let mut app = App::over(&desk);
    let before = app.state.project.clone();
    let mark = |app: &mut App, words: &str, part: &str| {
        let span = desk.span(desk.first(), words);
        app.act(ArticlesAction::SetPart {
            article: desk.first(),
            span,
            part: (part != "body").then(|| PartId::from(part)),
        });
    };
    let told = |words: &str, part: &str| (words.to_owned(), part.to_owned());
    mark(&mut app, "One two three four.", "boilerplate");
    mark(&mut app, "two", "headline");
    assert_eq!(
        parts(&app),
        [
            told("One", "boilerplate"),
            told("two", "headline"),
            told("three four.", "boilerplate")
        ]
    );
    mark(&mut app, "three four.", "body");
    assert_eq!(
        parts(&app),
        [told("One", "boilerplate"), told("two", "headline")]
    );
    for _ in 0..3 {
        app.act(Action::Undo);
    }
    assert_eq!(app.state.project, before);
}

#[test]
fn a_source_has_of_its_actor_what_it_does_not_say_itself() {
    let mut desk = Desk::article("en", "[source:1|The mayor] spoke.");
    let mayor = desk.actor("Ann");
    desk.names(1, mayor);
    let mut app = App::over(&desk);
    let affiliation = AttributeId::from("affiliation");
    app.act(RegisteringAction::EditActor(
        mayor,
        cotejo::model::ActorField::Affiliation("government".to_owned()),
    ));
    let source = |app: &App| {
        app.state
            .project
            .annotation(desk.handles[&1])
            .unwrap()
            .clone()
    };
    let inherited = |app: &App| {
        app.state
            .project
            .inherited(&source(app), &affiliation)
            .map(str::to_owned)
    };
    assert_eq!(inherited(&app).as_deref(), Some("government"));
    let found = |app: &App, value: &str| {
        let filter = ListFilter {
            attribute: format!("affiliation={value}"),
            ..ListFilter::default()
        };
        app.state.listing(&filter).len()
    };
    assert_eq!(found(&app, "government"), 1, "the filter knows");
    app.act(AnnotatingAction::SetAttribute(
        desk.handles[&1],
        affiliation.clone(),
        Some(cotejo::model::AttributeValue::One("ngo".into())),
    ));
    assert_eq!(inherited(&app), None, "what is set here counts");
    assert_eq!((found(&app, "government"), found(&app, "ngo")), (0, 1));
}

fn aliases(app: &App) -> String {
    app.state
        .project
        .actors()
        .next()
        .map(Actor::aliases_in_words)
        .unwrap()
}

#[test]
fn aliases_are_set_one_by_one_and_each_can_be_undone() {
    let mut desk = Desk::article("en", "One.");
    let actor = desk.actor("Ann");
    let mut app = App::over(&desk);
    app.add_alias(actor, "es", " la alcaldesa ");
    app.add_alias(actor, "es", "Ruiz, Ana; la de Quilpué: ella");
    app.add_alias(actor, "", "AM");
    let all = "AM; es: la alcaldesa, Ruiz, Ana; la de Quilpué: ella";
    assert_eq!(aliases(&app), all);
    // What is there already, and nothing, change nothing.
    for name in ["la alcaldesa", " "] {
        app.add_alias(actor, "es", name);
        assert_eq!(aliases(&app), all);
    }
    let mut set = |before: &str, after: &str| {
        app.act(RegisteringAction::SetAlias {
            actor,
            language: "es".to_owned(),
            before: Some(before.to_owned()),
            after: after.to_owned(),
        });
        aliases(&app)
    };
    assert_eq!(set("nobody", "she"), all);
    assert_eq!(
        set("Ruiz, Ana; la de Quilpué: ella", "Ana"),
        "AM; es: la alcaldesa, Ana"
    );
    // Two that become one are one.
    assert_eq!(set("Ana", "la alcaldesa"), "AM; es: la alcaldesa");
    assert_eq!(set("la alcaldesa", ""), "AM");
    for before in [
        "AM; es: la alcaldesa",
        "AM; es: la alcaldesa, Ana",
        all,
        "es: la alcaldesa, Ruiz, Ana; la de Quilpué: ella",
        "es: la alcaldesa",
        "",
    ] {
        app.act(Action::Undo);
        assert_eq!(aliases(&app), before);
    }
}

#[test]
fn what_was_selected_is_selected_again_after_a_dialog() {
    let desk = Desk::article("en", "The mayor spoke.");
    let mut app = App::over(&desk);
    let selected = Selected::of(desk.first(), desk.span(desk.first(), "mayor"));
    app.act(ViewingAction::Selected(Some(selected)));
    app.act(ViewingAction::Open(cotejo::app::Dialog::Commands));
    let effects = app.act(ViewingAction::Close);
    assert!(
        effects.contains(&cotejo::app::Effect::Select(selected)),
        "{effects:?}"
    );
}

#[test]
fn what_stands_at_the_caret_is_named_from_the_inside() {
    let desk = Desk::article(
        "en",
        "[stance:1|Sadly, [claim:2|taxes rise]]. Then rents fall.",
    );
    let mut app = App::over(&desk);
    let text = desk.first();
    let mut spoken = |at: &str| {
        let place = desk.span(text, at);
        let caret = Selected::caret(text, place.start());
        app.act(ViewingAction::Selected(Some(caret)));
        app.state.labels_at_caret()
    };
    assert_eq!(spoken("rise"), "Claim, Stance");
    assert_eq!(spoken("Sadly"), "Stance");
    assert_eq!(spoken("Then"), "");
    let words = Selected::of(text, desk.span(text, "taxes"));
    app.act(ViewingAction::Selected(Some(words)));
    assert_eq!(app.state.labels_at_caret(), "");
}
