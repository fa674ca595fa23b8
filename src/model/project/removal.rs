use super::Project;
use crate::model::sorted::SortedSet;
use crate::model::{AnnotationField, CanonicalClaimField, Change, Reference};

impl Project {
    /// The changes that remove a record and all that cannot exist without it, in order.
    ///
    /// What only names the record (the actor of a Source, the topic of a canonical claim)
    /// stays and loses the name.
    pub fn removal(&self, of: &Reference) -> Vec<Change> {
        self.removal_of_all(std::slice::from_ref(of))
    }

    /// The same for several records, of which some may go with others.
    pub fn removal_of_all(&self, of: &[Reference]) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut gone = SortedSet::new();
        for record in of {
            self.remove_with_referrers(record, &mut gone, &mut changes);
        }
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
            let referrer = referrer.reference();
            match Self::unnaming(&referrer, of) {
                Some(change) if !gone.contains(&referrer) => changes.push(change),
                Some(_) => {}
                None => self.remove_with_referrers(&referrer, gone, changes),
            }
        }
        changes.extend(self.record(of).cloned().map(Change::Remove));
    }

    /// The change that makes a record stop naming another, where it can.
    fn unnaming(record: &Reference, named: &Reference) -> Option<Change> {
        match (record, named) {
            (Reference::Annotation(id), Reference::Actor(actor)) => Some(Change::set(
                *id,
                AnnotationField::Actor(Some(*actor)),
                AnnotationField::Actor(None),
            )),
            (Reference::CanonicalClaim(id), Reference::Topic(topic)) => Some(Change::set(
                *id,
                CanonicalClaimField::Topic(Some(*topic)),
                CanonicalClaimField::Topic(None),
            )),
            _ => None,
        }
    }
}
