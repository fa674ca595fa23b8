//! What crosses between a page and its analyst, as structured values: ids and times are texts, and
//! what is long crosses beside it, as bytes.
//!
//! A page only writes them through serde, and reads what is found field by field: code of serde
//! that reads comes with all that says what else was found there, 25 kB, numbers with a point
//! included.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::{ActorId, AnnotationId};
use crate::suggest::{Candidate, NameReason, Party, Reason, SameActor};

/// What a page wants. The first two are not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Work on this project from now on: the bytes of its file.
    Take,
    /// This was edited: the bytes of a journal record.
    Follow,
    /// Look for claims that may say the same as this one.
    Candidates { claim: String, most: u32 },
    /// Draw who is quoted: all there is, or only the network of a topic.
    Draw { topic: String, all: bool },
    /// Look for actors that may be one, and for Sources that may name one.
    SameActors { most: u32 },
    Write {
        what: What,
        /// Its headline; the project's title where it is empty.
        title: String,
        include_data: bool,
        at: String,
        generator: String,
    },
}

/// Files for readers without the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Report,
    Matrix,
    Sources,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    pub claim: String,
    pub score: u32,
    pub reasons: Vec<Why>,
}

/// A reason, in one shape for all kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    pub kind: String,
    /// The words here, or an actor's id.
    pub here: String,
    pub there: String,
}

/// Two that may be one actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundSame {
    pub here: Side,
    pub there: Side,
    pub score: u32,
    pub reasons: Vec<Why>,
}

/// An actor, or Sources of the same words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Empty for Sources.
    pub actor: String,
    pub sources: Vec<String>,
}

impl From<Party> for Side {
    fn from(it: Party) -> Self {
        match it {
            Party::Actor(id) => Self {
                actor: id.to_string(),
                sources: Vec::new(),
            },
            Party::Sources(all) => Self {
                actor: String::new(),
                sources: all.iter().map(ToString::to_string).collect(),
            },
        }
    }
}

impl Side {
    fn party(self) -> Option<Party> {
        if !self.actor.is_empty() {
            return Some(Party::Actor(ActorId(self.actor.parse().ok()?)));
        }
        let mut all = Vec::new();
        for source in self.sources {
            all.push(AnnotationId(source.parse().ok()?));
        }
        Some(Party::Sources(all))
    }
}

impl From<SameActor> for FoundSame {
    fn from(it: SameActor) -> Self {
        let why = |it: NameReason| {
            let kind: &str = it.how.into();
            Why {
                kind: kind.to_owned(),
                here: it.here,
                there: it.there,
            }
        };
        Self {
            here: it.here.into(),
            there: it.there.into(),
            score: it.score,
            reasons: it.reasons.into_iter().map(why).collect(),
        }
    }
}

impl FoundSame {
    /// The candidate, unless somebody else wrote this.
    pub fn candidate(self) -> Option<SameActor> {
        let mut reasons = Vec::new();
        for Why { kind, here, there } in self.reasons {
            let how = kind.parse().ok()?;
            reasons.push(NameReason { how, here, there });
        }
        Some(SameActor {
            here: self.here.party()?,
            there: self.there.party()?,
            score: self.score,
            reasons,
        })
    }
}

impl From<Candidate> for Found {
    fn from(it: Candidate) -> Self {
        Self {
            claim: it.claim.to_string(),
            score: it.score,
            reasons: it.reasons.into_iter().map(Why::from).collect(),
        }
    }
}

impl Found {
    /// The candidate, unless somebody else wrote this.
    pub fn candidate(self) -> Option<Candidate> {
        let mut reasons = Vec::new();
        for why in self.reasons {
            reasons.push(why.reason()?);
        }
        Some(Candidate {
            claim: AnnotationId(self.claim.parse().ok()?),
            score: self.score,
            reasons,
        })
    }
}

impl From<Reason> for Why {
    fn from(it: Reason) -> Self {
        let (kind, here, there) = match it {
            Reason::Number { here, there } => ("number", here, there),
            Reason::Date { here, there } => ("date", here, there),
            Reason::Name { here, there } => ("name", here, there),
            Reason::Words { here, there } => ("words", here, there),
            Reason::Actor(id) => ("actor", id.to_string(), String::new()),
        };
        Self {
            kind: kind.to_owned(),
            here,
            there,
        }
    }
}

impl Why {
    fn reason(self) -> Option<Reason> {
        let Self { kind, here, there } = self;
        Some(match kind.as_str() {
            "number" => Reason::Number { here, there },
            "date" => Reason::Date { here, there },
            "name" => Reason::Name { here, there },
            "words" => Reason::Words { here, there },
            "actor" => Reason::Actor(ActorId(here.parse::<Uuid>().ok()?)),
            _ => return None,
        })
    }
}
