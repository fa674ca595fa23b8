use std::rc::Rc;

use yew::prelude::*;

use crate::app::{State, Store};
use crate::commands::Command;
use crate::model::ProjectId;

/// # Panics
/// Outside `<App>`.
#[hook]
pub(super) fn use_store() -> Store {
    use_context().expect("components live inside <App>")
}

/// Reads part of the state; the component renders again only when that part changes.
///
/// `select` may use props, and must be total: it can run once more after the thing it
/// looks for is gone and before the component is unmounted.
#[hook]
pub(super) fn use_selector<R>(select: impl Fn(&State) -> R + 'static) -> R
where
    R: Clone + PartialEq + 'static,
{
    let store = use_store();
    let rerender = use_force_update();
    let selected = store.read(&select);

    // What this render used; the listener compares with it, not with the first render's.
    let shown = use_mut_ref(|| None);
    let select: Rc<dyn Fn(&State) -> R> = Rc::new(select);
    *shown.borrow_mut() = Some((select, selected.clone()));

    use_effect_with(store, move |store| {
        let check = move |state: &State| {
            let shown = shown.borrow().clone();
            if shown.is_some_and(|(select, value)| select(state) != value) {
                rerender.force_update();
            }
        };
        // An action may have run between the first render and this effect.
        store.read(&check);
        let subscription = store.subscribe(check);
        move || drop(subscription)
    });
    selected
}

/// Tells one state of the project's records from another, cheaply.
pub(super) fn records_version(state: &State) -> (ProjectId, usize) {
    (state.project.id(), state.history.entries().len())
}

/// A callback that carries out a command, if it means anything at that moment.
pub(super) fn run(store: &Store, command: &'static Command) {
    if let Some(action) = store.read(|state| (command.resolve)(state)) {
        store.dispatch(action);
    }
}
