//! Saving without being asked: every entry goes to storage at once, in order, and the save
//! state says whether it is there.
//!
//! A [`Library`] is all projects in one storage. What it is given goes through one queue,
//! the [`Saver`]'s: one write at a time, and what arrives meanwhile makes up the next one.

mod doubled;
mod draft;
mod following;
mod library;
mod loading;
mod older;
mod recovery;
mod saver;
mod second_copy;
mod snapshots;
mod view;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use thiserror::Error;

use crate::journal::Unwritable;
use crate::ports::StorageError;

pub use doubled::Doubled;
pub use draft::{Value, Work};
pub use following::entries_after;
pub use library::Library;
pub use loading::{Finding, LoadError, Loaded, load_project};
pub use older::{older_entries, older_entries_of};
pub use recovery::{
    Look, Opened, Recovered, blobs_of, open_and_look, open_sound, recover, second_of, survey, tend,
};
pub use saver::Saver;
pub use second_copy::{Appended, Copied, SecondCopy};
pub use snapshots::{forget_snapshots, is_due, write_snapshot};
pub use view::View;

/// Something to be done by whoever runs futures: the browser, or a test.
pub type LocalFuture = Pin<Box<dyn Future<Output = ()>>>;

/// Runs a future beside everything else.
pub type Spawn = Rc<dyn Fn(LocalFuture)>;

/// Why something is not saved, with what the user can do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
}
