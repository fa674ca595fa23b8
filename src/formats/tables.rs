//! The matrix and the sources as tables for spreadsheets and statistics: CSV after RFC 4180,
//! with CRLF, in UTF-8.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return has a `'` put before it:
//! a spreadsheet would take what an article says for a formula and run it. So has one that
//! begins with such an apostrophe already: whoever takes one `'` off where such a character
//! follows the apostrophes has the text as it was.

use super::cells::Cells;
use super::naming::{article_names, cell_words, quote_count};
use crate::model::matrix::{Cell, matrix};
use crate::model::sources::{Tally, VoiceSources, sources};
use crate::model::{AnnotationId, AnnotatorId, Project};

/// How a table begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// A byte order mark, by which older spreadsheets know UTF-8.
    pub bom: bool,
}

/// A row for every canonical claim: its topic and words, and for every article what it does
/// with the claim, its quotes, the notes of overrides, and how many quotes there are.
pub fn matrix_table(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    options: TableOptions,
) -> Vec<u8> {
    let mut table = Cells::new(options.bom);
    table.cell("topic");
    table.cell("canonical claim");
    for name in article_names(project) {
        for what in ["status", "quotes", "note", "number of quotes"] {
            table.cell(&format!("{name}: {what}"));
        }
    }
    table.end();
    for row in &matrix(project, annotators).rows {
        let claim = project.canonical_claim(row.canonical_claim);
        let topic = claim.and_then(|it| project.topic(it.topic?));
        table.cell(topic.map_or("", |it| &it.name));
        table.cell(claim.map_or("", |it| &it.text));
        for cell in &row.cells {
            table.cell(&cell_words(cell));
            table.cell(&quotes(project, cell));
            table.cell(&notes(project, cell));
            table.number(quote_count(cell));
        }
        table.end();
    }
    table.bytes
}

fn quotes(project: &Project, cell: &Cell) -> String {
    let mut all = Vec::new();
    for it in &cell.evidence {
        if let Some(claim) = project.annotation(it.claim).filter(|_| it.counts()) {
            all.push(project.quote(claim));
        }
    }
    all.join(" | ")
}

fn notes(project: &Project, cell: &Cell) -> String {
    let mut all: Vec<&str> = Vec::new();
    for key in &cell.overrides {
        let note = project.override_of(*key).map_or("", |it| &it.note);
        if !note.is_empty() {
            all.push(note);
        }
    }
    all.join(" | ")
}

/// The values of a Stance that the default codebook has.
const STANCES: [&str; 4] = ["support", "deny", "query", "comment"];

/// A row for every voice in every article where it is quoted or holds something; a row that is
/// not there has nothing to count.
pub fn sources_table(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    options: TableOptions,
) -> Vec<u8> {
    let mut table = Cells::new(options.bom);
    for name in [
        "voice",
        "known as",
        "named",
        "source_type",
        "affiliation",
        "role",
        "status",
        "article",
        "language",
        "outlet",
        "published",
        "claims",
        "direct_quote",
        "indirect",
        "mixed",
        "reporting not coded",
        "did not say",
    ] {
        table.cell(name);
    }
    for value in STANCES {
        table.cell(&format!("stance: {value}"));
    }
    table.cell("stance: other or not coded");
    table.end();
    let names = article_names(project);
    for voice in &sources(project, annotators).voices {
        for it in &voice.articles {
            describe(&mut table, voice);
            table.cell(&names[it.column]);
            let article = project.article(it.article);
            table.cell(article.map_or("", |it| &it.language));
            table.cell(article.map_or("", |it| &it.outlet));
            table.cell(article.map_or("", |it| &it.published));
            let counted: [&Vec<AnnotationId>; 6] = [
                &it.claims,
                &it.direct,
                &it.indirect,
                &it.mixed,
                &it.unset,
                &it.negated,
            ];
            for list in counted {
                table.number(list.len());
            }
            let mut held = [0; STANCES.len() + 1];
            for stance in voice.stances.iter().filter(|one| one.article == it.article) {
                let known = STANCES.iter().position(|value| *value == stance.value);
                held[known.unwrap_or(STANCES.len())] += 1;
            }
            for count in held {
                table.number(count);
            }
            table.end();
        }
    }
    table.bytes
}

/// Who a voice is. What is not coded stays empty; several values stand with most first.
fn describe(table: &mut Cells, voice: &VoiceSources) {
    table.cell(&voice.name);
    table.cell(if voice.is_actor() { "actor" } else { "words" });
    table.cell(match voice.named() {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    });
    for all in [
        &voice.source_type,
        &voice.affiliation,
        &voice.role,
        &voice.status,
    ] {
        let values: Vec<&str> = all.iter().map(|it: &Tally| it.value.as_str()).collect();
        table.cell(&values.join("; "));
    }
}
