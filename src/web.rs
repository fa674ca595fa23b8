//! Browser adapters: the page, the selection, highlights, files, the clock and storage.
//! Nothing here decides anything.

pub mod address;
pub mod canvas;
mod clock;
mod crypto_ids;
pub mod dom;
mod envelope;
pub mod events;
mod files;
pub mod highlights;
mod indexed_db;
pub mod modules;
mod page_events;
mod preferences;
mod segmenter;
pub mod selection;
pub mod timing;
mod worker;

pub use clock::BrowserClock;
pub use crypto_ids::CryptoIds;
pub use envelope::Envelope;
pub use files::{Fetching, download, read_file};
pub use indexed_db::IndexedDb;
pub use page_events::page_events;
pub use preferences::{keep_text, kept_text};
pub use segmenter::use_browser_rules;
pub use worker::Worker;
