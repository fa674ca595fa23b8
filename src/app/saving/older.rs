//! The journal from somewhere on: what is not needed is not read.
//!
//! Records stand under the number of the first that was written with them, in digits, so those of a
//! hundred numbers have keys that begin alike.

use std::rc::Rc;

use super::{Doubled, Library, LoadError};
use crate::app::Followed;
use crate::journal::{Key, decode, log_prefix, number_of, text_of, texts_of};
use crate::model::ProjectId;
use crate::ports::{AnyStorage, Files, ReadStorage, Storage, StorageError};

/// Numbers whose keys are read together, and the digits that tell them apart.
const TOGETHER: u64 = 100;
const DIGITS: usize = 2;

/// Groups that are read one by one before all of the journal is.
const FEW: u64 = 50;

/// Entries that are brought at once.
const AT_ONCE: usize = 500;

type Values = Vec<(String, Vec<u8>)>;

async fn group(
    storage: AnyStorage<'_>,
    id: ProjectId,
    number: u64,
) -> Result<Values, StorageError> {
    let mut prefix = Key::Log(id, number * TOGETHER).to_string();
    prefix.truncate(prefix.len() - DIGITS);
    storage.load_prefix(&prefix).await
}

fn first_of(values: &Values, id: ProjectId) -> Option<u64> {
    number_of(&values.first()?.0, &log_prefix(id))
}

/// The part of the journal that has the entry with this number, if anything has, and all behind it,
/// which are some up to `last`.
pub(super) async fn log_from(
    storage: AnyStorage<'_>,
    id: ProjectId,
    from: u64,
    last: u64,
) -> Result<Values, StorageError> {
    let begin = from / TOGETHER;
    if last.saturating_sub(from) / TOGETHER > FEW {
        return storage.load_prefix(&log_prefix(id)).await;
    }
    let mut values = Values::new();
    let mut at = begin;
    loop {
        let read = group(storage, id, at).await?;
        let ends = read.is_empty() && at * TOGETHER > last;
        values.extend(read);
        if ends {
            break;
        }
        at += 1;
    }
    // What was written together may begin long before.
    at = begin;
    while at > 0 && first_of(&values, id).is_none_or(|it| it > from) {
        if begin - at == FEW {
            return storage.load_prefix(&log_prefix(id)).await;
        }
        at -= 1;
        let mut read = group(storage, id, at).await?;
        read.append(&mut values);
        values = read;
    }
    Ok(values)
}

/// Entries up to the one with this number, and the texts they need; none where they cannot be read.
pub async fn older_entries(
    storage: &impl ReadStorage,
    project: ProjectId,
    last: u64,
) -> Result<Followed, LoadError> {
    older(AnyStorage(storage), project, last).await
}

async fn older(
    storage: AnyStorage<'_>,
    project: ProjectId,
    last: u64,
) -> Result<Followed, LoadError> {
    let from = last.saturating_sub(AT_ONCE as u64) + 1;
    let values = log_from(storage, project, from, last).await?;
    let mut followed = Followed {
        project,
        records: Vec::new(),
        texts: Vec::new(),
    };
    for (_, bytes) in &values {
        for record in decode(bytes)?.records {
            let seq = record.entry.seq;
            if seq > last {
                break;
            }
            // Behind a gap another row of them begins.
            let next = followed.records.last().map_or(seq, |it| it.entry.seq + 1);
            if seq != next {
                followed.records.clear();
            }
            followed.records.push(record);
        }
    }
    if followed.records.last().map(|it| it.entry.seq) != Some(last) {
        followed.records.clear();
    }
    for record in &followed.records {
        for hash in texts_of(&record.entry.changes) {
            let bytes = storage.load(&Key::Blob(hash).to_string()).await?;
            let text = bytes.and_then(|it| text_of(hash, it));
            followed.texts.extend(text.map(Rc::new));
        }
    }
    Ok(followed)
}

/// The same from where they can be read: storage or, where those are damaged, the second copy.
pub async fn older_entries_of<S, F>(
    library: &Library<Doubled<S, F>>,
    project: ProjectId,
    last: u64,
) -> Result<Followed, LoadError>
where
    S: Storage + 'static,
    F: Files + 'static,
{
    let saver = library.saver();
    let mut older = older_entries(&saver.view(), project, last).await?;
    if older.records.is_empty()
        && let Some(copied) = saver.storage().copy().read(project).await?
    {
        older = older_entries(&copied.values, project, last).await?;
    }
    Ok(older)
}
