//! Several windows on one project.

use std::cell::Cell;
use std::rc::Rc;

use cotejo::app::saving::{Library, entries_after, load_project};
use cotejo::app::{
    Action, Effect, OpenedProject, Pen, PenAction, ProjectsAction, SaveState, State, Store,
};
use cotejo::model::{AnnotatorId, Codebook, ProjectId, ReplicaId, Timestamp};
use cotejo::ports::{Clock, IdSource, MemoryStorage};
use proptest::prelude::*;
use uuid::Uuid;

use crate::saving::shelf::Hand;

const PROJECT: ProjectId = ProjectId(Uuid::from_u128(10));

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_795_341_600_000)
    }
}

struct Counting(u128);

impl IdSource for Counting {
    fn next(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

/// A window of a browser.
struct Window {
    store: Store,
    library: Library<MemoryStorage>,
    /// It asked for the pen.
    asks: Rc<Cell<bool>>,
}

/// What windows have in common.
#[derive(Default)]
struct Browser {
    storage: MemoryStorage,
    hand: Hand,
}

impl Browser {
    fn window(&self, number: u128) -> Window {
        let spawn = {
            let hand = self.hand.clone();
            Rc::new(move |future| hand.0.borrow_mut().push(future))
        };
        let library = Library::new(self.storage.clone(), spawn, |_| ());
        let me = AnnotatorId(Uuid::from_u128(1));
        let replica = ReplicaId(Uuid::from_u128(20 + number));
        let codebook = Rc::new(Codebook::news_claims());
        let state = State::new(PROJECT, me, replica, codebook, Noon.now());
        let asks = Rc::new(Cell::new(false));
        let store = {
            let (library, asks) = (library.clone(), Rc::clone(&asks));
            let ids = Counting(1000 * (number + 1));
            Store::new(state, ids, Noon, move |store, effect| match effect {
                Effect::Create(project) => library.create(&project),
                Effect::Save(entry, blobs) => {
                    store.read(|state| library.save(&state.project, &entry, blobs));
                }
                Effect::TakePen => asks.set(true),
                _ => {}
            })
        };
        Window {
            store,
            library,
            asks,
        }
    }

    /// Opens the stored project in a window; another one writes to it.
    fn open(&self, window: &Window) {
        let replica = window.store.state().replica;
        let opened = self.hand.wait(window.library.open(PROJECT, replica));
        let opened = opened.unwrap();
        window
            .store
            .dispatch(ProjectsAction::Opened(Box::new(OpenedProject {
                project: opened.project,
                history: Some(opened.history),
                keep: false,
                warnings: Vec::new(),
            })));
        window.store.dispatch(PenAction::Elsewhere(PROJECT));
    }

    /// A window makes what others did; from then on it writes, if it is `here`.
    fn follow(&self, window: &Window, here: bool) {
        let last = last_of(window);
        let followed = self.hand.wait(entries_after(&self.storage, PROJECT, last));
        let followed = followed.unwrap().unwrap();
        window
            .store
            .dispatch(PenAction::Followed { followed, here });
        if here {
            window.store.go_on_writing(true);
        }
    }
}

fn last_of(window: &Window) -> u64 {
    let state = window.store.state();
    state.history.entries().last().map_or(0, |it| it.seq)
}

fn title(window: &Window) -> String {
    window.store.state().project.about().title.clone()
}

/// A window in which a project was begun, and another one that has it open.
fn two() -> (Browser, Window, Window) {
    let browser = Browser::default();
    let first = browser.window(0);
    first
        .store
        .dispatch(ProjectsAction::Rename("one".to_owned()));
    browser.hand.finish();
    let second = browser.window(1);
    browser.open(&second);
    (browser, first, second)
}

#[test]
fn what_is_done_where_another_window_writes_waits_for_the_pen() {
    let (browser, first, second) = two();
    second
        .store
        .dispatch(ProjectsAction::Rename("two".to_owned()));
    assert_eq!(title(&second), "one");
    assert!(second.asks.get());
    first
        .store
        .dispatch(ProjectsAction::Rename("meanwhile".to_owned()));
    browser.hand.finish();
    first.store.dispatch(PenAction::Elsewhere(PROJECT));
    browser.follow(&second, true);
    assert_eq!(title(&second), "two");
    assert_eq!(last_of(&second), 3);
    browser.hand.finish();
    assert_eq!(second.library.saver().state(), SaveState::Saved);
}

#[test]
fn what_another_window_did_appears() {
    let (browser, first, second) = two();
    first
        .store
        .dispatch(ProjectsAction::Rename("two".to_owned()));
    browser.hand.finish();
    browser.follow(&second, false);
    assert_eq!(title(&second), "two");
    assert_eq!(second.store.state().pen, Pen::Elsewhere);
}

#[test]
fn what_is_looked_at_waits_for_nobody() {
    let (_, _, second) = two();
    second.store.dispatch(ProjectsAction::List);
    assert!(!second.asks.get());
}

#[test]
fn where_the_pen_is_kept_it_is_said_and_nothing_is_done_later() {
    let (browser, first, second) = two();
    second
        .store
        .dispatch(ProjectsAction::Rename("two".to_owned()));
    second.store.dispatch(PenAction::Kept(PROJECT));
    second.store.go_on_writing(false);
    assert_eq!(second.store.state().session.messages.len(), 1);
    first.store.dispatch(PenAction::Elsewhere(PROJECT));
    browser.follow(&second, true);
    assert_eq!(title(&second), "one");
}

#[test]
fn what_is_undone_in_another_window_is_the_last_thing_that_was_done_in_any() {
    let (browser, first, second) = two();
    first
        .store
        .dispatch(ProjectsAction::Rename("two".to_owned()));
    browser.hand.finish();
    first.store.dispatch(PenAction::Elsewhere(PROJECT));
    second.store.dispatch(Action::Undo);
    browser.follow(&second, true);
    assert_eq!(title(&second), "one");
}

#[test]
fn another_project_in_its_place_is_seen() {
    let (browser, first, _) = two();
    let followed = browser.hand.wait(entries_after(
        &browser.storage,
        PROJECT,
        last_of(&first) + 1,
    ));
    assert_eq!(followed.unwrap(), None);
}

proptest! {
    /// Somebody goes from window to window.
    #[test]
    fn all_windows_end_up_with_all_that_was_done(
        works in prop::collection::vec((0_usize..3, 0_u8..4, any::<bool>()), 1..40),
    ) {
        let browser = Browser::default();
        let mut windows = vec![browser.window(0)];
        windows[0].store.dispatch(ProjectsAction::Rename("begun".to_owned()));
        browser.hand.finish();
        for number in 1..3 {
            windows.push(browser.window(number));
            browser.open(&windows[usize::try_from(number).unwrap()]);
        }
        let mut writes = 0;
        let mut done = 1;
        for (at, (window, work, follows)) in works.into_iter().enumerate() {
            let before = last_of(&windows[writes]);
            windows[window].store.dispatch(match work {
                0 => Action::Undo,
                1 => Action::Redo,
                _ => ProjectsAction::Rename(format!("n{at}")).into(),
            });
            if window != writes {
                prop_assert!(windows[window].asks.take());
                browser.hand.finish();
                windows[writes].store.dispatch(PenAction::Elsewhere(PROJECT));
                browser.follow(&windows[window], true);
                writes = window;
            }
            let after = last_of(&windows[writes]);
            prop_assert!(after >= before && after <= before + 1);
            prop_assert!(work < 2 || after == before + 1, "a name is always another");
            done += after - before;
            if follows {
                browser.hand.finish();
                for other in windows.iter().filter(|it| it.store.state().pen != Pen::Here) {
                    browser.follow(other, false);
                }
            }
        }
        browser.hand.finish();
        for window in &windows {
            if window.store.state().pen != Pen::Here {
                browser.follow(window, false);
            }
            prop_assert_eq!(window.library.saver().state(), SaveState::Saved);
        }
        let replica = windows[0].store.state().replica;
        let stored = browser.hand.wait(load_project(&browser.storage, PROJECT, replica)).unwrap();
        prop_assert_eq!(stored.findings.len(), 0);
        for window in &windows {
            let state = window.store.state();
            prop_assert_eq!(&state.project, &stored.project);
            prop_assert_eq!(state.history.entries(), stored.history.entries());
            prop_assert_eq!(last_of(window), done);
        }
    }
}
