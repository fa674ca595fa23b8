use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use super::{Action, Effect, Env, MessageKind, Part, Pen, Said, State, ViewingAction, update};
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
    /// What cannot be done before a part of the app came, in the order in which it was asked for.
    waiting: RefCell<Vec<Waiting>>,
    busy: Cell<bool>,
}

/// What an action waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Part(Part),
    /// That this window may write to the project.
    Pen,
    /// What was asked for before.
    Others,
}

struct Waiting {
    for_: For,
    /// The project that it is about.
    lineage: Rc<()>,
    action: Action,
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
            waiting: RefCell::default(),
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

    /// A part came, or could not be loaded: does what waited for it, in order, or leaves it out and
    /// says so. What is about a project that is no longer open is left out too.
    pub fn go_on(&self, part: Part, came: bool) {
        if self.go_on_without(For::Part(part), came) {
            self.say(Said::PartNotLoaded);
        }
    }

    /// This window may write to the project, or may not: does what waited for that, or leaves it
    /// out.
    pub fn go_on_writing(&self, may: bool) {
        self.go_on_without(For::Pen, may);
    }

    /// Says whether something was left out.
    fn go_on_without(&self, what: For, came: bool) -> bool {
        let mut lost = false;
        for it in self.0.waiting.take() {
            if it.for_ == what && !came {
                lost = true;
            } else if !Rc::ptr_eq(&it.lineage, self.state().project.lineage()) {
                self.say(Said::Conflict);
            } else {
                // Behind one whose part is still to come it waits again.
                self.dispatch(it.action);
            }
        }
        lost
    }

    fn say(&self, said: Said) {
        self.dispatch(ViewingAction::Say(MessageKind::Error, Box::new(said)));
    }

    /// Whether an action has to wait: for its part, or behind others that it would overtake.
    fn has_to_wait(&self, action: &Action) -> bool {
        let part = action.part();
        let would_overtake = part.is_some() || matches!(action, Action::Undo | Action::Redo);
        part.is_some_and(|it| !it.is_there())
            || (action.may_edit() && self.state().pen != Pen::Here)
            || (would_overtake && !self.0.waiting.borrow().is_empty())
    }

    /// Puts an action aside, and has what it waits for come.
    fn put_off(&self, action: Action) -> Option<Effect> {
        let missing = action.part().filter(|it| !it.is_there());
        let elsewhere = action.may_edit() && self.state().pen != Pen::Here;
        let (for_, effect) = match missing {
            Some(part) => (For::Part(part), Some(Effect::Load(part))),
            None if elsewhere => (For::Pen, Some(Effect::TakePen)),
            None => (For::Others, None),
        };
        let mut waiting = self.0.waiting.borrow_mut();
        // Whoever sees nothing happen asks for it again.
        if missing.is_none() || !waiting.iter().any(|it| it.action == action) {
            waiting.push(Waiting {
                for_,
                lineage: Rc::clone(self.state().project.lineage()),
                action,
            });
        }
        effect
    }

    fn step(&self, action: Action) -> Vec<Effect> {
        if self.has_to_wait(&action) {
            return self.put_off(action).into_iter().collect();
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
