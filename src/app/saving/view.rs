use std::fmt;

use super::Saver;
use crate::model::sorted::sort_by;
use crate::ports::{Batch, Keys, ReadStorage, Storage, StorageError};

/// Storage as it will be when all that waits is written: a project that was just made is
/// in the list, and one that could not be saved can still be opened again.
pub struct View<'a, S> {
    saver: &'a Saver<S>,
}

impl<'a, S> View<'a, S> {
    pub(super) const fn new(saver: &'a Saver<S>) -> Self {
        Self { saver }
    }
}

impl<S: Storage + 'static> ReadStorage for View<'_, S> {
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        loop {
            let writes = self.saver.writes();
            let values = self.saver.storage().read(keys).await?;
            // A write that ended meanwhile may be in neither of the two.
            if writes == self.saver.writes() {
                return Ok(written(values, self.saver.unwritten(), keys));
            }
        }
    }
}

/// Values as they will be when batches are written, in the order of their keys.
fn written(
    mut values: Vec<(String, Vec<u8>)>,
    batches: Vec<Batch>,
    wanted: Keys<'_>,
) -> Vec<(String, Vec<u8>)> {
    for batch in batches {
        values.retain(|(key, _)| !goes(&batch, key));
        for entries in [batch.adds, batch.puts] {
            for (key, value) in entries {
                if wanted.has(&key) {
                    values.retain(|(it, _)| *it != key);
                    values.push((key, value.to_vec()));
                }
            }
        }
    }
    sort_by(&mut values, |(a, _), (b, _)| a.cmp(b));
    values
}

fn goes(batch: &Batch, key: &str) -> bool {
    let cleared = batch.clears.iter().any(|it| key.starts_with(it));
    cleared || batch.deletes.iter().any(|it| it == key)
}

impl<S> fmt::Debug for View<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}
