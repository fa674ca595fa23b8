//! Browser adapters: the page, the selection, highlights, files, the clock and storage.
//! Nothing here decides anything.

pub mod address;
mod boot;
pub mod canvas;
mod channel;
mod chosen_file;
mod clock;
mod crypto_ids;
pub mod dom;
mod envelope;
pub mod events;
mod files;
pub mod highlights;
mod indexed_db;
mod inflating;
mod kept_marks;
pub mod locks;
pub mod modules;
pub mod offline;
mod page_events;
mod preferences;
pub mod recovery;
mod segmenter;
pub mod selection;
mod site_files;
mod storage_manager;
pub mod timing;
mod worker;

pub use channel::Channel;
pub use chosen_file::{BrowserFile, can_choose_file, is_hidden};
pub use clock::{BrowserClock, local_minute};
pub use crypto_ids::CryptoIds;
pub use envelope::Envelope;
pub use files::{Fetching, download, name_of_file, read_file};
pub use indexed_db::IndexedDb;
pub use inflating::inflated;
pub use kept_marks::KeptMarks;
pub use page_events::{element_of, page_events};
pub use preferences::{keep_text, kept_text};
pub use segmenter::use_browser_rules;
pub use site_files::SiteFiles;
pub use storage_manager::{keep_for_good, room};
pub use worker::Worker;
