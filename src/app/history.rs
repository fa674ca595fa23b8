//! Undo and redo: a reading of the journal.

use std::rc::Rc;

use crate::model::{
    AnnotatorId, Conflict, Entry, Focus, FocusChange, Project, ReplicaId, Skipped, Step, Timestamp,
    Transaction, TransactionName, inverse_of,
};

/// Every entry made so far, and which of them undo and redo would take next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    replica: ReplicaId,
    entries: Vec<Rc<Entry>>,
    /// Positions in `entries` of what can be undone, the next one last.
    undo: Vec<usize>,
    redo: Vec<usize>,
}

/// Who makes an entry, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub annotator: AnnotatorId,
    pub at: Timestamp,
}

/// What undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    pub entry: Rc<Entry>,
    /// Where the user should be now.
    pub focus: Focus,
    /// Changes that no longer fit and were left out.
    pub skipped: Vec<Skipped>,
}

impl History {
    pub fn new(replica: ReplicaId) -> Self {
        Self {
            replica,
            entries: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// Makes a transaction and remembers it. On a conflict nothing has changed.
    pub fn commit(
        &mut self,
        project: &mut Project,
        transaction: Transaction,
        stamp: Stamp,
    ) -> Result<Rc<Entry>, Conflict> {
        project.apply_all(&transaction.changes)?;
        Ok(self.made(project, transaction, stamp))
    }

    /// Remembers a transaction whose changes the project has already taken.
    pub fn made(&mut self, project: &Project, transaction: Transaction, stamp: Stamp) -> Rc<Entry> {
        let entry = self.entry(
            project,
            stamp,
            Step::Do,
            transaction.name,
            transaction.changes,
            transaction.focus,
        );
        self.note(entry)
    }

    /// Takes back the last transaction that is not undone yet.
    pub fn undo(&mut self, project: &mut Project, stamp: Stamp) -> Option<Stepped> {
        let undone = Rc::clone(&self.entries[*self.undo.last()?]);
        let (changes, skipped) = project.apply_what_fits(inverse_of(&undone.changes));
        let focus = FocusChange {
            before: undone.focus.after,
            after: undone.focus.before,
        };
        let step = Step::Undo(undone.seq);
        let entry = self.entry(project, stamp, step, undone.name.clone(), changes, focus);
        Some(Stepped {
            entry: self.note(entry),
            focus: focus.after,
            skipped,
        })
    }

    /// Makes the last undone transaction again.
    pub fn redo(&mut self, project: &mut Project, stamp: Stamp) -> Option<Stepped> {
        let redone = Rc::clone(&self.entries[*self.redo.last()?]);
        let (changes, skipped) = project.apply_what_fits(redone.changes.clone());
        let focus = redone.focus;
        let step = Step::Redo(redone.seq);
        let entry = self.entry(project, stamp, step, redone.name.clone(), changes, focus);
        Some(Stepped {
            entry: self.note(entry),
            focus: focus.after,
            skipped,
        })
    }

    /// Makes an entry read from storage again; the same calls in the same order give the
    /// same project and the same history.
    pub fn replay(&mut self, project: &mut Project, entry: Entry) -> Result<(), Conflict> {
        project.apply_all(&entry.changes)?;
        self.note(entry);
        Ok(())
    }

    pub fn next_undo(&self) -> Option<&TransactionName> {
        self.undo.last().map(|&at| &self.entries[at].name)
    }

    pub fn next_redo(&self) -> Option<&TransactionName> {
        self.redo.last().map(|&at| &self.entries[at].name)
    }

    /// The number of the last entry; 0 for none.
    pub fn last_seq(&self) -> u64 {
        self.entries.last().map_or(0, |it| it.seq)
    }

    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    fn entry(
        &self,
        project: &Project,
        stamp: Stamp,
        step: Step,
        name: TransactionName,
        changes: Vec<crate::model::Change>,
        focus: FocusChange,
    ) -> Entry {
        Entry {
            project: project.id(),
            replica: self.replica,
            seq: self.last_seq() + 1,
            annotator: stamp.annotator,
            at: stamp.at,
            step,
            name,
            changes,
            focus,
        }
    }

    fn note(&mut self, entry: Entry) -> Rc<Entry> {
        let at = self.entries.len();
        match entry.step {
            Step::Do => {
                self.undo.push(at);
                self.redo.clear();
            }
            Step::Undo(seq) => Self::shift(&self.entries, &mut self.undo, &mut self.redo, seq),
            Step::Redo(seq) => Self::shift(&self.entries, &mut self.redo, &mut self.undo, seq),
        }
        self.entries.push(Rc::new(entry));
        Rc::clone(&self.entries[at])
    }

    fn shift(entries: &[Rc<Entry>], from: &mut Vec<usize>, to: &mut Vec<usize>, seq: u64) {
        if let Some(index) = from.iter().rposition(|&at| entries[at].seq == seq) {
            to.push(from.remove(index));
        }
    }
}
