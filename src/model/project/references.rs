use super::Project;
use crate::model::Reference;

impl Project {
    /// Whether a record is there.
    pub fn has(&self, reference: &Reference) -> bool {
        match reference {
            Reference::Article(key) => self.articles.contains_key(key),
            Reference::Part(key) => self.parts.contains_key(key),
            Reference::Annotation(key) => self.annotations.contains_key(key),
            Reference::Relation(key) => self.relations.contains_key(key),
            Reference::Membership(key) => self.memberships.contains_key(key),
            Reference::CanonicalClaim(key) => self.canonical_claims.contains_key(key),
            Reference::Actor(key) => self.actors.contains_key(key),
            Reference::Topic(key) => self.topics.contains_key(key),
            Reference::Reading(key) => self.readings.contains_key(key),
            Reference::Override(key) => self.overrides.contains_key(key),
            Reference::Coding(key) => self.codings.contains_key(key),
            Reference::LintException(key) => self.lint_exceptions.contains_key(key),
            Reference::Annotator(key) => self.annotators.contains_key(key),
        }
    }

    pub(super) fn note_references(&mut self, from: &Reference, to: Vec<Reference>) {
        for target in to {
            self.referrers
                .or_insert_with(target, Default::default)
                .insert(from.clone());
        }
    }

    pub(super) fn forget_references(&mut self, from: &Reference, to: &[Reference]) {
        for target in to {
            if let Some(all) = self.referrers.get_mut(target) {
                all.remove(from);
                if all.is_empty() {
                    self.referrers.remove(target);
                }
            }
        }
    }
}
