use crate::model::{Annotation, ArticleId, Part, Project, Record, Reference};

/// The parts of one revision, by start.
pub(in crate::model) fn parts_of(
    project: &Project,
    article: ArticleId,
    revision: u32,
) -> impl Iterator<Item = &Part> {
    project
        .referrers(&Reference::Article(article))
        // Parts sort before everything else that refers to an article.
        .map_while(|it| match it {
            Record::Part(it) => Some(&**it),
            _ => None,
        })
        .filter(move |it| it.revision == revision)
}

/// The innermost part that an annotation starts in; `None` in the body.
pub(in crate::model) fn part_of<'a>(
    project: &'a Project,
    annotation: &Annotation,
) -> Option<&'a Part> {
    let start = annotation.hull()?.start();
    parts_of(project, annotation.article, annotation.revision)
        .filter(|it| it.span.covers(start))
        .min_by_key(|it| it.span.len())
}

/// Whether it stands in what is no part of the article itself.
pub(super) fn is_boilerplate(project: &Project, annotation: &Annotation) -> bool {
    part_of(project, annotation).is_some_and(|it| it.part == "boilerplate")
}
