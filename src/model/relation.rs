use super::field::fields;
use super::form::{form, form_of_variants};
use super::{
    ActorId, AnnotationId, AttributeId, AttributeValue, Attributes, CanonicalClaimId, Extra,
    Project, Provenance, Reference, RelationId, RelationTypeId, TopicId,
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

    /// Whether another one between the same ends says all that this one does, and in the same
    /// annotator's name: what two annotators decided is two decisions.
    pub fn adds_nothing_to(&self, other: &Self) -> bool {
        self.id != other.id
            && self.provenance.annotator == other.provenance.annotator
            && self.attributes == other.attributes
            && (self.note.is_empty() || self.note == other.note)
    }

    /// Of an attribution: the article says that the source did *not* say it.
    pub fn is_negated(&self) -> bool {
        let negated = self.attributes.get(&AttributeId::from("negated"));
        negated == Some(&AttributeValue::Flag(true))
    }
}

impl Project {
    /// The relations of a type between two ends; it makes no difference to a symmetric type which
    /// of them is named first.
    pub fn relations_as(
        &self,
        (kind, from, to): (&RelationTypeId, End, End),
        symmetric: bool,
    ) -> Vec<&Relation> {
        let mut all = Vec::new();
        for it in self.relations_at(from) {
            let turned = symmetric && (it.from, it.to) == (to, from);
            if it.kind == *kind && ((it.from, it.to) == (from, to) || turned) {
                all.push(it);
            }
        }
        all
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
