//! What waits for a part of the app that is still to come.

use std::cell::RefCell;
use std::rc::Rc;

use cotejo::app::{
    Action, ComparingAction, Effect, LabelAllAction, OpenedProject, Part, ProjectsAction,
    RegisteringAction, Store, UnlinkedAction, ViewingAction,
};
use cotejo::model::{ProjectId, Timestamp};
use cotejo::ports::{Clock, IdSource};
use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::app::App;
use crate::desk::Desk;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::default()
    }
}

impl IdSource for Still {
    fn next(&mut self) -> Uuid {
        Uuid::from_u128(7)
    }
}

/// A store over two articles, and what it asks of the outside.
fn store() -> (Store, Rc<RefCell<Vec<Effect>>>) {
    let mut desk = Desk::new();
    desk.add_article("en", "[claim:1|Taxes rise.]");
    let effects: Rc<RefCell<Vec<Effect>>> = Rc::default();
    let asked = Rc::clone(&effects);
    let store = Store::new(App::over(&desk).state, Still, Still, move |_, effect| {
        asked.borrow_mut().push(effect);
    });
    (store, effects)
}

#[test]
fn what_cannot_be_done_yet_is_done_once_its_part_came() {
    let (store, effects) = store();
    Part::expect_all();
    store.dispatch(UnlinkedAction::Toggle);
    assert!(store.state().session.tray.is_none());
    assert_eq!(effects.take(), [Effect::Load(Part::Compare)]);
    Part::Compare.came();
    store.go_on(Part::Compare, true);
    assert!(store.state().session.tray.is_some());
    assert!(!Part::Dialogs.is_there());
}

#[test]
fn who_asks_twice_because_nothing_happens_gets_it_once() {
    let (store, _) = store();
    Part::expect_all();
    store.dispatch(UnlinkedAction::Toggle);
    store.dispatch(UnlinkedAction::Toggle);
    Part::Compare.came();
    store.go_on(Part::Compare, true);
    assert!(store.state().session.tray.is_some());
}

/// A project that is opened meanwhile.
fn another() -> Box<OpenedProject> {
    let mut desk = Desk::new();
    desk.add_article("es", "[claim:1|Suben.]");
    Box::new(OpenedProject {
        project: desk.project.with_id(ProjectId(Uuid::from_u128(77))),
        history: None,
        keep: false,
        warnings: Vec::new(),
    })
}

fn add_actor() -> RegisteringAction {
    RegisteringAction::AddActor {
        name: "Ana".to_owned(),
        source: None,
    }
}

fn actors(store: &Store) -> usize {
    store.state().project.actors().len()
}

#[test]
fn undo_does_not_overtake_what_waits() {
    let (store, _) = store();
    Part::expect_all();
    store.dispatch(add_actor());
    store.dispatch(Action::Undo);
    Part::Dialogs.came();
    store.go_on(Part::Dialogs, true);
    assert_eq!(actors(&store), 0);
    store.dispatch(Action::Redo);
    assert_eq!(actors(&store), 1);
}

#[test]
fn what_waits_is_about_the_project_that_was_open() {
    let (store, _) = store();
    Part::expect_all();
    store.dispatch(add_actor());
    store.dispatch(ProjectsAction::Opened(another()));
    Part::Dialogs.came();
    store.go_on(Part::Dialogs, true);
    assert_eq!(actors(&store), 0);
}

#[test]
fn a_part_that_does_not_come_keeps_nothing_else_waiting() {
    let (store, _) = store();
    Part::expect_all();
    store.dispatch(add_actor());
    store.dispatch(UnlinkedAction::Toggle);
    store.go_on(Part::Dialogs, false);
    assert!(!store.state().session.messages.is_empty());
    Part::Compare.came();
    store.go_on(Part::Compare, true);
    assert!(store.state().session.tray.is_some());
    assert_eq!(actors(&store), 0);
}

#[test]
fn reading_and_annotating_wait_for_nothing() {
    let (store, effects) = store();
    Part::expect_all();
    store.dispatch(ViewingAction::Close);
    store.dispatch(Action::Undo);
    // The matrix is looked at while nothing happens, whether anybody will want it or not.
    store.dispatch(ComparingAction::Prepare);
    let loads = |it: &Effect| matches!(it, Effect::Load(..));
    assert!(!effects.borrow().iter().any(loads), "{effects:?}");
}

#[test]
fn an_app_that_was_not_taken_apart_has_all_parts() {
    assert!(Part::iter().all(Part::is_there));
    let (store, effects) = store();
    store.dispatch(LabelAllAction::Begin);
    let loads = |it: &Effect| matches!(it, Effect::Load(..));
    assert!(!effects.borrow().iter().any(loads), "{effects:?}");
}
