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

/// All that a cell says, as "endorses; reports, source denies".
pub(super) fn cell_words(cell: &Cell) -> String {
    if cell.statuses.is_empty() {
        // A source that did not say it, for one: shown, and deciding nothing.
        return "evidence only".to_owned();
    }
    let statuses = cell.statuses.iter();
    let words: Vec<String> = statuses.map(|it| status_words(cell, *it)).collect();
    words.join("; ")
}

/// A status of a cell in words, with what its source makes of it.
pub(super) fn status_words(cell: &Cell, status: Status) -> String {
    let mut words = status_name(status);
    if cell.source_denies(status) {
        words.push_str(", source denies");
    }
    words
}

/// A status in words: `omits_unconfirmed` is "omits, unconfirmed".
pub(super) fn status_name(status: Status) -> String {
    match status {
        Status::OmitsUnconfirmed => "omits, unconfirmed".to_owned(),
        other => other.id().replace('_', " "),
    }
}

/// How many quotes count in a cell: not those in boilerplate.
pub(super) fn quote_count(cell: &Cell) -> usize {
    cell.evidence.iter().filter(|it| it.counts()).count()
}
