use crate::model::matrix::part_of;
use crate::model::{
    Annotation, Article, ArticleId, AttributeId, Codebook, Project, RelationTypeId,
};
use crate::text::{ArticleText, TextSpan};

/// What the rules need to know of the article they look at.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) project: &'a Project,
    pub(super) codebook: &'a Codebook,
    pub(super) article: &'a Article,
    text: &'a ArticleText,
}

impl<'a> Scope<'a> {
    pub(super) fn new(project: &'a Project, article: ArticleId) -> Option<Self> {
        Some(Self {
            project,
            codebook: project.codebook(),
            article: project.article(article)?,
            text: project.text(article)?,
        })
    }

    /// The text an annotation stands in, when that is the current revision's. Older places
    /// are not looked at: they wait for being anchored anew.
    pub(super) fn text_of(&self, annotation: &Annotation) -> Option<&'a ArticleText> {
        (annotation.revision == self.article.current().n).then_some(self.text)
    }

    /// Where an annotation stands as a whole.
    pub(super) fn place(&self, annotation: &Annotation) -> Option<(ArticleId, TextSpan)> {
        self.text_of(annotation)?;
        Some((self.article.id, annotation.hull()?))
    }

    pub(super) fn is_in(&self, annotation: &Annotation, part: &str) -> bool {
        part_of(self.project, annotation).is_some_and(|it| it.part == part)
    }
}

pub(super) fn knows_relation(codebook: &Codebook, relation: &str) -> bool {
    codebook.relation(&RelationTypeId::from(relation)).is_some()
}

pub(super) fn knows_value(codebook: &Codebook, attribute: &str, value: &str) -> bool {
    codebook
        .attribute(&AttributeId::from(attribute))
        .is_some_and(|it| it.value(&value.into()).is_some())
}
