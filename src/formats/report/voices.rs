//! Who is quoted, in numbers.

use super::facts::{Facts, value};
use super::findings::claim_link;
use super::matrix::{article_header, article_link};
use super::page::{
    begin_table, column_header, end_table, foreign, header, heading, number_cell, separator,
};
use super::words;
use crate::formats::drawing::{Drawing, Use};
use crate::formats::markup::Markup;
use crate::formats::plots::{About, Scene};
use crate::formats::sentence::filled;
use crate::model::End;
use crate::model::sources::{ArticleSources, Held, Target, VoiceSources};

/// Puts the drawing of an id into the page, with its table or without.
type Draw<'a> = dyn Fn(&mut Markup, &str, bool) + 'a;

/// On whose word claims stand: the columns of a table, and the bars of a plot.
const WORDS: [&str; 6] = [
    words::NAMED,
    words::OTHER_SOURCE,
    words::AGENTLESS,
    words::AUTHORS_VOICE,
    words::NEGATED,
    words::UNRESOLVED,
];

fn on_whose_word(article: &ArticleSources) -> [usize; WORDS.len()] {
    [
        article.named.len(),
        article.attributed.len() - article.named.len(),
        article.agentless.len(),
        article.authors_voice.len(),
        article.negated.len(),
        article.unresolved.len(),
    ]
}

pub(super) fn write(page: &mut Markup, facts: &Facts<'_>) {
    heading(page, "h2", "sources", words::SOURCES);
    page.element("p", "soft", words::SOURCES_HINT);
    let scene = Scene::new(facts.project, facts.annotators, &facts.sources);
    for finding in scene.findings() {
        foreign(page, "p", "", "", &finding);
    }
    let drawings = scene.drawings(About::Everything);
    let draw = |page: &mut Markup, id: &str, with_table: bool| {
        if let Some(it) = drawings.iter().find(|it| it.id == id) {
            plotted(page, it, with_table);
        }
    };
    if !facts.articles.is_empty() {
        page.element("h3", "", words::WORD);
        draw(page, "stance", true);
        draw(page, "word", false);
        word_table(page, facts);
        draw(page, "way", true);
        draw(page, "type", true);
    }
    if facts.sources.voices.is_empty() {
        page.element("p", "", words::NO_SOURCES);
        return;
    }
    page.element("h3", "", words::VOICES_BY_ARTICLE);
    draw(page, "voices", false);
    voices_table(page, facts);
    affiliations(page, facts, &draw);
    stances(page, facts, &draw);
    draw(page, "network", true);
    page.element("h3", "", words::IN_TIME);
    draw(page, "timeline", true);
    draw(page, "first", true);
}

/// A drawing, with its table under it where there is no other.
fn plotted(page: &mut Markup, drawing: &Drawing, with_table: bool) {
    page.raw("<figure class=\"plotted\"><figcaption>");
    page.text(&drawing.title);
    page.raw("</figcaption><div class=\"scroll\" role=\"group\" tabindex=\"0\"");
    page.attribute("aria-label", &drawing.title);
    page.raw(">");
    page.raw(&drawing.svg(Use::Report));
    page.raw("</div></figure>");
    if !drawing.rest.is_empty() {
        page.element("p", "soft", &drawing.rest);
    }
    if with_table {
        let (table, left) = drawing.table_html(None);
        page.raw("<details><summary>");
        page.text(words::AS_TABLE);
        page.raw("</summary><div class=\"scroll\" role=\"group\" tabindex=\"0\"");
        page.attribute("aria-label", &drawing.title);
        page.raw(">");
        page.raw(&table);
        page.raw("</div>");
        if left > 0 {
            let count = left.to_string();
            let sentence = filled(words::MORE_ROWS, &[("count", &count)]);
            page.element("p", "soft", &sentence);
        }
        page.raw("</details>");
    }
}

fn word_table(page: &mut Markup, facts: &Facts<'_>) {
    begin_table(page, "numbers", words::WORD_CAPTION);
    page.raw("<thead><tr>");
    column_header(page, words::ARTICLE);
    for name in WORDS {
        column_header(page, name);
    }
    column_header(page, words::CLAIMS);
    column_header(page, words::VOICES);
    page.raw("</tr></thead><tbody>");
    for (column, article) in facts.sources.articles.iter().enumerate() {
        page.raw("<tr><th scope=\"row\">");
        article_link(page, facts, column);
        page.raw("</th>");
        for count in on_whose_word(article) {
            number_cell(page, count);
        }
        number_cell(page, article.claims.len());
        number_cell(page, article.voices);
        page.raw("</tr>");
    }
    end_table(page);
}

fn claims_in(voice: &VoiceSources, column: usize) -> usize {
    voice.in_article(column).map_or(0, |it| it.claims.len())
}

fn voices_table(page: &mut Markup, facts: &Facts<'_>) {
    begin_table(page, "numbers voices", words::VOICES_CAPTION);
    page.raw("<thead><tr>");
    column_header(page, words::VOICE);
    column_header(page, words::AFFILIATION);
    for column in 0..facts.articles.len() {
        article_header(page, facts, column);
    }
    column_header(page, words::TOTAL);
    page.raw("</tr></thead><tbody>");
    for voice in &facts.sources.voices {
        page.raw("<tr><th scope=\"row\">");
        foreign(page, "span", "", "", &voice.name);
        page.raw("</th><td>");
        let mut first = true;
        for it in &voice.affiliation {
            separator(page, &mut first);
            value(page, facts, "affiliation", &it.value);
        }
        page.raw("</td>");
        for column in 0..facts.articles.len() {
            let negated = voice.in_article(column).map_or(0, |it| it.negated.len());
            count_cell(page, claims_in(voice, column), negated);
        }
        count_cell(page, voice.claim_count(), voice.negated_count());
        page.raw("</tr>");
    }
    end_table(page);
}

fn count_cell(page: &mut Markup, count: usize, negated: usize) {
    if negated == 0 {
        number_cell(page, count);
        return;
    }
    page.raw("<td class=\"number\">");
    page.number(count);
    page.raw(" (");
    page.number(negated);
    page.raw(")</td>");
}

/// Affiliations by article.
fn affiliations(page: &mut Markup, facts: &Facts<'_>, draw: &Draw<'_>) {
    let mut values: Vec<&str> = Vec::new();
    for article in &facts.sources.articles {
        for it in &article.by_affiliation {
            if !values.contains(&it.value.as_str()) {
                values.push(&it.value);
            }
        }
    }
    if values.is_empty() {
        return;
    }
    page.element("h3", "", words::AFFILIATIONS);
    draw(page, "affiliation", false);
    begin_table(page, "numbers belong", words::AFFILIATIONS_CAPTION);
    page.raw("<thead><tr>");
    column_header(page, words::AFFILIATION);
    for column in 0..facts.articles.len() {
        article_header(page, facts, column);
    }
    page.raw("</tr></thead><tbody>");
    for it in values {
        page.raw("<tr><th scope=\"row\">");
        if it.is_empty() {
            page.text(words::NOT_CODED);
        } else {
            value(page, facts, "affiliation", it);
        }
        page.raw("</th>");
        for article in &facts.sources.articles {
            let known = article.by_affiliation.iter().find(|one| one.value == it);
            number_cell(page, known.map_or(0, |it| it.annotations.len()));
        }
        page.raw("</tr>");
    }
    end_table(page);
}

fn stances(page: &mut Markup, facts: &Facts<'_>, draw: &Draw<'_>) {
    if facts.sources.voices.iter().all(|it| it.stances.is_empty()) {
        return;
    }
    page.element("h3", "", words::STANCES);
    draw(page, "stances", false);
    begin_table(page, "", words::STANCES_CAPTION);
    header(page, &[words::VOICE, words::VALUE, words::ON]);
    for voice in &facts.sources.voices {
        for held in &voice.stances {
            page.raw("<tr><th scope=\"row\">");
            foreign(page, "span", "", "", &voice.name);
            page.raw("</th><td>");
            if held.value.is_empty() {
                page.text(words::VALUE_NONE);
            } else {
                value(page, facts, "value", &held.value);
            }
            page.raw("</td><td>");
            targets(page, facts, held);
            page.raw("</td></tr>");
        }
    }
    end_table(page);
}

fn targets(page: &mut Markup, facts: &Facts<'_>, held: &Held) {
    let mut first = true;
    for target in &held.targets {
        separator(page, &mut first);
        one_target(page, facts, target);
    }
}

/// What a Stance is about: by its canonical claim where there is one.
fn one_target(page: &mut Markup, facts: &Facts<'_>, target: &Target) {
    let mut first = true;
    for claim in &target.canonical_claims {
        if let Some(line) = facts.line_of(*claim) {
            separator(page, &mut first);
            claim_link(page, facts, line);
        }
    }
    if !first {
        return;
    }
    match target.end {
        End::Annotation(id) => {
            if let Some(it) = facts.project.annotation(id) {
                let article = facts.project.article(it.article);
                let language = article.map_or("", |it| &it.language);
                super::page::quoted(page, language, &facts.project.quote(it));
            }
        }
        End::Actor(id) => {
            let name = facts.project.actor(id).map_or("", |it| &it.name);
            foreign(page, "span", "", "", name);
        }
        End::Topic(id) => {
            let name = facts.project.topic(id).map_or("", |it| &it.name);
            foreign(page, "span", "", facts.language(), name);
        }
        End::CanonicalClaim(_) => {}
    }
}
