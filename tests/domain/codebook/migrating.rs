use std::rc::Rc;
use std::time::Instant;

use cotejo::app::{
    Action, AnnotatingAction, CodebookAction, Dialog, RegisteringAction, Said, ViewingAction,
};
use cotejo::commands::command;
use cotejo::model::*;

use super::{add, after, attribute, edit, label, migrate, relation, remove, rename, value};
use crate::app::App;
use crate::desk::Desk;

/// Two claims with a source and what a claim can have.
fn scene() -> (App, Desk) {
    let desk = Desk::article(
        "en",
        "[source:1|The mayor] [cue:2|said] that [claim:3|taxes rise]. [claim:4|Nobody pays]. \
         [stance:5|Nonsense].",
    );
    let mut app = App::over(&desk);
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    app.relate("attributed_to", end(3), end(1));
    app.relate("attributed_to", end(4), end(1));
    app.relate("signalled_by", end(3), end(2));
    app.relate("contradicts", end(3), end(4));
    app.relate("targets", end(5), end(3));
    app.act(RegisteringAction::AddCanonicalClaim {
        text: "Taxes rise".to_owned(),
        member: Some((desk.handles[&3], Polarity::Same)),
    });
    let certain = AttributeValue::one("certain");
    app.act(AnnotatingAction::SetAttribute(
        desk.handles[&3],
        "certainty".into(),
        Some(certain),
    ));
    (app, desk)
}

fn labels(app: &App) -> Vec<String> {
    let mut all: Vec<String> = app
        .state
        .project
        .annotations()
        .map(|it| it.label.to_string())
        .collect();
    all.sort();
    all
}

fn relations(app: &App) -> Vec<String> {
    let mut all: Vec<String> = app
        .state
        .project
        .relations()
        .map(|it| it.kind.to_string())
        .collect();
    all.sort();
    all
}

#[test]
fn a_label_is_renamed_in_one_step_that_undo_takes_back() {
    let (mut app, _) = scene();
    let before = app.state.project.clone();
    app.act(edit(rename(label("Claim"), "Assertion")));
    assert_eq!(app.state.label_name(&"Claim".into()), "Assertion");
    let name = app.state.history.next_undo().unwrap();
    assert_eq!(
        (&*name.command, &*name.detail),
        ("rename-in-codebook", "Assertion")
    );
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn what_nobody_uses_goes_without_a_question() {
    let (mut app, _) = scene();
    app.act(CodebookAction::Remove(value("certainty", "possible")));
    assert_eq!(app.state.session.dialog, None);
    assert!(
        !app.state
            .project
            .codebook()
            .has(&value("certainty", "possible"))
    );
}

#[test]
fn a_label_in_use_asks_where_its_annotations_go() {
    let (mut app, desk) = scene();
    let before = app.state.project.clone();
    app.act(CodebookAction::Remove(label("Claim")));
    assert_eq!(app.state.session.dialog, Some(Dialog::Migration));
    assert_eq!(app.state.project, before);
    let asked = app.state.session.recoding.asked.clone().unwrap();
    let missing: Vec<String> = asked
        .missing
        .iter()
        .map(|(entry, count)| format!("{} {count}", entry.id))
        .collect();
    assert_eq!(
        missing,
        [
            "Claim 2",
            "certainty 1",
            "attributed_to 2",
            "signalled_by 1"
        ]
    );
    // Nothing happens before somebody has said where.
    app.act(CodebookAction::Migrate);
    assert_eq!(app.state.project, before);
    app.act(CodebookAction::SetFate(0, Fate::Into("Stance".to_owned())));
    app.act(CodebookAction::Migrate);
    assert_eq!(
        labels(&app),
        ["Cue", "Source", "Stance", "Stance", "Stance"]
    );
    assert_eq!(relations(&app), [] as [&str; 0]);
    let claim = app.state.project.annotation(desk.handles[&3]).unwrap();
    assert!(claim.attributes.is_empty());
    assert_eq!(app.state.project.memberships().len(), 0);
    let log = app.state.project.codebook().log.last().unwrap();
    assert_eq!(
        (&*log.edit, &*log.name, &*log.to),
        ("remove", "Claim", "Stance")
    );
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
    app.act(Action::Redo);
    assert_eq!(
        labels(&app),
        ["Cue", "Source", "Stance", "Stance", "Stance"]
    );
}

#[test]
fn annotations_of_a_removed_label_can_be_deleted_with_what_hangs_on_them() {
    let (mut app, _) = scene();
    let before = app.state.project.clone();
    app.act(CodebookAction::Remove(label("Claim")));
    migrate(&mut app, &Fate::Delete);
    assert_eq!(labels(&app), ["Cue", "Source", "Stance"]);
    assert_eq!(relations(&app), [] as [&str; 0]);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn what_another_label_can_have_too_stays() {
    let (mut app, _) = scene();
    app.act(edit(add(EntryKind::Label, "", "Assertion")));
    let ends = ["Claim".to_owned(), "assertion".to_owned()];
    for kind in ["attributed_to", "signalled_by"] {
        let from = Property::list("from", &ends);
        app.act(edit(CodebookEdit::Set(relation(kind), from)));
    }
    let on = Property::list("on", &ends);
    app.act(edit(CodebookEdit::Set(attribute("certainty"), on)));
    app.act(CodebookAction::Remove(label("Claim")));
    app.act(CodebookAction::SetFate(
        0,
        Fate::Into("assertion".to_owned()),
    ));
    app.act(CodebookAction::Migrate);
    assert_eq!(
        relations(&app),
        ["attributed_to", "attributed_to", "signalled_by"]
    );
    let certain = app.state.project.annotations();
    let certain = certain.filter(|it| it.has("certainty", "certain"));
    assert_eq!(certain.count(), 1);
    let taken = app.said(|it| match it {
        Said::Migrated {
            changed,
            deleted,
            taken,
            ..
        } => Some((*changed, *deleted, *taken)),
        _ => None,
    });
    let expected = TakenAway {
        relations: 2,
        canonical_claims: 1,
        ..TakenAway::default()
    };
    assert_eq!(taken, Some((2, 0, expected)));
}

#[test]
fn an_annotation_in_pieces_does_not_become_one_stretch() {
    let desk = Desk::article(
        "en",
        "[claim:1|“No”], she said, [claim:1|“never”]. [claim:2|Nobody pays].",
    );
    let mut app = App::over(&desk);
    app.act(CodebookAction::Remove(label("Claim")));
    app.act(CodebookAction::SetFate(0, Fate::Into("Cue".to_owned())));
    app.act(CodebookAction::Migrate);
    assert_eq!(labels(&app), ["Claim", "Cue"]);
    let kept = app.said(|it| match it {
        Said::Migrated { kept, .. } => Some(*kept),
        _ => None,
    });
    assert_eq!(kept, Some(1));
    app.act(Action::Undo);
    assert_eq!(app.state.project, desk.project);
}

#[test]
fn values_attributes_and_relation_types_go_where_one_says() {
    let (mut app, desk) = scene();
    let value_of = |app: &App, attribute: &str| {
        let claim = app.state.project.annotation(desk.handles[&3]).unwrap();
        claim.attributes.get(&attribute.into()).cloned()
    };
    app.act(CodebookAction::Remove(value("certainty", "certain")));
    migrate(&mut app, &Fate::Into("probable".to_owned()));
    assert_eq!(
        value_of(&app, "certainty"),
        Some(AttributeValue::one("probable"))
    );
    app.act(CodebookAction::Remove(attribute("certainty")));
    migrate(&mut app, &Fate::Delete);
    assert_eq!(value_of(&app, "certainty"), None);
    app.act(CodebookAction::Remove(relation("contradicts")));
    migrate(&mut app, &Fate::Into("overlaps".to_owned()));
    assert!(relations(&app).contains(&"overlaps".to_owned()));
    app.act(CodebookAction::Remove(relation("overlaps")));
    migrate(&mut app, &Fate::Delete);
    assert!(!relations(&app).contains(&"overlaps".to_owned()));
    for _ in 0..4 {
        app.act(Action::Undo);
    }
    assert_eq!(
        value_of(&app, "certainty"),
        Some(AttributeValue::one("certain"))
    );
    assert!(relations(&app).contains(&"contradicts".to_owned()));
}

#[test]
fn a_kind_of_part_in_use_goes_to_another() {
    let mut desk = Desk::article("en", "Taxes rise. Nobody pays.");
    let article = desk.first();
    let span = desk.span(article, "Taxes rise.");
    let provenance = desk.provenance();
    desk.make(Change::add(Part {
        article,
        revision: 1,
        part: "headline".into(),
        span,
        provenance,
        extra: None,
    }));
    let mut app = App::over(&desk);
    let headline = EntryRef::new(EntryKind::Part, "headline");
    app.act(CodebookAction::Remove(headline));
    migrate(&mut app, &Fate::Into("summary".to_owned()));
    let part = app.state.project.parts().next().unwrap();
    assert_eq!(part.part.as_str(), "summary");
    app.act(Action::Undo);
    assert_eq!(app.state.project, desk.project);
}

#[test]
fn what_is_deprecated_is_not_offered_and_stays_where_it_is() {
    let (mut app, desk) = scene();
    let claim = desk.handles[&3];
    app.act(CodebookAction::Deprecate(label("Claim"), true));
    assert_eq!(labels(&app).len(), 5);
    let label_1 = command("label-1").unwrap();
    assert_eq!((label_1.resolve)(&app.state), None);
    app.act(CodebookAction::Deprecate(relation("contradicts"), true));
    let (from, to) = (End::Annotation(claim), End::Annotation(desk.handles[&4]));
    let possible = app.state.possible_relations(from, to);
    assert!(possible.iter().all(|it| it.0.as_str() != "contradicts"));
    assert!(relations(&app).contains(&"contradicts".to_owned()));
    app.act(CodebookAction::Deprecate(label("Claim"), false));
    assert!((label_1.resolve)(&app.state).is_some());
}

#[test]
fn a_label_that_is_armed_and_deprecated_is_armed_no_more() {
    let (mut app, _) = scene();
    app.act(cotejo::app::ViewingAction::Arm(Some("Cue".into())));
    app.act(CodebookAction::Deprecate(label("Cue"), true));
    assert_eq!(app.state.session.armed, None);
}

#[test]
fn another_codebook_asks_what_it_lacks_and_keeps_what_nobody_moved() {
    let (mut app, _) = scene();
    let before = app.state.project.clone();
    let other = after(
        &Codebook::news_claims(),
        &[
            remove(label("Stance")),
            remove(value("certainty", "certain")),
        ],
    );
    app.act(CodebookAction::Use(Rc::new(other.clone())));
    let asked = app.state.session.recoding.asked.clone().unwrap();
    let missing: Vec<&str> = asked.missing.iter().map(|it| it.0.id.as_str()).collect();
    assert_eq!(missing, ["Stance", "certain", "targets"]);
    app.act_and_keep(CodebookAction::Migrate);
    assert_eq!(**app.state.project.codebook(), other);
    assert_eq!(labels(&app).len(), 5);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn a_file_that_is_no_codebook_is_refused_with_a_reason() {
    let (mut app, _) = scene();
    for (file, begin) in [(&b"{}"[..], false), (b"", true), (b"[1]", false)] {
        let before = app.state.project.clone();
        app.act(ViewingAction::Open(Dialog::Codebooks { begin }));
        app.act(CodebookAction::Read {
            name: "x.json".to_owned(),
            bytes: file.to_vec(),
            begin,
            project: before.id(),
        });
        assert_eq!(app.state.project, before);
        let said = app.said(|it| matches!(it, Said::ProjectRefused { .. }).then_some(()));
        assert!(said.is_some());
    }
    let twice = br#"{"id": "x", "version": "1.0", "name": {"en": "X"}, "labels": [
        {"id": "A", "name": {"en": "A"}}, {"id": "A", "name": {"en": "B"}}]}"#;
    app.act(CodebookAction::Read {
        name: "x.json".to_owned(),
        bytes: twice.to_vec(),
        begin: false,
        project: app.state.project.id(),
    });
    let faults = app.said(|it| match it {
        Said::CodebookRefused { faults, .. } => Some(faults.len()),
        _ => None,
    });
    assert_eq!(faults, Some(1));
}

/// Prints how long it takes; `COTEJO_MANY=100000` for a look at the growth.
#[test]
fn many_annotations_get_another_label_in_one_step() {
    let count = std::env::var("COTEJO_MANY").map_or(2_000, |it| it.parse().unwrap());
    let mut desk = Desk::article("en", &"Taxes rise.\n".repeat(count));
    let article = desk.first();
    let provenance = desk.provenance();
    for at in 0..count {
        let start = u32::try_from(at * 12).unwrap();
        let annotation = Annotation {
            id: AnnotationId(uuid::Uuid::from_u128(1_000_000 + at as u128)),
            article,
            revision: 1,
            label: "Claim".into(),
            fragments: normalize([cotejo::text::TextSpan::of_bytes(start, start + 10).unwrap()]),
            attributes: Attributes::from_iter([(
                "certainty".into(),
                AttributeValue::one("certain"),
            )]),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance,
            extra: None,
        };
        desk.project.fill(&annotation.into()).unwrap();
    }
    desk.project.place_everything();
    let mut project = desk.project.clone();
    let without = after(&Codebook::news_claims(), &[remove(label("Claim"))]);
    let start = Instant::now();
    let uses = Uses::of(&project);
    let counted = start.elapsed();
    assert_eq!(uses.count(&label("Claim")), count);
    let start = Instant::now();
    let fates = [(label("Claim"), Fate::Into("Stance".to_owned()))];
    let migration = Migration::of(&project, &Rc::new(without), &fates);
    let made = start.elapsed();
    assert_eq!(migration.changed, count);
    let start = Instant::now();
    project.apply_all(&migration.changes).unwrap();
    let applied = start.elapsed();
    println!(
        "{count} annotations: counted after {counted:?}, changes known after {made:?}, made after {applied:?}"
    );
    assert!(project.annotations().all(|it| it.label == "Stance"));
}
