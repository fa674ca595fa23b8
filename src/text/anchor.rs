//! Finding a quote again in a text that may have changed.

use std::cmp::Reverse;

use super::{ArticleText, ByteOffset, TextSpan};

/// Code points of context kept before and after a quote.
pub const CONTEXT_CHARS: usize = 32;

/// What an annotation remembers of its place: the words and their surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor<'a> {
    pub quote: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
    /// Where the quote stood, in bytes; only breaks ties, in favour of what is nearest.
    pub position: Option<u32>,
}

/// Where a quote was found, and how alike its surroundings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub span: TextSpan,
    /// 0 to 92: 50 for the quote, up to 20 each for prefix and suffix, up to 2 for the
    /// position. The weights are those of the Hypothesis client, which has no fuzzy quote
    /// here yet.
    pub score: u32,
    /// No other place scores as much and lies as near to the position.
    pub unique: bool,
}

impl ArticleText {
    /// Up to [`CONTEXT_CHARS`] code points before a span.
    pub fn prefix(&self, span: TextSpan) -> &str {
        let before = &self.as_str()[..span.start().index()];
        let start = before
            .char_indices()
            .rev()
            .take(CONTEXT_CHARS)
            .last()
            .map_or(before.len(), |(at, _)| at);
        &before[start..]
    }

    /// Up to [`CONTEXT_CHARS`] code points after a span.
    pub fn suffix(&self, span: TextSpan) -> &str {
        let after = &self.as_str()[span.end().index()..];
        let end = after
            .char_indices()
            .nth(CONTEXT_CHARS)
            .map_or(after.len(), |(at, _)| at);
        &after[..end]
    }

    /// The best place for an anchor whose quote stands in this text unchanged.
    pub fn find(&self, anchor: Anchor<'_>) -> Option<Found> {
        if anchor.quote.is_empty() {
            return None;
        }
        let mut best: Option<(Found, u32)> = None;
        // A match that overlaps another ("00" in "000") is seen only where it stood before.
        let stood = anchor.position.map(|it| it as usize).filter(|&start| {
            let there = self.as_str().get(start..);
            there.is_some_and(|it| it.starts_with(anchor.quote))
        });
        let matches = self.as_str().match_indices(anchor.quote);
        let elsewhere = matches.map(|it| it.0).filter(|&it| Some(it) != stood);
        for start in elsewhere.chain(stood) {
            let Some(span) = Self::span_of_bytes(start, start + anchor.quote.len()) else {
                continue;
            };
            let score = self.score(span, anchor);
            // Points for the position are too coarse to tell neighbours apart.
            let apart = anchor
                .position
                .map_or(0, |it| it.abs_diff(span.start().get()));
            match &mut best {
                Some((found, nearest)) if (found.score, apart) == (score, *nearest) => {
                    found.unique = false;
                }
                Some((found, nearest))
                    if (found.score, Reverse(*nearest)) > (score, Reverse(apart)) => {}
                _ => {
                    let found = Found {
                        span,
                        score,
                        unique: true,
                    };
                    best = Some((found, apart));
                }
            }
        }
        best.map(|(found, _)| found)
    }

    fn score(&self, span: TextSpan, anchor: Anchor<'_>) -> u32 {
        let before = common(self.prefix(span).chars().rev(), anchor.prefix.chars().rev());
        let after = common(self.suffix(span).chars(), anchor.suffix.chars());
        // Other tools keep more context than is compared here.
        let share = |alike: usize, of: &str| match of.chars().count().min(CONTEXT_CHARS) {
            0 => 0,
            all => 20 * alike / all,
        };
        let near = anchor.position.map_or(0, |position| {
            let apart = position.abs_diff(span.start().get());
            let len = self.end().get().max(1);
            2 - (2 * u64::from(apart) / u64::from(len)).min(2)
        });
        let score = 50 + share(before, anchor.prefix) + share(after, anchor.suffix);
        u32::try_from(score).unwrap_or(0) + u32::try_from(near).unwrap_or(0)
    }

    fn span_of_bytes(start: usize, end: usize) -> Option<TextSpan> {
        let offset = |at: usize| u32::try_from(at).ok().map(ByteOffset::new);
        TextSpan::new(offset(start)?, offset(end)?).ok()
    }
}

fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}
