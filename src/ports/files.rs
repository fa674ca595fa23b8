use super::StorageError;

/// Files that belong to this site alone, by name; apart from other storage, so that what damages
/// one of the two leaves the other.
#[allow(
    async_fn_in_trait,
    reason = "the app has one thread, so futures need not be Send"
)]
pub trait Files {
    /// The names of all files, in order.
    async fn names(&self) -> Result<Vec<String>, StorageError>;

    /// How many bytes a file has; 0 where there is none.
    async fn size(&self, name: &str) -> Result<u64, StorageError>;

    /// Bytes from a place on, at most so many, and fewer where the file ends.
    async fn read(&self, name: &str, at: u64, most: u64) -> Result<Vec<u8>, StorageError>;

    /// Makes a file end at a place, and writes bytes there. A file comes into being by it.
    /// Answers only when they would survive a power cut.
    async fn write(&self, name: &str, at: u64, bytes: &[u8]) -> Result<(), StorageError>;

    /// Takes a file away, if it is there.
    async fn remove(&self, name: &str) -> Result<(), StorageError>;
}
