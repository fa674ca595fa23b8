//! A second copy of each project, in files that have nothing to do with the storage it is a copy
//! of.
//!
//! A file is a generation of a project's copy: frames, each of which is one write to storage
//! ([`frame`]), so a file can be cut anywhere and holds a state that there was. The generation
//! before the newest is kept.

mod frame;
mod sizes;

use std::cell::RefCell;
use std::fmt;

use uuid::Uuid;

use crate::journal::Key;
use crate::model::ProjectId;
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::ports::{Batch, Files, MemoryStorage, Storage, StorageError};
use frame::{HEADER, Header, Kind, TRAILER, batch, frame, payload, read_trailer};

/// Bytes that are read at a time.
const AT_A_TIME: u64 = 1 << 20;

/// Copies of projects.
pub struct SecondCopy<F> {
    files: F,
    /// Where the copies end that were looked at.
    ends: RefCell<SortedMap<ProjectId, End>>,
    anew: RefCell<SortedMap<ProjectId, Vec<Waiting>>>,
}

/// Where a copy ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    generation: u64,
    length: u64,
    stamp: u64,
}

/// A write that came while a copy is being made anew.
#[derive(Clone)]
struct Waiting {
    stamp: u64,
    batch: Batch,
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    Done,
    /// There is no copy, or it lacks something before this write: it has to be made anew.
    Behind,
}

/// What a copy holds.
#[derive(Debug)]
pub struct Copied {
    pub values: MemoryStorage,
    /// Of the last write that it has.
    pub stamp: u64,
    /// It can be read to its end.
    pub whole: bool,
}

impl<F: Files> SecondCopy<F> {
    pub fn new(files: F) -> Self {
        Self {
            files,
            ends: RefCell::default(),
            anew: RefCell::default(),
        }
    }

    /// The projects of which there are copies.
    pub async fn projects(&self) -> Result<SortedSet<ProjectId>, StorageError> {
        let mut projects = SortedSet::new();
        for name in self.files.names().await? {
            projects.extend(generation_of(&name).map(|it| it.0));
        }
        Ok(projects)
    }

    /// The stamp of the last write that a copy has, as far as its end tells; `None` where there is
    /// no copy that ends well.
    pub async fn stamp(&self, project: ProjectId) -> Result<Option<u64>, StorageError> {
        Ok(self.end(project).await?.map(|it| it.stamp))
    }

    /// Adds a write, which came after the one with the stamp `before`.
    pub async fn append(
        &self,
        project: ProjectId,
        before: Option<u64>,
        stamp: u64,
        batch: &Batch,
    ) -> Result<Appended, StorageError> {
        if let Some(waiting) = self.anew.borrow_mut().get_mut(&project) {
            let batch = batch.clone();
            waiting.push(Waiting { stamp, batch });
            return Ok(Appended::Done);
        }
        let start = Key::Start(project).to_string();
        let mut written = batch.adds.iter().chain(&batch.puts);
        if written.any(|(key, _)| *key == start) {
            let generation = self.newest(project).await? + 1;
            let end = End {
                generation,
                length: 0,
                stamp: before.unwrap_or(0),
            };
            self.write(project, end, stamp, Kind::Batch, batch).await?;
            self.forget_old(project, generation).await?;
            return Ok(Appended::Done);
        }
        match self.end(project).await? {
            Some(end) if Some(end.stamp) == before => {
                self.write(project, end, stamp, Kind::Batch, batch).await?;
                Ok(Appended::Done)
            }
            _ => Ok(Appended::Behind),
        }
    }

    /// Makes a copy anew, of values that are read one batch after the other by `next`, up to the
    /// write with this stamp. What is written meanwhile comes behind it.
    pub async fn make_anew(
        &self,
        project: ProjectId,
        stamp: u64,
        mut next: impl AsyncFnMut() -> Result<Option<Batch>, StorageError>,
    ) -> Result<(), StorageError> {
        self.anew.borrow_mut().insert(project, Vec::new());
        let made = self.make(project, stamp, &mut next).await;
        if made.is_err() {
            self.anew.borrow_mut().remove(&project);
            self.ends.borrow_mut().remove(&project);
        }
        made
    }

    async fn make(
        &self,
        project: ProjectId,
        stamp: u64,
        next: &mut impl AsyncFnMut() -> Result<Option<Batch>, StorageError>,
    ) -> Result<(), StorageError> {
        let generation = self.newest(project).await? + 1;
        let mut end = End {
            generation,
            length: 0,
            stamp,
        };
        while let Some(batch) = next().await? {
            end = self.write(project, end, stamp, Kind::Part, &batch).await?;
        }
        let nothing = Batch::default();
        end = self
            .write(project, end, stamp, Kind::Last, &nothing)
            .await?;
        loop {
            let next = {
                let mut anew = self.anew.borrow_mut();
                match anew.get_mut(&project) {
                    Some(waiting) if !waiting.is_empty() => waiting.remove(0),
                    _ => {
                        anew.remove(&project);
                        break;
                    }
                }
            };
            // What was on its way to storage when the making began may be in what was read.
            if next.stamp > stamp {
                end = self
                    .write(project, end, next.stamp, Kind::Batch, &next.batch)
                    .await?;
            }
        }
        self.forget_old(project, generation).await
    }

    /// The best that can be read of a project.
    pub async fn read(&self, project: ProjectId) -> Result<Option<Copied>, StorageError> {
        let mut best: Option<Copied> = None;
        for generation in self.generations(project).await? {
            let copied = self.read_one(&name_of(project, generation)).await?;
            let Some(copied) = copied else { continue };
            let whole = copied.whole;
            if best.as_ref().is_none_or(|it| copied.stamp > it.stamp) {
                best = Some(copied);
            }
            if whole {
                break;
            }
        }
        Ok(best)
    }

    async fn read_one(&self, name: &str) -> Result<Option<Copied>, StorageError> {
        let values = MemoryStorage::default();
        let mut reading = Reading::of(&self.files, name).await?;
        while let Some(next) = reading.next().await? {
            values.commit(&next).await?;
        }
        Ok(reading.stamp.map(|stamp| Copied {
            values,
            stamp,
            whole: reading.is_at_its_end(),
        }))
    }

    /// Whether the newest copy of a project can be read to its end, and has the write with this
    /// stamp.
    pub async fn is_sound(&self, project: ProjectId, stamp: u64) -> Result<bool, StorageError> {
        let Some(generation) = self.generations(project).await?.first().copied() else {
            return Ok(false);
        };
        let name = name_of(project, generation);
        let mut reading = Reading::of(&self.files, &name).await?;
        while reading.next().await?.is_some() {}
        Ok(reading.is_at_its_end() && reading.stamp.is_some_and(|it| it >= stamp))
    }

    /// Forgets where a copy ends: somebody else may have written to it.
    pub fn look_again(&self, project: ProjectId) {
        self.ends.borrow_mut().remove(&project);
    }

    /// The generations of a copy, the newest first.
    async fn generations(&self, project: ProjectId) -> Result<Vec<u64>, StorageError> {
        let mut generations = Vec::new();
        for name in self.files.names().await? {
            let of = generation_of(&name).filter(|it| it.0 == project);
            generations.extend(of.map(|it| it.1));
        }
        sort_by_key(&mut generations, |it| std::cmp::Reverse(*it));
        Ok(generations)
    }

    async fn newest(&self, project: ProjectId) -> Result<u64, StorageError> {
        Ok(self
            .generations(project)
            .await?
            .first()
            .copied()
            .unwrap_or(0))
    }

    /// Keeps the newest generation and the one before it.
    async fn forget_old(&self, project: ProjectId, newest: u64) -> Result<(), StorageError> {
        let older = self.generations(project).await?;
        for generation in older.into_iter().filter(|it| *it < newest).skip(1) {
            self.files.remove(&name_of(project, generation)).await?;
        }
        Ok(())
    }

    async fn write(
        &self,
        project: ProjectId,
        end: End,
        stamp: u64,
        kind: Kind,
        batch: &Batch,
    ) -> Result<End, StorageError> {
        let Some(bytes) = frame(kind, end.stamp, stamp, batch) else {
            return Err(StorageError::QuotaExceeded);
        };
        // Where it ends is not known while it is not answered.
        self.ends.borrow_mut().remove(&project);
        let name = name_of(project, end.generation);
        self.files.write(&name, end.length, &bytes).await?;
        let end = End {
            length: end.length + bytes.len() as u64,
            stamp,
            ..end
        };
        if kind != Kind::Part {
            self.ends.borrow_mut().insert(project, end);
        }
        Ok(end)
    }

    async fn end(&self, project: ProjectId) -> Result<Option<End>, StorageError> {
        if let Some(end) = self.ends.borrow().get(&project) {
            return Ok(Some(*end));
        }
        // Only of the newest: an older one lacks what came after it.
        let Some(generation) = self.generations(project).await?.first().copied() else {
            return Ok(None);
        };
        let name = name_of(project, generation);
        let length = self.files.size(&name).await?;
        let Some(stamp) = self.stamp_at_end(&name, length).await? else {
            return Ok(None);
        };
        let end = End {
            generation,
            length,
            stamp,
        };
        self.ends.borrow_mut().insert(project, end);
        Ok(Some(end))
    }

    async fn stamp_at_end(&self, name: &str, length: u64) -> Result<Option<u64>, StorageError> {
        let Some(at) = length.checked_sub(TRAILER as u64) else {
            return Ok(None);
        };
        let trailer = self.files.read(name, at, TRAILER as u64).await?;
        let Some(payload) = read_trailer(&trailer) else {
            return Ok(None);
        };
        let Some(at) = at.checked_sub((payload + HEADER) as u64) else {
            return Ok(None);
        };
        let header = Header::read(&self.files.read(name, at, HEADER as u64).await?);
        let whole = header.filter(|it| it.payload == payload && it.kind != Kind::Part);
        Ok(whole.map(|it| it.stamp))
    }
}

/// A file that is read frame by frame, up to its end or the first damage.
struct Reading<'a, F> {
    files: &'a F,
    name: &'a str,
    length: u64,
    /// Where the next frame begins.
    at: u64,
    /// Bytes that were read, and how many of them stand before that.
    ahead: Vec<u8>,
    done: usize,
    /// Of the last frame that was read, once the copy is whole.
    stamp: Option<u64>,
}

impl<'a, F: Files> Reading<'a, F> {
    async fn of(files: &'a F, name: &'a str) -> Result<Self, StorageError> {
        Ok(Self {
            files,
            name,
            length: files.size(name).await?,
            at: 0,
            ahead: Vec::new(),
            done: 0,
            stamp: None,
        })
    }

    const fn is_at_its_end(&self) -> bool {
        self.at == self.length
    }

    async fn next(&mut self) -> Result<Option<Batch>, StorageError> {
        self.have(HEADER).await?;
        let Some(header) = Header::read(self.rest()) else {
            return Ok(None);
        };
        let length = header.frame();
        if length as u64 > self.length - self.at {
            return Ok(None);
        }
        self.have(length).await?;
        let Some(bytes) = self.rest().get(..length) else {
            return Ok(None);
        };
        // A write is missing before it.
        let gap = header.kind == Kind::Batch
            && self.at > 0
            && self.stamp.is_none_or(|it| it != header.before);
        let batch = payload(bytes).and_then(batch).filter(|_| !gap);
        if batch.is_some() {
            self.done += length;
            self.at += length as u64;
            if header.kind != Kind::Part {
                self.stamp = Some(header.stamp);
            }
        }
        Ok(batch)
    }

    fn rest(&self) -> &[u8] {
        &self.ahead[self.done..]
    }

    /// Reads on until so many bytes are there, or the file ends.
    async fn have(&mut self, bytes: usize) -> Result<(), StorageError> {
        if self.rest().len() >= bytes {
            return Ok(());
        }
        self.ahead.drain(..self.done);
        self.done = 0;
        while self.ahead.len() < bytes {
            let at = self.at + self.ahead.len() as u64;
            let most = AT_A_TIME.max(bytes as u64);
            let read = self.files.read(self.name, at, most).await?;
            if read.is_empty() {
                break;
            }
            self.ahead.extend(read);
        }
        Ok(())
    }
}

fn name_of(project: ProjectId, generation: u64) -> String {
    // As many digits as a u64 can have: names sort as their generations do.
    format!("{project}-{generation:020}")
}

fn generation_of(name: &str) -> Option<(ProjectId, u64)> {
    let (project, generation) = name.rsplit_once('-')?;
    let project = Uuid::try_parse(project).ok()?;
    Some((ProjectId(project), generation.parse().ok()?))
}

impl<F> fmt::Debug for SecondCopy<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondCopy")
            .field("ends", &self.ends)
            .finish_non_exhaustive()
    }
}
