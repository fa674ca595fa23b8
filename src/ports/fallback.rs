use super::{Batch, Keys, MemoryStorage, ReadStorage, Storage, StorageError};

/// Real storage where there is some, else memory; whoever chooses tells the user.
#[derive(Clone, Debug)]
pub enum Fallback<S> {
    Kept(S),
    UntilClosed(MemoryStorage),
    /// The same where a newer app has the real one: nothing that it keeps is to be touched.
    Newer(MemoryStorage),
}

impl<S> Fallback<S> {
    /// Whether what is saved outlives the page.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Kept(_))
    }

    /// Whether real storage could not be opened, and what is kept elsewhere is all there is.
    pub const fn stands_in(&self) -> bool {
        matches!(self, Self::UntilClosed(_))
    }
}

impl<S: Storage> ReadStorage for Fallback<S> {
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        match self {
            Self::Kept(storage) => storage.read(keys).await,
            Self::UntilClosed(memory) | Self::Newer(memory) => memory.read(keys).await,
        }
    }
}

impl<S: Storage> Storage for Fallback<S> {
    async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        match self {
            Self::Kept(storage) => storage.commit(batch).await,
            Self::UntilClosed(memory) | Self::Newer(memory) => memory.commit(batch).await,
        }
    }
}
