//! Another codebook that knows what is in use, but not so.

use std::rc::Rc;

use cotejo::app::{Action, AnnotatingAction, CodebookAction, Dialog, RegisteringAction};
use cotejo::model::*;

use super::{add, after, attribute, relation};
use crate::app::App;
use crate::desk::Desk;

fn on(labels: &[&str]) -> CodebookEdit {
    let labels: Vec<String> = labels.iter().map(|&it| it.to_owned()).collect();
    CodebookEdit::Set(attribute("certainty"), Property::list("on", &labels))
}

fn type_of(kind: &str) -> CodebookEdit {
    CodebookEdit::Set(attribute("certainty"), Property::text("type", kind))
}

/// A claim with a source that is said to be certain.
fn scene() -> (App, AnnotationId) {
    let desk = Desk::article("en", "[source:1|The mayor] said that [claim:2|taxes rise].");
    let mut app = App::over(&desk);
    let [source, claim] = [1, 2].map(|it| desk.handles[&it]);
    app.relate(
        "attributed_to",
        End::Annotation(claim),
        End::Annotation(source),
    );
    app.act(AnnotatingAction::SetAttribute(
        claim,
        "certainty".into(),
        Some(AttributeValue::one("certain")),
    ));
    (app, claim)
}

fn coded(app: &App, claim: AnnotationId) -> Vec<(String, AttributeValue)> {
    let claim = app.state.project.annotation(claim).unwrap();
    let all = claim.attributes.iter();
    all.map(|it| (it.0.to_string(), it.1.clone())).collect()
}

/// Puts a codebook with these edits in the place of the project's, and says what it asks.
fn asks(app: &mut App, edits: &[CodebookEdit]) -> Vec<Misfit> {
    let other = after(&Codebook::news_claims(), edits);
    app.act_and_keep(CodebookAction::Use(Rc::new(other)));
    let asked = app.state.session.recoding.asked.clone();
    let asked = asked.filter(|_| app.state.session.dialog == Some(Dialog::Migration));
    asked.map(|it| it.misfits).unwrap_or_default()
}

fn decide(app: &mut App, fate: Fate) {
    app.act(CodebookAction::SetFate(0, fate));
    app.act_and_keep(CodebookAction::Migrate);
}

#[test]
fn an_attribute_that_other_labels_have_stays_goes_or_gets_another_name() {
    let certain = AttributeValue::one("certain");
    let sureness = [
        add(EntryKind::Attribute, "Claim", "Sureness"),
        add(EntryKind::Value, "sureness", "Certain"),
        on(&["Source"]),
    ];
    for (fate, left) in [
        (Fate::Keep, Some("certainty")),
        (Fate::Delete, None),
        (Fate::Into("sureness".to_owned()), Some("sureness")),
    ] {
        let (mut app, claim) = scene();
        let before = app.state.project.clone();
        let misfits = asks(&mut app, &sureness);
        assert_eq!(misfits.len(), 1);
        assert_eq!(misfits[0].entry, attribute("certainty"));
        assert_eq!(misfits[0].reasons, [(Reason::On("Claim".to_owned()), 1)]);
        assert_eq!(misfits[0].offers, ["sureness"]);
        decide(&mut app, fate.clone());
        let expected: Vec<_> = left
            .map(|it| (it.to_owned(), certain.clone()))
            .into_iter()
            .collect();
        assert_eq!(coded(&app, claim), expected, "{fate:?}");
        // What was kept is still told.
        let project = &app.state.project;
        let told = Misfit::of(project, project.codebook());
        assert_eq!(told.len(), usize::from(fate == Fate::Keep));
        app.act(Action::Undo);
        assert_eq!(app.state.project, before);
    }
}

#[test]
fn what_can_be_said_in_another_type_is_and_what_cannot_is_asked_about() {
    let (mut app, claim) = scene();
    let before = app.state.project.clone();
    assert_eq!(asks(&mut app, &[type_of("many")]), []);
    let many = AttributeValue::Many(["certain".into()].into_iter().collect());
    assert_eq!(coded(&app, claim), [("certainty".to_owned(), many)]);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
    let misfits = asks(&mut app, &[type_of("flag")]);
    assert_eq!(misfits[0].reasons, [(Reason::Type, 1)]);
    decide(&mut app, Fate::Keep);
    let certain = AttributeValue::one("certain");
    assert_eq!(coded(&app, claim), [("certainty".to_owned(), certain)]);
    app.act(Action::Undo);
    asks(&mut app, &[type_of("flag")]);
    decide(&mut app, Fate::Delete);
    assert_eq!(coded(&app, claim), []);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn words_that_are_no_values_are_asked_about_all_together() {
    let desk = Desk::article("en", "[claim:1|Taxes rise]. [claim:2|Nobody pays].");
    let mut app = App::over(&desk);
    app.act(CodebookAction::Edit(type_of("text"), String::new()));
    for (number, words) in [(1, "certain"), (2, "so so")] {
        app.act(AnnotatingAction::SetAttribute(
            desk.handles[&number],
            "certainty".into(),
            Some(AttributeValue::one(words)),
        ));
    }
    let misfits = asks(&mut app, &[]);
    assert_eq!(misfits[0].reasons, [(Reason::Type, 1)]);
    assert!(
        app.state
            .session
            .recoding
            .asked
            .as_ref()
            .unwrap()
            .missing
            .is_empty()
    );
    decide(&mut app, Fate::Delete);
    let certain = AttributeValue::one("certain");
    let first = coded(&app, desk.handles[&1]);
    assert_eq!(first, [("certainty".to_owned(), certain)]);
    assert_eq!(coded(&app, desk.handles[&2]), []);
}

#[test]
fn relations_between_other_ends_are_told_and_the_checks_list_those_that_stay() {
    let only_actors = ["@actor".to_owned()];
    let ends = [CodebookEdit::Set(
        relation("attributed_to"),
        Property::list("to", &only_actors),
    )];
    let (mut app, _) = scene();
    let before = app.state.project.clone();
    let misfits = asks(&mut app, &ends);
    let ends_are = Reason::Ends("Claim".to_owned(), "Source".to_owned());
    assert_eq!(misfits[0].reasons, [(ends_are, 1)]);
    assert_eq!(misfits[0].offers, Vec::<String>::new());
    decide(&mut app, Fate::Keep);
    assert_eq!(app.state.project.relations().len(), 1);
    let found = lint::lint(&app.state.project).findings;
    assert!(found.iter().any(|it| it.rule == "relation_ends"));
    app.act(Action::Undo);
    asks(&mut app, &ends);
    decide(&mut app, Fate::Delete);
    assert_eq!(app.state.project.relations().len(), 0);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn what_an_actor_is_said_to_be_is_asked_about_too() {
    let (mut app, _) = scene();
    app.act(RegisteringAction::AddActor {
        name: "Jane Doe".to_owned(),
        source: None,
    });
    let id = app.state.project.actors().next().unwrap().id;
    let ngo = ActorField::Affiliation("ngo".to_owned());
    app.act(RegisteringAction::EditActor(id, ngo));
    let flag = CodebookEdit::Set(attribute("affiliation"), Property::text("type", "flag"));
    let misfits = asks(&mut app, &[flag]);
    assert_eq!(misfits[0].reasons, [(Reason::Type, 1)]);
    decide(&mut app, Fate::Delete);
    assert_eq!(app.state.project.actor(id).unwrap().affiliation, "");
}
