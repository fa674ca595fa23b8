use std::mem::take;
use std::rc::Rc;

use thiserror::Error;

use super::Work;
use crate::app::History;
use crate::journal::{
    BadStart, Begun, Damage, Decoded, Head, Key, NewerVersion, Record, Torn, Unwritable, decode,
    encode, log_prefix, number_of, text_of, texts_of,
};
use crate::model::sorted::SortedSet;
use crate::model::{Change, Project, ProjectId, ReplicaId, TextHash};
use crate::ports::{ReadStorage, StorageError};

/// A project as it was left, with everything that can be undone.
#[derive(Debug)]
pub struct Loaded {
    pub project: Project,
    pub history: History,
    /// What was not as it should be.
    pub findings: Vec<Finding>,
    /// Puts what could not be read aside; to be written before the next entry, which would
    /// otherwise meet it.
    pub repair: Option<Work>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Finding {
    #[error(
        "after entry {last} the journal is damaged ({torn}); everything up to there is here, and \
         what stands behind it is set aside with the next change"
    )]
    Torn { last: u64, torn: Torn },
    #[error("{expected} entries were saved, but only {found} are there")]
    Missing { expected: u64, found: u64 },
}

/// Why a project cannot be opened; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LoadError {
    #[error("there is no such project in this browser")]
    NotThere,
    #[error("the project's list entry is there, but not the project itself")]
    Lost,
    #[error(transparent)]
    Start(#[from] BadStart),
    #[error(transparent)]
    Newer(#[from] NewerVersion),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Reads a project: its start, and every entry after it up to the first that does not fit.
pub async fn load_project(
    storage: &impl ReadStorage,
    id: ProjectId,
    replica: ReplicaId,
) -> Result<Loaded, LoadError> {
    // The head comes first: it may then be older than the entries, but never newer.
    let head = storage.load(&Key::Head(id).to_string()).await?;
    let start = storage.load(&Key::Start(id).to_string()).await?;
    let mut reading = Reading::of(id, replica, head, start.as_deref())?;
    drop(start);
    loop {
        for hash in reading.texts() {
            if let Some(bytes) = storage.load(&Key::Blob(hash).to_string()).await? {
                reading.take_text(hash, bytes);
            }
        }
        if reading.log.is_some() {
            return Ok(reading.replayed());
        }
        reading.make_start()?;
        if let Some(number) = reading.start.next() {
            let piece = storage.load(&Key::Piece(id, number).to_string()).await?;
            reading.start.take(piece.as_deref())?;
        } else {
            reading.take_log(storage.load_prefix(&log_prefix(id)).await?)?;
        }
    }
}

/// What storage holds of a project, taken apart. What was made again is let go: a page keeps
/// the memory that it once had.
struct Reading {
    head: Option<Vec<u8>>,
    start: Begun,
    log: Option<Vec<(String, Vec<u8>)>>,
    /// What the log says, value by value.
    decoded: Vec<Decoded>,
    project: Project,
    history: History,
}

impl Reading {
    fn of(
        id: ProjectId,
        replica: ReplicaId,
        head: Option<Vec<u8>>,
        start: Option<&[u8]>,
    ) -> Result<Self, LoadError> {
        let start = match (start, &head) {
            (Some(start), _) => Begun::decode(start)?,
            (None, Some(_)) => return Err(LoadError::Lost),
            (None, None) => return Err(LoadError::NotThere),
        };
        if start.about.id != id {
            return Err(damaged(Damage::OtherProject));
        }
        Ok(Self {
            head,
            log: None,
            decoded: Vec::new(),
            project: Project::from_about(start.about.clone(), Rc::clone(&start.codebook)),
            history: History::new(replica),
            start,
        })
    }

    fn take_log(&mut self, log: Vec<(String, Vec<u8>)>) -> Result<(), NewerVersion> {
        self.project.place_everything();
        // A later version may have written behind damage: then hands off all of it.
        for (_, bytes) in &log {
            self.decoded.push(decode(bytes)?);
        }
        self.log = Some(log);
        Ok(())
    }

    /// The texts of what was read last, also of what turns out to be damaged.
    fn texts(&self) -> SortedSet<TextHash> {
        let mut texts = SortedSet::new();
        texts.extend(texts_of(&self.start.records));
        for decoded in &self.decoded {
            for record in &decoded.records {
                texts.extend(texts_of(&record.entry.changes));
            }
        }
        texts
    }

    /// Keeps a text that is whole.
    fn take_text(&mut self, hash: TextHash, bytes: Vec<u8>) {
        if let Some(text) = text_of(hash, bytes) {
            self.project.keep_text(text.into());
        }
    }

    fn has_texts(&self, changes: &[Change]) -> bool {
        let mut texts = texts_of(changes).into_iter();
        texts.all(|it| self.project.text_by_hash(it).is_some())
    }

    /// Makes again what was read of the start.
    fn make_start(&mut self) -> Result<(), LoadError> {
        let records = take(&mut self.start.records);
        if !self.has_texts(&records) {
            return Err(damaged(Damage::MissingText(0)));
        }
        for change in &records {
            let made = match change {
                Change::Add(record) => self.project.fill(record),
                other => self.project.apply(other),
            };
            made.map_err(|_| damaged(Damage::Unfit(0)))?;
        }
        Ok(())
    }

    fn replayed(mut self) -> Loaded {
        let mut findings = Vec::new();
        let mut repair = None;
        for (index, decoded) in take(&mut self.decoded).into_iter().enumerate() {
            let (good, torn) = self.replay(decoded);
            if let Some(torn) = torn {
                let last = self.history.last_seq();
                findings.push(Finding::Torn { last, torn });
                let log = take(&mut self.log).unwrap_or_default();
                repair = set_aside(self.project.id(), &log[index..], &good).ok();
                break;
            }
        }
        let found = self.history.last_seq();
        let head = self.head.and_then(|it| Head::decode(&it));
        let expected = head.map_or(0, |it| it.seq);
        if expected > found && findings.is_empty() {
            findings.push(Finding::Missing { expected, found });
        }
        Loaded {
            project: self.project,
            history: self.history,
            findings,
            repair,
        }
    }

    /// Makes the entries again and gives those that fit.
    fn replay(&mut self, decoded: Decoded) -> (Vec<Record>, Option<Torn>) {
        let mut good = Vec::new();
        for record in decoded.records {
            if let Some(damage) = self.replay_one(&record) {
                let at = encode(&good).map_or(0, |it| it.len());
                return (good, Some(Torn { at, damage }));
            }
            good.push(record);
        }
        (good, decoded.torn)
    }

    /// Makes an entry again, unless it does not fit.
    fn replay_one(&mut self, record: &Record) -> Option<Damage> {
        let entry = &record.entry;
        let (expected, found) = (self.history.last_seq() + 1, entry.seq);
        if entry.project != self.project.id() {
            return Some(Damage::OtherProject);
        }
        if found != expected {
            return Some(Damage::Gap { expected, found });
        }
        if !self.has_texts(&entry.changes) {
            return Some(Damage::MissingText(found));
        }
        let replayed = self.history.replay(&mut self.project, entry.clone());
        replayed.err().map(|_| Damage::Unfit(found))
    }
}

const fn damaged(damage: Damage) -> LoadError {
    LoadError::Start(BadStart::Damaged(damage))
}

/// Moves records to a place where no entry will ever be, and leaves the `good` beginning
/// of the first of them. Adding, not putting: of two windows that both want this, one is
/// late and must read again.
fn set_aside(
    id: ProjectId,
    records: &[(String, Vec<u8>)],
    good: &[Record],
) -> Result<Work, Unwritable> {
    let mut work = Work::new(id);
    for (key, bytes) in records {
        let seq = number_of(key, &log_prefix(id));
        let aside = Key::Aside(id, seq.unwrap_or(0), TextHash::of(bytes));
        work.deletes.push(key.clone());
        work.adds.push((aside, bytes.as_slice().into()));
    }
    if let Some(first) = good.first() {
        let kept = encode(good)?;
        work.adds.push((Key::Log(id, first.entry.seq), kept.into()));
    }
    Ok(work)
}
