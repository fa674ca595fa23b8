use super::form::{Decoder, FromJson, form, read_variant};
use super::json::{ToJson, Writer};
use super::{
    AnnotationId, AnnotatorId, ArticleId, Change, Conflict, Project, ProjectId, ReplicaId,
    Timestamp,
};
use crate::text::TextSpan;

/// Changes that are made, undone and redone together, under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    pub name: TransactionName,
    pub changes: Vec<Change>,
    pub focus: FocusChange,
}

/// What the user did, as undo and the history name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransactionName {
    /// A stable id, as `annotate`.
    pub command: String,
    /// What it was done to or with, in the user's words: a label's name, a title.
    pub detail: String,
}

impl TransactionName {
    pub fn new(command: &str, detail: &str) -> Self {
        Self {
            command: command.to_owned(),
            detail: detail.to_owned(),
        }
    }
}

/// Where the user is: undo and redo lead back there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    pub article: Option<ArticleId>,
    pub annotation: Option<AnnotationId>,
    pub selection: Option<TextSpan>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FocusChange {
    pub before: Focus,
    pub after: Focus,
}

/// One line of a project's journal: a transaction, or the undoing or redoing of one.
///
/// What was undone stays in the journal, so nothing is ever lost from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub project: ProjectId,
    pub replica: ReplicaId,
    /// Counts from 1 within the project.
    pub seq: u64,
    pub annotator: AnnotatorId,
    pub at: Timestamp,
    pub step: Step,
    pub name: TransactionName,
    /// What was changed, in the order in which it was applied.
    pub changes: Vec<Change>,
    pub focus: FocusChange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Do,
    /// Takes back the entry with this number.
    Undo(u64),
    /// Makes again what the entry with this number made.
    Redo(u64),
}

impl Project {
    /// Applies what still fits and returns the changes that do not.
    pub fn apply_what_fits(&mut self, changes: Vec<Change>) -> (Vec<Change>, Vec<Skipped>) {
        let (mut made, mut skipped) = (Vec::new(), Vec::new());
        for change in changes {
            match self.apply(&change) {
                Ok(()) => made.push(change),
                Err(conflict) => skipped.push(Skipped { change, conflict }),
            }
        }
        (made, skipped)
    }
}

/// A change that undo or redo had to leave out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub change: Change,
    pub conflict: Conflict,
}

form!(Focus {
    article,
    annotation,
    selection
});
form!(FocusChange { before, after });

impl FromJson for Step {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        read_variant!(decoder,
            Do => Self::Do,
            Undo => Self::Undo(u64::from_json(decoder)),
            Redo => Self::Redo(u64::from_json(decoder)),
        )
    }
}

impl ToJson for Step {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Do => to.text("do"),
            Self::Undo(entry) => to.variant("undo", entry),
            Self::Redo(entry) => to.variant("redo", entry),
        }
    }
}
