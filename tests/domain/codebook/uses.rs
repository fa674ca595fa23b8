//! What the records of a project have of its codebook, whoever has it.

use std::rc::Rc;

use cotejo::app::{
    Action, AnnotatingAction, CodebookAction, Dialog, Effect, ProjectsAction, RegisteringAction,
    Said, TakenAway, ViewingAction,
};
use cotejo::formats::project_json::export_codebook;
use cotejo::model::*;

use super::{add, after, attribute, edit, label, migrate, relation, rename, value};
use crate::app::App;
use crate::desk::Desk;

/// A Source that stands for an actor who belongs to the government and is an expert.
fn with_actor() -> (App, ActorId) {
    let desk = Desk::article("en", "[source:1|The mayor] said that [claim:2|taxes rise].");
    let mut app = App::over(&desk);
    app.act(RegisteringAction::AddActor {
        name: "Jane Doe".to_owned(),
        source: Some(desk.handles[&1]),
    });
    let id = app.state.project.actors().next().unwrap().id;
    let affiliation = ActorField::Affiliation("government".to_owned());
    app.act(RegisteringAction::EditActor(id, affiliation));
    (app, id)
}

fn affiliation(app: &App, id: ActorId) -> &str {
    &app.state.project.actor(id).unwrap().affiliation
}

fn taken(app: &App) -> Option<TakenAway> {
    app.said(|it| match it {
        Said::Migrated { taken, .. } => Some(*taken),
        _ => None,
    })
}

fn set(app: &mut App, id: AnnotationId, attribute: &str, value: AttributeValue) {
    app.act(AnnotatingAction::SetAttribute(
        id,
        attribute.into(),
        Some(value),
    ));
}

#[test]
fn a_value_that_only_an_actor_has_is_asked_about_and_goes_where_one_says() {
    let (mut app, id) = with_actor();
    let before = app.state.project.clone();
    app.act(CodebookAction::Remove(value("affiliation", "government")));
    assert_eq!(app.state.session.dialog, Some(Dialog::Migration));
    migrate(&mut app, &Fate::Into("ngo".to_owned()));
    assert_eq!(affiliation(&app, id), "ngo");
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
    app.act(CodebookAction::Remove(value("affiliation", "government")));
    migrate(&mut app, &Fate::Delete);
    assert_eq!(affiliation(&app, id), "");
}

#[test]
fn an_actor_has_nothing_of_an_attribute_that_is_gone() {
    let (mut app, id) = with_actor();
    app.act(CodebookAction::Remove(attribute("affiliation")));
    assert_eq!(app.state.session.dialog, Some(Dialog::Migration));
    migrate(&mut app, &Fate::Delete);
    assert_eq!(affiliation(&app, id), "");
}

#[test]
fn the_last_value_of_an_attribute_is_asked_about_like_all() {
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let mut app = App::over(&desk);
    app.act(edit(add(EntryKind::Attribute, "Claim", "Tone")));
    app.act(edit(add(EntryKind::Value, "tone", "Ironic")));
    set(
        &mut app,
        desk.handles[&1],
        "tone",
        AttributeValue::one("ironic"),
    );
    app.act(CodebookAction::Remove(value("tone", "ironic")));
    assert_eq!(app.state.session.dialog, Some(Dialog::Migration));
    migrate(&mut app, &Fate::Delete);
    let claim = app.state.project.annotation(desk.handles[&1]).unwrap();
    assert!(claim.attributes.is_empty());
}

#[test]
fn an_attribute_goes_only_into_one_that_can_have_what_it_says() {
    let desk = Desk::article("en", "[claim:1|Taxes rise]. [claim:2|Nobody pays].");
    let mut app = App::over(&desk);
    app.act(edit(add(EntryKind::Attribute, "Claim", "Sureness")));
    app.act(edit(add(EntryKind::Value, "sureness", "Certain")));
    for (number, certainty) in [(1, "certain"), (2, "probable")] {
        let certainty = AttributeValue::one(certainty);
        set(&mut app, desk.handles[&number], "certainty", certainty);
    }
    app.act(CodebookAction::Remove(attribute("certainty")));
    let asked = app.state.session.recoding.asked.clone().unwrap();
    let offers = asked.offers(0, app.state.project.codebook());
    assert!(offers.contains(&"sureness".to_owned()));
    for of in &offers {
        let other = asked.codebook.attribute(&(**of).into()).unwrap();
        assert_eq!(other.kind, AttributeKind::One, "{of}");
        assert!(other.on.contains(&"Claim".to_owned()), "{of}");
    }
    migrate(&mut app, &Fate::Into("sureness".to_owned()));
    let of = |number: u32| {
        let claim = app.state.project.annotation(desk.handles[&number]).unwrap();
        claim.attributes.clone()
    };
    let certain = ("sureness".into(), AttributeValue::one("certain"));
    assert_eq!(of(1), Attributes::from_iter([certain]));
    assert_eq!(of(2), Attributes::new());
    assert_eq!(taken(&app).unwrap().attributes, 1);
}

fn refused(app: &App) -> Option<(Wrong, &str, &str)> {
    let refused = app.state.session.recoding.refused.as_ref()?;
    let fault = &refused.fault;
    Some((fault.wrong, &*refused.property, &*fault.what))
}

fn list(key: &'static str, ids: &[&str]) -> Property {
    let ids: Vec<String> = ids.iter().map(|&it| it.to_owned()).collect();
    Property::list(key, &ids)
}

#[test]
fn one_value_becomes_a_list_with_the_type_and_back_as_long_as_it_is_one() {
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let claim = desk.handles[&1];
    let mut app = App::over(&desk);
    set(&mut app, claim, "certainty", AttributeValue::one("certain"));
    let before = app.state.project.clone();
    let coded = |app: &App| {
        let claim = app.state.project.annotation(claim).unwrap();
        claim.attributes.get(&"certainty".into()).cloned()
    };
    let type_of =
        |kind: &str| CodebookEdit::Set(attribute("certainty"), Property::text("type", kind));
    app.act(edit(type_of("many")));
    let many = |ids: &[&str]| {
        let ids = ids.iter().map(|&it| ValueId::from(it));
        AttributeValue::Many(ids.collect())
    };
    assert_eq!(coded(&app), Some(many(&["certain"])));
    app.act(edit(type_of("one")));
    assert_eq!(coded(&app), Some(AttributeValue::one("certain")));
    app.act(Action::Undo);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
    // Two values are not one, and none is a yes or no.
    app.act(edit(type_of("many")));
    set(&mut app, claim, "certainty", many(&["certain", "probable"]));
    for kind in ["one", "flag", "text"] {
        let before = app.state.project.clone();
        app.act(edit(type_of(kind)));
        assert_eq!(refused(&app), Some((Wrong::InUse, "type", "1")), "{kind}");
        assert_eq!(app.state.project, before);
    }
}

#[test]
fn what_actors_have_does_not_become_a_yes_or_no() {
    let (mut app, _) = with_actor();
    let flag = Property::text("type", "flag");
    app.act(edit(CodebookEdit::Set(attribute("affiliation"), flag)));
    assert_eq!(refused(&app), Some((Wrong::InUse, "type", "1")));
}

#[test]
fn a_label_keeps_an_attribute_that_its_annotations_have() {
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let mut app = App::over(&desk);
    let on = |ids: &[&str]| CodebookEdit::Set(attribute("certainty"), list("on", ids));
    app.act(edit(on(&["Claim", "Source"])));
    let certain = AttributeValue::one("certain");
    set(&mut app, desk.handles[&1], "certainty", certain);
    app.act(edit(on(&["Source"])));
    assert_eq!(refused(&app), Some((Wrong::InUse, "on", "1")));
    app.act(edit(on(&["Claim"])));
    assert_eq!(refused(&app), None);
}

#[test]
fn a_relation_type_keeps_the_ends_that_its_relations_have() {
    let (mut app, claim, source) = App::with_two_types();
    app.relate("attributed_to", claim, source);
    let to = |ids: &[&str]| CodebookEdit::Set(relation("attributed_to"), list("to", ids));
    app.act(edit(to(&["@actor"])));
    assert_eq!(refused(&app), Some((Wrong::InUse, "to", "1")));
    app.act(edit(to(&["Source"])));
    assert_eq!(refused(&app), None);
}

#[test]
fn what_cannot_be_offered_again_says_why_beside_the_button() {
    let mut app = App::over(&Desk::article("en", "Taxes rise."));
    app.act(CodebookAction::Deprecate(label("Cue"), true));
    let key = Property::text("key", "4");
    app.act(edit(CodebookEdit::Set(label("Source"), key)));
    app.act(CodebookAction::Deprecate(label("Cue"), false));
    assert_eq!(refused(&app), Some((Wrong::SameKey, "", "4")));
    let refused = app.state.session.recoding.refused.as_ref().unwrap();
    assert_eq!(refused.entry, label("Cue"));
}

#[test]
fn a_codebook_that_nobody_waits_for_any_more_is_not_taken() {
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let mut app = App::over(&desk);
    let other = after(
        &Codebook::news_claims(),
        &[rename(label("Claim"), "Assertion")],
    );
    let dialog = Dialog::Codebooks { begin: false };
    app.act(ViewingAction::Open(dialog.clone()));
    let load = CodebookAction::Load {
        file: "frames",
        begin: false,
    };
    let project = desk.project.id();
    let asked = Effect::LoadCodebook("frames", false, project);
    assert_eq!(app.act(load), [asked]);
    let read = || CodebookAction::Read {
        name: "frames".to_owned(),
        bytes: export_codebook(&other),
        begin: false,
        project,
    };
    let named = |app: &App| app.state.label_name(&"Claim".into());
    app.act(ViewingAction::Close);
    app.act(read());
    assert_eq!(named(&app), "Claim");
    app.act(ProjectsAction::New);
    app.act(ViewingAction::Open(dialog.clone()));
    app.act(read());
    assert_eq!(named(&app), "Claim");
    let mut app = App::over(&desk);
    app.act(ViewingAction::Open(dialog));
    app.act(read());
    assert_eq!(named(&app), "Assertion");
}

#[test]
fn a_question_about_a_codebook_closes_with_its_project() {
    let (mut app, id) = with_actor();
    let article = app.state.project.articles().next().unwrap().id;
    app.act(CodebookAction::Remove(value("affiliation", "government")));
    assert_eq!(affiliation(&app, id), "government");
    for dialog in [Dialog::Migration, Dialog::ArticleDetails(article)] {
        app.act(ViewingAction::Open(dialog));
        app.act(ProjectsAction::NewWith(Rc::clone(
            app.state.project.codebook(),
        )));
        assert_eq!(app.state.session.dialog, None);
    }
    app.act(ViewingAction::Open(Dialog::Appearance));
    app.act(ProjectsAction::New);
    assert_eq!(app.state.session.dialog, Some(Dialog::Appearance));
}

#[test]
fn what_has_no_words_gets_no_label_that_needs_some() {
    let mut desk = Desk::article("en", "[claim:1|Taxes rise].");
    let article = desk.first();
    desk.wordless(article, "Source", 2);
    let source = desk.handles[&2];
    let mut app = App::over(&desk);
    app.act(AnnotatingAction::Relabel(source, "Claim".into()));
    let said = app.said(|it| matches!(it, Said::NeedsWords { .. }).then_some(()));
    assert!(said.is_some());
    assert_eq!(app.state.project, desk.project);
    app.act(CodebookAction::Remove(label("Source")));
    app.act(CodebookAction::SetFate(0, Fate::Into("Claim".to_owned())));
    app.act(CodebookAction::Migrate);
    let kept = app.said(|it| match it {
        Said::Migrated { kept, .. } => Some(*kept),
        _ => None,
    });
    assert_eq!(kept, Some(1));
    let source = app.state.project.annotation(source).unwrap();
    assert_eq!(source.label, "Source");
}
