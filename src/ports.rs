//! What the app needs from outside: time, fresh ids, and storage.

mod chosen_file;
mod fallback;
mod files;
mod marks;
mod memory;
mod storage;

use uuid::Uuid;

use crate::model::Timestamp;

pub use chosen_file::{ChosenFile, FileTrouble, Seen};
pub use fallback::Fallback;
pub use files::Files;
pub use marks::{Mark, Marks};
pub use memory::MemoryStorage;
pub use storage::{
    AnyStorage, Batch, Keys, ReadBoxed, ReadStorage, Storage, StorageError, load_each,
};

/// Fresh random ids.
pub trait IdSource {
    fn next(&mut self) -> Uuid;
}

/// What time it is.
pub trait Clock {
    fn now(&self) -> Timestamp;
}
