use super::{Shown, part_of};
use crate::model::{Article, ArticleId, Project, Reference, Timestamp};

/// What the cells of one article have in common.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) article: ArticleId,
    /// The latest reading of the current revision.
    pub(super) read: Option<Timestamp>,
    /// A claim of the article is in no row yet, so what is missing may be that one.
    pub(super) unlinked: bool,
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
        let unlinked = project.annotations_of(article.id).into_iter().any(|it| {
            it.label == "Claim"
                && !it.orphan
                && shown.has(&it.provenance)
                && !project
                    .memberships_of(it.id)
                    .any(|membership| shown.has(&membership.provenance))
                && part_of(project, it).is_none_or(|part| part.part != "boilerplate")
        });
        Self {
            article: article.id,
            read,
            unlinked,
        }
    }
}
