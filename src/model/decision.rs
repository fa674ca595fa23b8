//! What an annotator decides about a claim, an article or a cell, rather than about words.

use strum::{EnumString, IntoStaticStr};

use uuid::Uuid;

use super::form::{form, form_of_variants, form_of_words};
use super::record::{fields, record};
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

fields! { Membership => MembershipField {
    CanonicalClaim(CanonicalClaimId) = canonical_claim,
    Polarity(Polarity) = polarity,
    Modified(Timestamp) = provenance.modified,
}}
record!(
    Membership,
    MembershipField,
    Membership,
    MembershipKey,
    |it| MembershipKey {
        claim: it.claim,
        annotator: it.provenance.annotator
    },
    |it| vec![
        Reference::Annotation(it.claim),
        Reference::CanonicalClaim(it.canonical_claim),
    ]
);

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

fields! { Reading => ReadingField {
    At(Timestamp) = at,
    Modified(Timestamp) = provenance.modified,
}}
record!(
    Reading,
    ReadingField,
    Reading,
    ReadingKey,
    |it| ReadingKey {
        article: it.article,
        revision: it.revision,
        annotator: it.provenance.annotator,
    },
    |it| vec![Reference::Article(it.article)]
);

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

fields! { Override => OverrideField {
    Status(String) = status,
    Note(String) = note,
    Modified(Timestamp) = provenance.modified,
}}
record!(
    Override,
    OverrideField,
    Override,
    OverrideKey,
    |it| OverrideKey {
        canonical_claim: it.canonical_claim,
        article: it.article,
        annotator: it.provenance.annotator,
    },
    |it| vec![
        Reference::CanonicalClaim(it.canonical_claim),
        Reference::Article(it.article),
    ]
);

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

fields! { Coding => CodingField {
    Modified(Timestamp) = provenance.modified,
} each Attribute(AttributeId => AttributeValue) = attributes }
record!(
    Coding,
    CodingField,
    Coding,
    CodingKey,
    |it| CodingKey {
        article: it.article,
        annotator: it.provenance.annotator
    },
    |it| vec![Reference::Article(it.article)]
);

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
}

impl Subject {
    pub const fn id(self) -> Uuid {
        match self {
            Self::Annotation(id) => id.0,
            Self::CanonicalClaim(id) => id.0,
            Self::Relation(id) => id.0,
            Self::Article(id) => id.0,
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
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintExceptionKey {
    pub rule: RuleId,
    pub subject: Subject,
}

fields! { LintException => LintExceptionField {
    Note(String) = note,
    Modified(Timestamp) = provenance.modified,
}}
record!(
    LintException,
    LintExceptionField,
    LintException,
    LintExceptionKey,
    |it| LintExceptionKey {
        rule: it.rule.clone(),
        subject: it.subject
    },
    |it| vec![it.subject.into()]
);

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
    Article
});
