use std::cell::OnceCell;

use super::{Shown, is_boilerplate};
use crate::model::{Annotation, Article, ArticleId, Project, Reference, Timestamp};

/// What the cells of one article have in common.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) article: ArticleId,
    /// The latest reading of the current revision.
    pub(super) read: Option<Timestamp>,
    /// Asked for only where a cell depends on it.
    unlinked: OnceCell<bool>,
}

impl Column {
    pub(super) fn new(project: &Project, shown: Shown<'_>, article: &Article) -> Self {
        let current = article.current().n;
        let readings = project.referrers(&Reference::Article(article.id));
        let read = readings
            .filter_map(|it| match it {
                Reference::Reading(key) if key.revision == current => project.reading(*key),
                _ => None,
            })
            .filter(|it| shown.has(&it.provenance))
            .map(|it| it.at)
            .max();
        Self {
            article: article.id,
            read,
            unlinked: OnceCell::new(),
        }
    }

    /// Whether a claim of the article is in no row yet, so that what is missing may be that one.
    pub(super) fn has_unlinked(&self, project: &Project, shown: Shown<'_>) -> bool {
        *self.unlinked.get_or_init(|| {
            (0..project.annotation_count(self.article)).any(|at| {
                let id = project.nth_annotation(self.article, at);
                let annotation = id.and_then(|it| project.annotation(it));
                annotation.is_some_and(|it| is_unlinked(project, shown, it))
            })
        })
    }
}

fn is_unlinked(project: &Project, shown: Shown<'_>, annotation: &Annotation) -> bool {
    annotation.label == "Claim"
        && !annotation.orphan
        && shown.has(&annotation.provenance)
        && !project
            .memberships_of(annotation.id)
            .any(|membership| shown.has(&membership.provenance))
        && !is_boilerplate(project, annotation)
}
