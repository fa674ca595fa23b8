use thiserror::Error;

use super::apply::Kept;
use super::{Placement, Project};
use crate::model::sorted::{SortedMap, SortedSet, sort_by};
use crate::model::{ArticleId, Record, Reference};

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
        macro_rules! each {
            ($($table:ident: $record:ident)*) => {$(
                for record in self.$table.values() {
                    let mut targets = record.refers_to();
                    if targets.is_empty() {
                        continue;
                    }
                    sort_by(&mut targets, Ord::cmp);
                    targets.dedup();
                    count += targets.len();
                    let from = crate::model::$record::reference(&record.key());
                    for target in targets {
                        if !self.has(&target) {
                            return Err(Problem::Dangling(from, target));
                        }
                        let noted = self.referrers.get(&target);
                        if !noted.is_some_and(|it| it.contains(&from)) {
                            return Err(Problem::Referrers);
                        }
                    }
                }
            )*};
        }
        each!(
            articles: Article parts: Part annotations: Annotation relations: Relation
            memberships: Membership canonical_claims: CanonicalClaim actors: Actor
            topics: Topic readings: Reading overrides: Override codings: Coding
            lint_exceptions: LintException annotators: Annotator
        );
        // All that must be noted is; when there is no more than that, nothing else is.
        let mut noted = self.referrers.values();
        let kept: usize = noted.clone().map(SortedSet::len).sum();
        if kept != count || noted.any(SortedSet::is_empty) {
            return Err(Problem::Referrers);
        }
        Ok(())
    }

    fn check_fit(&self) -> Result<(), Problem> {
        macro_rules! each {
            ($($table:ident: $record:ident)*) => {$(
                for record in self.$table.values() {
                    let reference = || crate::model::$record::reference(&record.key());
                    record.fits(self).map_err(|_| Problem::Unfit(reference()))?;
                }
            )*};
        }
        each!(articles: Article parts: Part annotations: Annotation readings: Reading);
        Ok(())
    }

    fn check_placements(&self) -> Result<(), Problem> {
        let mut anew: SortedMap<ArticleId, Placement> = SortedMap::new();
        for article in self.articles.values() {
            if let Some(text) = self.text(article.id) {
                anew.insert(article.id, Placement::new(text));
            }
        }
        for annotation in self.annotations.values() {
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
