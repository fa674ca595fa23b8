//! Undo and redo: a reading of the journal.

use std::rc::Rc;

use crate::model::{
    AnnotatorId, Conflict, Entry, Focus, FocusChange, Project, ReplicaId, Skipped, Step, Timestamp,
    Transaction, TransactionName, inverse_of,
};

/// The entries made so far, and which of them undo and redo would take next.
///
/// Of many, only the last are here; those before them are brought when they are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    replica: ReplicaId,
    /// The number of the last entry that is not here.
    before: u64,
    entries: Vec<Rc<Entry>>,
    /// Numbers of what can be undone, the next one last.
    undo: Vec<u64>,
    redo: Vec<u64>,
}

/// So many steps back, entries should be here before anybody goes there.
const SOON: usize = 16;

/// All that is to be known of entries to go on after them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The number of the last one.
    pub last: u64,
    /// Numbers of those that can be undone, the next one last.
    pub undo: Vec<u64>,
    pub redo: Vec<u64>,
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
            before: 0,
            entries: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// What can be undone and redone by `marks` after entries that are not here.
    pub fn after(replica: ReplicaId, marks: &Marks) -> Self {
        Self {
            before: marks.last,
            undo: marks.undo.clone(),
            redo: marks.redo.clone(),
            ..Self::new(replica)
        }
    }

    pub fn marks(&self) -> Marks {
        Marks {
            last: self.last_seq(),
            undo: self.undo.clone(),
            redo: self.redo.clone(),
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
        let entry = self.next(
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
        let undone = Rc::clone(self.entry(*self.undo.last()?)?);
        let (changes, skipped) = project.apply_what_fits(inverse_of(&undone.changes));
        let focus = FocusChange {
            before: undone.focus.after,
            after: undone.focus.before,
        };
        let step = Step::Undo(undone.seq);
        let entry = self.next(project, stamp, step, undone.name.clone(), changes, focus);
        Some(Stepped {
            entry: self.note(entry),
            focus: focus.after,
            skipped,
        })
    }

    /// Makes the last undone transaction again.
    pub fn redo(&mut self, project: &mut Project, stamp: Stamp) -> Option<Stepped> {
        let redone = Rc::clone(self.entry(*self.redo.last()?)?);
        let (changes, skipped) = project.apply_what_fits(redone.changes.clone());
        let focus = redone.focus;
        let step = Step::Redo(redone.seq);
        let entry = self.next(project, stamp, step, redone.name.clone(), changes, focus);
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
        self.entry(*self.undo.last()?).map(|it| &it.name)
    }

    pub fn next_redo(&self) -> Option<&TransactionName> {
        self.entry(*self.redo.last()?).map(|it| &it.name)
    }

    /// The number of the last entry; 0 for none.
    pub fn last_seq(&self) -> u64 {
        self.entries.last().map_or(self.before, |it| it.seq)
    }

    /// The entries that are here.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// The number of the last entry that is not here; 0 when all are.
    pub const fn before(&self) -> u64 {
        self.before
    }

    /// Takes entries up to the first that is here; others are of no use.
    pub fn bring(&mut self, older: Vec<Entry>) {
        if older.last().is_some_and(|it| it.seq == self.before) {
            self.before -= older.len() as u64;
            self.entries.splice(0..0, older.into_iter().map(Rc::new));
        }
    }

    /// What is not here cannot be had: it can neither be undone nor redone.
    pub fn forget_older(&mut self) {
        let before = self.before;
        self.undo.retain(|it| *it > before);
        self.redo.retain(|it| *it > before);
    }

    /// Whether older entries should be brought, so that the next to be undone or redone are here.
    pub fn wants_older(&self) -> bool {
        let soon = |all: &[u64]| {
            let next = all.len().saturating_sub(SOON);
            all.get(next).is_some_and(|it| *it <= self.before)
        };
        soon(&self.undo) || soon(&self.redo)
    }

    /// An entry, if it is here.
    pub fn entry(&self, seq: u64) -> Option<&Rc<Entry>> {
        let at = seq.checked_sub(self.before + 1)?;
        self.entries.get(usize::try_from(at).ok()?)
    }

    fn next(
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
        match entry.step {
            Step::Do => {
                self.undo.push(entry.seq);
                self.redo.clear();
            }
            Step::Undo(seq) => shift(&mut self.undo, &mut self.redo, seq),
            Step::Redo(seq) => shift(&mut self.redo, &mut self.undo, seq),
        }
        let entry = Rc::new(entry);
        self.entries.push(Rc::clone(&entry));
        entry
    }
}

fn shift(from: &mut Vec<u64>, to: &mut Vec<u64>, seq: u64) {
    if let Some(index) = from.iter().rposition(|it| *it == seq) {
        to.push(from.remove(index));
    }
}
