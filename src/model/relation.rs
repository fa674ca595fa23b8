use super::field::fields;
use super::form::{form, form_of_variants};
use super::{
    ActorId, AnnotationId, AttributeId, AttributeValue, Attributes, CanonicalClaimId, Extra,
    Provenance, Reference, RelationId, RelationTypeId, TopicId,
};

/// A typed, directed link between two ends, in one article or across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub id: RelationId,
    pub kind: RelationTypeId,
    pub from: End,
    pub to: End,
    pub attributes: Attributes,
    pub note: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

/// What a relation can join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    Annotation(AnnotationId),
    CanonicalClaim(CanonicalClaimId),
    Actor(ActorId),
    Topic(TopicId),
}

impl End {
    /// The annotation, where one stands at this end.
    pub fn annotation(self) -> Option<AnnotationId> {
        match self {
            Self::Annotation(id) => Some(id),
            Self::CanonicalClaim(_) | Self::Actor(_) | Self::Topic(_) => None,
        }
    }
}

impl From<End> for Reference {
    fn from(end: End) -> Self {
        match end {
            End::Annotation(id) => Self::Annotation(id),
            End::CanonicalClaim(id) => Self::CanonicalClaim(id),
            End::Actor(id) => Self::Actor(id),
            End::Topic(id) => Self::Topic(id),
        }
    }
}

impl Relation {
    /// The other end, seen from one of them.
    pub fn other(&self, end: End) -> Option<End> {
        if self.from == end {
            Some(self.to)
        } else if self.to == end {
            Some(self.from)
        } else {
            None
        }
    }

    /// Of an attribution: the article says that the source did *not* say it.
    pub fn is_negated(&self) -> bool {
        let negated = self.attributes.get(&AttributeId::from("negated"));
        negated == Some(&AttributeValue::Flag(true))
    }
}

fields! { RelationField {
    Kind(RelationTypeId),
    From(End),
    To(End),
    Note(String),
} each Attribute(AttributeId => AttributeValue) }

impl Relation {
    pub fn key(&self) -> RelationId {
        self.id
    }
}

form!(Relation {
    id,
    kind: "type",
    from,
    to,
    attributes,
    note,
    provenance,
    extra
});
form_of_variants!(End {
    Annotation,
    CanonicalClaim,
    Actor,
    Topic
});
