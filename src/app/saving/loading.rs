use std::collections::VecDeque;
use std::mem::take;
use std::rc::Rc;

use thiserror::Error;

use super::Work;
use super::older::log_from;
use super::snapshots::{Beginning, beginning, numbers, snapshots};
use crate::app::{History, Marks};
use crate::journal::{
    BadStart, Begun, Damage, Decoded, Head, Key, Last, NewerVersion, Onward, Record, Torn,
    Unwritable, decode, encode, log_prefix, number_of, text_of, texts_of,
};
use crate::model::sorted::SortedSet;
use crate::model::{Change, Entry, Project, ProjectId, ReplicaId, TextHash};
use crate::ports::{AnyStorage, ReadStorage, StorageError, load_each};

/// A project as it was left, with everything that can be undone.
#[derive(Debug)]
pub struct Loaded {
    pub project: Project,
    pub history: History,
    /// What was not as it should be.
    pub findings: Vec<Finding>,
    /// After which entry it was begun: the number of that of a snapshot, or 0.
    pub begun_at: u64,
    /// Where snapshots are that were damaged, or did not fit; nothing is missing because of them.
    pub bad_snapshots: Vec<u64>,
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

/// Entries before a snapshot that are read with it, so that they can be undone at once.
const TO_UNDO: u64 = 32;

/// Pieces, and texts, that are asked for together: waiting for each takes longer than reading it,
/// and a page keeps the memory that it once had.
const AT_ONCE: u64 = 4;
const TEXTS_AT_ONCE: usize = 16;

/// Reads a project: the newest snapshot that is whole, else its start, and every entry after it up
/// to the first that does not fit.
pub async fn load_project(
    storage: &impl ReadStorage,
    id: ProjectId,
    replica: ReplicaId,
) -> Result<Loaded, LoadError> {
    load(AnyStorage(storage), id, replica).await
}

async fn load(
    storage: AnyStorage<'_>,
    id: ProjectId,
    replica: ReplicaId,
) -> Result<Loaded, LoadError> {
    // The head comes before the entries: it may then be older than them, but never newer.
    let Beginning {
        head,
        start,
        firsts,
    } = beginning(storage, id).await?;
    let Some(start) = start else {
        let nothing = head.map_or(LoadError::NotThere, |_| LoadError::Lost);
        return Err(nothing);
    };
    let head = head.and_then(|it| Head::decode(&it)).map_or(0, |it| it.seq);
    let (snapshots, mut bad) = snapshots(id, &start, firsts);
    for it in snapshots {
        let place = it.place;
        let from = Some((place, it.onward));
        let reading = Reading::of(id, replica, head, it.begun, from)?;
        match Box::pin(reading.finish(storage)).await {
            Ok(loaded) => {
                let bad_snapshots = bad;
                return Ok(Loaded {
                    bad_snapshots,
                    ..loaded
                });
            }
            Err(LoadError::Storage(why)) => return Err(LoadError::Storage(why)),
            Err(_) => bad.push(place),
        }
    }
    let begun = Begun::decode(&start)?;
    drop(start);
    let loaded = Reading::of(id, replica, head, begun, None)?;
    let loaded = Box::pin(loaded.finish(storage)).await?;
    Ok(Loaded {
        bad_snapshots: bad,
        ..loaded
    })
}

/// What storage holds of a project, taken apart. What was made again is let go: a page keeps
/// the memory that it once had.
struct Reading {
    /// The number of the last entry, as the list of projects has it.
    head: u64,
    start: Begun,
    /// Pieces of it that were read and are to be taken.
    pieces: VecDeque<Option<Vec<u8>>>,
    /// The place of a snapshot, and where it goes on.
    snapshot: Option<(u64, Onward)>,
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
        head: u64,
        start: Begun,
        snapshot: Option<(u64, Onward)>,
    ) -> Result<Self, LoadError> {
        if start.about.id != id {
            return Err(damaged(Damage::OtherProject));
        }
        let history = match &snapshot {
            Some((_, it)) => History::after(
                replica,
                &Marks {
                    last: it.seq,
                    undo: numbers(&it.undo),
                    redo: numbers(&it.redo),
                },
            ),
            None => History::new(replica),
        };
        Ok(Self {
            head,
            pieces: VecDeque::new(),
            log: None,
            decoded: Vec::new(),
            project: Project::from_about(start.about.clone(), Rc::clone(&start.codebook)),
            history,
            start,
            snapshot,
        })
    }

    async fn finish(mut self, storage: AnyStorage<'_>) -> Result<Loaded, LoadError> {
        let id = self.project.id();
        loop {
            self.read_texts(storage).await?;
            if self.log.is_some() {
                return self.replayed();
            }
            self.make_start()?;
            if let Some(number) = self.start.next() {
                if self.pieces.is_empty() {
                    self.pieces = self.read_pieces(storage, number).await?;
                }
                let piece = self.pieces.pop_front().flatten();
                self.start.take(piece.as_deref())?;
            } else {
                let after = self.history.last_seq();
                let log = if after == 0 {
                    storage.load_prefix(&log_prefix(id)).await?
                } else {
                    let from = after.saturating_sub(TO_UNDO) + 1;
                    log_from(storage, id, from, self.head.max(after)).await?
                };
                self.take_log(log)?;
            }
        }
    }

    /// The next pieces from one on.
    async fn read_pieces(
        &self,
        storage: AnyStorage<'_>,
        first: u64,
    ) -> Result<VecDeque<Option<Vec<u8>>>, StorageError> {
        let id = self.project.id();
        let mut keys = Vec::new();
        for number in first..first + AT_ONCE {
            let key = match &self.snapshot {
                Some((place, _)) => Key::SnapshotPiece(id, *place, number),
                None => Key::Piece(id, number),
            };
            keys.push(key.to_string());
        }
        Ok(load_each(storage, &keys).await?.into())
    }

    /// Reads what is not known yet of the texts of what was read last.
    async fn read_texts(&mut self, storage: AnyStorage<'_>) -> Result<(), StorageError> {
        let mut wanted = Vec::new();
        for hash in self.texts() {
            if self.project.text_by_hash(hash).is_none() {
                wanted.push(hash);
            }
        }
        for hashes in wanted.chunks(TEXTS_AT_ONCE) {
            let mut keys = Vec::new();
            for hash in hashes {
                keys.push(Key::Blob(*hash).to_string());
            }
            let texts = load_each(storage, &keys).await?;
            for (hash, bytes) in hashes.iter().zip(texts) {
                if let Some(bytes) = bytes {
                    self.take_text(*hash, bytes);
                }
            }
        }
        Ok(())
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

    fn replayed(mut self) -> Result<Loaded, LoadError> {
        let id = self.project.id();
        let log = take(&mut self.log).unwrap_or_default();
        let begun_at = self.history.last_seq();
        let (mut findings, mut repair) = (Vec::new(), None);
        let mut older: Vec<Entry> = Vec::new();
        for (index, mut decoded) in take(&mut self.decoded).into_iter().enumerate() {
            let all = take(&mut decoded.records).into_iter();
            let (before, after) = all.partition(|it| it.entry.seq <= begun_at);
            decoded.records = after;
            let before: Vec<Record> = before;
            for record in &before {
                // Behind damage another row of them begins.
                if older
                    .last()
                    .is_some_and(|it| it.seq + 1 != record.entry.seq)
                {
                    older.clear();
                }
                older.push(record.entry.clone());
            }
            if !self.goes_on_from(older.last()) {
                return Err(damaged(Damage::OtherProject));
            }
            let next = log.get(index + 1);
            let next = next.and_then(|it| number_of(&it.0, &log_prefix(id)));
            // What is damaged here is in the snapshot, all of it: nothing that comes after the
            // snapshot can have stood here.
            let goes_on_behind = next.map_or(self.head, |it| it - 1) > begun_at;
            if self.snapshot.is_some()
                && self.head >= begun_at
                && decoded.records.is_empty()
                && !goes_on_behind
            {
                continue;
            }
            let (good, torn) = self.replay(decoded);
            if let Some(torn) = torn {
                let last = self.history.last_seq();
                findings.push(Finding::Torn { last, torn });
                let good: Vec<Record> = before.into_iter().chain(good).collect();
                repair = set_aside(id, &log[index..], &good).ok();
                break;
            }
        }
        if older.last().is_some_and(|it| it.seq == begun_at) {
            self.history.bring(older);
        }
        let found = self.history.last_seq();
        let expected = self.head;
        if expected > found && findings.is_empty() {
            findings.push(Finding::Missing { expected, found });
        }
        Ok(Loaded {
            project: self.project,
            history: self.history,
            findings,
            begun_at,
            bad_snapshots: Vec::new(),
            repair,
        })
    }

    /// Whether an entry that was read is the one after which the snapshot was made, if it is at its
    /// place.
    fn goes_on_from(&self, last: Option<&Entry>) -> bool {
        let Some((onward, last)) = self.snapshot.as_ref().map(|it| &it.1).zip(last) else {
            return true;
        };
        last.seq != onward.seq || Last::of(last) == onward.last
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
