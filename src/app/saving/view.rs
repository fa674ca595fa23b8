use std::fmt;

use super::Saver;
use crate::model::sorted::sort_by;
use crate::ports::{Batch, ReadStorage, Storage, StorageError};

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

impl<S: Storage + 'static> View<'_, S> {
    /// The value of a key, or the values of all keys that begin with it, as they will be when
    /// everything is written.
    async fn settled(
        &self,
        key: &str,
        prefix: bool,
    ) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        let storage = self.saver.storage();
        loop {
            let writes = self.saver.writes();
            let values = if prefix {
                storage.load_prefix(key).await?
            } else {
                let value = storage.load(key).await?;
                value.into_iter().map(|it| (key.to_owned(), it)).collect()
            };
            // A write that ended meanwhile may be in neither of the two.
            if writes == self.saver.writes() {
                return Ok(written(values, self.saver.unwritten(), key, prefix));
            }
        }
    }
}

impl<S: Storage + 'static> ReadStorage for View<'_, S> {
    async fn load(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let mut values = self.settled(key, false).await?;
        Ok(values.pop().map(|(_, value)| value))
    }

    async fn load_prefix(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        self.settled(prefix, true).await
    }
}

/// Values as they will be when batches are written, in the order of their keys.
fn written(
    mut values: Vec<(String, Vec<u8>)>,
    batches: Vec<Batch>,
    wanted: &str,
    prefix: bool,
) -> Vec<(String, Vec<u8>)> {
    for batch in batches {
        values.retain(|(key, _)| !goes(&batch, key));
        for entries in [batch.adds, batch.puts] {
            for (key, value) in entries {
                if key == wanted || (prefix && key.starts_with(wanted)) {
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
