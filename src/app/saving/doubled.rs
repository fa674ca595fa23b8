use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::{Appended, SecondCopy};
use crate::journal::{Head, Key, blobs_of, decode, log_prefix, project_of, series_of};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{ProjectId, TextHash};
use crate::ports::{Batch, Clock, Files, Keys, Mark, Marks, ReadStorage, Storage, StorageError};

/// Storage with a [`SecondCopy`] of all that is written, and [`Marks`] of what was acknowledged.
///
/// A write is acknowledged when storage has it; the copy has it by then too, unless there is
/// something wrong with it, which is no reason not to save. A cheap handle; clones are one.
pub struct Doubled<S, F>(Rc<Inner<S, F>>);

struct Inner<S, F> {
    storage: S,
    copy: SecondCopy<F>,
    marks: Box<dyn Marks>,
    clock: Box<dyn Clock>,
    /// Stamps of the last writes, as far as they are known.
    stamps: RefCell<SortedMap<ProjectId, u64>>,
    /// Projects whose copies have to be made anew.
    behind: RefCell<Vec<ProjectId>>,
    /// Why the copy could not be written the last time.
    trouble: RefCell<Option<StorageError>>,
}

impl<S: Storage, F: Files> Doubled<S, F> {
    pub fn new(
        storage: S,
        files: F,
        marks: impl Marks + 'static,
        clock: impl Clock + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            storage,
            copy: SecondCopy::new(files),
            marks: Box::new(marks),
            clock: Box::new(clock),
            stamps: RefCell::default(),
            behind: RefCell::default(),
            trouble: RefCell::default(),
        }))
    }

    pub fn storage(&self) -> &S {
        &self.0.storage
    }

    pub fn copy(&self) -> &SecondCopy<F> {
        &self.0.copy
    }

    pub fn marks(&self) -> &dyn Marks {
        &*self.0.marks
    }

    /// Why there is no second copy of what was saved last.
    pub fn trouble(&self) -> Option<StorageError> {
        self.0.trouble.borrow().clone()
    }

    /// A project whose copy has to be made anew; each is named once.
    pub fn next_behind(&self) -> Option<ProjectId> {
        self.0.behind.borrow_mut().pop()
    }

    /// Forgets what this page knows of a project: another one may have written.
    pub fn look_again(&self, project: ProjectId) {
        self.0.stamps.borrow_mut().remove(&project);
        self.0.copy.look_again(project);
    }

    /// The stamp of the last write of a project that storage has.
    pub async fn stamp(&self, project: ProjectId) -> Result<Option<u64>, StorageError> {
        if let Some(stamp) = self.0.stamps.borrow().get(&project) {
            return Ok(Some(*stamp));
        }
        let stamp = stamp_in(&self.0.storage, project).await?;
        if let Some(stamp) = stamp {
            self.0.stamps.borrow_mut().insert(project, stamp);
        }
        Ok(stamp)
    }

    /// Puts what a copy holds in the place of what storage has of a project. What is set aside
    /// stays.
    pub async fn put_back(
        &self,
        project: ProjectId,
        values: &impl ReadStorage,
    ) -> Result<(), StorageError> {
        let mut batch = Batch::default();
        batch
            .deletes
            .extend(single_keys(project).map(|it| it.to_string()));
        batch.clears.extend(series_of(project));
        for (key, value) in values.load_prefix("").await? {
            batch.puts.push((key, value.into()));
        }
        self.look_again(project);
        self.0.storage.commit(&batch).await
    }

    /// Makes the copy of a project anew from what storage has. `blobs` are those that it needs as
    /// it is; those that its history needs are found.
    pub async fn make_anew(
        &self,
        project: ProjectId,
        blobs: &[TextHash],
    ) -> Result<(), StorageError> {
        let storage = &self.0.storage;
        let mut plan = Plan::of(project, blobs);
        let stamp = stamp_in(storage, project).await?.unwrap_or(0);
        let next = async || plan.next(storage).await;
        let made = self.0.copy.make_anew(project, stamp, next).await;
        self.note(made.as_ref().err());
        made
    }

    async fn append(&self, project: ProjectId, before: Option<u64>, stamp: u64, batch: &Batch) {
        match self.0.copy.append(project, before, stamp, batch).await {
            Ok(Appended::Done) => self.note(None),
            Ok(Appended::Behind) => {
                let mut behind = self.0.behind.borrow_mut();
                if !behind.contains(&project) {
                    behind.push(project);
                }
            }
            Err(why) => self.note(Some(&why)),
        }
    }

    fn note(&self, why: Option<&StorageError>) {
        *self.0.trouble.borrow_mut() = why.cloned();
    }
}

impl<S: ReadStorage, F> ReadStorage for Doubled<S, F> {
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        self.0.storage.read(keys).await
    }
}

impl<S: Storage, F: Files> Storage for Doubled<S, F> {
    async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        let Some(project) = project_in(batch) else {
            return self.0.storage.commit(batch).await;
        };
        let before = self.stamp(project).await?;
        let now = u64::try_from(self.0.clock.now().millis()).unwrap_or(0);
        let stamp = now.max(before.map_or(1, |it| it + 1));
        let mut stamped = batch.clone();
        let value = stamp.to_string().into_bytes();
        stamped
            .puts
            .push((Key::Stamp(project).to_string(), value.into()));
        // Whether it is done is not known where there is no answer.
        self.0.stamps.borrow_mut().remove(&project);
        self.0.storage.commit(&stamped).await?;
        self.0.stamps.borrow_mut().insert(project, stamp);
        let mut mark = Mark {
            stamp,
            ..Mark::default()
        };
        let head = Key::Head(project).to_string();
        let head = batch.puts.iter().rev().find(|(key, _)| *key == head);
        if let Some(head) = head.and_then(|(_, it)| Head::decode(it)) {
            mark.seq = head.seq;
            mark.title = head.title;
            self.0.marks.set(project, &mark);
        }
        self.append(project, before, stamp, &stamped).await;
        Ok(())
    }
}

async fn stamp_in(
    storage: &impl ReadStorage,
    project: ProjectId,
) -> Result<Option<u64>, StorageError> {
    let stamp = storage.load(&Key::Stamp(project).to_string()).await?;
    Ok(stamp.and_then(|it| str::from_utf8(&it).ok()?.parse().ok()))
}

/// The project that a batch is about: all it writes belongs to one.
fn project_in(batch: &Batch) -> Option<ProjectId> {
    let values = batch.puts.iter().chain(&batch.adds).map(|it| &it.0);
    let keys = values.chain(&batch.clears).chain(&batch.deletes);
    keys.into_iter().find_map(|it| project_of(it))
}

/// What a project has one of each of.
const fn single_keys(project: ProjectId) -> [Key; 4] {
    [
        Key::Head(project),
        Key::Deleted(project),
        Key::Stamp(project),
        Key::Start(project),
    ]
}

/// In which order a copy is made, so that not all of a project is in memory at a time.
struct Plan {
    project: ProjectId,
    /// What is still to be copied key by key.
    single: Vec<Key>,
    blobs: SortedSet<TextHash>,
    /// The next piece of the start; none when there is none left.
    piece: Option<u64>,
    log: bool,
}

impl Plan {
    fn of(project: ProjectId, blobs: &[TextHash]) -> Self {
        let mut plan = Self {
            project,
            single: single_keys(project).to_vec(),
            blobs: SortedSet::new(),
            piece: Some(1),
            log: true,
        };
        plan.add_blobs(blobs);
        plan
    }

    fn add_blobs(&mut self, blobs: &[TextHash]) {
        for blob in blobs {
            if self.blobs.insert(*blob) {
                self.single.push(Key::Blob(*blob));
            }
        }
    }

    async fn next(&mut self, storage: &impl ReadStorage) -> Result<Option<Batch>, StorageError> {
        let mut batch = Batch::default();
        if std::mem::take(&mut self.log) {
            let log = storage.load_prefix(&log_prefix(self.project)).await?;
            for (key, value) in log {
                // What was undone may be done again.
                for record in decode(&value).unwrap_or_default().records {
                    self.add_blobs(&blobs_of(&record.entry.changes));
                }
                batch.puts.push((key, value.into()));
            }
            return Ok(Some(batch));
        }
        if let Some(piece) = self.piece {
            let key = Key::Piece(self.project, piece).to_string();
            let value = storage.load(&key).await?;
            self.piece = value.is_some().then_some(piece + 1);
            batch.puts.extend(value.map(|it| (key, it.into())));
            return Ok(Some(batch));
        }
        let Some(key) = self.single.pop() else {
            return Ok(None);
        };
        let key = key.to_string();
        let value = storage.load(&key).await?;
        batch.puts.extend(value.map(|it| (key, it.into())));
        Ok(Some(batch))
    }
}

impl<S, F> Clone for Doubled<S, F> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<S, F> fmt::Debug for Doubled<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Doubled")
            .field("trouble", &self.0.trouble)
            .finish_non_exhaustive()
    }
}
