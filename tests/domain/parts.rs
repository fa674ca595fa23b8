//! What waits for a part of the app that is still to come.

use std::cell::RefCell;
use std::rc::Rc;

use cotejo::app::{
    Action, ComparingAction, Effect, LabelAllAction, Part, Store, UnlinkedAction, ViewingAction,
};
use cotejo::model::Timestamp;
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
    let asked = effects.take();
    let [Effect::Load(Part::Compare, action)] = <[Effect; 1]>::try_from(asked).unwrap() else {
        panic!("nothing was asked for");
    };
    Part::Compare.came();
    store.dispatch(Rc::into_inner(action).unwrap());
    assert!(store.state().session.tray.is_some());
    assert!(!Part::Dialogs.is_there());
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
