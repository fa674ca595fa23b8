//! How the numbers came about, and what the words mean.

use super::articles::day;
use super::facts::Facts;
use super::matrix::article_link;
use super::page::{begin_table, cell, end_table, foreign, header, heading};
use super::words;
use crate::formats::markup::Markup;
use crate::formats::naming::status_name;
use crate::formats::sentence::filled;
use crate::model::{Reading, Record, Reference};

pub(super) fn write(page: &mut Markup, facts: &Facts<'_>) {
    heading(page, "h2", "method", words::METHOD);
    let codebook = facts.project.codebook();
    let name = codebook.name.get("en").unwrap_or(&codebook.id);
    let sentence = [("name", name), ("version", &codebook.version)];
    foreign(page, "p", "", "", &filled(words::CODEBOOK, &sentence));
    annotators(page, facts);
    page.element("p", "", words::NOT_TRUTH);
    page.element("p", "", words::OMITS_RULE);
    readings(page, facts);
    meanings(page);
}

fn annotators(page: &mut Markup, facts: &Facts<'_>) {
    page.raw("<p>");
    page.text(if facts.annotators.is_none() {
        words::ALL_ANNOTATORS
    } else {
        words::SOME_ANNOTATORS
    });
    let mut first = true;
    for annotator in facts.project.annotators() {
        if facts.annotators.is_none_or(|it| it.contains(&annotator.id)) {
            page.raw(if first { " " } else { ", " });
            foreign(page, "span", "", "", &annotator.name);
            first = false;
        }
    }
    if first {
        page.raw(" ");
        page.text(words::NO_ANNOTATORS);
    }
    page.raw(".</p>");
}

fn readings(page: &mut Markup, facts: &Facts<'_>) {
    let mut found: Vec<(usize, &Reading)> = Vec::new();
    for (column, article) in facts.articles.iter().enumerate() {
        for it in facts.project.referrers(&Reference::Article(article.id)) {
            let Record::Reading(reading) = it else {
                continue;
            };
            if facts.shows(&reading.provenance) {
                found.push((column, reading));
            }
        }
    }
    if found.is_empty() {
        page.element("p", "", words::NO_READINGS);
        return;
    }
    begin_table(page, "", words::READINGS_CAPTION);
    let names = [
        words::ARTICLE,
        words::REVISION,
        words::READ_BY,
        words::READ_AT,
    ];
    header(page, &names);
    for (column, reading) in found {
        page.raw("<tr><th scope=\"row\">");
        article_link(page, facts, column);
        page.raw("</th>");
        let last = facts.articles[column].current().n.to_string();
        let n = reading.revision.to_string();
        let revision = filled(words::REVISION_IS, &[("n", &n), ("last", &last)]);
        cell(page, &revision);
        let annotator = facts.project.annotator(reading.provenance.annotator);
        cell(page, annotator.map_or("", |it| &it.name));
        page.element("td", "day", &day(&reading.at.to_string()));
        page.raw("</tr>");
    }
    end_table(page);
}

fn meanings(page: &mut Markup) {
    begin_table(page, "meanings", words::MEANINGS_CAPTION);
    header(page, &[words::STATUS, words::SYMBOL, words::MEANING]);
    for status in words::STATUSES {
        page.raw("<tr><th scope=\"row\">");
        page.text(status_name(status));
        page.raw("</th>");
        page.element("td", status.id(), words::sign(status));
        page.element("td", "", words::meaning(status));
        page.raw("</tr>");
    }
    page.raw("<tr><th scope=\"row\">evidence only</th><td>·</td>");
    page.element("td", "", words::EVIDENCE_ONLY);
    page.raw("</tr>");
    end_table(page);
    page.element("p", "", words::BY_HAND_MEANING);
}
