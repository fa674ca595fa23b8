use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use crate::app::{Settings, State, Store, Subscription, ViewingAction};
use crate::commands::Command;
use crate::model::ProjectId;
use crate::web::timing::after_next_frame;

/// # Panics
/// Outside `<App>`.
#[hook]
pub(super) fn use_store() -> Store {
    use_context().expect("widgets live inside <App>")
}

/// Reads part of the state; the widget renders again only when that part changes.
///
/// `select` may use props, and must be total: it can run once more after the thing it
/// looks for is gone and before the widget is gone.
#[hook]
pub(super) fn use_selector<R, F>(select: F) -> R
where
    R: Clone + PartialEq + 'static,
    F: Fn(&State) -> R + 'static,
{
    use_selected(select, When::AtOnce)
}

/// The same for what is beside the point of an edit: renders after the frame that shows the
/// edit, so that this frame need not wait, and once for all that happened before it.
#[hook]
pub(super) fn use_selector_soon<R, F>(select: F) -> R
where
    R: Clone + PartialEq + 'static,
    F: Fn(&State) -> R + 'static,
{
    use_selected(select, When::AfterFrame)
}

#[derive(Clone, Copy, PartialEq)]
enum When {
    AtOnce,
    AfterFrame,
}

// The type of the closure has a name: Yew would put an `impl Fn` into a box, and the code of the
// hook behind it, anew for every selector.
#[hook]
fn use_selected<R, F>(select: F, when: When) -> R
where
    R: Clone + PartialEq + 'static,
    F: Fn(&State) -> R + 'static,
{
    let store = use_store();
    let selected = store.read(&select);
    // What this render used; a change of the state is compared with it, not with the
    // first render's.
    let differs = {
        let selected = selected.clone();
        Rc::new(move |state: &State| select(state) != selected)
    };
    use_rerender_when(store, differs, when);
    selected
}

/// Whether what a widget showed differs from what a state says. Not [`Fn`], for the reason
/// that [`callback`](super::parts::callback) gives.
trait Watch {
    fn differs(&self, state: &State) -> bool;
}

impl<F: Fn(&State) -> bool> Watch for F {
    fn differs(&self, state: &State) -> bool {
        self(state)
    }
}

/// Renders again when a change of the state makes `differs` true.
///
/// Apart from [`use_selector`], and not generic: it is code once, not once for every selector.
#[hook]
fn use_rerender_when(store: Store, differs: Rc<dyn Watch>, when: When) {
    let rerender = use_force_update();
    let latest = use_mut_ref(|| None::<Rc<dyn Watch>>);
    *latest.borrow_mut() = Some(differs);
    use_effect_with(store, move |store| {
        let check = move |state: &State| {
            let differs = latest.borrow().clone();
            if differs.is_some_and(|it| it.differs(state)) {
                rerender.force_update();
            }
        };
        // An action may have run between the first render and this effect.
        store.read(&check);
        let subscription = match when {
            When::AtOnce => store.subscribe(check),
            When::AfterFrame => subscribe_after_frame(store, check),
        };
        move || drop(subscription)
    });
}

thread_local! {
    /// What waits for the next frame to be shown.
    static SOON: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Does something once the next frame is shown; what it has rendered is rendered together with
/// all else that waited for it.
pub(super) fn soon(act: impl FnOnce() + 'static) {
    let first = SOON.with_borrow_mut(|all| {
        all.push(Box::new(act));
        all.len() == 1
    });
    if first {
        after_next_frame(finish_rendering);
    }
}

/// Looks at the state after its changes, and after the frame that shows them.
pub(super) fn subscribe_after_frame(
    store: &Store,
    look: impl Fn(&State) + 'static,
) -> Subscription {
    fn of_any(store: &Store, look: Rc<dyn Fn(&State)>) -> Subscription {
        let waits = Rc::new(Cell::new(false));
        let of = store.clone();
        store.subscribe(move |_| {
            if waits.replace(true) {
                return;
            }
            let (store, look, waits) = (of.clone(), Rc::clone(&look), Rc::clone(&waits));
            soon(move || {
                waits.set(false);
                store.read(|state| look(state));
            });
        })
    }
    of_any(store, Rc::new(look))
}

/// Has rendered now what else would wait for a frame: what somebody does next may be about it.
pub(super) fn finish_rendering() {
    for look in SOON.take() {
        look();
    }
}

/// Tells one state of the project's records from another, cheaply.
pub(super) fn records_version(state: &State) -> (ProjectId, u64) {
    (state.project.id(), state.history.last_seq())
}

/// A callback that carries out a command, if it means anything at that moment.
pub(super) fn run(store: &Store, command: &'static Command) {
    if let Some(action) = store.read(|state| (command.resolve)(state)) {
        store.dispatch(action);
    }
}

/// Changes what the person likes; all that shows it follows at once.
pub(super) fn change_settings(store: &Store, change: impl FnOnce(&mut Settings)) {
    let mut settings = store.read(|state| state.settings.clone());
    change(&mut settings);
    store.dispatch(ViewingAction::Set(Box::new(settings)));
}

/// What is replaced and never edited in place, and so compared by where it lies.
pub(super) struct ByAddress<T: ?Sized>(pub(super) Rc<T>);

impl<T: ?Sized> Clone for ByAddress<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for ByAddress<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
