use std::rc::Rc;

use super::{Address, FileEffect, Part, Selected, Writing};
use crate::model::{AnnotationId, Entry, Project, ProjectId};
use crate::text::Motion;

/// What the outside must do next, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Load a part of the app, then go on with what waits for it.
    Load(Part),
    /// Make a project known to storage: its records so far, before the next entry.
    Create(Rc<Project>),
    /// Put a project in the place of the stored one with its id, which is kept among the
    /// deleted ones under the other id; then answer `Opened`.
    Replace(Rc<Project>, ProjectId),
    /// Keep one entry of the open project's journal.
    Save(Rc<Entry>, Vec<Blob>),
    ListProjects,
    /// Read a project from storage and answer with `Projects(Opened)`.
    Open(ProjectId),
    OpenSample,
    /// Read a codebook that is shipped, by the name of its file, and answer with
    /// `Codebook(Read)`; to begin a project with it or not.
    LoadCodebook(&'static str, bool, ProjectId),
    SetDeleted(ProjectId, bool),
    /// Another window writes to the project: ask it to let this one.
    TakePen,
    /// Try again what could not be saved.
    RetrySaving,
    KeepSettings,
    /// Go on looking at the rows of the matrix, when nothing else is to be done:
    /// `Comparing(Prepare)`.
    PrepareMatrix,
    /// Read older entries of a project, up to the one with this number, and answer with
    /// `Earlier(Brought)`.
    BringOlder(ProjectId, u64),
    /// Go on looking back, when what waits had its turn: `Earlier(GoOn)`.
    GoOnLookingBack,
    /// Remember which articles are shown side by side.
    KeepPanes,
    /// Look for claims that may say the same, and answer with `Unlinked(Found)`.
    FindCandidates(AnnotationId),
    /// Draw who is quoted, all of it or the network alone, and answer with `Drawing(Drawn)` and
    /// the number.
    Draw {
        number: u32,
        topic: String,
        all: bool,
    },
    /// Look for actors that may be one, and answer with `SameActors(Found)`.
    /// and the number.
    FindSameActors(u32),
    /// Write a report and answer with `Reporting(Written)` and the number.
    Write(u32, Writing),
    /// Nobody waits for it any more.
    StopWriting,
    /// Go on with the new version that waits, or answer with `Updating(OthersOpen)`.
    UseNewVersion,
    Download(Vec<NamedBytes>),
    /// Something with the file that the project has a copy in.
    File(FileEffect),
    /// Show this place of an article, scrolling no more than needed.
    Reveal(Selected),
    /// Scrolls a place out from under what lies over the text, and no further.
    KeepInView(Selected),
    /// Make this the browser's selection.
    Select(Selected),
    /// Move the browser's selection by what only layout knows: lines.
    MoveByLine {
        motion: Motion,
        boundary: bool,
        extend: bool,
    },
    /// Give something the keyboard.
    Focus(FocusTarget),
    /// Make the page's address say this.
    Address(Address),
}

/// Bytes that entries refer to by hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub hash: crate::model::TextHash,
    pub bytes: Rc<[u8]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBytes {
    pub name: String,
    pub mime: String,
    pub bytes: Rc<[u8]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    Pane(usize),
    Inspector,
    Note,
    Actor,
    CanonicalClaim,
    OtherEnd,
    AnnotationList,
    Tray,
    SameActors,
    Search,
}
