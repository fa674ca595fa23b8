use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::{LoadError, Loaded, Saver, Spawn, Trouble, Value, Work, load_project};
use crate::app::{Blob, Part, ProjectSummary, SaveState};
use crate::journal::{
    CodebookVersion, DELETED, Frames, HEADS, Head, Key, Record, Start, Unwritable, encode, id_of,
    log_prefix, number_of, pieces_prefix, readdressed, series_of, texts_of,
};
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::model::{Entry, Project, ProjectId, ReplicaId, Step, TextHash, Timestamp};
use crate::ports::{ReadStorage, Storage, StorageError};

/// All projects in one storage. A cheap handle; clones share one queue.
pub struct Library<S> {
    saver: Saver<S>,
    /// What must be written before the next entry of a damaged project.
    repairs: Rc<RefCell<SortedMap<ProjectId, Work>>>,
}

impl<S: Storage + 'static> Library<S> {
    /// `listener` hears of every change of the save state.
    pub fn new(storage: S, spawn: Spawn, listener: impl Fn(&SaveState) + 'static) -> Self {
        Self {
            saver: Saver::new(storage, spawn, listener),
            repairs: Rc::default(),
        }
    }

    pub const fn saver(&self) -> &Saver<S> {
        &self.saver
    }

    /// Keeps a project as it is now; none of it can be undone. Refused, as not saved, when
    /// storage already has a project with its id.
    pub fn create(&self, project: &Project) {
        let id = project.id();
        let start = Start::of(project);
        let mut work = Work::new(id);
        work.put_texts(project, start.texts());
        match start_of(id, &start) {
            Ok(frames) => work.adds = frames,
            Err(why) => return self.saver.refuse(id, Trouble::Unwritable(why)),
        }
        work.put_head(&Head::of(project, 0, project.about().created));
        self.saver.push(work);
    }

    /// Keeps a project in place of the one with its id, which is kept among the deleted ones
    /// as `kept_as`. The old one is copied before the new one is written, and that in one
    /// write: either project is there whole, at any moment.
    pub async fn replace(
        &self,
        project: &Project,
        kept_as: ProjectId,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let id = project.id();
        let copy = self.deleted_copy(id, kept_as, at).await?;
        self.saver.push(copy);
        self.put_in_place(project);
        Ok(())
    }

    /// What storage has of a project, as a deleted one with another id.
    async fn deleted_copy(
        &self,
        id: ProjectId,
        kept_as: ProjectId,
        at: Timestamp,
    ) -> Result<Work, StorageError> {
        let view = self.saver.view();
        let head = view.load(&Key::Head(id).to_string()).await?;
        let start = view.load(&Key::Start(id).to_string()).await?;
        let pieces = view.load_prefix(&pieces_prefix(id)).await?;
        // Last, and with nothing to wait for after it: an entry made until now is in it.
        let log = view.load_prefix(&log_prefix(id)).await?;
        let head = head.map(|it| (Key::Head(kept_as), it));
        let start = start.map(|it| (Key::Start(kept_as), it));
        let log = log.into_iter().filter_map(|(key, it)| {
            let seq = number_of(&key, &log_prefix(id))?;
            Some((Key::Log(kept_as, seq), it))
        });
        let mut work = Work::new(kept_as);
        for (key, bytes) in head.into_iter().chain(start).chain(log) {
            work.puts
                .push((key, readdressed(&bytes, id, kept_as).into()));
        }
        for (key, piece) in pieces {
            let number = number_of(&key, &pieces_prefix(id));
            let key = number.map(|it| Key::Piece(kept_as, it));
            work.puts.extend(key.map(|it| (it, piece.into())));
        }
        work.put_deleted(at);
        Ok(work)
    }

    fn put_in_place(&self, project: &Project) {
        let id = project.id();
        let start = Start::of(project);
        let mut work = Work::new(id);
        work.clears.extend(series_of(id));
        work.deletes.push(Key::Deleted(id).to_string());
        work.put_texts(project, start.texts());
        match start_of(id, &start) {
            Ok(frames) => work.puts.extend(frames),
            Err(why) => return self.saver.refuse(id, Trouble::Unwritable(why)),
        }
        work.put_head(&Head::of(project, 0, project.about().created));
        // What was damaged goes with the rest.
        self.repairs.borrow_mut().remove(&id);
        self.saver.push(work);
    }

    /// Keeps one entry, the texts it brings, and other bytes that it is the first to need.
    /// `project` is as the entry left it.
    pub fn save(&self, project: &Project, entry: &Entry, blobs: Vec<Blob>) {
        let id = project.id();
        let record = Record {
            entry: entry.clone(),
            codebook: CodebookVersion::of(project.codebook()),
        };
        let frame = match encode([&record]) {
            Ok(frame) => frame,
            Err(why) => return self.saver.refuse(id, Trouble::Unwritable(why)),
        };
        let repair = self.repairs.borrow_mut().take(&id);
        let mut work = repair.unwrap_or_else(|| Work::new(id));
        work.entry = Some((entry.seq, frame));
        if entry.step == Step::Do {
            work.put_texts(project, texts_of(&entry.changes));
        }
        let given = blobs.into_iter();
        work.puts
            .extend(given.map(|it| (Key::Blob(it.hash), it.bytes)));
        work.put_head(&Head::of(project, entry.seq, entry.at));
        self.saver.push(work);
    }

    /// All projects, the last changed first. Reads heads, and no project.
    pub async fn list(&self) -> Result<Vec<ProjectSummary>, StorageError> {
        let view = self.saver.view();
        let deleted: SortedSet<ProjectId> = view
            .load_prefix(DELETED)
            .await?
            .iter()
            .filter_map(|(key, _)| id_of(key, DELETED))
            .collect();
        let heads = view.load_prefix(HEADS).await?;
        let mut projects: Vec<ProjectSummary> = heads
            .iter()
            .filter_map(|(key, head)| {
                let id = id_of(key, HEADS)?;
                Some(summary(id, Head::decode(head), deleted.contains(&id)))
            })
            .collect();
        sort_by_key(&mut projects, |it| (std::cmp::Reverse(it.modified), it.id));
        Ok(projects)
    }

    /// Reads a project, deleted or not, with all that can be undone.
    pub async fn open(&self, id: ProjectId, replica: ReplicaId) -> Result<Loaded, LoadError> {
        let mut loaded = load_project(&self.saver.view(), id, replica).await?;
        let mut repairs = self.repairs.borrow_mut();
        repairs.remove(&id);
        // What waits was made after another reading of the same damage.
        let repair = loaded.repair.take().filter(|_| !self.saver.waits(id));
        repairs.extend(repair.map(|it| (id, it)));
        Ok(loaded)
    }

    /// Marks a project as deleted. It stays until somebody purges what has been deleted for
    /// long; nobody does yet.
    pub fn delete(&self, id: ProjectId, at: Timestamp) {
        let mut work = Work::new(id);
        work.put_deleted(at);
        self.saver.push(work);
    }

    /// Takes a deletion back.
    pub fn restore(&self, id: ProjectId) {
        let mut work = Work::new(id);
        work.deletes.push(Key::Deleted(id).to_string());
        self.saver.push(work);
    }

    /// Whether all of a project that was given is written.
    pub fn is_written(&self, id: ProjectId) -> bool {
        !self.saver.waits(id)
    }

    /// Tries again what could not be saved.
    pub fn retry(&self) {
        self.saver.retry();
    }
}

impl Work {
    fn put_texts(&mut self, project: &Project, hashes: impl IntoIterator<Item = TextHash>) {
        for hash in hashes {
            if let Some(text) = project.text_by_hash(hash) {
                let bytes = text.as_str().as_bytes().into();
                self.puts.push((Key::Blob(hash), bytes));
            }
        }
    }

    fn put_deleted(&mut self, at: Timestamp) {
        let marker = at.to_string().into_bytes();
        self.puts.push((Key::Deleted(self.project), marker.into()));
    }

    fn put_head(&mut self, head: &Head) {
        self.puts
            .push((Key::Head(self.project), head.encode().into()));
    }
}

/// What a project begins with, as it is kept.
fn start_of(id: ProjectId, start: &Start) -> Result<Vec<Value>, Unwritable> {
    // Very many records come from a file, which the part has read.
    let frames = if start.records.len() > MANY && Part::Dialogs.is_there() {
        apart_dialogs_packed(start)
    } else {
        start.encode()
    };
    let Frames { first, pieces } = frames?;
    let pieces = (1..).map(|it| Key::Piece(id, it)).zip(pieces);
    let mut frames = vec![(Key::Start(id), first)];
    frames.extend(pieces);
    Ok(frames)
}

/// Records from which on it is worth writing them such that they are read quickly.
const MANY: usize = 4_000;

#[inline(never)]
fn apart_dialogs_packed(start: &Start) -> Result<Frames, Unwritable> {
    start.pack()
}

/// A damaged head hides no project: it is listed without a title, and can be opened.
fn summary(id: ProjectId, head: Option<Head>, deleted: bool) -> ProjectSummary {
    let nothing = ProjectSummary {
        deleted,
        ..ProjectSummary::titled(id, String::new())
    };
    let Some(head) = head else { return nothing };
    ProjectSummary {
        title: head.title,
        modified: head.modified,
        articles: head.articles,
        annotations: head.annotations,
        ..nothing
    }
}

impl<S> Clone for Library<S> {
    fn clone(&self) -> Self {
        Self {
            saver: self.saver.clone(),
            repairs: Rc::clone(&self.repairs),
        }
    }
}

impl<S> fmt::Debug for Library<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library")
            .field("saver", &self.saver)
            .finish_non_exhaustive()
    }
}
