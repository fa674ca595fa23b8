use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Annotation, Article, AttributeId, AttributeValue, Origin, Project};
use crate::text::{ArticleText, TextSpan};

const OFFSET_UNIT: &str = "code_point";

/// One article with its text and annotations.
#[derive(Debug, Serialize)]
pub(super) struct ArticleFile<'a> {
    format: &'static str,
    version: &'static str,
    generator: &'a str,
    offset_unit: &'static str,
    article: About<'a>,
    text: &'a str,
    annotations: Vec<FlatAnnotation<'a>>,
}

#[derive(Debug, Serialize)]
struct About<'a> {
    id: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    outlet: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    author: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    published: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    retrieved: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    revision: u32,
}

/// An annotation with its words. With several fragments `start` and `end` are those of the
/// whole stretch, and `quote` joins them by " … ".
#[derive(Debug, Serialize)]
pub(super) struct FlatAnnotation<'a> {
    id: String,
    label: &'a str,
    #[serde(flatten)]
    place: Option<Place>,
    #[serde(skip_serializing_if = "String::is_empty")]
    quote: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fragments: Vec<Piece<'a>>,
    #[serde(skip_serializing_if = "no_attributes")]
    attributes: &'a BTreeMap<AttributeId, AttributeValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    created: String,
    modified: String,
    origin: Origin,
}

/// One annotation with what is needed of its article.
#[derive(Debug, Serialize)]
pub(super) struct AnnotationLine<'a> {
    article: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    article_title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    article_language: &'a str,
    revision: u32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    orphan: bool,
    offset_unit: &'static str,
    #[serde(flatten)]
    annotation: FlatAnnotation<'a>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Place {
    start: u32,
    end: u32,
    start_utf16: u32,
    end_utf16: u32,
}

#[derive(Debug, Serialize)]
struct Piece<'a> {
    #[serde(flatten)]
    place: Place,
    quote: &'a str,
}

impl Place {
    fn of(text: &ArticleText, span: TextSpan) -> Self {
        Self {
            start: text.to_char(span.start()).0,
            end: text.to_char(span.end()).0,
            start_utf16: text.to_utf16(span.start()).0,
            end_utf16: text.to_utf16(span.end()).0,
        }
    }
}

impl<'a> ArticleFile<'a> {
    pub(super) fn new(
        project: &'a Project,
        article: &'a Article,
        generator: &'a str,
    ) -> Option<Self> {
        Some(Self {
            format: "cotejo-annotations",
            version: "1.0",
            generator,
            offset_unit: OFFSET_UNIT,
            article: About {
                id: article.id.to_string(),
                title: &article.title,
                outlet: &article.outlet,
                author: &article.author,
                published: &article.published,
                url: &article.url,
                language: &article.language,
                retrieved: &article.retrieved,
                note: &article.note,
                revision: article.current().n,
            },
            text: project.text(article.id)?.as_str(),
            annotations: Self::annotations(project, article),
        })
    }
}

impl<'a> FlatAnnotation<'a> {
    pub(super) fn new(project: &'a Project, annotation: &'a Annotation) -> Self {
        let text = project.text_of_revision(annotation.article, annotation.revision);
        let pieces = annotation.fragments.iter().filter_map(|&span| {
            let quote = text?.get(span)?;
            let place = Place::of(text?, span);
            Some(Piece { place, quote })
        });
        let several = annotation.fragments.len() > 1;
        let fragments = if several {
            pieces.collect()
        } else {
            Vec::new()
        };
        let provenance = &annotation.provenance;
        Self {
            id: annotation.id.to_string(),
            label: annotation.label.as_str(),
            place: text
                .zip(annotation.hull())
                .map(|(text, span)| Place::of(text, span)),
            quote: project.quote(annotation),
            fragments,
            attributes: &annotation.attributes,
            actor: annotation
                .actor
                .and_then(|it| project.actor(it))
                .map(|it| it.name.as_str()),
            note: &annotation.note,
            annotator: project
                .annotator(provenance.annotator)
                .map(|it| it.name.as_str()),
            created: provenance.created.to_string(),
            modified: provenance.modified.to_string(),
            origin: provenance.origin,
        }
    }
}

impl<'a> AnnotationLine<'a> {
    pub(super) fn new(
        project: &'a Project,
        article: &'a Article,
        annotation: &'a Annotation,
    ) -> Self {
        Self {
            article: article.id.to_string(),
            article_title: &article.title,
            article_language: &article.language,
            revision: annotation.revision,
            orphan: annotation.orphan,
            offset_unit: OFFSET_UNIT,
            annotation: FlatAnnotation::new(project, annotation),
        }
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this shape"
)]
fn no_attributes(attributes: &&BTreeMap<AttributeId, AttributeValue>) -> bool {
    attributes.is_empty()
}
