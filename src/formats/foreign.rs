//! What files of other tools hold, before it becomes part of a project: texts with spans, and
//! relations between those. Their names are theirs; nothing here knows a codebook.

mod builder;
mod json;
mod mapping;
mod text;

pub(super) use builder::{Builder, Said};
pub(super) use json::{Id, Items, Place, records, utf8};
pub use mapping::{Becomes, Mapped, Mapping};
pub use text::{Canonical, ForeignText};

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
    pub text: Ingested,
    pub spans: Vec<ForeignSpan>,
    pub relations: Vec<ForeignRelation>,
}

/// Words that somebody labelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignSpan {
    /// What relations of this document name it by.
    pub id: String,
    pub label: String,
    /// In the canonical text, in order.
    pub fragments: Vec<TextSpan>,
    pub attributes: Vec<(String, String)>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRelation {
    pub kind: String,
    /// Ids of spans of the same document.
    pub from: String,
    pub to: String,
    pub note: String,
}
