//! For each canonical claim what the articles say, word for word, and on whose word.

use super::facts::{Facts, Line, value};
use super::findings::{claim_link, shown_text};
use super::matrix::{article_link, statuses, topic_name};
use super::page::{begin_foreign, foreign, heading, link, quoted, separator};
use super::words;
use crate::formats::markup::Markup;
use crate::formats::naming::status_name;
use crate::model::matrix::Evidence;
use crate::model::{Annotation, AttributeValue, End, PartId, Polarity, Relation};

pub(super) fn write(page: &mut Markup, facts: &Facts<'_>) {
    heading(page, "h2", "quotes", words::QUOTES);
    if facts.lines.is_empty() {
        page.element("p", "", words::NO_ROWS);
        return;
    }
    page.element("p", "soft", words::QUOTES_HINT);
    let mut topic = None;
    for line in &facts.lines {
        if topic != Some(line.claim.topic) {
            topic = Some(line.claim.topic);
            match topic_name(facts, line) {
                Some(name) => foreign(page, "h3", "", facts.language(), shown_text(name)),
                None => page.element("h3", "", words::NO_TOPIC),
            }
        }
        section(page, facts, line);
    }
}

fn section(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>) {
    page.begin("section", "claim");
    page.attribute("id", &line.id());
    page.raw("><h4><span class=\"soft\">");
    page.number(line.number);
    page.raw("</span> ");
    foreign(
        page,
        "span",
        "",
        facts.language(),
        shown_text(&line.claim.text),
    );
    page.raw("</h4>");
    if !line.claim.note.is_empty() {
        foreign(page, "p", "soft note", facts.language(), &line.claim.note);
    }
    for (column, cell) in line.cells.iter().enumerate() {
        if cell.evidence.is_empty() {
            continue;
        }
        page.begin("div", "said");
        page.attribute("id", &line.quotes_id(column));
        page.raw("><p class=\"by\">");
        article_link(page, facts, column);
        page.raw(" ");
        statuses(page, cell);
        link(page, &line.cell_id(column), words::TO_TABLE);
        page.raw("</p>");
        for it in &cell.evidence {
            if let Some(claim) = facts.project.annotation(it.claim) {
                quote(page, facts, column, it, claim);
            }
        }
        page.raw("</div>");
    }
    stances(page, facts, End::CanonicalClaim(line.claim.id));
    elsewhere(page, facts, line);
    see_also(page, facts, line);
    page.raw("</section>");
}

fn quote(page: &mut Markup, facts: &Facts<'_>, column: usize, it: &Evidence, claim: &Annotation) {
    let language = &facts.articles[column].language;
    page.raw("<figure>");
    begin_foreign(page, "blockquote", "", language);
    page.text(&facts.project.quote(claim));
    page.raw("</blockquote><figcaption>");
    let mut first = true;
    if let Some(part) = &it.part {
        separator(page, &mut first);
        foreign(page, "span", "", "", &part_name(facts, part));
    }
    if it.polarity == Polarity::Opposite {
        separator(page, &mut first);
        page.text(words::OPPOSITE);
    }
    let own = End::Annotation(claim.id);
    for kind in ["attributed_to", "signalled_by"] {
        for relation in facts.project.relations_at(own) {
            if relation.from == own && relation.kind == kind {
                separator(page, &mut first);
                attribution(page, facts, language, relation);
            }
        }
    }
    if let Some(AttributeValue::One(way)) = claim.attributes.get(&"reporting".into()) {
        separator(page, &mut first);
        value(page, facts, "reporting", way.as_str());
    }
    if it.source_denies {
        separator(page, &mut first);
        page.text(words::DENIED);
    }
    page.raw("</figcaption>");
    stances(page, facts, own);
    page.raw("</figure>");
}

fn part_name(facts: &Facts<'_>, part: &PartId) -> String {
    if *part == "boilerplate" {
        return words::NOT_COUNTED.to_owned();
    }
    let parts = &facts.project.codebook().parts;
    let known = parts.iter().find(|it| it.id == *part);
    let name = known.and_then(|it| it.name.get("en"));
    name.map_or_else(|| part.as_str().replace('_', " "), str::to_owned)
}

/// Whose word it is, and the words that say so where they are others; or the words of a cue.
fn attribution(page: &mut Markup, facts: &Facts<'_>, language: &str, relation: &Relation) {
    page.text(if relation.kind == "signalled_by" {
        words::CUE
    } else if relation.is_negated() {
        words::NOT_SAID_BY
    } else {
        words::SAID_BY
    });
    page.raw(" ");
    let source = relation.to.annotation();
    let actor = source.and_then(|it| facts.project.annotation(it)?.actor);
    if source.is_some() && actor.is_none() {
        words_at(page, facts, language, relation.to);
        return;
    }
    page.raw("<b>");
    foreign(page, "span", "", "", &voice_name(facts, relation.to));
    page.raw("</b>");
    if source.is_some() {
        page.raw(" ");
        page.text(words::NAMED_AS);
        page.raw(" ");
        words_at(page, facts, language, relation.to);
    }
}

fn voice_name(facts: &Facts<'_>, end: End) -> String {
    let voice = facts.project.voice_at(end);
    voice.map_or_else(String::new, |it| facts.project.voice_name(&it))
}

/// The words of an annotation, in quotation marks.
fn words_at(page: &mut Markup, facts: &Facts<'_>, language: &str, end: End) {
    let annotation = end.annotation().and_then(|it| facts.project.annotation(it));
    if let Some(it) = annotation {
        quoted(page, language, &facts.project.quote(it));
    }
}

/// The Stances on a claim or a canonical claim.
fn stances(page: &mut Markup, facts: &Facts<'_>, on: End) {
    for relation in facts.project.relations_at(on) {
        if relation.kind != "targets" || relation.to != on {
            continue;
        }
        let stance = relation.from.annotation();
        let stance = stance.and_then(|it| facts.project.annotation(it));
        if let Some(it) = stance.filter(|it| !it.orphan && facts.shows(&it.provenance)) {
            page.raw("<p class=\"stance\">");
            page.text(words::STANCE);
            page.raw(" ");
            stance_text(page, facts, it);
            page.raw("</p>");
        }
    }
}

fn stance_text(page: &mut Markup, facts: &Facts<'_>, stance: &Annotation) {
    let own = End::Annotation(stance.id);
    let mut first = true;
    for held in facts.project.relations_at(own) {
        if held.from == own && held.kind == "held_by" {
            separator(page, &mut first);
            foreign(page, "span", "", "", &voice_name(facts, held.to));
        }
    }
    if first {
        page.text(if stance.has("holder", "article") {
            words::HOLDER_ARTICLE
        } else if stance.has("holder", "unnamed") {
            words::HOLDER_UNNAMED
        } else {
            words::HOLDER_NONE
        });
    }
    page.raw(": ");
    match stance.attributes.get(&"value".into()) {
        Some(AttributeValue::One(held)) => value(page, facts, "value", held.as_str()),
        _ => page.text(words::VALUE_NONE),
    }
    let quote = facts.project.quote(stance);
    if !quote.is_empty() {
        page.raw(" ");
        let article = facts.project.article(stance.article);
        quoted(page, article.map_or("", |it| &it.language), &quote);
    }
}

/// What the other articles do: all of one status together.
fn elsewhere(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>) {
    let mut first = true;
    for status in words::STATUSES {
        let mut of_status = true;
        for (column, cell) in line.cells.iter().enumerate() {
            if !cell.evidence.is_empty() || !cell.statuses.contains(&status) {
                continue;
            }
            if first {
                page.raw("<p class=\"soft\">");
                page.text(words::ELSEWHERE);
                page.raw(" ");
            }
            if of_status {
                separator(page, &mut first);
                page.text(status_name(status));
                page.raw(": ");
            } else {
                page.raw(", ");
            }
            of_status = false;
            let language = &facts.articles[column].language;
            foreign(page, "span", "", language, &facts.names[column]);
        }
    }
    if !first {
        page.raw("</p>");
    }
}

/// Rows that are joined to this one, and how.
fn see_also(page: &mut Markup, facts: &Facts<'_>, line: &Line<'_>) {
    let own = End::CanonicalClaim(line.claim.id);
    let mut first = true;
    for relation in facts.project.relations_at(own) {
        let Some(End::CanonicalClaim(other)) = relation.other(own) else {
            continue;
        };
        let Some(other) = facts.line_of(other) else {
            continue;
        };
        if !facts.shows(&relation.provenance) {
            continue;
        }
        if first {
            page.raw("<p class=\"soft\">");
            page.text(words::RELATED_ROWS);
            page.raw(" ");
        }
        separator(page, &mut first);
        let name = relation_name(facts, relation, relation.from == own);
        foreign(page, "span", "", "", &name);
        page.raw(" ");
        claim_link(page, facts, other);
    }
    if !first {
        page.raw("</p>");
    }
}

/// What a relation is called, seen from one of its ends.
fn relation_name(facts: &Facts<'_>, relation: &Relation, forwards: bool) -> String {
    let known = facts.project.codebook().relation(&relation.kind);
    let name = known.and_then(|it| {
        let inverse = it
            .inverse_name
            .get("en")
            .filter(|_| !forwards && !it.symmetric);
        inverse.or(it.name.get("en"))
    });
    name.map_or_else(|| relation.kind.as_str().replace('_', " "), str::to_owned)
}
