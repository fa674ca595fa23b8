use super::Project;
use crate::model::sorted::SortedSet;
use crate::model::{AnnotationField, CanonicalClaimField, Change, Edit, Reference};

impl Project {
    /// The changes that remove a record and all that cannot exist without it, in order.
    ///
    /// What only names the record (the actor of a Source, the topic of a canonical claim)
    /// stays and loses the name.
    pub fn removal(&self, of: &Reference) -> Vec<Change> {
        let mut changes = Vec::new();
        self.remove_with_referrers(of, &mut SortedSet::new(), &mut changes);
        changes
    }

    fn remove_with_referrers(
        &self,
        of: &Reference,
        gone: &mut SortedSet<Reference>,
        changes: &mut Vec<Change>,
    ) {
        if !gone.insert(of.clone()) {
            return;
        }
        for referrer in self.referrers(of) {
            match Self::unnaming(referrer, of) {
                Some(change) if !gone.contains(referrer) => changes.push(change),
                Some(_) => {}
                None => self.remove_with_referrers(referrer, gone, changes),
            }
        }
        changes.extend(self.remove_one(of));
    }

    /// The change that makes a record stop naming another, where it can.
    fn unnaming(record: &Reference, named: &Reference) -> Option<Change> {
        match (record, named) {
            (Reference::Annotation(id), Reference::Actor(actor)) => {
                Some(Change::Annotation(Edit::Set {
                    key: *id,
                    before: AnnotationField::Actor(Some(*actor)),
                    after: AnnotationField::Actor(None),
                }))
            }
            (Reference::CanonicalClaim(id), Reference::Topic(topic)) => {
                Some(Change::CanonicalClaim(Edit::Set {
                    key: *id,
                    before: CanonicalClaimField::Topic(Some(*topic)),
                    after: CanonicalClaimField::Topic(None),
                }))
            }
            _ => None,
        }
    }

    fn remove_one(&self, of: &Reference) -> Option<Change> {
        macro_rules! removed {
            ($table:ident, $key:ident, $change:ident) => {
                self.$table
                    .get($key)
                    .map(|record| Change::$change(Edit::Remove(record.clone())))
            };
        }
        match of {
            Reference::Article(key) => removed!(articles, key, Article),
            Reference::Part(key) => removed!(parts, key, Part),
            Reference::Annotation(key) => removed!(annotations, key, Annotation),
            Reference::Relation(key) => removed!(relations, key, Relation),
            Reference::Membership(key) => removed!(memberships, key, Membership),
            Reference::CanonicalClaim(key) => removed!(canonical_claims, key, CanonicalClaim),
            Reference::Actor(key) => removed!(actors, key, Actor),
            Reference::Topic(key) => removed!(topics, key, Topic),
            Reference::Reading(key) => removed!(readings, key, Reading),
            Reference::Override(key) => removed!(overrides, key, Override),
            Reference::Coding(key) => removed!(codings, key, Coding),
            Reference::LintException(key) => removed!(lint_exceptions, key, LintException),
            Reference::Annotator(key) => removed!(annotators, key, Annotator),
        }
    }
}
