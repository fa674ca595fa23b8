//! What the records of a project have of its codebook, whoever has it.

use cotejo::app::{
    Action, AnnotatingAction, CodebookAction, Dialog, RegisteringAction, Said, TakenAway,
};
use cotejo::model::*;

use super::{add, attribute, edit, migrate, value};
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
