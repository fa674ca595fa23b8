//! Several windows on one project: which of them writes, and how the others follow.
//!
//! A window that writes has the lock of its project. Another one that somebody begins to work in
//! asks for it; the first one lets go once all it did is saved, and from then on follows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;

use super::Storage;
use super::analyst::Analyst;
use crate::app::saving::{Library, entries_after};
use crate::app::{Effect, Followed, Pen, PenAction, ProjectsAction, SaveState, Store};
use crate::journal::VERSION;
use crate::model::ProjectId;
use crate::web::Channel;
use crate::web::locks::{Held, hold};
use crate::web::timing::spawn;

const CHANNEL: &str = "cotejo";

// What windows say, each with the project it is about.
/// All up to an entry is saved.
const SAVED: &str = "saved";
/// Whoever writes is asked to let go.
const GIVE: &str = "give";
/// What was in a project's place is another project now.
const REPLACED: &str = "replaced";
/// The form in which this window stores projects: who has an older one must not write.
const FORM: &str = "form";

/// How often a window that writes is asked to let go, and the milliseconds between.
const TRIES: u32 = 100;
const BETWEEN: u32 = 40;

/// A cheap handle.
#[derive(Clone)]
pub(super) struct Pens(Rc<Inner>);

struct Inner {
    library: Library<Storage>,
    analyst: Analyst,
    channel: RefCell<Option<Channel>>,
    /// The project that this window may write to.
    held: RefCell<Option<(ProjectId, Held)>>,
    /// It is to be let go when all is saved.
    giving: Cell<bool>,
    replaced: Cell<bool>,
    /// Entries are being read; and there are newer ones.
    following: Cell<bool>,
    again: Cell<bool>,
}

impl Pens {
    pub(super) fn new(library: Library<Storage>, analyst: Analyst) -> Self {
        Self(Rc::new(Inner {
            library,
            analyst,
            channel: RefCell::default(),
            held: RefCell::default(),
            giving: Cell::default(),
            replaced: Cell::default(),
            following: Cell::default(),
            again: Cell::default(),
        }))
    }

    /// Hears what other windows say from now on.
    pub(super) fn listen(&self, store: &Store) {
        let (pens, of) = (self.clone(), store.clone());
        let channel = Channel::open(CHANNEL, move |word, about, number| {
            pens.hear(&of, word, about, number);
        });
        *self.0.channel.borrow_mut() = Some(channel);
        self.say_form();
    }

    fn say_form(&self) {
        if let Some(channel) = &*self.0.channel.borrow() {
            channel.say(FORM, "", f64::from(VERSION));
        }
    }

    fn hear(&self, store: &Store, word: &str, about: &str, number: f64) {
        if word == FORM {
            if number > f64::from(VERSION) {
                self.0.held.take();
                store.dispatch(ProjectsAction::StorageTakenOver);
            } else if number < f64::from(VERSION) {
                self.say_form();
            }
            return;
        }
        let Some(project) = about.parse().ok().map(ProjectId) else {
            return;
        };
        let is_open = store.read(|state| state.project.id()) == project;
        match word {
            GIVE if self.has(project) => {
                self.0.giving.set(true);
                self.saved(store);
            }
            SAVED if is_open && !self.has(project) => self.follow(store),
            REPLACED if is_open && !self.has(project) => store.perform(Effect::Open(project)),
            _ => {}
        }
    }

    fn say(&self, word: &str, project: ProjectId) {
        if let Some(channel) = &*self.0.channel.borrow() {
            channel.say(word, &project.to_string(), 0.0);
        }
    }

    fn held(&self) -> Option<ProjectId> {
        self.0.held.borrow().as_ref().map(|it| it.0)
    }

    fn has(&self, project: ProjectId) -> bool {
        self.held() == Some(project)
    }

    fn keep(&self, project: ProjectId, held: Held) {
        self.0.giving.set(false);
        *self.0.held.borrow_mut() = Some((project, held));
    }

    /// A project is about to be opened, or was begun: this window writes to it from now on, unless
    /// another one does.
    pub(super) async fn begin(&self, project: ProjectId) -> bool {
        if self.has(project) {
            return true;
        }
        self.0.held.take();
        let held = hold(&name_of(project), false).await;
        let has = held.is_some();
        if let Some(held) = held {
            self.keep(project, held);
        }
        has
    }

    /// Has this window write to a project, whoever did before; says whether it may.
    pub(super) async fn acquire(&self, project: ProjectId) -> bool {
        for _ in 0..TRIES {
            if self.begin(project).await {
                self.0.library.saver().storage().look_again(project);
                return true;
            }
            self.say(GIVE, project);
            TimeoutFuture::new(BETWEEN).await;
        }
        false
    }

    /// Another window writes to the project that was just opened.
    pub(super) fn watch(&self, store: &Store, project: ProjectId) {
        store.dispatch(PenAction::Elsewhere(project));
        self.follow(store);
    }

    /// Something is saved, or everything is.
    pub(super) fn saved(&self, store: &Store) {
        let Some(project) = self.held() else { return };
        if self.0.library.saver().state() != SaveState::Saved {
            return;
        }
        let replaced = self.0.replaced.take();
        self.say(if replaced { REPLACED } else { SAVED }, project);
        // Nor before what somebody wanted to do here is done.
        let waits = store.read(|it| it.project.id() == project && it.pen != Pen::Here);
        if !waits && self.0.giving.take() {
            self.0.held.take();
            store.dispatch(PenAction::Elsewhere(project));
        }
    }

    /// Another project comes to be in the place of the one that this window may write to: the
    /// others hear of it when it is there.
    pub(super) fn replaced(&self) {
        self.0.replaced.set(true);
    }

    /// Asks the window that writes to let this one.
    pub(super) fn take(&self, store: &Store) {
        let (project, pen) = store.read(|state| (state.project.id(), state.pen));
        if pen != Pen::Elsewhere {
            return;
        }
        store.dispatch(PenAction::Asked);
        let (pens, store) = (self.clone(), store.clone());
        spawn(async move {
            if pens.acquire(project).await {
                pens.catch_up(&store, true).await;
            } else {
                store.dispatch(PenAction::Kept(project));
                store.go_on_writing(false);
            }
        });
    }

    fn follow(&self, store: &Store) {
        if self.0.following.replace(true) {
            self.0.again.set(true);
            return;
        }
        let (pens, store) = (self.clone(), store.clone());
        spawn(async move {
            loop {
                pens.0.again.set(false);
                pens.catch_up(&store, false).await;
                if !pens.0.again.get() {
                    break;
                }
            }
            pens.0.following.set(false);
        });
    }

    /// Makes what other windows made; after it, this one may write if it is `here`.
    async fn catch_up(&self, store: &Store, here: bool) {
        let (project, last) = store.read(|state| (state.project.id(), state.history.last_seq()));
        let storage = self.0.library.saver().storage();
        let followed = entries_after(storage, project, last).await;
        // This window may have got the pen meanwhile, and be ahead of what is stored.
        if !here && self.has(project) {
            return;
        }
        match followed {
            Ok(Some(followed)) => self.make(store, followed, here),
            // Another one is in its place, or it cannot be read: then opening it says why.
            Ok(None) | Err(_) => store.perform(Effect::Open(project)),
        }
    }

    fn make(&self, store: &Store, followed: Followed, here: bool) {
        if !followed.records.is_empty() {
            // It gets all of it when it is asked for something.
            self.0.analyst.forget();
        }
        store.dispatch(PenAction::Followed { followed, here });
        if here {
            store.go_on_writing(true);
        }
    }
}

fn name_of(project: ProjectId) -> String {
    format!("cotejo:project:{project}")
}
