use std::pin::Pin;
use std::rc::Rc;

use thiserror::Error;

/// Which keys are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys<'a> {
    One(&'a str),
    BeginningWith(&'a str),
    /// Asked for at once, as of one moment.
    Each(&'a [String]),
}

impl Keys<'_> {
    pub fn has(self, key: &str) -> bool {
        match self {
            Self::One(it) => key == it,
            Self::BeginningWith(prefix) => key.starts_with(prefix),
            Self::Each(all) => all.iter().any(|it| it == key),
        }
    }
}

/// Reads what is kept under keys.
#[allow(
    async_fn_in_trait,
    reason = "the app has one thread, so futures need not be Send"
)]
pub trait ReadStorage {
    /// The values that there are, with their keys and in the order of these; of several keys that
    /// were named, in any order.
    // The only thing to do: whatever waits comes anew in each layer of storage.
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError>;

    async fn load(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let mut values = self.read(Keys::One(key)).await?;
        Ok(values.pop().map(|it| it.1))
    }

    /// All values whose key begins with `prefix`, in the order of their keys.
    async fn load_prefix(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        self.read(Keys::BeginningWith(prefix)).await
    }
}

/// What is kept under several keys, in their order.
pub async fn load_each(
    storage: AnyStorage<'_>,
    keys: &[String],
) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
    let mut values = storage.read(Keys::Each(keys)).await?;
    let mut found = Vec::new();
    for key in keys {
        let at = values.iter().position(|it| it.0 == *key);
        found.push(at.map(|at| values.swap_remove(at).1));
    }
    Ok(found)
}

type Reading<'a> = Pin<Box<dyn Future<Output = Result<Vec<(String, Vec<u8>)>, StorageError>> + 'a>>;

/// What is read without its type being known.
pub trait ReadBoxed {
    fn read_boxed<'a>(&'a self, keys: Keys<'a>) -> Reading<'a>;
}

impl<S: ReadStorage> ReadBoxed for S {
    fn read_boxed<'a>(&'a self, keys: Keys<'a>) -> Reading<'a> {
        Box::pin(self.read(keys))
    }
}

/// Storage of any type: what waits for it often is code once, and in itself small.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "it is only passed on")]
pub struct AnyStorage<'a>(pub &'a dyn ReadBoxed);

impl ReadStorage for AnyStorage<'_> {
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        self.0.read_boxed(keys).await
    }
}

/// Keeps bytes under keys, for good.
#[allow(
    async_fn_in_trait,
    reason = "the app has one thread, so futures need not be Send"
)]
pub trait Storage: ReadStorage {
    /// Makes all of a batch or nothing of it, and answers only when it would survive a
    /// power cut.
    async fn commit(&self, batch: &Batch) -> Result<(), StorageError>;
}

/// Edits of storage that happen together, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Prefixes: all keys that begin with one of them are deleted.
    pub clears: Vec<String>,
    pub deletes: Vec<String>,
    /// For keys that nobody may have used yet: else the whole batch is refused with
    /// [`StorageError::AlreadyThere`]. So two windows cannot overwrite each other's work.
    pub adds: Vec<(String, Rc<[u8]>)>,
    /// Writes over whatever was there.
    pub puts: Vec<(String, Rc<[u8]>)>,
}

/// Why nothing was read or written, with what the user can do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    #[error(
        "the browser's storage for this site is full: make space on the disk, or download the \
         project as a file"
    )]
    QuotaExceeded,
    #[error(
        "this browser keeps nothing for this page, perhaps because of a private window or a \
         setting: download the project as a file before you close it"
    )]
    Unavailable,
    #[error("another window has taken over the storage: reload this page to go on saving")]
    Closed,
    #[error(
        "another window has saved to this project in the meantime: download the project as a \
         file, then reload this page"
    )]
    AlreadyThere { key: String },
    /// Anything else, as the browser names it.
    #[error("the browser's storage answered {name}: {message}")]
    Request { name: String, message: String },
}
