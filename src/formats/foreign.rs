//! What files of other tools hold, before it becomes part of a project and after it was one: texts
//! with spans, and relations between those.
//!
//! Readers make [`Documents`] of files. [`of_project`] makes them of a project. What a format
//! cannot hold of them ([`Holds`]) is taken out, and listed, before a writer gets them
//! ([`kept`]): so writers lose nothing.

mod builder;
mod details;
mod holds;
mod into_codebook;
mod into_project;
mod json;
mod keep;
mod known;
mod mapping;
mod names;
mod of_project;
mod renamed;
mod selector;
mod sniff;
mod text;
mod tokens;
mod written;

pub(super) use builder::{Builder, Said};
pub use holds::{Edges, Holds, Names, RESERVED, Room};
pub use into_project::{Taken, Taking, into_project, revision_source};
pub(super) use json::{Id, Items, Numbered, Place, records, utf8, values};
pub use keep::kept;
pub use known::Known;
pub use mapping::{Becomes, Mapped, Mapping};
pub(super) use names::{file_names, unused_name};
pub use of_project::{ACTOR, of_project};
pub(super) use selector::{Selected, TextOf, positions, source_of};
pub(super) use sniff::{Beginning, Keys, is_json, meant, read_each, read_texts};
use text::without_line_ends_between;
pub use text::{Around, Canonical, ForeignText};
pub use tokens::tokens;
pub(super) use written::{json_file, json_lines};

use super::Warning;
use crate::ingest::Ingested;
use crate::text::TextSpan;

/// What was read of some files, and what was not taken over as it stands.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    pub documents: Vec<Document>,
    pub warnings: Vec<Warning>,
}

/// One text and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// As its file calls it: by a name or an id.
    pub name: String,
    pub details: Details,
    pub text: Ingested,
    pub spans: Vec<ForeignSpan>,
    pub relations: Vec<ForeignRelation>,
}

/// What a file says of a text as a whole; what it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    pub title: String,
    /// BCP 47.
    pub language: String,
    pub outlet: String,
    pub author: String,
    /// A date, as an article has it.
    pub published: String,
    pub url: String,
}

/// Words that somebody labelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignSpan {
    /// What relations of this document name it by.
    pub id: String,
    pub label: String,
    /// In the canonical text, in order, neither overlapping nor touching; none where no words
    /// show what is meant.
    pub fragments: Vec<TextSpan>,
    /// Names and values; a name with several values stands several times, a flag that is set has
    /// [`SET`] and one that is said not to be set [`NOT_SET`].
    pub attributes: Vec<(String, String)>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRelation {
    pub kind: String,
    /// Ids of spans of the same document.
    pub from: String,
    pub to: String,
    /// As those of a span.
    pub attributes: Vec<(String, String)>,
    pub note: String,
}

/// The value of a flag that is set.
pub const SET: &str = "true";
/// The value of a flag that is said not to be set.
pub const NOT_SET: &str = "false";
