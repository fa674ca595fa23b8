use super::Project;
use crate::model::Reference;

impl Project {
    /// Whether a record is there.
    pub fn has(&self, reference: &Reference) -> bool {
        self.record(reference).is_some()
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
