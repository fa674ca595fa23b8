use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use super::{Action, Effect, Env, State, update};
use crate::model::sorted::SortedMap;
use crate::ports::{Clock, IdSource};

/// The running app: its state, who listens to it, and who carries out its effects.
///
/// A cheap handle; clones share one store and compare equal.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    state: RefCell<State>,
    ids: RefCell<Box<dyn IdSource>>,
    clock: Box<dyn Clock>,
    run: Box<Run>,
    listeners: RefCell<SortedMap<u32, Listener>>,
    next_listener: Cell<u32>,
    queue: RefCell<VecDeque<Action>>,
    busy: Cell<bool>,
}

/// Carries out an effect.
type Run = dyn Fn(&Store, Effect);

type Listener = Rc<dyn Fn(&State)>;

/// Stops listening when dropped.
#[must_use]
pub struct Subscription {
    store: Store,
    id: u32,
}

impl Store {
    pub fn new(
        state: State,
        ids: impl IdSource + 'static,
        clock: impl Clock + 'static,
        run: impl Fn(&Self, Effect) + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            state: RefCell::new(state),
            ids: RefCell::new(Box::new(ids)),
            clock: Box::new(clock),
            run: Box::new(run),
            listeners: RefCell::default(),
            next_listener: Cell::default(),
            queue: RefCell::default(),
            busy: Cell::default(),
        }))
    }

    pub fn state(&self) -> Ref<'_, State> {
        self.0.state.borrow()
    }

    pub fn read<R>(&self, read: impl FnOnce(&State) -> R) -> R {
        read(&self.0.state.borrow())
    }

    /// Handles an action now, or right after the one being handled.
    pub fn dispatch(&self, action: impl Into<Action>) {
        self.handle(action.into());
    }

    fn handle(&self, action: Action) {
        self.0.queue.borrow_mut().push_back(action);
        if self.0.busy.replace(true) {
            return;
        }
        while let Some(action) = self.next_action() {
            let effects = self.step(action);
            // Listeners paint first, so that an effect finds on the screen what it is about.
            let listeners: Vec<Listener> = self.0.listeners.borrow().values().cloned().collect();
            for listener in listeners {
                listener(&self.0.state.borrow());
            }
            for effect in effects {
                (self.0.run)(self, effect);
            }
        }
        self.0.busy.set(false);
    }

    /// Has an effect carried out that follows from no change of the state.
    pub fn perform(&self, effect: Effect) {
        (self.0.run)(self, effect);
    }

    pub fn subscribe(&self, listener: impl Fn(&State) + 'static) -> Subscription {
        self.listen(Rc::new(listener))
    }

    fn listen(&self, listener: Listener) -> Subscription {
        let id = self.0.next_listener.get();
        self.0.next_listener.set(id + 1);
        self.0.listeners.borrow_mut().insert(id, listener);
        Subscription {
            store: self.clone(),
            id,
        }
    }

    fn next_action(&self) -> Option<Action> {
        self.0.queue.borrow_mut().pop_front()
    }

    fn step(&self, action: Action) -> Vec<Effect> {
        if let Some(part) = action.part().filter(|it| !it.is_there()) {
            return vec![Effect::Load(part, action.into())];
        }
        let mut ids = self.0.ids.borrow_mut();
        let mut env = Env {
            now: self.0.clock.now(),
            new_id: &mut || ids.next(),
        };
        update(&mut self.0.state.borrow_mut(), action, &mut env)
    }
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.0.listeners.borrow_mut().remove(&self.id);
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}
