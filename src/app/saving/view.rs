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
    /// What `read` gives and what was not written when it was given.
    async fn settled<T>(
        &self,
        read: impl AsyncFn() -> Result<T, StorageError>,
    ) -> Result<(T, Vec<Batch>), StorageError> {
        loop {
            let writes = self.saver.writes();
            let value = read().await?;
            // A write that ended meanwhile may be in neither of the two.
            if writes == self.saver.writes() {
                return Ok((value, self.saver.unwritten()));
            }
        }
    }
}

impl<S: Storage + 'static> ReadStorage for View<'_, S> {
    async fn load(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let read = async || self.saver.storage().load(key).await;
        let (value, unwritten) = self.settled(read).await?;
        let values = value.into_iter().map(|it| (key.to_owned(), it)).collect();
        let mut values = written(values, unwritten, &|it| it == key);
        Ok(values.pop().map(|(_, value)| value))
    }

    async fn load_prefix(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        let read = async || self.saver.storage().load_prefix(prefix).await;
        let (values, unwritten) = self.settled(read).await?;
        Ok(written(values, unwritten, &|it| it.starts_with(prefix)))
    }
}

/// Values as they will be when batches are written, in the order of their keys.
fn written(
    mut values: Vec<(String, Vec<u8>)>,
    batches: Vec<Batch>,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<(String, Vec<u8>)> {
    for batch in batches {
        values.retain(|(key, _)| !goes(&batch, key));
        for (key, value) in batch.adds.into_iter().chain(batch.puts) {
            if wanted(&key) {
                values.retain(|(it, _)| *it != key);
                values.push((key, value));
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
