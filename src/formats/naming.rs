//! What articles and cells of the matrix are called in files for readers.

use crate::model::Project;
use crate::model::matrix::{Cell, Status};

/// The articles' titles in the user's order; "(2)" tells a second one of the same title apart.
pub(super) fn article_names(project: &Project) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for article in project.ordered_articles() {
        let title = match article.title.trim() {
            "" => "Untitled article",
            title => title,
        };
        let mut name = title.to_owned();
        let mut number = 2;
        while names.contains(&name) {
            name = format!("{title} ({number})");
            number += 1;
        }
        names.push(name);
    }
    names
}

/// A cell that has something, of which nothing follows: a source that did not say it, for one.
pub(super) const EVIDENCE_ONLY: &str = "evidence only";

/// All that a cell says, as "endorses; reports, source denies".
pub(super) fn cell_words(cell: &Cell) -> String {
    statuses_in_words(cell, &cell.statuses).join("; ")
}

/// Some statuses of a cell, one after the other.
pub fn statuses_in_words(cell: &Cell, statuses: &[Status]) -> Vec<String> {
    let mut all = Vec::new();
    for status in statuses {
        all.push(status_words(cell, *status));
    }
    if all.is_empty() {
        all.push(EVIDENCE_ONLY.to_owned());
    }
    all
}

/// A status of a cell in words, with what its source makes of it.
pub(super) fn status_words(cell: &Cell, status: Status) -> String {
    let mut words = status_name(status).to_owned();
    if cell.source_denies(status) {
        words.push_str(", source denies");
    }
    words
}

/// A status in words, in the app and in files alike.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::ReportsContrary => "reports contrary",
        Status::OmitsUnconfirmed => "omits, unconfirmed",
        Status::NotRead => "not read",
        other => other.id(),
    }
}

/// How many quotes count in a cell: not those in boilerplate.
pub(super) fn quote_count(cell: &Cell) -> usize {
    cell.evidence.iter().filter(|it| it.counts()).count()
}
