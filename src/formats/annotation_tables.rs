//! Annotations and relations as tables for spreadsheets and statistics, one row each: CSV after RFC 4180, or
//! with tabs for what reads those better. What could run as a formula has a `'` before it, as in all
//! [`tables`](super::tables).

mod annotations;
mod relations;

use super::cells::Cells;
use super::losses;
use super::{
    Description, ExportOptions, Exported, Format, Loss, Lost, LostItem, NamedFile, Reads,
    safe_file_name,
};
use crate::model::sorted::SortedSet;
use crate::model::{AttributeValue, Attributes, Project};

/// "Annotations and relations (CSV)", or the same with tabs.
#[derive(Clone, Copy, Debug)]
pub struct AnnotationTables(pub &'static Description, u8);

/// With commas.
pub const CSV: AnnotationTables = AnnotationTables(
    &Description {
        id: "annotations-csv",
        name: "Annotations and relations (CSV)",
        extensions: &["csv"],
        mime: "text/csv",
        reads: Reads::Nothing,
        writes: true,
    },
    b',',
);

/// With tabs.
pub const TSV: AnnotationTables = AnnotationTables(
    &Description {
        id: "annotations-tsv",
        name: "Annotations and relations (TSV)",
        extensions: &["tsv"],
        mime: "text/tab-separated-values",
        reads: Reads::Nothing,
        writes: true,
    },
    b'\t',
);

impl Format for AnnotationTables {
    fn describe(&self) -> &'static Description {
        self.0
    }

    fn export(&self, project: &Project, _options: &ExportOptions<'_>) -> Exported {
        let title = safe_file_name(&project.about().title, "project");
        let file = |what: &str, bytes: Vec<u8>| NamedFile {
            name: format!("{title} {what}.{}", self.0.extensions[0]),
            bytes,
        };
        let annotations = annotations::table(project, Cells::separated_by(self.1));
        let relations = relations::table(project, Cells::separated_by(self.1));
        Exported {
            files: vec![
                file("annotations", annotations),
                file("relations", relations),
            ],
            losses: losses_of(project),
        }
    }
}

fn losses_of(project: &Project) -> Vec<Loss> {
    let mut losses = losses::of_all(project, &|_| true);
    let articles = project.ordered_articles();
    let mut texts = Vec::new();
    let mut without = Vec::new();
    for article in articles {
        let item = LostItem::of(article.id, &*article.title);
        if project.annotation_count(article.id) == 0 {
            without.push(item.clone());
        }
        texts.push(item);
    }
    losses.extend(Loss::of(Lost::ArticleTexts, texts));
    losses.extend(Loss::of(Lost::Articles, without));
    let details = losses::metadata(project, &["author", "retrieved", "note"]);
    losses.extend(Loss::of(Lost::ArticleDetails, details));
    losses
}

/// The names of all attributes that some records have, as columns behind those of `fixed` names.
fn columns<'a>(all: impl Iterator<Item = &'a Attributes>) -> Vec<&'a str> {
    let mut names = SortedSet::new();
    for attributes in all {
        for (name, _) in attributes {
            names.insert(name.as_str());
        }
    }
    names.iter().copied().collect()
}

fn head(table: &mut Cells, fixed: &[&str], columns: &[&str]) {
    for name in fixed {
        table.cell(name);
    }
    for name in columns {
        if fixed.contains(name) {
            table.cell(&format!("attribute: {name}"));
        } else {
            table.cell(name);
        }
    }
    table.end();
}

/// A cell for each column; several values stand behind one another.
fn values(table: &mut Cells, attributes: &Attributes, columns: &[&str]) {
    for column in columns {
        let mut found = attributes.iter().filter(|it| it.0.as_str() == *column);
        let words = match found.next().map(|it| &it.1) {
            None => String::new(),
            Some(AttributeValue::Flag(flag)) => flag.to_string(),
            Some(AttributeValue::One(one)) => one.to_string(),
            Some(AttributeValue::Many(many)) => {
                let mut all: Vec<&str> = Vec::new();
                for it in many {
                    all.push(it.as_str());
                }
                all.join("; ")
            }
        };
        table.cell(&words);
    }
}
