use std::cell::OnceCell;

use super::Shown;
use super::part::is_boilerplate;
use crate::model::{
    Annotation, AnnotatorId, Article, ArticleId, Codebook, LabelId, Project, Record, Reference,
    Timestamp,
};

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
                Record::Reading(it) if it.revision == current => Some(it),
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
                annotation.is_some_and(|it| is_unlinked(project, shown.0, it))
            })
        })
    }
}

/// Whether annotations with a label can be members of a row. Of a label that the codebook does
/// not know, nothing but its id tells.
fn may_be_member(codebook: &Codebook, label: &LabelId) -> bool {
    match codebook.label(label) {
        Some(_) => codebook.says_canonical_claims(label),
        None => *label == "Claim",
    }
}

/// Whether it is a Claim of some annotators, or (`None`) of any, that is in no row by them.
/// Orphans and what stands in boilerplate are none.
pub fn is_unlinked(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    annotation: &Annotation,
) -> bool {
    let shown = Shown(annotators);
    may_be_member(project.codebook(), &annotation.label)
        && !annotation.orphan
        && shown.has(&annotation.provenance)
        && !project
            .memberships_of(annotation.id)
            .any(|membership| shown.has(&membership.provenance))
        && !is_boilerplate(project, annotation)
}
