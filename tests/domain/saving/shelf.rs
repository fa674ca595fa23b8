//! A library over storage with faults, and who runs its futures.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use cotejo::app::SaveState;
use cotejo::app::saving::{Library, LoadError, Loaded, LocalFuture, load_project};
use cotejo::model::{ProjectId, Timestamp};
use cotejo::ports::{Batch, Keys, MemoryStorage, ReadStorage, Storage, StorageError};

use super::writer::{KEPT_AS, REPLICA, Writer};

/// What happens to a write.
#[derive(Clone, Debug)]
pub enum Fault {
    None,
    /// Done after this many turns of the executor.
    Late(u8),
    Refused(StorageError),
    /// Done, but nobody hears of it.
    Unanswered,
}

/// Memory with faults, in the order given; without any when they are used up.
#[derive(Clone, Debug, Default)]
pub struct Faulty {
    pub memory: MemoryStorage,
    pub faults: Rc<RefCell<VecDeque<Fault>>>,
    pub batches: Rc<RefCell<Vec<Batch>>>,
    pub writing: Rc<Cell<usize>>,
}

impl ReadStorage for Faulty {
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        // Reading takes a turn, in which a write may end.
        let read = self.memory.read(keys).await;
        turns(1).await;
        read
    }
}

impl Storage for Faulty {
    async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        assert_eq!(self.writing.replace(1), 0, "one write at a time");
        let fault = self.faults.borrow_mut().pop_front();
        let outcome = match fault.unwrap_or(Fault::None) {
            Fault::None => self.memory.commit(batch).await,
            Fault::Late(count) => {
                turns(count).await;
                self.memory.commit(batch).await
            }
            Fault::Refused(why) => Err(why),
            Fault::Unanswered => {
                let done = self.memory.commit(batch).await;
                done.and(Err(request_failed()))
            }
        };
        if outcome.is_ok() {
            self.batches.borrow_mut().push(batch.clone());
        }
        self.writing.set(0);
        outcome
    }
}

pub fn request_failed() -> StorageError {
    StorageError::Request {
        name: "AbortError".to_owned(),
        message: String::new(),
    }
}

pub async fn turns(mut count: u8) {
    poll_fn(|_| {
        if count == 0 {
            return Poll::Ready(());
        }
        count -= 1;
        Poll::Pending
    })
    .await;
}

/// Runs futures when told to.
#[derive(Clone, Default)]
pub struct Hand(pub Rc<RefCell<Vec<LocalFuture>>>);

impl Hand {
    /// One turn for everything that runs.
    pub fn turn(&self) {
        let mut running = self.0.take();
        running.retain_mut(|it| {
            let mut context = Context::from_waker(Waker::noop());
            it.as_mut().poll(&mut context).is_pending()
        });
        self.0.borrow_mut().extend(running);
    }

    pub fn finish(&self) {
        while !self.0.borrow().is_empty() {
            self.turn();
        }
    }

    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        loop {
            let mut context = Context::from_waker(Waker::noop());
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return value;
            }
            self.turn();
        }
    }
}

/// A library over faulty storage.
pub struct Shelf {
    pub storage: Faulty,
    pub hand: Hand,
    pub library: Library<Faulty>,
    pub states: Rc<RefCell<Vec<SaveState>>>,
}

impl Shelf {
    pub fn new() -> Self {
        Self::over(Faulty::default())
    }

    pub fn over(storage: Faulty) -> Self {
        let hand = Hand::default();
        let states = Rc::new(RefCell::new(Vec::new()));
        let spawn = {
            let hand = hand.clone();
            Rc::new(move |future| hand.0.borrow_mut().push(future))
        };
        let heard = Rc::clone(&states);
        let listener = move |state: &SaveState| heard.borrow_mut().push(state.clone());
        Self {
            library: Library::new(storage.clone(), spawn, listener),
            storage,
            hand,
            states,
        }
    }

    pub fn fault(&self, fault: Fault) {
        self.storage.faults.borrow_mut().push_back(fault);
    }

    pub fn state(&self) -> SaveState {
        self.library.saver().state()
    }

    pub fn open(&self, id: ProjectId) -> Result<Loaded, LoadError> {
        self.hand.wait(self.library.open(id, REPLICA))
    }

    /// What is there when the power comes back.
    pub fn after_crash(&self, id: ProjectId) -> Result<Loaded, LoadError> {
        self.hand
            .wait(load_project(&self.storage.memory, id, REPLICA))
    }

    /// Puts a project in the place of the one with its id.
    pub fn replace(&self, with: &Writer) {
        let at = Timestamp::from_millis(0);
        let done = self.library.replace(&with.project, KEPT_AS, at);
        self.hand.wait(done).unwrap();
    }

    pub fn titles(&self) -> Vec<(String, usize, bool)> {
        let listed = self.hand.wait(self.library.list()).unwrap();
        let title = |it: cotejo::app::ProjectSummary| (it.title, it.annotations, it.deleted);
        listed.into_iter().map(title).collect()
    }
}
