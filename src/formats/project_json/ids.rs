//! Ids of a file as ids of records. Those that are no UUIDs get one of version 5, made from
//! the project's id, the kind of record and the id: the same file gives the same ids.

use uuid::Uuid;

use super::values::Id;
use crate::formats::warning::Warnings;
use crate::formats::{Finding, Missing};
use crate::model::{Project, Reference};

/// Namespace of projects whose id is no UUID, or missing. Made once; never changes.
const PROJECTS: Uuid = Uuid::from_u128(0x6d1b_7a52_0f0e_4c55_9c0a_3f1f_c07e_7001);

/// A record that is not there, as a sentence names it.
pub(super) fn missing(record: &Reference) -> Missing {
    let (kind, id) = match record {
        Reference::Annotator(id) => (Kind::Annotator, id.0),
        Reference::Topic(id) => (Kind::Topic, id.0),
        Reference::Actor(id) => (Kind::Actor, id.0),
        Reference::CanonicalClaim(id) => (Kind::CanonicalClaim, id.0),
        Reference::Article(id) => (Kind::Article, id.0),
        Reference::Annotation(id) => (Kind::Annotation, id.0),
        Reference::Relation(id) => (Kind::Relation, id.0),
        // No record refers to one of these.
        _ => {
            return Missing {
                kind: "record",
                id: "it belongs to".to_owned(),
            };
        }
    };
    Missing {
        kind: kind.name(),
        id: id.to_string(),
    }
}

/// What has an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Annotator,
    Topic,
    Actor,
    CanonicalClaim,
    Article,
    Annotation,
    Relation,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Annotator,
        Self::Topic,
        Self::Actor,
        Self::CanonicalClaim,
        Self::Article,
        Self::Annotation,
        Self::Relation,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Annotator => "annotator",
            Self::Topic => "topic",
            Self::Actor => "actor",
            Self::CanonicalClaim => "canonical claim",
            Self::Article => "article",
            Self::Annotation => "annotation",
            Self::Relation => "relation",
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Annotator => "annotators",
            Self::Topic => "topics",
            Self::Actor => "actors",
            Self::CanonicalClaim => "canonical claims",
            Self::Article => "articles",
            Self::Annotation => "annotations",
            Self::Relation => "relations",
        }
    }

    fn reference(self, id: Uuid) -> Reference {
        match self {
            Self::Annotator => Reference::Annotator(id.into()),
            Self::Topic => Reference::Topic(id.into()),
            Self::Actor => Reference::Actor(id.into()),
            Self::CanonicalClaim => Reference::CanonicalClaim(id.into()),
            Self::Article => Reference::Article(id.into()),
            Self::Annotation => Reference::Annotation(id.into()),
            Self::Relation => Reference::Relation(id.into()),
        }
    }
}

/// Maps the ids of one file.
#[derive(Debug)]
pub(super) struct Ids {
    project: Uuid,
    /// How many foreign ids there are of each kind, and the first of them.
    foreign: [(usize, String); Kind::ALL.len()],
}

impl Ids {
    pub(super) fn new(project: Uuid) -> Self {
        Self {
            project,
            foreign: Default::default(),
        }
    }

    /// The id of a record that the file defines, at this place of its list.
    pub(super) fn of(&mut self, kind: Kind, id: Option<&Id<'_>>, at: usize) -> Uuid {
        let Some(id) = id else {
            // `:` cannot be confused with an id: those are behind the kind alone.
            return self.made(&format!("{}[{at}]", kind.name()));
        };
        if let Id::Foreign(foreign) = id {
            let (count, first) = &mut self.foreign[kind as usize];
            *count += 1;
            if *count == 1 {
                foreign.as_str().clone_into(first);
            }
        }
        self.uuid(kind, id)
    }

    pub(super) fn uuid(&self, kind: Kind, id: &Id<'_>) -> Uuid {
        match id {
            Id::Uuid(id) => *id,
            Id::Foreign(id) => self.made(&format!("{}:{}", kind.name(), id.as_str())),
        }
    }

    /// The id of a record that must be there.
    pub(super) fn find(&self, project: &Project, kind: Kind, id: &Id<'_>) -> Result<Uuid, Missing> {
        let uuid = self.uuid(kind, id);
        if project.has(&kind.reference(uuid)) {
            Ok(uuid)
        } else {
            Err(Missing {
                kind: kind.name(),
                id: shortened(&id.to_string()),
            })
        }
    }

    /// A UUID made from a name that is unique in the project.
    pub(super) fn made(&self, name: &str) -> Uuid {
        Uuid::new_v5(&self.project, name.as_bytes())
    }

    pub(super) fn warn(&self, warnings: &mut Warnings) {
        for (kind, (count, first)) in Kind::ALL.into_iter().zip(&self.foreign) {
            if *count > 0 {
                let what = Finding::ForeignIds {
                    kind: kind.plural(),
                    count: *count,
                    first: shortened(first),
                };
                warnings.add(&"", what);
            }
        }
    }
}

/// The id of a project: the file's, else one made from the file.
pub(super) fn project_id(id: Option<&Id<'_>>, file: &str) -> Uuid {
    match id {
        Some(Id::Uuid(id)) => *id,
        Some(Id::Foreign(id)) => Uuid::new_v5(&PROJECTS, format!("id:{}", id.as_str()).as_bytes()),
        None => Uuid::new_v5(&PROJECTS, file.as_bytes()),
    }
}

/// Words of a file in a sentence, on one line.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = plain.take(LONGEST).collect();
    if short.len() < text.len() && text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
