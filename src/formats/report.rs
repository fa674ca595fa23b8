//! The report: one HTML file that says what was compared, how, and what came of it, for readers
//! who have nothing but a browser or a printer.
//!
//! It loads nothing and runs nothing, and its own policy forbids both. The same project gives
//! the same bytes. Whatever articles, notes and names hold goes through [`Markup::text`], set
//! apart by direction, and where its language is known, by language.

mod articles;
mod facts;
mod findings;
mod matrix;
mod method;
mod page;
mod quotes;
mod voices;
mod words;

use super::drawing::STYLE;
use super::markup::Markup;
use super::project_json;
use crate::formats::sentence::{counted, filled};
use crate::model::{AnnotatorId, Project, TextHash, Timestamp};
use facts::Facts;
use page::{foreign, heading, link};

/// How a report is made.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions<'a> {
    /// Its headline; the project's title where it is empty.
    pub title: &'a str,
    /// What writes it, as `cotejo 0.1.0`.
    pub generator: &'a str,
    /// When.
    pub at: Timestamp,
    /// Whether the project file is part of it, articles and all.
    pub include_data: bool,
}

/// The parts of a report, by fragment and heading.
const PARTS: [(&str, &str); 7] = [
    ("articles", words::ARTICLES),
    ("findings", words::FINDINGS),
    ("matrix", words::MATRIX),
    ("quotes", words::QUOTES),
    ("sources", words::SOURCES),
    ("method", words::METHOD),
    ("data", words::DATA),
];

/// The report as an HTML file, on the work of some annotators or (`None`) of all.
pub fn report(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    options: &ReportOptions<'_>,
) -> Vec<u8> {
    let facts = Facts::new(project, annotators);
    let mut page = Markup::default();
    let title = title(project, options);
    head(&mut page, title, options);
    front(&mut page, &facts, title, options);
    page.raw("<main>");
    articles::write(&mut page, &facts);
    findings::write(&mut page, &facts);
    matrix::write(&mut page, &facts);
    quotes::write(&mut page, &facts);
    voices::write(&mut page, &facts);
    method::write(&mut page, &facts);
    heading(&mut page, "h2", "data", words::DATA);
    if options.include_data {
        page.element("p", "", words::DATA_TEXT);
        data(&mut page, project, options);
    } else {
        page.element("p", "", words::NO_DATA);
    }
    page.raw("</main></body></html>\n");
    page.written.into_bytes()
}

fn title<'a>(project: &'a Project, options: &ReportOptions<'a>) -> &'a str {
    for title in [options.title, &project.about().title] {
        if !title.trim().is_empty() {
            return title;
        }
    }
    words::UNTITLED
}

fn head(page: &mut Markup, title: &str, options: &ReportOptions<'_>) {
    page.raw(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
style-src '",
    );
    page.raw(&hash_of_styles());
    page.raw(
        "'; base-uri 'none'; form-action 'none'\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<meta name=\"color-scheme\" content=\"light dark\">\
<meta name=\"referrer\" content=\"no-referrer\">",
    );
    page.begin("meta", "");
    page.attribute("name", "generator");
    page.attribute("content", options.generator);
    page.raw(">");
    page.element("title", "", title);
    page.raw("<style>");
    page.raw(STYLES[0]);
    page.raw(STYLES[1]);
    page.raw("</style></head><body>");
}

/// The report's own rules and those of its plots.
const STYLES: [&str; 2] = [include_str!("report/style.css"), STYLE];

/// By which the report's policy lets in its one style sheet, and no other style: as policies
/// write a hash, in base64.
fn hash_of_styles() -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hash = TextHash::of(STYLES.concat().as_bytes()).0;
    let mut written = String::from("sha256-");
    for three in hash.chunks(3) {
        let mut all = 0;
        for at in 0..3 {
            all = all << 8 | usize::from(three.get(at).copied().unwrap_or_default());
        }
        for at in [18, 12, 6, 0] {
            written.push(char::from(DIGITS[all >> at & 63]));
        }
    }
    // Its 32 bytes are 42 digits and a part of one.
    written.pop();
    written.push('=');
    written
}

fn front(page: &mut Markup, facts: &Facts<'_>, title: &str, options: &ReportOptions<'_>) {
    page.raw("<header>");
    foreign(page, "h1", "", "", title);
    let mut claims = 0;
    for article in &facts.sources.articles {
        claims += article.claims.len();
    }
    let articles = facts.articles.len();
    let standfirst = filled(
        words::STANDFIRST,
        &[
            (
                "articles",
                &counted(articles, words::ONE_ARTICLE, words::MANY_ARTICLES),
            ),
            (
                "rows",
                &counted(facts.lines.len(), words::ONE_ROW, words::MANY_ROWS),
            ),
            (
                "claims",
                &counted(claims, words::ONE_CLAIM, words::MANY_CLAIMS),
            ),
        ],
    );
    page.element("p", "standfirst", &standfirst);
    let at = options.at.to_string();
    let day = at.get(..10).unwrap_or(&at);
    let made = filled(
        words::MADE,
        &[("generator", options.generator), ("at", day)],
    );
    page.element("p", "soft", &made);
    page.raw("<nav");
    page.attribute("aria-label", words::CONTENTS);
    page.raw("><ul>");
    for (id, name) in PARTS {
        page.raw("<li>");
        link(page, id, name);
        page.raw("</li>");
    }
    page.raw("</ul></nav></header>");
}

/// The project file. No `<` is left in it, so nothing in it can end or open a script: not even
/// a comment, which changes what ends one.
fn data(page: &mut Markup, project: &Project, options: &ReportOptions<'_>) {
    let json = project_json::export(project, options.generator);
    page.raw("<script type=\"application/json\" id=\"project-data\">\n");
    page.raw(&String::from_utf8_lossy(&json).replace('<', "\\u003c"));
    page.raw("</script>");
}
