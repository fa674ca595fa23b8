//! JSON as text: taken apart without building more than is asked for, and written.
//!
//! `serde`'s derived readers and writers come as code anew for every record and every field,
//! some kilobytes each time. Here `serde_json` says once whether a text is JSON and how a
//! string is escaped; what lies between is written once, for all types.

mod node;
mod number;
mod raw;
mod strings;
mod writer;

pub use node::{Limits, Node};
pub(super) use raw::Cursor;
pub use raw::{Items, Members, Raw, Wrong};
pub use writer::{Absent, Pair, ToJson, Writer, append_compact, compact, pretty};
