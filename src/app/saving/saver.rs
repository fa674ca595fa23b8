use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::draft::draft;
use super::{Spawn, Trouble, View, Work};
use crate::app::SaveState;
use crate::model::ProjectId;
use crate::model::sorted::SortedMap;
use crate::ports::{Batch, Storage, StorageError};

/// Writes what it is given, in order. A cheap handle; clones share one queue.
///
/// Works of one project are never split, left out or exchanged: storage always holds the
/// first so many of them, and at least all that were acknowledged.
pub struct Saver<S>(Rc<Inner<S>>);

struct Inner<S> {
    storage: S,
    spawn: Spawn,
    listener: Box<dyn Fn(&SaveState)>,
    queue: RefCell<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<Work>,
    writing: Vec<Work>,
    busy: bool,
    /// Why the last write failed. It is tried again with the next push.
    failed: Option<StorageError>,
    /// The last write failed, but may have been done: it is not known when power fails
    /// between doing and answering.
    unsure: bool,
    /// Works that no retry alone can save, by project; the others go on without them.
    refused: SortedMap<ProjectId, Refused>,
    state: SaveState,
    writes: u64,
}

#[derive(Clone)]
struct Refused {
    works: Vec<Work>,
    why: Trouble,
}

impl<S: Storage + 'static> Saver<S> {
    /// `listener` hears of every change of the save state, and may push.
    pub fn new(storage: S, spawn: Spawn, listener: impl Fn(&SaveState) + 'static) -> Self {
        Self(Rc::new(Inner {
            storage,
            spawn,
            listener: Box::new(listener),
            queue: RefCell::default(),
        }))
    }

    /// Has `work` written; the state leaves `Saved` before this returns.
    pub fn push(&self, work: Work) {
        let mut queue = self.0.queue.borrow_mut();
        if work.begins_anew() {
            queue.refused.remove(&work.project);
        }
        match queue.refused.get_mut(&work.project) {
            Some(refused) if work.builds_on() => refused.works.push(work),
            _ => queue.waiting.push(work),
        }
        drop(queue);
        self.start();
    }

    /// Says that something of a project cannot be written at all; what follows it must not
    /// be written either, so that the journal has no hole.
    pub fn refuse(&self, project: ProjectId, why: Trouble) {
        let works = Vec::new();
        let refused = Refused { works, why };
        let mut queue = self.0.queue.borrow_mut();
        queue.refused.or_insert_with(project, || refused);
        drop(queue);
        self.announce();
    }

    /// Tries again what could not be written.
    pub fn retry(&self) {
        let mut queue = self.0.queue.borrow_mut();
        let hopeless = |it: &Refused| matches!(it.why, Trouble::Unwritable(_));
        let (kept, again) = std::mem::take(&mut queue.refused)
            .into_iter()
            .partition(|(_, it)| hopeless(it));
        queue.refused = kept;
        for (_, refused) in again {
            queue.waiting.extend(refused.works);
        }
        drop(queue);
        self.start();
    }

    pub fn state(&self) -> SaveState {
        self.0.queue.borrow().state.clone()
    }

    /// Why something is not saved, when it is not.
    pub fn trouble(&self) -> Option<Trouble> {
        let queue = self.0.queue.borrow();
        queue.trouble().filter(|_| !queue.busy)
    }

    /// Storage as it will be when everything that waits is written.
    pub fn view(&self) -> View<'_, S> {
        View::new(self)
    }

    pub fn storage(&self) -> &S {
        &self.0.storage
    }

    /// How often a write was acknowledged.
    pub(super) fn writes(&self) -> u64 {
        self.0.queue.borrow().writes
    }

    /// Whether something of a project is not written yet.
    pub(super) fn waits(&self, project: ProjectId) -> bool {
        let queue = self.0.queue.borrow();
        let of_it = |it: &Work| it.project == project;
        queue.writing.iter().any(of_it)
            || queue.waiting.iter().any(of_it)
            || queue.refused.contains_key(&project)
    }

    /// What is not written yet, as it would be written.
    pub(super) fn unwritten(&self) -> Vec<Batch> {
        let queue = self.0.queue.borrow();
        let mut batches = vec![queue.batch()];
        for group in queue.waiting.chunk_by(Work::goes_with) {
            batches.push(draft(group));
        }
        batches
    }

    fn start(&self) {
        let mut queue = self.0.queue.borrow_mut();
        let begins = !queue.busy && !queue.waiting.is_empty();
        queue.busy |= begins;
        drop(queue);
        self.announce();
        if begins {
            let saver = self.clone();
            (self.0.spawn)(Box::pin(async move { saver.run().await }));
        }
    }

    async fn run(&self) {
        while let Some(mut batch) = self.next_batch() {
            let outcome = self.write(&mut batch).await;
            self.note(outcome);
        }
        self.announce();
    }

    /// Takes as many works as go with each other.
    fn next_batch(&self) -> Option<Batch> {
        let mut queue = self.0.queue.borrow_mut();
        queue.busy &= !queue.waiting.is_empty();
        if !queue.busy {
            return None;
        }
        let mut groups = queue.waiting.chunk_by(Work::goes_with);
        let count = groups.next().map_or(0, <[Work]>::len);
        let behind = queue.waiting.split_off(count);
        queue.writing = std::mem::replace(&mut queue.waiting, behind);
        Some(queue.batch())
    }

    async fn write(&self, batch: &mut Batch) -> Result<(), StorageError> {
        loop {
            let outcome = self.0.storage.commit(batch).await;
            let Err(StorageError::AlreadyThere { key }) = &outcome else {
                return outcome;
            };
            let unsure = self.0.queue.borrow().unsure;
            let at = batch.adds.iter().position(|(it, _)| it == key);
            let Some(at) = at.filter(|_| unsure) else {
                return outcome;
            };
            // Was that ourselves? Frames only grow at the end while a write is retried.
            let there = self.0.storage.load(key).await?;
            if !there.is_some_and(|it| batch.adds[at].1.starts_with(&it)) {
                return outcome;
            }
            let mine = batch.adds.remove(at);
            batch.puts.push(mine);
        }
    }

    fn note(&self, outcome: Result<(), StorageError>) {
        let mut queue = self.0.queue.borrow_mut();
        let works = std::mem::take(&mut queue.writing);
        match outcome {
            Ok(()) => {
                queue.writes += 1;
                queue.unsure = false;
                queue.failed = None;
            }
            Err(why @ StorageError::AlreadyThere { .. }) => {
                queue.unsure = false;
                queue.refuse(works, why.into());
            }
            Err(why) => {
                let behind = std::mem::replace(&mut queue.waiting, works);
                queue.waiting.extend(behind);
                queue.unsure = true;
                queue.failed = Some(why);
                queue.busy = false;
            }
        }
    }

    fn announce(&self) {
        let mut queue = self.0.queue.borrow_mut();
        let state = match queue.trouble() {
            _ if queue.busy => SaveState::Saving,
            Some(why) => SaveState::NotSaved(why.to_string()),
            None => SaveState::Saved,
        };
        if queue.state != state {
            queue.state = state.clone();
            drop(queue);
            (self.0.listener)(&state);
        }
    }
}

impl Queue {
    /// What is being written.
    fn batch(&self) -> Batch {
        draft(&self.writing)
    }

    fn trouble(&self) -> Option<Trouble> {
        let failed = self.failed.clone().map(Trouble::Storage);
        failed.or_else(|| self.refused.values().next().map(|it| it.why.clone()))
    }

    /// Takes all works of a project out of the queue.
    fn refuse(&mut self, mut works: Vec<Work>, why: Trouble) {
        let Some(project) = works.first().map(|it| it.project) else {
            return;
        };
        let mine = |it: &&Work| it.project == project;
        if self.waiting.iter().filter(mine).any(Work::begins_anew) {
            return;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let (mine, others): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|it| it.project == project && it.builds_on());
        works.extend(mine);
        self.waiting = others;
        self.refused.insert(project, Refused { works, why });
    }
}

impl<S> Clone for Saver<S> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<S> fmt::Debug for Saver<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Saver")
            .field("state", &self.0.queue.borrow().state)
            .finish_non_exhaustive()
    }
}
