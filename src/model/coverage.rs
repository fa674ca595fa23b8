//! What an article holds that looks like attribution and that nobody has annotated.

use std::ops::Range;

use super::lint::quotations;
use super::matrix::parts_of;
use super::{Annotation, ArticleId, Project};
use crate::model::sorted::sort_by;
use crate::text::search::lower;
use crate::text::{ArticleText, Granularity, TextSpan, pieces};

/// Texts up to so many bytes may be counted after each edit; counting reads all of a text.
pub const LONGEST: usize = 50_000;

/// How many stretches call for an annotation, and which have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    pub total: usize,
    pub covered: usize,
    /// In order of place.
    pub uncovered: Vec<(TextSpan, Stretch)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stretch {
    /// In quotation marks; of nested ones the outermost.
    Quotation,
    /// A verb of saying from a list.
    ReportingVerb,
}

/// Third person, present and past: the forms news is told in. Sorted.
const SPANISH: &[&str] = &[
    "aclaró",
    "admitió",
    "advirtieron",
    "advirtió",
    "afirma",
    "afirman",
    "afirmaron",
    "afirmó",
    "agregaron",
    "agregó",
    "alegó",
    "anunciaron",
    "anunció",
    "aseguran",
    "aseguraron",
    "aseguró",
    "añadieron",
    "añadió",
    "comentó",
    "concluyó",
    "confirmó",
    "criticó",
    "cuestionó",
    "declararon",
    "declaró",
    "denuncian",
    "denunciaron",
    "denunció",
    "destacó",
    "detalló",
    "dice",
    "dicen",
    "dijeron",
    "dijo",
    "explicaron",
    "explicó",
    "expresaron",
    "expresó",
    "indicaron",
    "indicó",
    "informaron",
    "informó",
    "insistió",
    "manifestó",
    "mencionó",
    "negaron",
    "negó",
    "precisó",
    "prometió",
    "puntualizó",
    "recalcó",
    "reconoció",
    "reiteró",
    "reportó",
    "respondió",
    "reveló",
    "señala",
    "señalan",
    "señalaron",
    "señaló",
    "sostiene",
    "sostuvo",
    "subrayó",
];

/// Sorted.
const ENGLISH: &[&str] = &[
    "acknowledged",
    "added",
    "admitted",
    "alleged",
    "alleges",
    "announced",
    "argued",
    "argues",
    "asserted",
    "claimed",
    "claims",
    "commented",
    "concluded",
    "confirmed",
    "declared",
    "denied",
    "denies",
    "emphasized",
    "explained",
    "indicated",
    "insisted",
    "mentioned",
    "noted",
    "notes",
    "pledged",
    "promised",
    "replied",
    "reported",
    "reportedly",
    "revealed",
    "said",
    "say",
    "says",
    "stated",
    "states",
    "stressed",
    "suggested",
    "told",
    "warned",
    "warns",
    "wrote",
];

/// Counts an article's quotations and verbs of saying, except in boilerplate.
///
/// A stretch is covered when an annotation shares a character with it.
pub fn coverage(project: &Project, article: ArticleId) -> Coverage {
    let (Some(text), Some(record)) = (project.text(article), project.article(article)) else {
        return Coverage::default();
    };
    let current = record.current().n;
    let boilerplate: Vec<TextSpan> = parts_of(project, article, current)
        .filter(|it| it.part == "boilerplate")
        .map(|it| it.span)
        .collect();
    let taken = taken(&project.annotations_of(article), current);
    let mut coverage = Coverage::default();
    for (span, kind) in stretches(text, &record.language) {
        if boilerplate.iter().any(|it| it.overlaps(span)) {
            continue;
        }
        coverage.total += 1;
        // The first that ends behind the start is the only one to look at.
        let next = taken.partition_point(|it| it.end() <= span.start());
        if taken.get(next).is_some_and(|it| it.overlaps(span)) {
            coverage.covered += 1;
        } else {
            coverage.uncovered.push((span, kind));
        }
    }
    coverage
}

/// All words under annotations, as spans that neither overlap nor touch.
fn taken(annotations: &[&Annotation], current: u32) -> Vec<TextSpan> {
    let placed = annotations
        .iter()
        .filter(|it| !it.orphan && it.revision == current);
    super::normalize(placed.flat_map(|it| it.fragments.iter().copied())).into_vec()
}

fn stretches(text: &ArticleText, language: &str) -> Vec<(TextSpan, Stretch)> {
    let mut found = Vec::new();
    for number in 0..text.paragraph_count() {
        let (from, to) = text.paragraph(number);
        let base = from.get() as usize;
        let paragraph = &text.as_str()[base..to.get() as usize];
        let mut add = |range: Range<usize>, kind: Stretch| {
            found.extend(span(text, base, &range).map(|span| (span, kind)));
        };
        let mut end = 0;
        for quotation in quotations(paragraph) {
            if quotation.start >= end {
                end = quotation.end;
                add(quotation, Stretch::Quotation);
            }
        }
        for word in pieces(paragraph, Granularity::Word) {
            if is_reporting_verb(&paragraph[word.clone()], language) {
                add(word, Stretch::ReportingVerb);
            }
        }
    }
    sort_by(&mut found, Ord::cmp);
    found
}

/// By the language of the article; by both lists when that is neither.
fn is_reporting_verb(word: &str, language: &str) -> bool {
    let lower = lower(word);
    let is_in = |list: &[&str]| list.binary_search(&lower.as_str()).is_ok();
    match language.split('-').next() {
        Some("es") => is_in(SPANISH),
        Some("en") => is_in(ENGLISH),
        _ => is_in(SPANISH) || is_in(ENGLISH),
    }
}

fn span(text: &ArticleText, base: usize, range: &Range<usize>) -> Option<TextSpan> {
    let at = |index: usize| text.byte(u32::try_from(base + index).ok()?).ok();
    TextSpan::new(at(range.start)?, at(range.end)?).ok()
}

const _: () = assert!(is_sorted(SPANISH) && is_sorted(ENGLISH));

/// Held when this is compiled: a list out of order would be searched in vain.
const fn is_sorted(words: &[&str]) -> bool {
    let mut at = 1;
    while at < words.len() {
        let (before, word) = (words[at - 1].as_bytes(), words[at].as_bytes());
        let mut same = 0;
        while same < before.len() && same < word.len() && before[same] == word[same] {
            same += 1;
        }
        if same == word.len() || (same < before.len() && before[same] > word[same]) {
            return false;
        }
        at += 1;
    }
    true
}
