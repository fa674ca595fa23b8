use std::collections::{BTreeMap, BTreeSet};

use super::Project;
use crate::model::{Record, Reference};

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
                .entry(target)
                .or_default()
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

    /// The index of referrers, made anew from the tables.
    pub(super) fn referrers_anew(&self) -> BTreeMap<Reference, BTreeSet<Reference>> {
        let mut index: BTreeMap<Reference, BTreeSet<Reference>> = BTreeMap::new();
        let mut note = |from: Reference, to: Vec<Reference>| {
            for target in to {
                index.entry(target).or_default().insert(from.clone());
            }
        };
        macro_rules! each {
            ($($table:ident: $record:ident)*) => {$(
                for record in self.$table.values() {
                    note(
                        crate::model::$record::reference(&record.key()),
                        record.refers_to(),
                    );
                }
            )*};
        }
        each!(
            articles: Article parts: Part annotations: Annotation relations: Relation
            memberships: Membership canonical_claims: CanonicalClaim actors: Actor
            topics: Topic readings: Reading overrides: Override codings: Coding
            lint_exceptions: LintException annotators: Annotator
        );
        index
    }
}
