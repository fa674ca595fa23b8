//! What hangs on a record of a registry: where it is used, and what would go with it.

use super::State;
use crate::model::sorted::sort_by_key;
use crate::model::{AnnotationId, Change, End, OrderKey, Reference};

/// Where something stands that hangs on a record, and so the order of the list.
type Spot<'a> = (usize, Option<(&'a OrderKey, Option<usize>)>);

impl State {
    /// All that refers to a record, kind by kind, in order of place.
    pub fn hanging_on(&self, of: &Reference) -> Vec<Reference> {
        let mut all: Vec<(Spot<'_>, Reference)> = Vec::new();
        for it in self.project.referrers(of) {
            let it = it.reference();
            let spot = self.annotation_of(&it, of).and_then(|id| {
                let annotation = self.project.annotation(id)?;
                let article = self.project.article(annotation.article)?;
                Some((&article.order, self.project.rank_of(annotation)))
            });
            all.push(((it.kind() as usize, spot), it));
        }
        sort_by_key(&mut all, |it| it.0);
        all.into_iter().map(|it| it.1).collect()
    }

    /// The words that something which hangs on a record is about: of a relation, those at its other
    /// end.
    pub fn annotation_of(&self, hangs: &Reference, on: &Reference) -> Option<AnnotationId> {
        match hangs {
            Reference::Annotation(id) => Some(*id),
            Reference::Membership(key) => Some(key.claim),
            Reference::Relation(id) => {
                let relation = self.project.relation(*id)?;
                let here = [relation.from, relation.to];
                let mut others = here.into_iter().filter(|it| Reference::from(*it) != *on);
                others.find_map(End::annotation)
            }
            _ => None,
        }
    }

    /// How many of those that hang on a record go with it, and how many only lose its name.
    pub fn goes_with(&self, of: &Reference) -> (usize, usize) {
        let mut gone = 0;
        let mut named = 0;
        for change in self.project.removal(of) {
            match change {
                Change::Remove(_) => gone += 1,
                _ => named += 1,
            }
        }
        (gone - usize::from(gone > 0), named)
    }
}
