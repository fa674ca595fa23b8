//! Files for the code of other tools: `COTEJO_DUMP` names a folder, in which each format that is written gets
//! one for each project, with what they should say beside them. `validators` has scripts that read those.

use std::fs;
use std::path::Path;

use cotejo::formats::foreign::{kept, of_project};
use cotejo::formats::{Document, Format};
use cotejo::model::Project;
use cotejo::text::ArticleText;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::arbitrary::project;
use crate::round_trip::exchanged;
use crate::sample;

#[test]
#[ignore = "only for the validators, which name a folder in COTEJO_DUMP"]
fn files_for_the_code_of_other_tools() {
    let folder = std::env::var("COTEJO_DUMP").expect("COTEJO_DUMP names a folder");
    let count = std::env::var("COTEJO_PROJECTS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(200);
    let mut runner = TestRunner::deterministic();
    let mut projects = vec![sample()];
    for _ in 0..count {
        projects.push(project().new_tree(&mut runner).unwrap().current());
    }
    for format in exchanged() {
        for (number, project) in projects.iter().enumerate() {
            let folder = Path::new(&folder).join(format.describe().id);
            dump(project, format, &folder.join(format!("{number:04}")));
        }
    }
}

fn dump(project: &Project, format: &dyn Format, folder: &Path) {
    let (documents, _) = of_project(project);
    let (kept, _) = kept(&documents, format.holds());
    let files = format.write(&kept, project.codebook());
    fs::create_dir_all(folder).unwrap();
    for file in &files {
        fs::write(folder.join(&file.name), &file.bytes).unwrap();
    }
    let names: Vec<&str> = files.iter().map(|it| &*it.name).collect();
    let expected: Vec<Value> = kept.iter().map(expected).collect();
    let all = json!({"files": names, "documents": expected});
    fs::write(folder.join("expected.json"), all.to_string()).unwrap();
}

/// Offsets count code points.
fn expected(document: &Document) -> Value {
    let text = ArticleText::new(document.text.text.clone());
    let mut spans = Vec::new();
    for span in &document.spans {
        let fragments = span.fragments.iter();
        let fragments: Vec<Value> = fragments
            .map(|it| {
                let (start, end) = (text.to_char(it.start()).0, text.to_char(it.end()).0);
                json!({"start": start, "end": end, "quote": text.slice(*it)})
            })
            .collect();
        spans.push(json!({
            "id": span.id, "label": span.label, "fragments": fragments,
            "attributes": span.attributes, "note": span.note,
        }));
    }
    let relations: Vec<Value> = document
        .relations
        .iter()
        .map(|it| {
            json!({
                "kind": it.kind, "from": it.from, "to": it.to,
                "attributes": it.attributes, "note": it.note,
            })
        })
        .collect();
    json!({
        "name": document.name, "text": document.text.text, "spans": spans, "relations": relations,
    })
}
