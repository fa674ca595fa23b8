use crate::formats::metadata::metadata;
use crate::model::json::{ToJson, Writer};
use crate::model::{Annotation, Article, Project};
use crate::text::{ArticleText, TextSpan};

const OFFSET_UNIT: &str = "code_point";

/// One article with its text and the annotations of it.
pub(super) struct ArticleFile<'a> {
    pub(super) generator: &'a str,
    pub(super) article: &'a Article,
    pub(super) text: &'a ArticleText,
    pub(super) annotations: Vec<FlatAnnotation<'a>>,
}

/// An annotation with its words. With several fragments `start` and `end` are those of the
/// whole stretch, and `quote` joins them by " … ".
pub(super) struct FlatAnnotation<'a> {
    pub(super) project: &'a Project,
    pub(super) annotation: &'a Annotation,
}

/// One annotation with what is needed of its article.
pub(super) struct AnnotationLine<'a> {
    pub(super) article: &'a Article,
    pub(super) annotation: FlatAnnotation<'a>,
}

/// One fragment of several.
struct Piece<'a> {
    text: &'a ArticleText,
    span: TextSpan,
    quote: &'a str,
}

impl ToJson for ArticleFile<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            to.entry("format", &"cotejo-annotations");
            to.entry("version", &"1.0");
            to.entry("generator", &self.generator);
            to.entry("offset_unit", &OFFSET_UNIT);
            to.entry("article", &About(self.article));
            to.entry("text", &self.text.as_str());
            to.entry("annotations", &self.annotations);
        });
    }
}

struct About<'a>(&'a Article);

impl ToJson for About<'_> {
    fn write(&self, to: &mut Writer) {
        let article = self.0;
        to.object(|to| {
            metadata(to, article);
            to.entry("revision", &article.current().n);
        });
    }
}

impl ToJson for AnnotationLine<'_> {
    fn write(&self, to: &mut Writer) {
        let annotation = self.annotation.annotation;
        to.object(|to| {
            to.entry("article", &self.article.id);
            to.entry_if_set("article_title", &self.article.title);
            to.entry_if_set("article_language", &self.article.language);
            to.entry("revision", &annotation.revision);
            to.entry_if_set("orphan", &annotation.orphan);
            to.entry("offset_unit", &OFFSET_UNIT);
            self.annotation.entries(to);
        });
    }
}

impl ToJson for FlatAnnotation<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| self.entries(to));
    }
}

impl FlatAnnotation<'_> {
    fn entries(&self, to: &mut Writer) {
        let (project, annotation) = (self.project, self.annotation);
        let text = project.text_of_revision(annotation.article, annotation.revision);
        to.entry("id", &annotation.id);
        to.entry("label", &annotation.label);
        if let Some((text, span)) = text.zip(annotation.hull()) {
            place(to, text, span);
        }
        to.entry_if_set("quote", &project.quote(annotation));
        if annotation.fragments.len() > 1 && annotation.lost().is_none() {
            to.entry_if_set("fragments", &self.pieces());
        }
        to.entry_if_set("attributes", &annotation.attributes);
        let actor = annotation.actor.and_then(|it| project.actor(it));
        to.entry_if_set("actor", &actor.map(|it| it.name.as_str()));
        to.entry_if_set("note", &annotation.note);
        let provenance = &annotation.provenance;
        let annotator = project.annotator(provenance.annotator);
        to.entry_if_set("annotator", &annotator.map(|it| it.name.as_str()));
        to.entry("created", &provenance.created.to_string());
        to.entry("modified", &provenance.modified.to_string());
        to.entry("origin", &provenance.origin);
    }

    fn pieces(&self) -> Vec<Piece<'_>> {
        let annotation = self.annotation;
        let text = self
            .project
            .text_of_revision(annotation.article, annotation.revision);
        let pieces = annotation.fragments.iter().filter_map(|&span| {
            let (text, quote) = (text?, text?.get(span)?);
            Some(Piece { text, span, quote })
        });
        pieces.collect()
    }
}

impl ToJson for Piece<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            place(to, self.text, self.span);
            to.entry("quote", &self.quote);
        });
    }
}

fn place(to: &mut Writer, text: &ArticleText, span: TextSpan) {
    to.entry("start", &text.to_char(span.start()).0);
    to.entry("end", &text.to_char(span.end()).0);
    to.entry("start_utf16", &text.to_utf16(span.start()).0);
    to.entry("end_utf16", &text.to_utf16(span.end()).0);
}
