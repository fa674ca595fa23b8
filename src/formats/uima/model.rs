//! Feature structures, whichever way they are written.

use std::fmt;

use crate::model::sorted::SortedMap;

#[derive(Debug, Default)]
pub(super) struct Cas {
    pub sofas: Vec<Sofa>,
    pub structures: Vec<Structure>,
}

/// A subject of analysis: a text.
#[derive(Debug)]
pub(super) struct Sofa {
    pub id: i64,
    pub name: String,
    pub text: Option<String>,
}

#[derive(Debug)]
pub(super) struct Structure {
    pub id: i64,
    pub at: At,
    pub type_name: String,
    pub sofa: Option<i64>,
    pub place: Option<(u32, u32)>,
    pub features: Vec<(String, Value)>,
}

#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Texts(Vec<String>),
    /// Ids of other structures.
    Refs(Vec<i64>),
}

/// Where in a file a structure stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    Line(usize),
    Id(i64),
}

impl At {
    pub fn of(self, file: &str) -> impl fmt::Display + use<'_> {
        let (word, number) = match self {
            Self::Line(line) => ("line", i64::try_from(line).unwrap_or(i64::MAX)),
            Self::Id(id) => ("%ID", id),
        };
        Spot { file, word, number }
    }
}

struct Spot<'a> {
    file: &'a str,
    word: &'static str,
    number: i64,
}

impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} {}", self.file, self.word, self.number)
    }
}

#[derive(Debug, Default)]
pub(super) struct Types {
    pub all: SortedMap<String, Type>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Type {
    pub above: String,
    /// The type of each feature.
    pub features: SortedMap<String, String>,
}

/// More types above one another than this are none.
const LEVELS: usize = 100;

/// What a feature has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    Text,
    Texts,
    Refs,
}

impl Types {
    /// The types above one, itself first.
    fn line<'a>(&'a self, type_name: &'a str) -> impl Iterator<Item = &'a str> {
        let above = |it: &&'a str| self.all.get(*it).map(|it| &*it.above);
        std::iter::successors(Some(type_name), above).take(LEVELS)
    }

    pub fn is(&self, type_name: &str, above: &str) -> bool {
        self.line(type_name).any(|it| it == above)
    }

    pub fn range(&self, type_name: &str, feature: &str) -> Option<Range> {
        let mut known = self.line(type_name).filter_map(|it| self.all.get(it));
        let range = known.find_map(|it| it.features.get(feature))?;
        Some(match range.strip_prefix("uima.cas.") {
            Some(
                "String" | "Integer" | "Float" | "Boolean" | "Byte" | "Short" | "Long" | "Double",
            ) => Range::Text,
            Some(
                "StringArray" | "IntegerArray" | "FloatArray" | "BooleanArray" | "ShortArray"
                | "LongArray" | "DoubleArray" | "StringList" | "IntegerList" | "FloatList",
            ) => Range::Texts,
            _ if self.is(range, "uima.cas.String") => Range::Text,
            _ => Range::Refs,
        })
    }
}
