//! What an annotation cannot keep when it gets another label.

use super::{
    Annotation, AnnotationField, AttributeId, Attributes, Change, Codebook, End, LabelId,
    Membership, Project, Reference, RelationId,
};

/// What went with a label or a relation type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenAway {
    pub relations: usize,
    pub canonical_claims: usize,
    pub attributes: usize,
    pub actor: bool,
}

/// What an annotation has that does not fit another label.
#[derive(Debug, Default)]
pub struct Unfit {
    pub relations: Vec<RelationId>,
    pub memberships: Vec<Membership>,
    pub names_actor: bool,
    pub attributes: Vec<AttributeId>,
}

impl Unfit {
    /// Finds it, by a codebook. What that does not know (from another tool, say) is not for us
    /// to judge, and stays. `kind_of` says what stands at the other ends.
    pub fn of(
        project: &Project,
        codebook: &Codebook,
        annotation: &Annotation,
        label: &LabelId,
        kind_of: &dyn Fn(End) -> String,
    ) -> Self {
        let here = End::Annotation(annotation.id);
        let kind_of = |end: End| {
            if end == here {
                label.to_string()
            } else {
                kind_of(end)
            }
        };
        let mut unfit = Self::default();
        for relation in project.relations_at(here) {
            let kind = codebook.relation(&relation.kind);
            if kind.is_some_and(|it| !it.allows(&kind_of(relation.from), &kind_of(relation.to))) {
                unfit.relations.push(relation.id);
            }
        }
        if !codebook.says_canonical_claims(label) {
            unfit.memberships = project.memberships_of(annotation.id).cloned().collect();
        }
        unfit.names_actor = annotation.actor.is_some() && !codebook.names_actors(label);
        unfit.attributes = attributes_not_on(codebook, &annotation.attributes, label.as_str());
        unfit
    }

    pub fn count(&self) -> TakenAway {
        TakenAway {
            relations: self.relations.len(),
            canonical_claims: self.memberships.len(),
            attributes: self.attributes.len(),
            actor: self.names_actor,
        }
    }

    /// The records that go.
    pub fn records(&self) -> Vec<Reference> {
        let mut records = Vec::new();
        for relation in &self.relations {
            records.push(Reference::Relation(*relation));
        }
        for membership in &self.memberships {
            records.push(Reference::Membership(membership.key()));
        }
        records
    }

    /// The changes that take from the annotation itself what it cannot have.
    pub fn taking(&self, annotation: &Annotation) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut swap = |before: AnnotationField, after: AnnotationField| {
            changes.push(Change::set(annotation.id, before, after));
        };
        if self.names_actor {
            let before = AnnotationField::Actor(annotation.actor);
            swap(before, AnnotationField::Actor(None));
        }
        for attribute in &self.attributes {
            let value = annotation.attributes.get(attribute).cloned();
            let of = |value| AnnotationField::Attribute(attribute.clone(), value);
            swap(of(value), of(None));
        }
        changes
    }
}

/// The attributes that the codebook knows, but not on this label or relation type.
pub fn attributes_not_on(
    codebook: &Codebook,
    attributes: &Attributes,
    id: &str,
) -> Vec<AttributeId> {
    let unfit = |attribute: &&AttributeId| {
        let known = codebook.attribute(attribute);
        known.is_some_and(|it| !it.on.iter().any(|on| on == id))
    };
    attributes.keys().filter(unfit).cloned().collect()
}
