//! What the matrix comes to, in sentences.

use super::facts::{Facts, Line, says};
use super::page::{begin_link, begin_table, end_table, foreign, header, heading};
use super::words;
use crate::formats::markup::Markup;
use crate::formats::naming::status_name;
use crate::formats::sentence::{counted, counted_of};
use crate::model::matrix::Cell;
use crate::model::sources::{SaidBy, SaidFirst};

pub(super) fn write(page: &mut Markup, facts: &Facts<'_>) {
    heading(page, "h2", "findings", words::FINDINGS);
    if facts.lines.is_empty() {
        page.element("p", "", words::NO_ROWS);
        return;
    }
    let columns = facts.articles.len();
    let all = facts.lines.len().to_string();
    if columns > 1 {
        let lines = chosen(facts, |it| it.saying() == columns);
        let (one, many) = (words::IN_ALL_ONE, words::IN_ALL);
        let title = counted_of(lines.len(), one, many, ("all", &all));
        list(page, facts, &title, "", &lines);
    }
    for column in 0..columns {
        let lines = chosen(facts, |it| it.saying() == 1 && says(&it.cells[column]));
        if !lines.is_empty() {
            // Of a single article there are no others to speak of.
            let hint = if columns > 1 { words::IN_ONE_HINT } else { "" };
            let (one, many) = (words::IN_ONE_ONE, words::IN_ONE);
            let name = ("article", facts.names[column].as_str());
            let title = counted_of(lines.len(), one, many, name);
            list(page, facts, &title, hint, &lines);
        }
    }
    let some = chosen(facts, |it| (2..columns).contains(&it.saying()));
    let none = chosen(facts, |it| it.saying() == 0);
    let contested = chosen(facts, |it| it.is_contested);
    let unsourced = chosen(facts, |it| it.saying() > 0 && !facts.has_source(it));
    for (lines, one, many, hint) in [
        (some, words::IN_SOME_ONE, words::IN_SOME, ""),
        (none, words::IN_NONE_ONE, words::IN_NONE, ""),
        (
            contested,
            words::CONTESTED_ONE,
            words::CONTESTED,
            words::CONTESTED_HINT,
        ),
        (
            unsourced,
            words::UNSOURCED_ONE,
            words::UNSOURCED,
            words::UNSOURCED_HINT,
        ),
    ] {
        if !lines.is_empty() {
            list(page, facts, &counted(lines.len(), one, many), hint, &lines);
        }
    }
    first(page, facts);
}

fn chosen<'a, 'b>(facts: &'b Facts<'a>, which: impl Fn(&Line<'a>) -> bool) -> Vec<&'b Line<'a>> {
    facts.lines.iter().filter(|it| which(it)).collect()
}

fn list(page: &mut Markup, facts: &Facts<'_>, title: &str, hint: &str, lines: &[&Line<'_>]) {
    foreign(page, "h3", "", "", title);
    if !hint.is_empty() {
        page.element("p", "soft", hint);
    }
    if lines.is_empty() {
        return;
    }
    page.raw("<ul class=\"claims\">");
    for line in lines {
        page.raw("<li>");
        claim_link(page, facts, line);
        if hint == words::IN_ONE_HINT {
            page.open("span", "soft");
            page.raw(" (");
            page.text(&others(line));
            page.raw(")</span>");
        }
        page.raw("</li>");
    }
    page.raw("</ul>");
}

/// A canonical claim as a link to its quotes.
pub(super) fn claim_link(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>) {
    begin_link(page, &line.id());
    let text = shown_text(&line.claim.text);
    foreign(page, "span", "", facts.language(), text);
    page.raw("</a>");
}

/// A link must have words.
pub(super) fn shown_text(text: &str) -> &str {
    if text.trim().is_empty() {
        words::UNKNOWN
    } else {
        text
    }
}

/// What articles without the claim do with it: "omits", or "omits 3, not read 1".
fn others(line: &Line<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for status in words::STATUSES {
        let with = |it: &&Cell| !says(it) && it.statuses.contains(&status);
        let count = line.cells.iter().filter(with).count();
        let name = status_name(status);
        match count {
            0 => {}
            1 if line.cells.len() == 2 => parts.push(name.to_owned()),
            _ => parts.push(format!("{name} {count}")),
        }
    }
    parts.join(", ")
}

/// Who published it first, where there are two or more to compare.
fn first(page: &mut Markup, facts: &Facts<'_>) {
    foreign(page, "h3", "", "", words::FIRST);
    let mut comparable: Vec<&SaidFirst> = Vec::new();
    for it in &facts.first {
        if it.dated.len() > 1 {
            comparable.push(it);
        }
    }
    if comparable.is_empty() {
        page.element("p", "", words::FIRST_NONE);
        return;
    }
    begin_table(page, "", words::FIRST_CAPTION);
    header(
        page,
        &[words::ROW, words::FIRST_BY, words::LATER, words::NO_DATE],
    );
    for it in comparable {
        let Some(line) = facts.line_of(it.canonical_claim) else {
            continue;
        };
        page.raw("<tr><th scope=\"row\">");
        claim_link(page, facts, line);
        page.raw("</th>");
        let (leading, later) = it.dated.split_at(it.leading());
        for articles in [leading, later, &it.undated] {
            published(page, facts, line, articles);
        }
        page.raw("</tr>");
    }
    end_table(page);
}

fn published(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>, articles: &[SaidBy]) {
    page.raw("<td>");
    for it in articles {
        let Some(column) = facts.articles.iter().position(|one| one.id == it.article) else {
            continue;
        };
        page.raw("<div>");
        begin_link(page, &line.quotes_id(column));
        let language = &facts.articles[column].language;
        foreign(page, "span", "", language, &facts.names[column]);
        page.raw("</a> ");
        foreign(page, "span", "soft", "", &it.published);
        page.raw("</div>");
    }
    page.raw("</td>");
}
