//! What an article holds that looks like attribution and that nobody has annotated.

mod verbs;

use std::ops::Range;

pub use verbs::ReportingVerbs;

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
    /// A verb of saying from the list.
    ReportingVerb,
}

/// Counts an article's quotations and verbs of saying, except in boilerplate.
///
/// A stretch is covered when an annotation shares a character with it.
pub fn coverage(project: &Project, article: ArticleId, verbs: &ReportingVerbs) -> Coverage {
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
    for (span, kind) in stretches(text, &record.language, verbs) {
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

fn stretches(
    text: &ArticleText,
    language: &str,
    verbs: &ReportingVerbs,
) -> Vec<(TextSpan, Stretch)> {
    let lists = verbs.of(language);
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
        let mut before = String::new();
        for word in pieces(paragraph, Granularity::Word) {
            let small = lower(&paragraph[word.clone()]);
            if small.trim().is_empty() {
                continue;
            }
            if lists.iter().any(|it| it.reports(&before, &small)) {
                add(word, Stretch::ReportingVerb);
            }
            before = small;
        }
    }
    sort_by(&mut found, Ord::cmp);
    found
}

fn span(text: &ArticleText, base: usize, range: &Range<usize>) -> Option<TextSpan> {
    let at = |index: usize| text.byte(u32::try_from(base + index).ok()?).ok();
    TextSpan::new(at(range.start)?, at(range.end)?).ok()
}
