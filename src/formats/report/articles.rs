//! What was read.

use super::facts::Facts;
use super::page::{begin_table, cell, end_table, foreign, header, heading, number_cell};
use super::words;
use crate::formats::markup::Markup;
use crate::formats::sentence::filled;
use crate::model::{Article, Record, Reference};

pub(super) fn write(page: &mut Markup, facts: &Facts<'_>) {
    heading(page, "h2", "articles", words::ARTICLES);
    if facts.articles.is_empty() {
        return;
    }
    begin_table(page, "", words::ARTICLES_CAPTION);
    let names = [
        words::ARTICLE,
        words::OUTLET,
        words::PUBLISHED,
        words::LANGUAGE,
        words::ANNOTATIONS,
        words::FULLY_READ,
    ];
    header(page, &names);
    for (column, article) in facts.articles.iter().enumerate() {
        page.begin("tr", "");
        page.attribute("id", &format!("article-{}", column + 1));
        page.raw("><th scope=\"row\">");
        let name = &facts.names[column];
        foreign(page, "span", "title", &article.language, name);
        about(page, article);
        page.raw("</th>");
        for text in [&article.outlet, &article.published, &article.language] {
            cell(page, text);
        }
        number_cell(page, facts.project.annotation_count(article.id));
        page.raw("<td class=\"day\">");
        page.text(&read_on(facts, article));
        page.raw("</td></tr>");
    }
    end_table(page);
    page.element("p", "soft", words::UNKNOWN_HINT);
}

fn about(page: &mut Markup, article: &Article) {
    if !article.author.is_empty() {
        let author = filled(words::BY_AUTHOR, &[("author", &article.author)]);
        foreign(page, "span", "soft", "", &author);
    }
    if article.url.is_empty() {
        return;
    }
    page.open("span", "soft url");
    if is_web(&article.url) {
        page.begin("a", "");
        page.attribute("href", &article.url);
        page.raw(" rel=\"noreferrer\">");
        foreign(page, "bdi", "", "", &article.url);
        page.raw("</a>");
    } else {
        foreign(page, "bdi", "", "", &article.url);
    }
    page.raw("</span>");
}

/// Only what leads to the web is a link: files may come with any address.
fn is_web(url: &str) -> bool {
    let mut lower = url.get(..8).unwrap_or(url).to_owned();
    lower.make_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// The days on which the current text was read.
fn read_on(facts: &Facts<'_>, article: &Article) -> String {
    let mut days: Vec<String> = Vec::new();
    for it in facts.project.referrers(&Reference::Article(article.id)) {
        let Record::Reading(reading) = it else {
            continue;
        };
        if reading.revision == article.current().n && facts.shows(&reading.provenance) {
            let day = day(&reading.at.to_string());
            if !days.contains(&day) {
                days.push(day);
            }
        }
    }
    if days.is_empty() {
        return words::UNKNOWN.to_owned();
    }
    days.join(", ")
}

/// The date of a time.
pub(super) fn day(at: &str) -> String {
    at.get(..10).unwrap_or(at).to_owned()
}
