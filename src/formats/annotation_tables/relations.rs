use super::{Cells, columns, head, values};
use crate::model::{End, Project};

const FIXED: &[&str] = &[
    "id",
    "type",
    "from",
    "from_kind",
    "from_words",
    "from_article",
    "to",
    "to_kind",
    "to_words",
    "to_article",
    "note",
    "annotator",
    "created",
    "modified",
    "origin",
];

/// A row for each relation: what stands at either end by its id, and in words.
pub(super) fn table(project: &Project, mut table: Cells) -> Vec<u8> {
    let columns = columns(project.relations().map(|it| &it.attributes));
    head(&mut table, FIXED, &columns);
    for it in project.relations() {
        table.cell(&it.id.to_string());
        table.cell(it.kind.as_str());
        for end in [it.from, it.to] {
            for said in of_end(project, end) {
                table.cell(&said);
            }
        }
        table.cell(&it.note);
        let annotator = project.annotator(it.provenance.annotator);
        table.cell(annotator.map_or("", |it| &it.name));
        table.cell(&it.provenance.created.to_string());
        table.cell(&it.provenance.modified.to_string());
        table.cell(<&str>::from(it.provenance.origin));
        values(&mut table, &it.attributes, &columns);
        table.end();
    }
    table.bytes
}

/// Its id, what it is (the label of an annotation), its words, and its article.
fn of_end(project: &Project, end: End) -> [String; 4] {
    match end {
        End::Annotation(id) => {
            let it = project.annotation(id);
            let article = it.and_then(|it| project.article(it.article));
            [
                id.to_string(),
                it.map_or_else(String::new, |it| it.label.to_string()),
                it.map_or_else(String::new, |it| project.quote(it)),
                article.map_or_else(String::new, |it| it.title.clone()),
            ]
        }
        End::CanonicalClaim(id) => {
            let words = project.canonical_claim(id).map(|it| it.text.clone());
            registered(id.to_string(), "canonical claim", words)
        }
        End::Actor(id) => {
            let words = project.actor(id).map(|it| it.name.clone());
            registered(id.to_string(), "actor", words)
        }
        End::Topic(id) => {
            let words = project.topic(id).map(|it| it.name.clone());
            registered(id.to_string(), "topic", words)
        }
    }
}

fn registered(id: String, kind: &str, words: Option<String>) -> [String; 4] {
    [
        id,
        kind.to_owned(),
        words.unwrap_or_default(),
        String::new(),
    ]
}
