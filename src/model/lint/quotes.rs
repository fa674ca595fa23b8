//! Quotation marks: which stretches of a text they enclose, and the claims that lack them.

use std::ops::Range;

use super::place::{Scope, knows_value};
use super::{Found, Rule};
use crate::model::sorted::sort_by_key;
use crate::model::{Annotation, Subject};
use crate::text::{ArticleText, TextSpan};

pub(super) fn check(scope: &Scope<'_>, claim: &Annotation, found: &mut Found) {
    let quoted = claim.label == "Claim" && claim.has("reporting", "direct_quote");
    if !quoted || !knows_value(scope.codebook, "reporting", "direct_quote") {
        return;
    }
    let Some(text) = scope.text_of(claim) else {
        return;
    };
    // A typographically set-off post is direct without marks.
    if scope.is_in(claim, "embedded_post") {
        return;
    }
    let mut fragments = claim.fragments.iter();
    if !claim.fragments.is_empty() && !fragments.any(|&fragment| has_marks(text, fragment)) {
        let place = scope.place(claim);
        found.add(
            Rule::DirectQuoteWithoutMarks,
            Subject::Annotation(claim.id),
            place,
        );
    }
}

/// Whether a mark is in the span, touches it, or a quotation encloses it.
fn has_marks(text: &ArticleText, span: TextSpan) -> bool {
    let range = span.range();
    let (before, after) = (&text.as_str()[..range.start], &text.as_str()[range.end..]);
    // Single marks may be apostrophes; only as part of a quotation do they count.
    let sure = |c: char| is_mark(c) && !matches!(c, '\'' | '’');
    if text.slice(span).contains(sure) || before.ends_with(sure) || after.starts_with(sure) {
        return true;
    }
    text.paragraphs_of(span).any(|number| {
        let (from, to) = text.paragraph(number);
        let base = from.get() as usize;
        quotations(&text.as_str()[base..to.get() as usize])
            .iter()
            .any(|it| base + it.start < range.end && range.start < base + it.end)
    })
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '“' | '”' | '‘' | '’' | '„' | '"' | '\'')
}

/// The quotations of a paragraph, marks included, outer ones before those inside them.
///
/// A quotation that “, « or „ opens and nothing closes goes on to the end: so do long
/// quotations over several paragraphs. Straight marks that stay open were none.
pub(in crate::model) fn quotations(paragraph: &str) -> Vec<Range<usize>> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before: Option<char> = None;
    for (at, mark) in paragraph.char_indices() {
        if is_mark(mark) {
            let end = at + mark.len_utf8();
            let after = paragraph[end..].chars().next();
            let closes = open.iter().rposition(|&(opener, _)| pairs(opener, mark));
            match closes {
                Some(depth) if may_close(mark, after) => {
                    found.push(open[depth].1..end);
                    // Marks that stayed open inside were apostrophes.
                    open.truncate(depth);
                }
                _ if may_open(mark, before, after) => open.push((mark, at)),
                _ => {}
            }
        }
        before = Some(mark);
    }
    let end = paragraph.trim_end().len();
    let left_open = open
        .into_iter()
        .filter(|&(mark, _)| matches!(mark, '“' | '«' | '„'));
    found.extend(left_open.map(|(_, start)| start..end));
    sort_by_key(&mut found, |it| (it.start, std::cmp::Reverse(it.end)));
    found
}

fn pairs(opener: char, closer: char) -> bool {
    matches!(
        (opener, closer),
        ('«', '»') | ('»', '«') | ('“' | '„' | '”', '”') | ('„', '“') | ('‘', '’')
    ) || (opener == closer && matches!(opener, '"' | '\''))
}

/// A single mark before a letter is an apostrophe.
fn may_close(mark: char, after: Option<char>) -> bool {
    !matches!(mark, '\'' | '’') || !after.is_some_and(char::is_alphanumeric)
}

fn may_open(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let apart = !before.is_some_and(char::is_alphanumeric);
    let leads = after.is_some_and(|c| !c.is_whitespace());
    match mark {
        // A thin or no-break space may follow, as in French.
        '«' | '“' | '„' => true,
        // Closing marks open too, in German and Swedish print; a single one is an apostrophe.
        '»' | '”' => leads && before.is_none_or(char::is_whitespace),
        '’' => false,
        _ => apart && leads,
    }
}
