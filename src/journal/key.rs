//! Where what is kept: one folder for each project, and heads, markers and blobs beside
//! them, so that a list of projects reads no project.

use std::fmt;

use uuid::Uuid;

use crate::model::{ProjectId, TextHash};

/// Prefix of the folders of all projects.
const PROJECTS: &str = "project/";
/// Prefix of all heads.
pub const HEADS: &str = "head/";
/// Prefix of all markers of deleted projects.
pub const DELETED: &str = "deleted/";
/// Prefix of all blobs.
pub const BLOBS: &str = "blob/";
/// Prefix of all stamps.
pub const STAMPS: &str = "stamp/";
/// The folder in a project for records that could not be read and stood in the way.
pub const ASIDE: &str = "aside";

/// A key in storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Head(ProjectId),
    /// There while the project is deleted. Of its own, so that nobody who writes a head
    /// brings a project back.
    Deleted(ProjectId),
    /// Of the last write: what has a larger one is newer.
    Stamp(ProjectId),
    Start(ProjectId),
    /// What a large project begins with beside its start, in this order.
    Piece(ProjectId, u64),
    /// The project as it was after an entry, in one of two places.
    Snapshot(ProjectId, u64),
    /// What of it did not find room there, in this order.
    SnapshotPiece(ProjectId, u64, u64),
    /// Records from this number on.
    Log(ProjectId, u64),
    /// What stood under a log key and could not be read.
    Aside(ProjectId, u64, TextHash),
    Blob(TextHash),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head(project) => write!(f, "{HEADS}{project}"),
            Self::Deleted(project) => write!(f, "{DELETED}{project}"),
            Self::Stamp(project) => write!(f, "{STAMPS}{project}"),
            Self::Start(project) => write!(f, "{PROJECTS}{project}/start"),
            Self::Piece(project, number) => {
                write!(f, "{}{number:020}", pieces_prefix(*project))
            }
            Self::Snapshot(project, slot) => write!(f, "{}{slot}", snapshots_prefix(*project)),
            Self::SnapshotPiece(project, slot, number) => {
                write!(f, "{}{slot}/{number:020}", snapshots_prefix(*project))
            }
            // As many digits as a u64 can have: keys sort as their numbers do.
            Self::Log(project, seq) => write!(f, "{}{seq:020}", log_prefix(*project)),
            Self::Aside(project, seq, hash) => {
                write!(f, "{PROJECTS}{project}/{ASIDE}/{seq:020}/{hash}")
            }
            Self::Blob(hash) => write!(f, "{BLOBS}{hash}"),
        }
    }
}

/// Prefix of everything in a project's folder.
pub fn folder_prefix(project: ProjectId) -> String {
    format!("{PROJECTS}{project}/")
}

/// The project that a key, or a prefix of keys, is about.
pub fn project_of(key: &str) -> Option<ProjectId> {
    let prefixes = [PROJECTS, HEADS, DELETED, STAMPS];
    let rest = prefixes.iter().find_map(|it| key.strip_prefix(it))?;
    let id = rest.split('/').next().unwrap_or_default();
    Uuid::try_parse(id).ok().map(ProjectId)
}

/// Prefix of all records of a project.
pub fn log_prefix(project: ProjectId) -> String {
    format!("{}log/", folder_prefix(project))
}

/// Prefixes of all that a project has several of: entries, pieces of its start, snapshots.
pub fn series_of(project: ProjectId) -> [String; 3] {
    [
        log_prefix(project),
        pieces_prefix(project),
        snapshots_prefix(project),
    ]
}

/// Prefix of all snapshots of a project and their pieces.
pub fn snapshots_prefix(project: ProjectId) -> String {
    format!("{}snapshot/", folder_prefix(project))
}

/// Prefix of all pieces of what a project begins with.
pub fn pieces_prefix(project: ProjectId) -> String {
    format!("{}start/", folder_prefix(project))
}

/// The number that a key ends with behind `prefix`.
pub fn number_of(key: &str, prefix: &str) -> Option<u64> {
    key.strip_prefix(prefix)?.parse().ok()
}

/// The project that a key names behind `prefix`.
pub fn id_of(key: &str, prefix: &str) -> Option<ProjectId> {
    let id = key.strip_prefix(prefix)?;
    Uuid::try_parse(id).ok().map(ProjectId)
}
