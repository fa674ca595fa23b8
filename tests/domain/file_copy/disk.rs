//! A file on a disk that others use too.

use std::cell::RefCell;
use std::rc::Rc;

use cotejo::app::FileTrouble;
use cotejo::ports::{ChosenFile, Seen};

use crate::saving::shelf::turns;

/// Where something fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Look,
    Begin,
    Write,
    Finish,
}

#[derive(Clone, Default)]
pub struct Disk(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    name: String,
    bytes: Vec<u8>,
    modified: i64,
    draft: Option<Vec<u8>>,
    /// It was looked at for the last time before it is exchanged.
    about_to: bool,
    marks: String,
    fails: Option<(At, FileTrouble)>,
    asks: bool,
    /// What was last written, and not by others.
    ours: Vec<u8>,
    overwriting: bool,
    writes: usize,
    tries: usize,
}

impl Disk {
    pub fn name(&self) -> String {
        self.0.borrow().name.clone()
    }

    /// Somebody chose it, and nothing is known of it.
    pub fn chosen(&self, name: &str) {
        let mut inner = self.0.borrow_mut();
        name.clone_into(&mut inner.name);
        inner.marks.clear();
    }

    pub fn known(&self) -> String {
        self.0.borrow().marks.clone()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.borrow().bytes.clone()
    }

    /// How often it was written.
    pub fn writes(&self) -> usize {
        self.0.borrow().writes
    }

    /// How often somebody tried to.
    pub fn tries(&self) -> usize {
        self.0.borrow().tries
    }

    pub fn is_being_written(&self) -> bool {
        self.0.borrow().draft.is_some()
    }

    /// A page ended that was writing.
    pub fn left(&self) {
        let mut inner = self.0.borrow_mut();
        (inner.draft, inner.about_to) = (None, false);
    }

    /// Says whether that was possible: between a last look and the exchange of the file nobody can
    /// see what others do, nor does this.
    pub fn written_by_others(&self, bytes: &[u8]) -> bool {
        let mut inner = self.0.borrow_mut();
        if inner.about_to {
            return false;
        }
        inner.bytes = bytes.to_vec();
        inner.modified += 1;
        true
    }

    pub fn touched(&self) {
        self.0.borrow_mut().modified += 1;
    }

    pub fn fails(&self, at: At, why: Option<FileTrouble>) {
        self.0.borrow_mut().fails = why.map(|it| (at, it));
    }

    pub fn asks(&self, asks: bool) {
        self.0.borrow_mut().asks = asks;
    }

    /// Somebody decided that it may be written over.
    pub fn overwriting(&self, may: bool) {
        self.0.borrow_mut().overwriting = may;
    }

    pub fn permission(&self) -> Option<FileTrouble> {
        self.0.borrow().asks.then_some(FileTrouble::NeedsPermission)
    }

    fn works(&self, at: At) -> Result<(), FileTrouble> {
        match &self.0.borrow().fails {
            Some((it, why)) if *it == at => Err(why.clone()),
            _ => Ok(()),
        }
    }
}

impl ChosenFile for Disk {
    async fn marks(&self) -> String {
        turns(1).await;
        self.known()
    }

    async fn keep_marks(&self, marks: &str) {
        marks.clone_into(&mut self.0.borrow_mut().marks);
        turns(1).await;
    }

    async fn look(&self) -> Result<Seen, FileTrouble> {
        turns(1).await;
        self.0.borrow_mut().tries += 1;
        self.permission().map_or(Ok(()), Err)?;
        self.works(At::Look)?;
        let mut inner = self.0.borrow_mut();
        inner.about_to = inner.draft.is_some();
        Ok(Seen {
            size: inner.bytes.len() as u64,
            modified: inner.modified,
        })
    }

    async fn read(&self, at: u64, most: u64) -> Result<Vec<u8>, FileTrouble> {
        turns(1).await;
        let inner = self.0.borrow();
        let from = usize::try_from(at).unwrap().min(inner.bytes.len());
        let to = from + usize::try_from(most).unwrap();
        Ok(inner.bytes[from..to.min(inner.bytes.len())].to_vec())
    }

    async fn begin(&self) -> Result<(), FileTrouble> {
        turns(1).await;
        self.works(At::Begin)?;
        self.0.borrow_mut().draft = Some(Vec::new());
        Ok(())
    }

    async fn write(&self, bytes: Vec<u8>) -> Result<(), FileTrouble> {
        turns(1).await;
        self.works(At::Write)?;
        let mut inner = self.0.borrow_mut();
        inner.draft.as_mut().expect("it was begun").extend(bytes);
        Ok(())
    }

    async fn finish(&self) -> Result<(), FileTrouble> {
        turns(1).await;
        let works = self.works(At::Finish);
        let mut inner = self.0.borrow_mut();
        inner.about_to = false;
        let draft = inner.draft.take();
        works?;
        assert!(
            inner.bytes == inner.ours || inner.overwriting,
            "somebody else's work was written over"
        );
        let bytes = draft.expect("it was begun");
        inner.ours.clone_from(&bytes);
        inner.bytes = bytes;
        inner.modified += 1;
        inner.writes += 1;
        Ok(())
    }

    async fn abandon(&self) {
        self.left();
    }

    async fn rest(&self) {
        turns(1).await;
    }
}
