//! Whom a Source names: chosen among the project's actors; a new name becomes one.

use std::rc::Rc;

use super::combobox::{Row, found};
use crate::app::{Action, AnnotatingAction, RegisteringAction, State};
use crate::model::AnnotationId;
use crate::words::Word;

pub(super) fn name_of(state: &State, source: AnnotationId) -> String {
    let annotation = state.project.annotation(source);
    let actor = annotation.and_then(|it| state.project.actor(it.actor?));
    actor.map(|it| it.name.clone()).unwrap_or_default()
}

pub(super) fn rows(state: &State, source: AnnotationId, query: &str) -> Vec<Row> {
    // An alias leads to its actor, and says so.
    let mut names = Vec::new();
    for actor in state.project.actors() {
        for name in actor.names() {
            names.push((name.to_owned(), actor));
        }
    }
    let (found, same) = found(names.into_iter(), query);
    let mut rows: Vec<Row> = Vec::new();
    let mut there = Vec::new();
    for (name, actor) in found {
        let id = actor.id;
        if there.contains(&id) {
            continue;
        }
        there.push(id);
        rows.push(Row {
            kind: if name == actor.name {
                actor.kind.clone()
            } else {
                name
            },
            name: actor.name.clone(),
            place: String::new(),
            action: Rc::new(move || AnnotatingAction::SetActor(source, Some(id)).into()),
            waits: false,
        });
    }
    let name = query.trim().to_owned();
    if !same && !name.is_empty() {
        rows.push(Row {
            kind: String::new(),
            name: Word::NewActor.with(&[("name", &name)]),
            place: String::new(),
            action: Rc::new(move || {
                let (name, source) = (name.clone(), Some(source));
                RegisteringAction::AddActor { name, source }.into()
            }),
            waits: false,
        });
    }
    rows
}

pub(super) fn removal(source: AnnotationId) -> Action {
    AnnotatingAction::SetActor(source, None).into()
}
