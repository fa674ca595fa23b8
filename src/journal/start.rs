use std::rc::Rc;

use serde::Serialize;
use thiserror::Error;

use super::frame::{Damage, Unwritable, push_frame, split_frame};
use super::record::{NewerVersion, VERSION, read_json, read_version};
use crate::model::form::{FromNode, form};
use crate::model::sorted::SortedSet;
use crate::model::{About, Change, Codebook, Edit, Project, TextHash};

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

#[derive(Serialize)]
struct StartV1<'a> {
    v: u32,
    about: &'a About,
    codebook: &'a Codebook,
    records: &'a [Change],
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
        self.records.iter().flat_map(super::texts_of).collect()
    }

    pub fn encode(&self) -> Result<Vec<u8>, Unwritable> {
        let mut bytes = Vec::new();
        let start = StartV1 {
            v: VERSION,
            about: &self.about,
            codebook: &self.codebook,
            records: &self.records,
        };
        push_frame(&mut bytes, &start)?;
        Ok(bytes)
    }

    pub fn decode(bytes: &[u8]) -> Result<Self, BadStart> {
        let (payload, _) = split_frame(bytes).map_err(BadStart::Damaged)?;
        read_version(payload).map_err(BadStart::Damaged)??;
        let json = read_json(payload).map_err(BadStart::Damaged)?;
        Self::from_node(json).map_err(|it| BadStart::Damaged(Damage::Form(it.to_string())))
    }
}

/// Additions that make an empty project this one.
fn additions(project: &Project) -> Vec<Change> {
    let mut changes = Vec::new();
    macro_rules! add {
        ($($all:ident: $change:ident)*) => {$(
            changes.extend(project.$all().map(|it| Change::$change(Edit::Add(it.clone()))));
        )*};
    }
    // Each after what it refers to.
    add!(
        annotators: Annotator articles: Article parts: Part actors: Actor topics: Topic
        canonical_claims: CanonicalClaim annotations: Annotation relations: Relation
        memberships: Membership readings: Reading overrides: Override codings: Coding
        lint_exceptions: LintException
    );
    changes
}
