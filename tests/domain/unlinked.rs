//! The tray of claims that are in no row yet.

use cotejo::app::{Action, Effect, RegisteringAction, UnlinkedAction, View};
use cotejo::model::{AnnotationId, CanonicalClaimId, Polarity};
use cotejo::text::Motion;

use crate::app::App;
use crate::desk::Desk;

/// Three claims in two articles, one of which is in a row, and one in boilerplate.
fn scene() -> (App, Desk, CanonicalClaimId) {
    let mut desk = Desk::new();
    let spanish = desk.add_article(
        "es",
        "[claim:1|Suben los impuestos]. [claim:2|«llega el tren»]. [claim:9|Todos los derechos].",
    );
    desk.add_article(
        "en",
        "[claim:3|Taxes rise], and [source:4|Ana] [claim:5|waits for the train].",
    );
    desk.part(spanish, "boilerplate", "Todos los derechos.");
    let row = desk.row("Taxes rise.");
    desk.same(3, row);
    (App::over(&desk), desk, row)
}

fn claim(app: &App) -> Option<AnnotationId> {
    app.state.session.tray.as_ref().and_then(|it| it.claim)
}

#[test]
fn it_opens_at_the_first_claim_and_asks_for_candidates() {
    let (mut app, desk, _) = scene();
    let effects = app.act(UnlinkedAction::Toggle);
    assert_eq!(claim(&app), Some(desk.handles[&1]));
    assert!(effects.contains(&Effect::FindCandidates(desk.handles[&1])));
    assert_eq!(app.state.session.view, View::Compare);
    app.act(UnlinkedAction::Toggle);
    assert_eq!(app.state.session.tray, None);
}

#[test]
fn it_goes_through_all_articles_and_round_and_leaves_boilerplate_out() {
    let (mut app, desk, _) = scene();
    app.act(UnlinkedAction::Toggle);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(claim(&app).unwrap());
        app.act(UnlinkedAction::Step(Motion::Forward));
    }
    assert_eq!(seen, [1, 2, 5, 1].map(|it| desk.handles[&it]));
    app.act(UnlinkedAction::Step(Motion::Backward));
    app.act(UnlinkedAction::Step(Motion::Backward));
    assert_eq!(claim(&app), Some(desk.handles[&5]));
}

#[test]
fn accepting_puts_the_claim_into_the_row_and_goes_on() {
    let (mut app, desk, row) = scene();
    app.act(UnlinkedAction::Toggle);
    app.act(UnlinkedAction::Accept(desk.handles[&3], Polarity::Same));
    let own = app.state.shown_membership(desk.handles[&1]).unwrap();
    assert_eq!((own.canonical_claim, own.polarity), (row, Polarity::Same));
    assert_eq!(claim(&app), Some(desk.handles[&2]));
    app.act(Action::Undo);
    assert_eq!(app.state.shown_membership(desk.handles[&1]), None);
}

#[test]
fn the_opposite_of_an_opposite_is_the_same() {
    let (mut app, desk, row) = scene();
    app.act(RegisteringAction::SetMembership {
        claim: desk.handles[&3],
        membership: Some((row, Polarity::Opposite)),
    });
    app.act(UnlinkedAction::Toggle);
    app.act(UnlinkedAction::Accept(desk.handles[&3], Polarity::Opposite));
    let own = app.state.shown_membership(desk.handles[&1]).unwrap();
    assert_eq!(own.polarity, Polarity::Same);
}

#[test]
fn two_claims_without_a_row_begin_one_in_the_language_of_the_project() {
    let (mut app, desk, _) = scene();
    app.act(UnlinkedAction::Toggle);
    app.act(UnlinkedAction::Step(Motion::Forward));
    app.act(UnlinkedAction::Accept(desk.handles[&5], Polarity::Same));
    let rows = [2, 5].map(|it| {
        app.state
            .shown_membership(desk.handles[&it])
            .unwrap()
            .canonical_claim
    });
    assert_eq!(rows[0], rows[1]);
    let text = &app.state.project.canonical_claim(rows[0]).unwrap().text;
    assert_eq!(text, "Waits for the train.");
}

#[test]
fn a_claim_that_nothing_is_like_begins_a_row_of_its_own() {
    let (mut app, desk, _) = scene();
    app.act(UnlinkedAction::Toggle);
    app.act(UnlinkedAction::Step(Motion::Forward));
    app.act(UnlinkedAction::BeginRow);
    let row = app
        .state
        .shown_membership(desk.handles[&2])
        .unwrap()
        .canonical_claim;
    let text = &app.state.project.canonical_claim(row).unwrap().text;
    assert_eq!(text, "Llega el tren.");
}

#[test]
fn candidates_of_a_claim_that_was_left_are_not_shown() {
    let (mut app, desk, _) = scene();
    app.act(UnlinkedAction::Toggle);
    app.act(UnlinkedAction::Found(desk.handles[&2], Some(Vec::new())));
    assert_eq!(app.state.session.tray.as_ref().unwrap().candidates, None);
    app.act(UnlinkedAction::Found(desk.handles[&1], Some(Vec::new())));
    assert!(
        app.state
            .session
            .tray
            .as_ref()
            .unwrap()
            .candidates
            .is_some()
    );
}

#[test]
fn when_all_are_linked_it_says_so_until_one_is_not() {
    let (mut app, desk, _) = scene();
    app.act(UnlinkedAction::Toggle);
    for _ in 0..3 {
        app.act(UnlinkedAction::BeginRow);
    }
    assert_eq!(claim(&app), None);
    let said = app.said(|it| matches!(it, cotejo::app::Said::AllLinked).then_some(()));
    assert_eq!(said, Some(()));
    app.act(Action::Undo);
    assert_eq!(claim(&app), Some(desk.handles[&5]));
}

#[test]
fn linking_two_claims_moves_the_one_that_is_in_no_row() {
    let (mut app, desk, row) = scene();
    app.act(UnlinkedAction::Link(
        desk.handles[&3],
        desk.handles[&1],
        Polarity::Opposite,
    ));
    let own = app.state.shown_membership(desk.handles[&1]).unwrap();
    assert_eq!(
        (own.canonical_claim, own.polarity),
        (row, Polarity::Opposite)
    );
    let other = app.state.shown_membership(desk.handles[&3]).unwrap();
    assert_eq!(
        (other.canonical_claim, other.polarity),
        (row, Polarity::Same)
    );
}
