//! Who is quoted, in numbers.

use super::facts::{Facts, value};
use super::findings::claim_link;
use super::matrix::{article_header, article_link};
use super::page::{
    begin_table, column_header, end_table, foreign, header, heading, number_cell, separator,
};
use super::words::{self, filled};
use crate::formats::markup::Markup;
use crate::formats::plots::{Plot, bars, heat_map};
use crate::model::End;
use crate::model::sources::{ArticleSources, Held, Target, VoiceSources};

/// Voices that are drawn.
const DRAWN: usize = 20;
/// Articles that are drawn beside each other.
const COLUMNS: usize = 40;

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
    if !facts.articles.is_empty() {
        page.element("h3", "", words::WORD);
        word_plots(page, facts);
        word_table(page, facts);
    }
    if facts.sources.voices.is_empty() {
        page.element("p", "", words::NO_SOURCES);
        return;
    }
    page.element("h3", "", words::VOICES_BY_ARTICLE);
    voices_plot(page, facts);
    voices_table(page, facts);
    affiliations(page, facts);
    stances(page, facts);
}

fn word_plots(page: &mut Markup, facts: &Facts<'_>) {
    let mut most = 1;
    for article in &facts.sources.articles {
        for count in on_whose_word(article) {
            most = most.max(count);
        }
    }
    page.raw("<div class=\"plots\">");
    for (column, article) in facts.sources.articles.iter().enumerate() {
        let mut drawn = Vec::new();
        let mut description = Vec::new();
        for (name, count) in WORDS.into_iter().zip(on_whose_word(article)) {
            drawn.push((name, count));
            description.push(format!("{name}: {count}"));
        }
        let title = filled(words::WORD_TITLE, &[("article", &facts.names[column])]);
        let plot = Plot {
            id: &format!("word-{}", column + 1),
            title: &title,
            description: &description.join("; "),
            alone: false,
        };
        page.raw("<figure class=\"plotted\"><figcaption>");
        article_link(page, facts, column);
        page.raw("</figcaption>");
        page.raw(&bars(plot, &drawn, most));
        page.raw("</figure>");
    }
    page.raw("</div>");
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

fn voices_plot(page: &mut Markup, facts: &Facts<'_>) {
    if facts.articles.len() > COLUMNS {
        return;
    }
    let (mut rows, mut columns, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for name in &facts.names {
        columns.push(name.as_str());
    }
    for voice in facts.sources.voices.iter().take(DRAWN) {
        if voice.claim_count() == 0 {
            break;
        }
        rows.push(voice.name.as_str());
        for column in 0..columns.len() {
            values.push(claims_in(voice, column));
        }
    }
    if rows.is_empty() {
        return;
    }
    let title = if rows.len() < facts.sources.voices.len() {
        let count = rows.len().to_string();
        filled(words::HEAT_TITLE_FIRST, &[("count", &count)])
    } else {
        words::HEAT_TITLE.to_owned()
    };
    let plot = Plot {
        id: "heat",
        title: &title,
        description: words::HEAT_HINT,
        alone: false,
    };
    page.raw("<figure class=\"plotted\"><figcaption>");
    page.text(&title);
    page.raw("</figcaption><div class=\"scroll\" role=\"group\" tabindex=\"0\"");
    page.attribute("aria-label", words::HEAT_TITLE);
    page.raw(">");
    page.raw(&heat_map(plot, &rows, &columns, &values));
    page.raw("</div></figure>");
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
fn affiliations(page: &mut Markup, facts: &Facts<'_>) {
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

fn stances(page: &mut Markup, facts: &Facts<'_>) {
    if facts.sources.voices.iter().all(|it| it.stances.is_empty()) {
        return;
    }
    page.element("h3", "", words::STANCES);
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
