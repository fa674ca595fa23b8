use thiserror::Error;

use super::Work;
use crate::app::History;
use crate::journal::{
    BadStart, Damage, Decoded, Head, Key, NewerVersion, Record, Start, Torn, Unwritable, decode,
    encode, log_prefix, text_of, texts_of,
};
use crate::model::sorted::SortedSet;
use crate::model::{Project, ProjectId, ReplicaId, TextHash};
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
    let project = load_start(storage, id, head.is_some()).await?;
    let mut reading = Reading {
        storage,
        id,
        history: History::new(replica),
        project,
        known: SortedSet::new(),
    };
    let log = storage.load_prefix(&log_prefix(id)).await?;
    let mut findings = Vec::new();
    let mut repair = None;
    for (index, (_, bytes)) in log.iter().enumerate() {
        let decoded = decode(bytes)?;
        let (good, torn) = reading.replay(decoded).await?;
        if let Some(torn) = torn {
            // A later version may have written behind the damage: then hands off.
            for (_, bytes) in &log[index + 1..] {
                decode(bytes)?;
            }
            let last = reading.last();
            findings.push(Finding::Torn { last, torn });
            repair = set_aside(id, &log[index..], &good).ok();
            break;
        }
    }
    let found = reading.last();
    let expected = head.and_then(|it| Head::decode(&it)).map_or(0, |it| it.seq);
    if expected > found && findings.is_empty() {
        findings.push(Finding::Missing { expected, found });
    }
    Ok(Loaded {
        project: reading.project,
        history: reading.history,
        findings,
        repair,
    })
}

async fn load_start(
    storage: &impl ReadStorage,
    id: ProjectId,
    listed: bool,
) -> Result<Project, LoadError> {
    let damaged = |it| LoadError::Start(BadStart::Damaged(it));
    let Some(bytes) = storage.load(&Key::Start(id).to_string()).await? else {
        return Err(if listed {
            LoadError::Lost
        } else {
            LoadError::NotThere
        });
    };
    let start = Start::decode(&bytes)?;
    if start.about.id != id {
        return Err(damaged(Damage::OtherProject));
    }
    let texts = start.texts();
    let mut project = Project::from_about(start.about, start.codebook);
    for hash in texts {
        if !load_text(storage, &mut project, hash).await? {
            return Err(damaged(Damage::MissingText(0)));
        }
    }
    project
        .apply_all(&start.records)
        .map_err(|_| damaged(Damage::Unfit(0)))?;
    Ok(project)
}

/// Whether the text was there, and whole.
async fn load_text(
    storage: &impl ReadStorage,
    project: &mut Project,
    hash: TextHash,
) -> Result<bool, StorageError> {
    let bytes = storage.load(&Key::Blob(hash).to_string()).await?;
    let text = bytes.and_then(|it| text_of(hash, it));
    let there = text.is_some();
    if let Some(text) = text {
        project.keep_text(text.into());
    }
    Ok(there)
}

struct Reading<'a, R> {
    storage: &'a R,
    id: ProjectId,
    project: Project,
    history: History,
    /// Texts that were looked for.
    known: SortedSet<TextHash>,
}

impl<R: ReadStorage> Reading<'_, R> {
    /// The number of the last entry read.
    fn last(&self) -> u64 {
        self.history.entries().last().map_or(0, |it| it.seq)
    }

    /// Makes the entries again and gives those that fit.
    async fn replay(
        &mut self,
        decoded: Decoded,
    ) -> Result<(Vec<Record>, Option<Torn>), StorageError> {
        let mut good = Vec::new();
        for record in decoded.records {
            if let Err(damage) = self.replay_one(&record).await? {
                let at = encode(&good).map_or(0, |it| it.len());
                return Ok((good, Some(Torn { at, damage })));
            }
            good.push(record);
        }
        Ok((good, decoded.torn))
    }

    async fn replay_one(&mut self, record: &Record) -> Result<Result<(), Damage>, StorageError> {
        let entry = &record.entry;
        let expected = self.last() + 1;
        if entry.project != self.id {
            return Ok(Err(Damage::OtherProject));
        }
        if entry.seq != expected {
            let found = entry.seq;
            return Ok(Err(Damage::Gap { expected, found }));
        }
        let texts = entry.changes.iter().flat_map(texts_of);
        for hash in texts.collect::<SortedSet<_>>() {
            let known = self.project.text_by_hash(hash).is_some() || !self.known.insert(hash);
            if !known && !load_text(self.storage, &mut self.project, hash).await? {
                return Ok(Err(Damage::MissingText(entry.seq)));
            }
        }
        let replayed = self.history.replay(&mut self.project, entry.clone());
        Ok(replayed.map_err(|_| Damage::Unfit(entry.seq)))
    }
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
        let seq = key.strip_prefix(&log_prefix(id)).unwrap_or(key).parse();
        let aside = Key::Aside(id, seq.unwrap_or(0), TextHash::of(bytes));
        work.deletes.push(key.clone());
        work.adds.push((aside, bytes.clone()));
    }
    if let Some(first) = good.first() {
        let kept = encode(good)?;
        work.adds.push((Key::Log(id, first.entry.seq), kept));
    }
    Ok(work)
}
