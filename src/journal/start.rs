use std::rc::Rc;

use thiserror::Error;

use super::frame::{Damage, Unwritable, push_frame, split_frame};
use super::record::{NewerVersion, VERSION, read_payload};
use crate::model::form::form;
use crate::model::json::{ToJson, Writer};
use crate::model::sorted::SortedSet;
use crate::model::{About, Change, Codebook, Kind, Project, TextHash};

/// A project before its first journal entry. It cannot be undone.
///
/// For a new project that is its title and codebook, for one from a file all its records:
/// as additions, in the order in which each finds what it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub about: About,
    pub codebook: Rc<Codebook>,
    pub records: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadStart {
    #[error("the beginning of the project is damaged: {0}")]
    Damaged(Damage),
    #[error(transparent)]
    Newer(#[from] NewerVersion),
}

/// Version 1 of a start, on its way to disk.
struct StartV1<'a>(&'a Start);

impl ToJson for StartV1<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            to.entry("v", &VERSION);
            to.entry("about", &self.0.about);
            to.entry("codebook", &self.0.codebook);
            to.entry("records", &self.0.records);
        });
    }
}

form!(Start {
    about,
    codebook,
    records
});

impl Start {
    pub fn of(project: &Project) -> Self {
        Self {
            about: project.about().clone(),
            codebook: Rc::clone(project.codebook()),
            records: additions(project),
        }
    }

    /// The texts that must be known before the records can be added.
    pub fn texts(&self) -> SortedSet<TextHash> {
        super::texts_of(&self.records).into_iter().collect()
    }

    pub fn encode(&self) -> Result<Vec<u8>, Unwritable> {
        let mut bytes = Vec::new();
        push_frame(&mut bytes, &StartV1(self))?;
        Ok(bytes)
    }

    pub fn decode(bytes: &[u8]) -> Result<Self, BadStart> {
        let (payload, _) = split_frame(bytes).map_err(BadStart::Damaged)?;
        Ok(read_payload(payload).map_err(BadStart::Damaged)??)
    }
}

/// The kinds of records, each after what it refers to.
const IN_ORDER: [Kind; Kind::ALL.len()] = [
    Kind::Annotator,
    Kind::Article,
    Kind::Part,
    Kind::Actor,
    Kind::Topic,
    Kind::CanonicalClaim,
    Kind::Annotation,
    Kind::Relation,
    Kind::Membership,
    Kind::Reading,
    Kind::Override,
    Kind::Coding,
    Kind::LintException,
];

/// Additions that make an empty project this one.
fn additions(project: &Project) -> Vec<Change> {
    let mut changes = Vec::new();
    for kind in IN_ORDER {
        changes.extend(project.records(kind).cloned().map(Change::Add));
    }
    changes
}
