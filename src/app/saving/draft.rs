use std::rc::Rc;

use crate::journal::Key;
use crate::model::ProjectId;
use crate::model::sorted::{SortedMap, SortedSet};
use crate::ports::Batch;

/// Bytes under their key.
pub type Value = (Key, Rc<[u8]>);

/// One thing to be written, for one project.
#[derive(Clone, Debug)]
pub struct Work {
    pub project: ProjectId,
    /// Prefixes of keys to be deleted. What was to be written before it is of no use any
    /// more; what comes after it begins anew.
    pub clears: Vec<String>,
    pub deletes: Vec<String>,
    /// For keys that nobody may have used yet.
    pub adds: Vec<Value>,
    pub puts: Vec<Value>,
    /// The number of an entry and its frame.
    pub entry: Option<(u64, Vec<u8>)>,
}

impl Work {
    pub const fn new(project: ProjectId) -> Self {
        Self {
            project,
            clears: Vec::new(),
            deletes: Vec::new(),
            adds: Vec::new(),
            puts: Vec::new(),
            entry: None,
        }
    }

    /// Whether it goes on from what storage should hold, and so must not be done without
    /// all that came before.
    pub(super) const fn builds_on(&self) -> bool {
        self.entry.is_some() || !self.adds.is_empty()
    }

    /// Whether it takes the place of all that came before it.
    pub(super) const fn begins_anew(&self) -> bool {
        !self.clears.is_empty()
    }

    /// Whether `next` may stand in one batch with what is before it.
    pub(super) fn goes_with(&self, next: &Self) -> bool {
        self.project == next.project && !next.begins_anew()
    }
}

/// Works that go with each other as one batch: their entries, in order, under the key of the first.
pub(super) fn draft(works: &[Work]) -> Batch {
    let mut clears = Vec::new();
    let mut deletes = SortedSet::new();
    let mut adds: SortedMap<String, Rc<[u8]>> = SortedMap::new();
    let mut puts: SortedMap<String, Rc<[u8]>> = SortedMap::new();
    let mut log: Option<(Key, Vec<u8>)> = None;
    for work in works {
        clears.extend(work.clears.iter().cloned());
        for key in &work.deletes {
            puts.remove(key);
            adds.remove(key);
            deletes.insert(key.clone());
        }
        for (key, value) in &work.adds {
            adds.insert(key.to_string(), Rc::clone(value));
        }
        for (key, value) in &work.puts {
            let key = key.to_string();
            deletes.remove(&key);
            puts.insert(key, Rc::clone(value));
        }
        if let Some((seq, frame)) = &work.entry {
            let (_, frames) = log.get_or_insert_with(|| (Key::Log(work.project, *seq), Vec::new()));
            frames.extend(frame);
        }
    }
    adds.extend(log.map(|(key, frames)| (key.to_string(), frames.into())));
    Batch {
        clears,
        deletes: deletes.into_iter().collect(),
        adds: adds.into_iter().collect(),
        puts: puts.into_iter().collect(),
    }
}
