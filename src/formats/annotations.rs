//! Annotations alone, flat, for tables and scripts: one JSON file for each article, or one
//! line of JSON for each annotation. Positions count code points, and the file says so.

mod flat;

use super::foreign::unused_name;
use super::losses::{self, in_current_text};
use super::{
    Description, ExportOptions, Exported, Format, Loss, Lost, LostItem, NamedFile, Reads,
    safe_file_name,
};
use crate::model::json::{compact, pretty};
use crate::model::sorted::{SortedSet, sort_by_key};
use crate::model::{Annotation, Article, Project};
use flat::{AnnotationLine, ArticleFile, FlatAnnotation};

const ALL_DETAILS: &[&str] = &["outlet", "author", "published", "url", "retrieved", "note"];

/// "Annotations, one JSON per article": the current text with its annotations.
#[derive(Clone, Copy, Debug)]
pub struct AnnotationsByArticle;

impl Format for AnnotationsByArticle {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "annotations-by-article",
            name: "Annotations, one JSON per article",
            extensions: &["json"],
            mime: "application/json",
            reads: Reads::Nothing,
            writes: true,
        }
    }

    fn export(&self, project: &Project, options: &ExportOptions<'_>) -> Exported {
        let mut taken = SortedSet::new();
        let files = project
            .ordered_articles()
            .into_iter()
            .filter_map(|article| {
                let mut bytes = pretty(&ArticleFile {
                    generator: options.generator,
                    article,
                    text: project.text(article.id)?,
                    annotations: annotations(project, article),
                });
                bytes.push(b'\n');
                let name = file_name(article, &mut taken);
                Some(NamedFile { name, bytes })
            });
        let files = files.collect();
        let mut losses = losses::of_all(project, &|_| false);
        losses.extend(losses::of_earlier_revisions(project));
        Exported { files, losses }
    }
}

/// "Annotations (JSON Lines)": every annotation with its quote, without the texts.
#[derive(Clone, Copy, Debug)]
pub struct AnnotationLines;

impl Format for AnnotationLines {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "annotation-lines",
            name: "Annotations (JSON Lines)",
            extensions: &["jsonl"],
            mime: "application/jsonl",
            reads: Reads::Nothing,
            writes: true,
        }
    }

    fn export(&self, project: &Project, _options: &ExportOptions<'_>) -> Exported {
        let mut bytes = Vec::new();
        for article in project.ordered_articles() {
            for annotation in in_order(project, article) {
                let annotation = FlatAnnotation {
                    project,
                    annotation,
                };
                bytes.extend(compact(&AnnotationLine {
                    article,
                    annotation,
                }));
                bytes.push(b'\n');
            }
        }
        let mut losses = losses::of_all(project, &|_| false);
        let articles = project.ordered_articles();
        let title = |it: &&Article| LostItem::of(it.id, &*it.title);
        let titles = articles.iter().map(title);
        losses.extend(Loss::of(Lost::ArticleTexts, titles));
        losses.extend(Loss::of(
            Lost::ArticleDetails,
            losses::metadata(project, ALL_DETAILS),
        ));
        losses.extend(Loss::of(
            Lost::Articles,
            articles
                .iter()
                .filter(|it| project.annotation_count(it.id) == 0)
                .map(title),
        ));
        let title = safe_file_name(&project.about().title, "annotations");
        let name = format!("{title}.jsonl");
        let files = vec![NamedFile { name, bytes }];
        Exported { files, losses }
    }
}

/// By start, end and id; those without words last.
fn in_order<'a>(project: &'a Project, article: &Article) -> Vec<&'a Annotation> {
    let mut annotations = project.annotations_of(article.id);
    sort_by_key(&mut annotations, |it| {
        let hull = it.hull();
        (hull.is_none(), hull.map(|it| (it.start(), it.end())), it.id)
    });
    annotations
}

/// The article's title as a file name that no other article has.
fn file_name(article: &Article, taken: &mut SortedSet<String>) -> String {
    let title = safe_file_name(&article.title, "article");
    format!("{}.json", unused_name(&title, taken))
}

fn annotations<'a>(project: &'a Project, article: &Article) -> Vec<FlatAnnotation<'a>> {
    in_order(project, article)
        .into_iter()
        .filter(|it| in_current_text(project, it))
        .map(|annotation| FlatAnnotation {
            project,
            annotation,
        })
        .collect()
}
