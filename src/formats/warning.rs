//! What a reader did differently from what a file says, item by item.

use std::fmt;
use std::mem::{Discriminant, discriminant};

use thiserror::Error;

use crate::limits::FOREIGN_BYTES;

/// Warnings of one sort that are listed one by one; the rest are counted.
const LISTED: usize = 200;

/// One thing that was not taken over as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where in the file, as `annotations[12]`; empty for the whole file.
    pub place: String,
    pub what: Finding,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            write!(f, "{}", self.what)
        } else {
            write!(f, "{}: {}", self.place, self.what)
        }
    }
}

/// Positions are code points of the text in the file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Finding {
    #[error("the file is of the newer version {version}; what it says beyond this one is kept")]
    NewerVersion { version: String },
    #[error("{count} ids of {kind} are no UUIDs, as {first:?}; each got a UUID made from it")]
    ForeignIds {
        kind: &'static str,
        count: usize,
        first: String,
    },
    #[error("{item} was moved from {}–{} to {}–{}: {how}", from.0, from.1, to.0, to.1)]
    Moved {
        item: String,
        from: (u32, u32),
        to: (u32, u32),
        how: Moved,
    },
    #[error("{item} at {}–{} is kept as an orphan: {why}", at.0, at.1)]
    Orphaned {
        item: String,
        at: (u32, u32),
        why: NotFound,
    },
    #[error("{item} has no quote: whether its offsets count code points cannot be checked")]
    Unverified { item: String },
    #[error("{item}: overlapping fragments were joined")]
    Joined { item: String },
    #[error("{item}: the file has no revision {revision}; it was looked for in the current one")]
    NoRevision { item: String, revision: u32 },
    #[error("{item} was left out: {why}")]
    LeftOut { item: String, why: Rejected },
    #[error("{item} names {missing}, which the file does not have; the link was left out")]
    Unlinked { item: String, missing: Missing },
    #[error("{item} was made by {missing}, which the file does not list")]
    UnlistedAnnotator { item: String, missing: Missing },
    #[error("{item} joins what {relation:?} may not join; it was kept")]
    IllegalEnds { item: String, relation: String },
    #[error("{item} uses {word:?}, which the codebook does not have; it was kept")]
    NotInCodebook { item: String, word: String },
    #[error("{item}: the text is not the one that `sha256` was made from")]
    ChangedText { item: String },
    #[error("{item}: {count} carriage returns were taken out of the text; spans moved with it")]
    CarriageReturns { item: String, count: usize },
    #[error("{item}: {word:?} is no `{key}`; it was read as {instead:?}")]
    UnknownWord {
        item: String,
        key: &'static str,
        word: String,
        instead: &'static str,
    },
    #[error("{item}: `{key}` was not read: {why}")]
    Ignored {
        item: String,
        key: &'static str,
        why: &'static str,
    },
    #[error("{item} is the id of another one too; what names it means the first")]
    SameId { item: String },
    #[error(
        "{item} was read without its type system: what its features refer to is not known. Load \
         TypeSystem.xml together with it"
    )]
    WithoutTypes { item: String },
    #[error("`# text` is not what its words are; the words were read")]
    OtherText,
    #[error("{item} is not closed; it was read as one word")]
    NotClosed { item: String },
    #[error("it was left out: {0}")]
    NotRead(NotRead),
    #[error("and {count} more: {like}")]
    More { count: usize, like: &'static str },
}

/// Why a line of another tool's file is not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotRead {
    #[error("its beginning is none that is known")]
    UnknownLine,
    #[error("it is not UTF-8. Save the file as UTF-8; nothing of it was read")]
    NotUtf8,
    #[error("it has more than {} MB. Take it apart; nothing of it was read", FOREIGN_BYTES / 1_000_000)]
    TooLarge,
    #[error("it has no offsets, or they are no numbers")]
    NoOffsets,
    #[error("it is not in the shape of this format: {0}")]
    Misshapen(String),
    #[error("its text is not taken: {0}")]
    NoText(crate::ingest::Rejected),
    #[error("it does not say what it is about")]
    NoEnds,
    #[error("there is no text in it")]
    NoWords,
    #[error("the file {0:?} is not there; load it together with this one")]
    NoFile(String),
    #[error(
        "its text is not there. Load it together with its texts, or add the article first: nothing in \
         this project has its address or its quotes"
    )]
    NoKnownText,
    #[error(
        "its text is HTML. Load it as a saved web page: offsets of what a page shows are not read"
    )]
    Html,
    #[error("{0:?} is said of the whole text")]
    OfTheText(String),
    #[error("{0} says something of each token, not of words that somebody chose")]
    OfTokens(String),
    #[error("it was answered with {0:?}")]
    Answered(String),
    #[error("{0:?} is not in the file, or was left out")]
    Unknown(String),
    #[error("{0}")]
    NoPlace(NotFound),
}

/// How a place was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Moved {
    #[error("its offsets count {0}")]
    Unit(Unit),
    #[error("its offsets count {0}, without the byte order mark and carriage returns")]
    Canonical(Unit),
    #[error("its `start_utf16` and `end_utf16` say so, and its quote stands there")]
    OwnUtf16,
    #[error("its quote stands there")]
    Quote,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unit {
    #[error("code points")]
    CodePoint,
    #[error("UTF-16 code units")]
    Utf16,
    #[error("bytes")]
    Byte,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotFound {
    #[error("its quote is not in the text")]
    Absent,
    #[error("its quote stands at several places that fit equally well")]
    Ambiguous,
    #[error("its offsets do not fit the text and it has no quote")]
    NoQuote,
    #[error("too many quotes would have to be searched")]
    TooManySearches,
}

/// Why a record is not in the project.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejected {
    #[error("the file has it twice; the first was kept")]
    Duplicate,
    #[error("it needs {0}, which the file does not have")]
    Missing(Missing),
    #[error("its place does not fit the text")]
    BadPlace,
    #[error("the article has no such revision")]
    NoRevision,
    #[error("`{0}` must name exactly one of `annotation`, `canonical_claim`, `actor` and `topic`")]
    BadEnd(&'static str),
    #[error("{word:?} is no `{key}`")]
    UnknownWord { key: &'static str, word: String },
}

/// A record that another one names.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the {kind} {id}")]
pub struct Missing {
    pub kind: &'static str,
    /// As in the file.
    pub id: String,
}

impl Finding {
    /// All findings of this sort in few words.
    fn sort(&self) -> &'static str {
        match self {
            Self::NewerVersion { .. } => "newer versions",
            Self::ForeignIds { .. } => "ids that are no UUIDs",
            Self::Moved { .. } => "annotations that were moved",
            Self::Orphaned { .. } => "annotations kept as orphans",
            Self::Unverified { .. } => "annotations without a quote",
            Self::Joined { .. } => "annotations with overlapping fragments",
            Self::NoRevision { .. } => "annotations of a revision that is not there",
            Self::LeftOut { .. } => "records left out",
            Self::Unlinked { .. } => "links left out",
            Self::UnlistedAnnotator { .. } => "records of an annotator who is not listed",
            Self::IllegalEnds { .. } => "relations with ends the codebook does not allow",
            Self::NotInCodebook { .. } => "words that the codebook does not have",
            Self::ChangedText { .. } => "changed texts",
            Self::CarriageReturns { .. } => "texts with carriage returns",
            Self::UnknownWord { .. } => "unknown words",
            Self::Ignored { .. } => "keys that were not read",
            Self::SameId { .. } => "ids that stand twice",
            Self::WithoutTypes { .. } => "files without their types",
            Self::OtherText => "sentences with another text",
            Self::NotClosed { .. } => "brackets that are not closed",
            Self::NotRead(_) => "lines left out",
            Self::More { .. } => "warnings",
        }
    }
}

/// Collects warnings; of each sort only the first ones in full.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    listed: Vec<Warning>,
    counts: Vec<(Discriminant<Finding>, &'static str, usize)>,
}

impl Warnings {
    pub(super) fn add(&mut self, place: &dyn fmt::Display, what: Finding) {
        let sort = discriminant(&what);
        let at = self.counts.iter().position(|(it, ..)| *it == sort);
        let at = at.unwrap_or_else(|| {
            self.counts.push((sort, what.sort(), 0));
            self.counts.len() - 1
        });
        let count = &mut self.counts[at].2;
        *count += 1;
        if *count <= LISTED {
            let place = place.to_string();
            self.listed.push(Warning { place, what });
        }
    }

    /// Something was left out.
    pub(super) fn skip(&mut self, place: &dyn fmt::Display, why: NotRead) {
        self.add(place, Finding::NotRead(why));
    }

    pub(super) fn into_list(mut self) -> Vec<Warning> {
        for (_, like, count) in self.counts {
            if count > LISTED {
                let what = Finding::More {
                    count: count - LISTED,
                    like,
                };
                let place = String::new();
                self.listed.push(Warning { place, what });
            }
        }
        self.listed
    }
}
