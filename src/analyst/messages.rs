//! What crosses between a page and its analyst, as structured values: ids and times are texts, and
//! what is long crosses beside it, as bytes.
//!
//! A page only writes them through serde, and reads what is found field by field: code of serde
//! that reads comes with all that says what else was found there, 25 kB, numbers with a point
//! included.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::{ActorId, AnnotationId};
use crate::suggest::{Candidate, Reason};

/// What a page wants. Only the last three are answered.
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
