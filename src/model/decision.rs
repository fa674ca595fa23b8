//! What an annotator decides about a claim, an article or a cell, rather than about words.

use strum::{EnumString, IntoStaticStr};

use uuid::Uuid;

use super::field::fields;
use super::form::{form, form_of_variants, form_of_words};
use super::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, AttributeValue, Attributes,
    CanonicalClaimId, Extra, Provenance, Reference, RuleId, Timestamp,
};

/// One annotator's decision that a Claim says a canonical claim, or its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub claim: AnnotationId,
    pub canonical_claim: CanonicalClaimId,
    pub polarity: Polarity,
    pub provenance: Provenance,
    pub extra: Extra,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Polarity {
    Same,
    Opposite,
}

/// One membership per claim and annotator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MembershipKey {
    pub claim: AnnotationId,
    pub annotator: AnnotatorId,
}

fields! { MembershipField {
    CanonicalClaim(CanonicalClaimId),
    Polarity(Polarity),
}}

impl Membership {
    pub fn key(&self) -> MembershipKey {
        MembershipKey {
            claim: self.claim,
            annotator: self.provenance.annotator,
        }
    }
}

/// One annotator's statement that a revision was fully read, at `provenance.modified`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub article: ArticleId,
    pub revision: u32,
    pub at: Timestamp,
    pub provenance: Provenance,
    pub extra: Extra,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadingKey {
    pub article: ArticleId,
    pub revision: u32,
    pub annotator: AnnotatorId,
}

fields! { ReadingField {
    At(Timestamp),
}}

impl Reading {
    pub fn key(&self) -> ReadingKey {
        ReadingKey {
            article: self.article,
            revision: self.revision,
            annotator: self.provenance.annotator,
        }
    }
}

/// An annotator's own status for a cell of the matrix, with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub canonical_claim: CanonicalClaimId,
    pub article: ArticleId,
    /// A status id of the matrix.
    pub status: String,
    pub note: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OverrideKey {
    pub canonical_claim: CanonicalClaimId,
    pub article: ArticleId,
    pub annotator: AnnotatorId,
}

fields! { OverrideField {
    Status(String),
    Note(String),
}}

impl Override {
    pub fn key(&self) -> OverrideKey {
        OverrideKey {
            canonical_claim: self.canonical_claim,
            article: self.article,
            annotator: self.provenance.annotator,
        }
    }
}

/// Article-level attributes set by one annotator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    pub article: ArticleId,
    pub attributes: Attributes,
    pub provenance: Provenance,
    pub extra: Extra,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodingKey {
    pub article: ArticleId,
    pub annotator: AnnotatorId,
}

fields! { CodingField {
} each Attribute(AttributeId => AttributeValue) }

impl Coding {
    pub fn key(&self) -> CodingKey {
        CodingKey {
            article: self.article,
            annotator: self.provenance.annotator,
        }
    }
}

/// A finding of a lint rule that is right as it is, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintException {
    pub rule: RuleId,
    pub subject: Subject,
    pub note: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

/// What a lint rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Annotation(AnnotationId),
    CanonicalClaim(CanonicalClaimId),
    Relation(super::RelationId),
    Article(ArticleId),
    Actor(super::ActorId),
}

impl Subject {
    pub const fn id(self) -> Uuid {
        match self {
            Self::Annotation(id) => id.0,
            Self::CanonicalClaim(id) => id.0,
            Self::Relation(id) => id.0,
            Self::Article(id) => id.0,
            Self::Actor(id) => id.0,
        }
    }
}

impl From<Subject> for Reference {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Annotation(id) => Self::Annotation(id),
            Subject::CanonicalClaim(id) => Self::CanonicalClaim(id),
            Subject::Relation(id) => Self::Relation(id),
            Subject::Article(id) => Self::Article(id),
            Subject::Actor(id) => Self::Actor(id),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintExceptionKey {
    pub rule: RuleId,
    pub subject: Subject,
}

impl LintException {
    pub fn key(&self) -> LintExceptionKey {
        LintExceptionKey {
            rule: self.rule.clone(),
            subject: self.subject,
        }
    }
}

form!(Membership {
    claim,
    canonical_claim,
    polarity: "as",
    provenance,
    extra
});
form!(MembershipKey { claim, annotator });
form!(Reading {
    article,
    revision,
    at,
    provenance,
    extra
});
form!(ReadingKey {
    article,
    revision,
    annotator
});
form!(Override {
    canonical_claim,
    article,
    status,
    note,
    provenance,
    extra
});
form!(OverrideKey {
    canonical_claim,
    article,
    annotator
});
form!(Coding {
    article,
    attributes,
    provenance,
    extra
});
form!(CodingKey { article, annotator });
form!(LintException {
    rule,
    subject,
    note,
    provenance,
    extra
});
form!(LintExceptionKey { rule, subject });
form_of_words!(Polarity::Same);
form_of_variants!(Subject {
    Annotation,
    CanonicalClaim,
    Relation,
    Article,
    Actor
});
