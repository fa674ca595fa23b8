use std::collections::VecDeque;
use std::rc::Rc;

use thiserror::Error;

use super::blob::texts_of;
use super::frame::{Damage, Unwritable, checksum, push_frame, push_rows, split_frame};
use super::record::{NewerVersion, read_payload};
use super::rows;
use crate::model::form::{self, Decoder, FromJson, form};
use crate::model::json::{Raw, ToJson, Writer};
use crate::model::sorted::SortedSet;
use crate::model::{
    About, Change, Codebook, Entry, IN_ORDER, Project, ProjectId, Record, ReplicaId, TextHash,
    Timestamp,
};

/// A project before its first journal entry. It cannot be undone.
///
/// For a new project that is its title and codebook, for one from a file all its records, in
/// the order in which each finds what it refers to. They are kept as additions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub about: About,
    pub codebook: Rc<Codebook>,
    pub records: Vec<Record>,
}

/// A start as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frames {
    pub first: Rc<[u8]>,
    /// What did not find room in the first, in order.
    pub pieces: Vec<Rc<[u8]>>,
}

/// What a snapshot says beside what a start does: where the journal goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onward {
    /// The checksum of the start's first frame: it is a snapshot of that project, and of no other
    /// that took its place.
    pub start: u32,
    /// The number of the entry after which the project was so.
    pub seq: u64,
    /// That entry.
    pub last: Last,
    /// Numbers of entries that can be undone, as runs: the first and the last of each.
    pub undo: Vec<u64>,
    pub redo: Vec<u64>,
}

/// By what an entry is told from another one with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    pub replica: ReplicaId,
    pub at: Timestamp,
}

impl Last {
    pub const fn of(entry: &Entry) -> Self {
        Self {
            replica: entry.replica,
            at: entry.at,
        }
    }
}

/// A start of which the first frame was read; its pieces are to be taken.
#[derive(Debug)]
pub struct Begun {
    pub about: About,
    pub codebook: Rc<Codebook>,
    /// Of a snapshot.
    pub onward: Option<Onward>,
    /// Those of the first frame, and behind them those of the pieces that were taken.
    pub records: Vec<Change>,
    pieces: Pieces,
}

/// The checksums of the pieces of a start, which say what belongs to it, and how many of them
/// were taken.
#[derive(Debug, Default)]
struct Pieces {
    sums: Vec<u32>,
    taken: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadStart {
    #[error("the beginning of the project is damaged: {0}")]
    Damaged(#[from] Damage),
    #[error(transparent)]
    Newer(#[from] NewerVersion),
}

/// Records that stand in one frame: memory that a page once had, it keeps, so it must not need
/// all records as text at a time.
const TOGETHER: usize = 4096;

/// The form of a start in one frame, of one in pieces, of one with pieces that are rows of
/// annotations, and of one with rows of others too.
const WHOLE: u32 = 1;
const IN_PIECES: u32 = 2;
const IN_ROWS: u32 = 3;
const ALL_IN_ROWS: u32 = 4;

/// A first frame on its way to disk.
struct WriteFirst<'a> {
    form: u32,
    about: &'a About,
    codebook: &'a Codebook,
    onward: Option<&'a Onward>,
    pieces: &'a [u32],
    records: Additions<'a>,
}

impl ToJson for WriteFirst<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            let in_pieces = !self.pieces.is_empty();
            to.entry("v", &self.form);
            to.entry("about", &self.about);
            to.entry("codebook", &self.codebook);
            to.entry_if_set("onward", &self.onward);
            if in_pieces {
                to.entry("pieces", &self.pieces);
            }
            to.entry("records", &self.records);
        });
    }
}

/// A piece on its way to disk. Whose it is says its checksum alone: so it can be copied to
/// another project as it is.
struct WritePiece<'a>(Additions<'a>);

impl ToJson for WritePiece<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            to.entry("v", &IN_PIECES);
            to.entry("records", &self.0);
        });
    }
}

/// Records as changes that add them.
struct Additions<'a>(&'a [Record]);

impl ToJson for Additions<'_> {
    fn write(&self, to: &mut Writer) {
        to.list(self.0.iter().map(|it| Change::Add(it.clone())));
    }
}

form!(Onward {
    start,
    seq,
    last,
    undo,
    redo
});
form!(Last { replica, at });

form!(only read Begun {
    about,
    codebook,
    onward or default,
    records,
    pieces or default,
});

impl FromJson for Pieces {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let (sums, taken) = (Vec::from_json(decoder), 0);
        Self { sums, taken }
    }
}

/// A piece on its way from disk.
struct ReadPiece {
    records: Vec<Change>,
}

form!(only read ReadPiece { records });

impl Start {
    pub fn of(project: &Project) -> Self {
        Self {
            about: project.about().clone(),
            codebook: Rc::clone(project.codebook()),
            records: records_of(project),
        }
    }

    /// The texts that must be known before the records can be added.
    pub fn texts(&self) -> SortedSet<TextHash> {
        let mut texts = SortedSet::new();
        for record in &self.records {
            texts.extend(texts_of(&[Change::Add(record.clone())]));
        }
        texts
    }

    pub fn encode(&self) -> Result<Frames, Unwritable> {
        let mut together = self.records.chunks(TOGETHER);
        let records = together.next().unwrap_or_default();
        let (mut pieces, mut sums) = (Vec::new(), Vec::new());
        // One place to write them: a text that grows takes more room than it needs.
        let mut frame = Vec::new();
        for records in together {
            frame.clear();
            push_frame(&mut frame, &WritePiece(Additions(records)))?;
            sums.push(checksum(&frame));
            pieces.push(frame.as_slice().into());
        }
        frame.clear();
        let first = WriteFirst {
            form: if sums.is_empty() { WHOLE } else { IN_PIECES },
            about: &self.about,
            codebook: &self.codebook,
            onward: None,
            pieces: &sums,
            records: Additions(records),
        };
        push_frame(&mut frame, &first)?;
        let first = frame.into();
        Ok(Frames { first, pieces })
    }

    /// The same in a form that takes less room and is read in a fraction of the time.
    pub fn pack(&self) -> Result<Frames, Unwritable> {
        let mut packing = Packing::of(self.about.clone(), Rc::clone(&self.codebook), &self.records);
        let mut pieces = Vec::new();
        while let Some(piece) = packing.next_piece()? {
            pieces.push(piece);
        }
        let first = packing.first(None)?;
        Ok(Frames { first, pieces })
    }
}

/// What a project is, on its way to disk piece by piece.
#[derive(Debug)]
pub struct Packing {
    about: About,
    codebook: Rc<Codebook>,
    /// Of each piece; what is in rows, after what is not.
    left: VecDeque<Vec<Record>>,
    sums: Vec<u32>,
    form: u32,
}

impl Packing {
    pub fn of_project(project: &Project) -> Self {
        let mut packing = Self::new(project.about().clone(), Rc::clone(project.codebook()));
        for kind in IN_ORDER {
            for in_rows in [false, true] {
                let mut begins = true;
                for record in project.records(kind) {
                    packing.put(record, in_rows, &mut begins);
                }
            }
        }
        packing
    }

    fn of(about: About, codebook: Rc<Codebook>, records: &[Record]) -> Self {
        let mut packing = Self::new(about, codebook);
        for one_kind in records.chunk_by(|one, next| one.kind() == next.kind()) {
            for in_rows in [false, true] {
                let mut begins = true;
                for record in one_kind {
                    packing.put(record, in_rows, &mut begins);
                }
            }
        }
        packing
    }

    const fn new(about: About, codebook: Rc<Codebook>) -> Self {
        Self {
            about,
            codebook,
            left: VecDeque::new(),
            sums: Vec::new(),
            form: IN_ROWS,
        }
    }

    /// Puts a record behind those of its kind, if it is one of those that are in rows, or of the
    /// others. Records of one kind do not refer to each other.
    fn put(&mut self, record: &Record, in_rows: bool, begins: &mut bool) {
        if rows::fits(record) != in_rows {
            return;
        }
        let full = self.left.back().is_none_or(|it| it.len() == TOGETHER);
        if full || *begins {
            self.left.push_back(Vec::new());
            *begins = false;
        }
        if let Some(last) = self.left.back_mut() {
            last.push(record.clone());
        }
    }

    pub fn id(&self) -> ProjectId {
        self.about.id
    }

    /// The next piece; `None` when all are written.
    pub fn next_piece(&mut self) -> Result<Option<Rc<[u8]>>, Unwritable> {
        let Some(records) = self.left.pop_front() else {
            return Ok(None);
        };
        let mut frame = Vec::new();
        if records.first().is_some_and(rows::fits) {
            if rows::are_new(&records) {
                self.form = ALL_IN_ROWS;
            }
            push_rows(&mut frame, |bytes| rows::append(bytes, &records))?;
        } else {
            push_frame(&mut frame, &WritePiece(Additions(&records)))?;
        }
        self.sums.push(checksum(&frame));
        Ok(Some(frame.into()))
    }

    /// The first frame, behind the last piece: without it there are none.
    pub fn first(&self, onward: Option<&Onward>) -> Result<Rc<[u8]>, Unwritable> {
        let mut frame = Vec::new();
        let first = WriteFirst {
            form: self.form,
            about: &self.about,
            codebook: &self.codebook,
            onward,
            pieces: &self.sums,
            records: Additions(&[]),
        };
        push_frame(&mut frame, &first)?;
        Ok(frame.into())
    }
}

impl Begun {
    /// Reads the first frame.
    pub fn decode(first: &[u8]) -> Result<Self, BadStart> {
        let (payload, _) = split_frame(first)?;
        Ok(read_payload(payload, ALL_IN_ROWS)??)
    }

    /// Whether another piece belongs to the start. They are numbered from 1 on.
    pub fn next(&self) -> Option<u64> {
        let Pieces { sums, taken } = &self.pieces;
        (*taken < sums.len()).then_some(*taken as u64 + 1)
    }

    /// Takes the next piece, or nothing where there is none.
    pub fn take(&mut self, piece: Option<&[u8]>) -> Result<(), BadStart> {
        let Pieces { sums, taken } = &mut self.pieces;
        let expected = sums.get(*taken).copied();
        *taken += 1;
        let piece = piece.filter(|it| Some(checksum(it)) == expected);
        let piece = piece.ok_or(Damage::MissingPiece(*taken))?;
        let (payload, _) = split_frame(piece)?;
        if payload.starts_with(rows::ROWS) {
            let read = rows::read(payload).ok_or_else(|| Damage::Form("rows".to_owned()))?;
            self.records.extend(read);
            return Ok(());
        }
        // What has the checksum that the first frame says was written here: that it is JSON need
        // not be found out before it is read.
        let read = form::read_raw(Raw::written(payload));
        let read: ReadPiece = read.map_err(|it| Damage::Form(it.to_string()))?;
        self.records.extend(read.records);
        Ok(())
    }
}

/// What there is in a project, each after what it refers to.
fn records_of(project: &Project) -> Vec<Record> {
    let mut records = Vec::new();
    for kind in IN_ORDER {
        records.extend(project.records(kind).cloned());
    }
    records
}
