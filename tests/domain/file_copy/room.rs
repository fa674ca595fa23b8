//! Windows of a browser on one project, which has a copy in a file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cotejo::app::saving::{Library, entries_after, load_project};
use cotejo::app::{
    Action, Content, Effect, FileCopyAction, FileEffect, FoundFile, NotWritten, OpenedProject, Pen,
    PenAction, ProjectsAction, State, Store, mark_of, write_copy,
};
use cotejo::formats::{GENERATOR, project_json};
use cotejo::model::{AnnotatorId, Codebook, ProjectId, ReplicaId, Timestamp};
use cotejo::ports::{Batch, Clock, IdSource, MemoryStorage, ReadStorage, Storage};
use uuid::Uuid;

use super::disk::Disk;
use crate::saving::shelf::{Hand, turns};

pub const PROJECT: ProjectId = ProjectId(Uuid::from_u128(10));

/// The clock on the wall, in milliseconds.
#[derive(Clone, Default)]
struct Wall(Rc<Cell<i64>>);

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.get())
    }
}

struct Counting(u128);

impl IdSource for Counting {
    fn next(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

type Asked = Rc<RefCell<Vec<FileEffect>>>;

pub struct Window {
    pub store: Store,
    library: Library<MemoryStorage>,
    asked: Asked,
    /// The file it has, and when it looks again.
    file: Option<Disk>,
    forgotten: Option<Disk>,
    looks: Vec<i64>,
    /// Of a page that was left nothing goes on.
    alive: Rc<Cell<bool>>,
}

pub struct Room {
    pub windows: Vec<Window>,
    pub disk: Disk,
    /// The browser remembers it.
    remembered: bool,
    pub chooses: bool,
    pub grants: bool,
    storage: MemoryStorage,
    hand: Hand,
    wall: Wall,
    locked: Rc<Cell<bool>>,
    made: u128,
}

impl Room {
    /// A window in which a project was begun, and no file.
    pub fn new() -> Self {
        let wall = Wall::default();
        wall.0.set(1_795_341_600_000);
        let mut room = Self {
            windows: Vec::new(),
            disk: Disk::default(),
            remembered: false,
            chooses: true,
            grants: true,
            storage: MemoryStorage::default(),
            hand: Hand::default(),
            wall,
            locked: Rc::default(),
            made: 0,
        };
        let first = room.window();
        room.windows.push(first);
        room.rename(0, "begun");
        room.finish();
        room
    }

    pub fn with_a_file() -> Self {
        let mut room = Self::new();
        room.act(0, FileCopyAction::Choose);
        room.finish();
        room
    }

    fn window(&mut self) -> Window {
        self.made += 1;
        let number = self.made;
        let spawn = {
            let hand = self.hand.clone();
            Rc::new(move |future| hand.0.borrow_mut().push(future))
        };
        let library = Library::new(self.storage.clone(), spawn, |_| ());
        let me = AnnotatorId(Uuid::from_u128(1));
        let replica = ReplicaId(Uuid::from_u128(20 + number));
        let codebook = Rc::new(Codebook::news_claims());
        let mut state = State::new(PROJECT, me, replica, codebook, self.wall.now());
        state.can_choose_file = true;
        let asked = Asked::default();
        let store = {
            let (library, asked) = (library.clone(), Rc::clone(&asked));
            let ids = Counting(1_000 * (number + 1));
            Store::new(
                state,
                ids,
                self.wall.clone(),
                move |store, effect| match effect {
                    Effect::Create(project) => library.create(&project),
                    Effect::Save(entry, blobs) => {
                        store.read(|state| library.save(&state.project, &entry, blobs));
                    }
                    Effect::File(effect) => asked.borrow_mut().push(effect),
                    _ => {}
                },
            )
        };
        Window {
            store,
            library,
            asked,
            file: None,
            forgotten: None,
            looks: Vec::new(),
            alive: Rc::new(Cell::new(true)),
        }
    }

    pub fn act(&mut self, window: usize, action: impl Into<Action>) {
        self.windows[window].store.dispatch(action);
        self.carry_out();
    }

    pub fn rename(&mut self, window: usize, title: &str) {
        self.act(window, ProjectsAction::Rename(title.to_owned()));
    }

    /// Does what windows want done with the file.
    fn carry_out(&mut self) {
        for at in 0..self.windows.len() {
            loop {
                let next = self.windows[at].asked.borrow_mut().pop();
                let Some(effect) = next else { break };
                self.carry_out_one(at, effect);
            }
        }
    }

    fn carry_out_one(&mut self, at: usize, effect: FileEffect) {
        let now = self.wall.now().millis();
        let (disk, chooses, remembered) = (self.disk.clone(), self.chooses, self.remembered);
        let window = &mut self.windows[at];
        match effect {
            FileEffect::Watch(time) => window.looks.push(now + i64::from(time)),
            FileEffect::Find(project) => {
                window.file = (remembered && project == PROJECT).then_some(disk);
                found(window, project);
            }
            FileEffect::Choose(project, name) if chooses => {
                disk.chosen(&name);
                window.file = Some(disk);
                self.remembered = true;
                window.store.dispatch(FileCopyAction::Chosen(project, name));
            }
            FileEffect::Choose(..) => {}
            FileEffect::Write {
                project,
                number,
                over,
            } => {
                let file = window.file.clone().expect("who writes has a file");
                let (store, alive) = (window.store.clone(), Rc::clone(&window.alive));
                let (wall, locked) = (self.wall.clone(), Rc::clone(&self.locked));
                let work = async move {
                    while locked.replace(true) {
                        turns(1).await;
                    }
                    let outcome = written(&file, &store, project, over, &wall).await;
                    locked.set(false);
                    store.dispatch(FileCopyAction::Wrote(number, outcome));
                };
                let mut work = Box::pin(work);
                let work = std::future::poll_fn(move |context| {
                    if alive.get() {
                        work.as_mut().poll(context)
                    } else {
                        std::task::Poll::Ready(())
                    }
                });
                self.hand.0.borrow_mut().push(Box::pin(work));
            }
            FileEffect::Allow(project) => {
                disk.asks(!self.grants);
                let allowed = disk.permission();
                window
                    .store
                    .dispatch(FileCopyAction::Allowed(project, allowed));
            }
            FileEffect::Forget(_) => {
                self.remembered = false;
                window.forgotten = window.file.take();
            }
            FileEffect::Remember(project) => {
                self.remembered = true;
                window.file = window.forgotten.take();
                found(window, project);
            }
        }
    }

    pub fn turn(&mut self) {
        self.hand.turn();
        self.carry_out();
    }

    pub fn finish(&mut self) {
        self.carry_out();
        while !self.hand.0.borrow().is_empty() {
            self.turn();
        }
    }

    /// Time goes by, and everything is done that has its time.
    pub fn wait(&mut self, time: i64) {
        let end = self.wall.0.get() + time;
        self.finish();
        loop {
            let mut next: Option<(i64, usize)> = None;
            for (at, window) in self.windows.iter().enumerate() {
                for &look in &window.looks {
                    if look <= end && next.is_none_or(|it| look < it.0) {
                        next = Some((look, at));
                    }
                }
            }
            let Some((look, at)) = next else { break };
            self.wall.0.set(look.max(self.wall.0.get()));
            let looks = &mut self.windows[at].looks;
            let index = looks.iter().position(|it| *it == look).unwrap();
            looks.remove(index);
            self.act(at, FileCopyAction::Look);
            self.finish();
        }
        self.wall.0.set(end);
    }

    /// The page ends, and is opened again.
    pub fn reload(&mut self, at: usize) {
        let mine = self.windows[at].store.state().pen == Pen::Here;
        if mine {
            // The browser lets go of the lock of a page that it ends.
            self.locked.set(false);
            self.disk.left();
        }
        self.windows[at].alive.set(false);
        let window = self.window();
        self.windows[at] = window;
        self.finish();
        self.open(at);
        if !mine {
            self.act(at, PenAction::Elsewhere(PROJECT));
        }
        self.finish();
    }

    fn open(&mut self, at: usize) {
        let window = &self.windows[at];
        let replica = window.store.state().replica;
        let opened = self
            .hand
            .wait(window.library.open(PROJECT, replica))
            .unwrap();
        self.act(
            at,
            ProjectsAction::Opened(Box::new(OpenedProject {
                project: opened.project,
                history: Some(opened.history),
                keep: false,
                warnings: Vec::new(),
            })),
        );
    }

    /// Another window, in which the project is open, and which does not write.
    pub fn open_another(&mut self) {
        let window = self.window();
        self.windows.push(window);
        let at = self.windows.len() - 1;
        self.open(at);
        self.act(at, PenAction::Elsewhere(PROJECT));
        self.finish();
    }

    pub fn follow(&mut self, at: usize, here: bool) {
        let last = self.windows[at].store.state().history.last_seq();
        let followed = self.hand.wait(entries_after(&self.storage, PROJECT, last));
        let followed = followed.unwrap().unwrap();
        self.act(at, PenAction::Followed { followed, here });
    }

    pub fn give_pen(&mut self, from: usize, to: usize) {
        self.finish_saving();
        self.act(from, PenAction::Elsewhere(PROJECT));
        self.follow(to, true);
        self.finish();
    }

    /// What is being written to the file may go on.
    fn finish_saving(&mut self) {
        let saved = |it: &Window| it.library.is_written(PROJECT);
        while !self.windows.iter().all(saved) {
            self.turn();
        }
    }

    /// Another file is chosen the next time; gives the one before.
    pub fn another_file(&mut self) -> Disk {
        std::mem::take(&mut self.disk)
    }

    pub fn cannot_choose(&mut self, at: usize) {
        let window = self.window();
        let replica = window.store.state().replica;
        let me = window.store.state().me;
        let codebook = Rc::new(Codebook::news_claims());
        let state = State::new(PROJECT, me, replica, codebook, self.wall.now());
        self.windows[at].store = Store::new(state, Counting(0), self.wall.clone(), |_, _| ());
    }

    pub fn storage_now(&self) -> Vec<(String, Vec<u8>)> {
        self.hand.wait(self.storage.load_prefix("")).unwrap()
    }

    pub fn set_back(&mut self, to: &[(String, Vec<u8>)]) {
        let puts = to
            .iter()
            .map(|(key, value)| (key.clone(), value.clone().into()));
        let batch = Batch {
            clears: vec![String::new()],
            puts: puts.collect(),
            ..Batch::default()
        };
        self.hand.wait(self.storage.commit(&batch)).unwrap();
    }

    /// The file is the project as it is in a window, and as it is stored; and opens as that.
    #[track_caller]
    pub fn holds_all(&self, at: usize) {
        let state = self.windows[at].store.state();
        let stored = load_project(&self.storage, PROJECT, state.replica);
        let stored = self.hand.wait(stored).unwrap().project;
        assert!(state.project == stored, "all is saved");
        let bytes = self.disk.bytes();
        assert!(bytes == project_json::export(&state.project, GENERATOR));
        let read = project_json::read(&bytes, &Rc::new(Codebook::news_claims())).unwrap();
        assert!(read.project == state.project);
    }
}

fn found(window: &Window, project: ProjectId) {
    let found = window.file.as_ref().map(|it| FoundFile {
        name: it.name(),
        written: mark_of(&it.known()),
        trouble: it.permission(),
    });
    window.store.dispatch(FileCopyAction::Found(project, found));
}

async fn written(
    file: &Disk,
    store: &Store,
    project: ProjectId,
    over: bool,
    wall: &Wall,
) -> Result<cotejo::app::FileMark, NotWritten> {
    let content = store.read(|state| {
        let mine = state.project.id() == project && state.pen == Pen::Here;
        mine.then(|| Content::of(state))
    });
    let content = content.ok_or(NotWritten::Elsewhere)?;
    let known = |mark: &cotejo::app::FileMark| {
        store.read(|state| state.project.id() != project || state.knows(mark))
    };
    write_copy(file, content, over, &known, &|| wall.now()).await
}
