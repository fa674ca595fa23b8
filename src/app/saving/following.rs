use std::rc::Rc;

use super::LoadError;
use crate::app::Followed;
use crate::journal::{Head, Key, decode, text_of, texts_of};
use crate::model::ProjectId;
use crate::ports::ReadStorage;

/// What storage has of a project after the entry with this number; `None` when that entry is not
/// in it any more: another project took its place.
///
/// Entries that were written together stand under the number of the first, so each is found by
/// where the last one ended: it costs what was done, not what there is.
pub async fn entries_after(
    storage: &impl ReadStorage,
    project: ProjectId,
    mut last: u64,
) -> Result<Option<Followed>, LoadError> {
    let head = storage.load(&Key::Head(project).to_string()).await?;
    if head
        .and_then(|it| Head::decode(&it))
        .is_some_and(|it| it.seq < last)
    {
        return Ok(None);
    }
    let mut followed = Followed {
        project,
        records: Vec::new(),
        texts: Vec::new(),
    };
    while let Some(bytes) = storage
        .load(&Key::Log(project, last + 1).to_string())
        .await?
    {
        let decoded = decode(&bytes)?;
        let Some(end) = decoded.records.last() else {
            break;
        };
        last = end.entry.seq;
        for record in &decoded.records {
            for hash in texts_of(&record.entry.changes) {
                let bytes = storage.load(&Key::Blob(hash).to_string()).await?;
                let text = bytes.and_then(|it| text_of(hash, it));
                followed.texts.extend(text.map(Rc::new));
            }
        }
        followed.records.extend(decoded.records);
    }
    Ok(Some(followed))
}
