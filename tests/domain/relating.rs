//! No relation is there twice.

use cotejo::app::{Action, LinkingAction, Said};
use cotejo::model::{Codebook, End};

use crate::app::App;
use crate::desk::Desk;

fn is_there(app: &App) -> bool {
    let there = |it: &Said| matches!(it, Said::RelationThere { .. }).then_some(());
    app.said(there).is_some()
}

#[test]
fn a_relation_made_again_is_said_to_be_there() {
    let (mut app, claim, source) = App::with_two_types();
    app.relate("attributed_to", claim, source);
    assert!(!is_there(&app));
    app.relate("attributed_to", claim, source);
    assert!(is_there(&app));
    assert_eq!(app.state.project.relations().count(), 1);
}

#[test]
fn a_relation_does_not_become_one_that_is_there() {
    let (mut app, claim, source) = App::with_two_types();
    app.relate("attributed_to", claim, source);
    app.relate("denied_by", claim, source);
    let denied = app
        .state
        .project
        .relations()
        .find(|it| it.kind.as_str() == "denied_by")
        .unwrap()
        .id;
    let before = app.state.project.clone();
    app.act(LinkingAction::SetKind(denied, "attributed_to".into()));
    assert!(is_there(&app));
    assert_eq!(app.state.project, before);
}

#[test]
fn a_symmetric_relation_is_there_from_both_ends() {
    let desk = Desk::article("en", "[claim:1|Taxes rise], and [claim:2|rents rise].");
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    let codebook = Codebook::news_claims();
    let symmetric = codebook
        .relations
        .iter()
        .find(|it| it.symmetric && it.allows("Claim", "Claim"))
        .unwrap();
    let mut app = App::over(&desk);
    app.relate(symmetric.id.as_str(), end(1), end(2));
    app.relate(symmetric.id.as_str(), end(2), end(1));
    assert!(is_there(&app));
    assert_eq!(app.state.project.relations().count(), 1);
}

#[test]
fn somebody_new_is_related_as_was_chosen() {
    let (mut app, claim, _) = App::with_two_types();
    app.act(LinkingAction::Start(claim));
    let kind = "denied_by".into();
    app.act(LinkingAction::FinishWithNewActor(kind, "Jane Doe".into()));
    let relation = app.state.project.relations().next().unwrap();
    assert_eq!(relation.kind.as_str(), "denied_by");
    let End::Actor(actor) = relation.to else {
        panic!("{relation:?}");
    };
    assert_eq!(app.state.project.actor(actor).unwrap().name, "Jane Doe");
    app.act(Action::Undo);
    assert_eq!(app.state.project.actors().len(), 0, "one step");
}

#[test]
fn nobody_is_made_for_a_relation_that_does_not_fit() {
    let (mut app, claim, _) = App::with_two_types();
    app.act(LinkingAction::Start(claim));
    let kind = "held_by".into();
    app.act(LinkingAction::FinishWithNewActor(kind, "Jane Doe".into()));
    assert_eq!(app.state.project.actors().len(), 0);
    let refused = |it: &Said| matches!(it, Said::RelationRefused { .. }).then_some(());
    assert!(app.said(refused).is_some());
}
