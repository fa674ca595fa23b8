//! The matrix as a table: a row for each canonical claim, by topic.

use super::facts::{Facts, Line};
use super::findings::shown_text;
use super::page::{begin_link, begin_table, column_header, end_table, foreign, heading, link};
use super::words;
use crate::formats::markup::Markup;
use crate::formats::naming::{EVIDENCE_ONLY, quote_count, status_words};
use crate::formats::sentence::{counted, filled};
use crate::model::matrix::Cell;

pub(super) fn write(page: &mut Markup, facts: &Facts<'_>) {
    heading(page, "h2", "matrix", words::MATRIX);
    if facts.lines.is_empty() {
        page.element("p", "", words::NO_ROWS);
        return;
    }
    page.raw("<p class=\"soft\">");
    page.text(words::MEANINGS_ARE);
    page.raw(" ");
    link(page, "method", words::METHOD);
    page.raw(".</p>");
    begin_table(page, "matrix", words::MATRIX_CAPTION);
    page.raw("<thead><tr>");
    column_header(page, words::ROW);
    for column in 0..facts.articles.len() {
        article_header(page, facts, column);
    }
    page.raw("</tr></thead>");
    let mut topic = None;
    for line in &facts.lines {
        if topic != Some(line.claim.topic) {
            if topic.is_some() {
                page.raw("</tbody>");
            }
            topic = Some(line.claim.topic);
            page.raw("<tbody>");
            topic_row(page, facts, line);
        }
        row(page, facts, line);
    }
    end_table(page);
}

/// An article at the head of a column, with a link to what is known about it.
pub(super) fn article_header(page: &mut Markup, facts: &Facts<'_>, column: usize) {
    page.raw("<th scope=\"col\">");
    article_link(page, facts, column);
    page.raw("</th>");
}

pub(super) fn article_link(page: &mut Markup, facts: &Facts<'_>, column: usize) {
    let article = facts.articles[column];
    begin_link(page, &format!("article-{}", column + 1));
    foreign(page, "span", "", &article.language, &facts.names[column]);
    page.raw("</a>");
    for about in [&article.outlet, &article.language] {
        if !about.is_empty() {
            page.raw(" ");
            foreign(page, "span", "soft", "", about);
        }
    }
}

/// The name of a line's topic.
pub(super) fn topic_name<'a>(facts: &Facts<'a>, line: &Line<'_>) -> Option<&'a str> {
    let topic = facts.project.topic(line.claim.topic?)?;
    Some(&topic.name)
}

fn topic_row(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>) {
    page.raw("<tr class=\"topic\"><th scope=\"rowgroup\"");
    page.attribute("colspan", &(facts.articles.len() + 1).to_string());
    page.raw(">");
    match topic_name(facts, line) {
        Some(name) => foreign(page, "span", "", facts.language(), shown_text(name)),
        None => page.text(words::NO_TOPIC),
    }
    page.raw("</th></tr>");
}

fn row(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>) {
    page.raw("<tr><th scope=\"row\">");
    begin_link(page, &line.id());
    foreign(
        page,
        "span",
        "",
        facts.language(),
        shown_text(&line.claim.text),
    );
    page.raw("</a></th>");
    for (column, cell) in line.cells.iter().enumerate() {
        page.begin("td", cell.statuses.first().map_or("", |it| it.id()));
        page.attribute("id", &line.cell_id(column));
        page.raw(">");
        statuses(page, cell);
        if !cell.evidence.is_empty() {
            page.raw(" ");
            let count = quote_count(cell);
            let quotes = if count == 0 {
                words::BOILERPLATE.to_owned()
            } else {
                counted(count, words::ONE_QUOTE, words::MANY_QUOTES)
            };
            link(page, &line.quotes_id(column), &quotes);
        }
        overrides(page, facts, cell);
        page.raw("</td>");
    }
    page.raw("</tr>");
}

/// What a cell says, each status with its sign.
pub(super) fn statuses(page: &mut Markup, cell: &Cell) {
    if cell.statuses.is_empty() {
        page.raw("<span class=\"status\"><span class=\"sign\" aria-hidden=\"true\">·</span> ");
        page.text(EVIDENCE_ONLY);
        page.raw("</span>");
    }
    for status in &cell.statuses {
        page.open("span", "status");
        page.raw("<span class=\"sign\" aria-hidden=\"true\">");
        page.text(words::sign(*status));
        page.raw("</span> ");
        page.text(&status_words(cell, *status));
        page.raw("</span> ");
    }
}

fn overrides(page: &mut Markup, facts: &Facts<'_>, cell: &Cell) {
    for key in &cell.overrides {
        let note = facts.project.override_of(*key).map_or("", |it| &it.note);
        let text = if note.is_empty() {
            words::BY_HAND.to_owned()
        } else {
            filled(words::BY_HAND_NOTE, &[("note", note)])
        };
        page.raw("<span class=\"by-hand\"><span aria-hidden=\"true\">✎</span> ");
        foreign(page, "span", "", "", &text);
        page.raw("</span>");
    }
}
