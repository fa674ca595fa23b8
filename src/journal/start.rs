use std::rc::Rc;

use thiserror::Error;

use super::blob::texts_of;
use super::frame::{Damage, Unwritable, checksum, push_frame, split_frame};
use super::record::{NewerVersion, read_payload};
use crate::model::form::{self, Decoder, FromJson, form};
use crate::model::json::{Raw, ToJson, Writer};
use crate::model::sorted::SortedSet;
use crate::model::{About, Change, Codebook, IN_ORDER, Project, Record, TextHash};

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

/// A start of which the first frame was read; its pieces are to be taken.
#[derive(Debug)]
pub struct Begun {
    pub about: About,
    pub codebook: Rc<Codebook>,
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

/// The form of a start in one frame, and of one in pieces.
const WHOLE: u32 = 1;
const IN_PIECES: u32 = 2;

/// A first frame on its way to disk.
struct WriteFirst<'a> {
    start: &'a Start,
    pieces: &'a [u32],
    records: Additions<'a>,
}

impl ToJson for WriteFirst<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            let in_pieces = !self.pieces.is_empty();
            to.entry("v", if in_pieces { &IN_PIECES } else { &WHOLE });
            to.entry("about", &self.start.about);
            to.entry("codebook", &self.start.codebook);
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

form!(only read Begun {
    about,
    codebook,
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
            start: self,
            pieces: &sums,
            records: Additions(records),
        };
        push_frame(&mut frame, &first)?;
        let first = frame.into();
        Ok(Frames { first, pieces })
    }
}

impl Begun {
    /// Reads the first frame.
    pub fn decode(first: &[u8]) -> Result<Self, BadStart> {
        let (payload, _) = split_frame(first)?;
        Ok(read_payload(payload, IN_PIECES)??)
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
