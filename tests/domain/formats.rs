//! Project files and the flat formats.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod brat;
mod by_hand;
mod flat;
mod foreign;
mod json_lines;
mod laws;
mod refused;
mod report;
mod reported;
mod schema;
mod tables;
mod unknown_keys;

use cotejo::formats::project_json::Opened;
use cotejo::model::Project;

use crate::files::read;

/// A file with an article "Pia said no." with a news emoji before it, and what is put in.
///
/// `annotations` and `more` are JSON; `more` starts with a comma.
fn small(annotations: &str, more: &str) -> String {
    format!(
        r#"{{"format": "cotejo-project", "version": "1.0",
            "project": {{"id": "0f000000-0000-4000-8000-000000000001"}},
            "articles": [{{"id": "{ARTICLE}", "title": "Pia", "text": "📰 Pia said no."}}],
            "annotations": [{annotations}]{more}}}"#
    )
}

const ARTICLE: &str = "0e000000-0000-4000-8000-000000000001";

/// An annotation of the small file; `rest` starts with a comma.
fn claim(last_digit: u8, fragments: &str, rest: &str) -> String {
    format!(
        r#"{{"id": "0c000000-0000-4000-8000-00000000000{last_digit}", "article": "{ARTICLE}",
            "label": "Claim", "fragments": [{fragments}]{rest}}}"#
    )
}

fn opened(file: &str) -> Opened {
    let opened = read(file.as_bytes()).unwrap();
    opened.project.check().unwrap();
    opened
}

fn warnings(opened: &Opened) -> Vec<String> {
    opened.warnings.iter().map(ToString::to_string).collect()
}

/// The words of all annotations, orphans with a leading "?".
fn quotes(project: &Project) -> Vec<String> {
    let annotations = project.annotations();
    annotations
        .map(|it| {
            let orphan = if it.orphan { "?" } else { "" };
            format!("{orphan}{}", project.quote(it))
        })
        .collect()
}
