//! The forms in which a project is kept: framed, checksummed records under keys.
//!
//! A project is its [`Start`] and the [`Record`]s after it, one for each journal entry.
//! The [`Head`] says what a list of projects shows without reading those. Texts and
//! original bytes are blobs under their hash, shared by all projects.
//!
//! Nothing here is ever rewritten in a newer form: a golden file for each version shows
//! that the present code still reads it and writes the same bytes.

mod blob;
mod frame;
mod head;
mod key;
mod record;
mod rows;
mod shipped;
mod start;

pub use blob::{blobs_of, text_of, texts_of};
pub use frame::{Damage, RunningSum, Torn, Unwritable, checksum, crc32, readdressed};
pub use head::Head;
pub use key::{
    ASIDE, BLOBS, DELETED, HEADS, Key, STAMPS, folder_prefix, id_of, log_prefix, number_of,
    pieces_prefix, project_of, series_of, snapshots_prefix,
};
pub use record::{CodebookVersion, Decoded, NewerVersion, Record, VERSION, decode, encode};
pub use shipped::{ship, shipped};
pub use start::{BadStart, Begun, Frames, Last, Onward, Packing, Start};
