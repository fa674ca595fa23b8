//! Browser adapters: the page, the selection, highlights, files, the clock and storage.
//! Nothing here decides anything.

pub mod dom;
mod files;
pub mod highlights;
mod preferences;
pub mod selection;
pub mod timing;

pub use files::{download, fetch_bytes, read_file};
pub use preferences::{keep_text, kept_text};
