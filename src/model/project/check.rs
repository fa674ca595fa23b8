use thiserror::Error;

use super::{Placement, Project};
use crate::model::sorted::{Ordered, SortedMap, sort_by};
use crate::model::{ArticleId, Kind, Record, Reference};

/// A broken invariant of a project.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    #[error("{0:?} refers to {1:?}, which is not there")]
    Dangling(Reference, Reference),
    #[error("{0:?} does not fit its text")]
    Unfit(Reference),
    #[error("the index of referrers is wrong")]
    Referrers,
    #[error("the places of annotations in {0} are wrong")]
    Placement(ArticleId),
}

impl Project {
    /// Checks every invariant; for tests, and after reading from outside.
    pub fn check(&self) -> Result<(), Problem> {
        self.check_referrers()?;
        self.check_fit()?;
        self.check_placements()
    }

    fn check_referrers(&self) -> Result<(), Problem> {
        let mut count = 0;
        for record in self.all_records() {
            let mut targets = record.refers_to();
            sort_by(&mut targets, Ord::cmp);
            targets.dedup();
            count += targets.len();
            let from = record.reference();
            for target in targets {
                if !self.has(&target) {
                    return Err(Problem::Dangling(from, target));
                }
                if !self.referrers(&target).any(|it| it == record) {
                    return Err(Problem::Referrers);
                }
            }
        }
        // All that must be noted is; when there is no more than that, nothing else is.
        let noted = self.tables.iter().flat_map(Ordered::iter);
        let kept: usize = noted.map(|it| it.referrers.len()).sum();
        if kept != count {
            return Err(Problem::Referrers);
        }
        Ok(())
    }

    fn check_fit(&self) -> Result<(), Problem> {
        for record in self.all_records() {
            let unfit = |_| Problem::Unfit(record.reference());
            self.check_fit_of(record).map_err(unfit)?;
        }
        Ok(())
    }

    fn all_records(&self) -> impl Iterator<Item = &Record> {
        Kind::ALL.iter().flat_map(|&kind| self.records(kind))
    }

    fn check_placements(&self) -> Result<(), Problem> {
        let mut anew: SortedMap<ArticleId, Placement> = SortedMap::new();
        for article in self.articles() {
            if let Some(text) = self.text(article.id) {
                anew.insert(article.id, Placement::new(text));
            }
        }
        for record in self.records(Kind::Annotation) {
            let Record::Annotation(annotation) = record else {
                continue;
            };
            let placement = anew.get_mut(&annotation.article);
            if let Some((placement, (text, n))) = placement.zip(self.current(annotation.article)) {
                placement.insert(annotation, text, n);
            }
        }
        for (article, placement) in &anew {
            let kept = self.placements.get(article);
            if !kept.is_some_and(|kept| kept.agrees_with(placement)) {
                return Err(Problem::Placement(*article));
            }
        }
        Ok(())
    }
}
