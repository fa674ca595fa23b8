//! Another label or relation type takes away what the codebook does not give the new one.

use cotejo::app::{Action, AnnotatingAction, LinkingAction, RegisteringAction, Said, TakenAway};
use cotejo::model::*;

use crate::app::App;
use crate::desk::Desk;

/// A claim with all that a claim can have, and a stance towards it.
fn claim_with_everything() -> (App, AnnotationId) {
    let desk = Desk::article(
        "en",
        "[source:1|The mayor] [cue:2|said] that [claim:3|taxes rise]. [stance:4|Nonsense].",
    );
    let id = |number: u32| End::Annotation(desk.handles[&number]);
    let claim = desk.handles[&3];
    let mut app = App::over(&desk);
    app.relate("attributed_to", id(3), id(1));
    app.relate("signalled_by", id(3), id(2));
    app.relate("targets", id(4), id(3));
    app.relate("held_by", id(4), id(1));
    app.act(RegisteringAction::AddCanonicalClaim {
        text: "Taxes rise".to_owned(),
        member: Some((claim, Polarity::Same)),
    });
    let value = AttributeValue::One("quantity".into());
    app.act(AnnotatingAction::SetAttribute(
        claim,
        "claim_type".into(),
        Some(value),
    ));
    (app, claim)
}

#[test]
fn what_the_new_label_cannot_have_goes_and_comes_back_with_one_undo() {
    let (mut app, claim) = claim_with_everything();
    let before = app.state.project.clone();
    app.act(AnnotatingAction::Relabel(claim, "Stance".into()));
    assert_eq!(
        app.taken_away(),
        Some(TakenAway {
            relations: 3,
            canonical_claims: 1,
            attributes: 1,
            actor: false,
        })
    );
    let project = &app.state.project;
    // What the stance has with its holder is none of the claim's business.
    let kinds: Vec<String> = project.relations().map(|it| it.kind.to_string()).collect();
    assert_eq!(kinds, ["held_by"]);
    assert_eq!(project.memberships_of(claim).count(), 0);
    assert!(project.annotation(claim).unwrap().attributes.is_empty());
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
    app.act(Action::Redo);
    assert_eq!(app.state.project.relations().count(), 1);
}

#[test]
fn a_source_that_becomes_something_else_names_nobody() {
    let desk = Desk::article("en", "[source:1|The mayor] said no.");
    let source = desk.handles[&1];
    let mut app = App::over(&desk);
    app.act(RegisteringAction::AddActor {
        name: "Jane Doe".to_owned(),
        source: Some(source),
    });
    app.act(AnnotatingAction::Relabel(source, "Cue".into()));
    assert_eq!(app.state.project.annotation(source).unwrap().actor, None);
    assert!(app.taken_away().unwrap().actor);
    app.act(Action::Undo);
    assert!(
        app.state
            .project
            .annotation(source)
            .unwrap()
            .actor
            .is_some()
    );
}

#[test]
fn nothing_is_said_where_nothing_is_taken_away() {
    let desk = Desk::article("en", "[source:1|The mayor] said no.");
    let mut app = App::over(&desk);
    app.act(AnnotatingAction::Relabel(desk.handles[&1], "Claim".into()));
    assert_eq!(app.taken_away(), None);
    let label = &app
        .state
        .project
        .annotation(desk.handles[&1])
        .unwrap()
        .label;
    assert_eq!(label.as_str(), "Claim");
}

#[test]
fn a_relation_type_that_does_not_fit_its_ends_is_refused() {
    let (mut app, claim) = claim_with_everything();
    let relation = app
        .state
        .project
        .relations_at(End::Annotation(claim))
        .find(|it| it.kind.as_str() == "attributed_to")
        .map(|it| it.id)
        .unwrap();
    let before = app.state.project.clone();
    app.act(LinkingAction::SetKind(relation, "held_by".into()));
    assert_eq!(app.state.project, before);
    let refused = |said: &Said| matches!(said, Said::RelationRefused { .. });
    assert!(
        app.state
            .session
            .messages
            .iter()
            .any(|it| refused(&it.text))
    );
}

#[test]
fn a_relation_of_another_type_keeps_only_the_attributes_that_one_has() {
    let (mut app, claim, source) = App::with_two_types();
    app.relate("attributed_to", claim, source);
    let relation = app.state.project.relations().next().unwrap().id;
    let negated = Some(AttributeValue::Flag(true));
    app.act(LinkingAction::SetAttribute(
        relation,
        "negated".into(),
        negated,
    ));
    let before = app.state.project.clone();
    app.act(LinkingAction::SetKind(relation, "denied_by".into()));
    let after = app.state.project.relation(relation).unwrap();
    assert_eq!(after.kind.as_str(), "denied_by");
    assert!(after.attributes.is_empty());
    assert_eq!(app.taken_away().unwrap().attributes, 1);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}
