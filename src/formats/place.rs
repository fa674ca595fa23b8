//! Where a span stands that a file names. A quote is believed before a number is.

use super::{Moved, NotFound, Unit};
use crate::limits::SEARCHED_BYTES;
use crate::text::{Anchor, ArticleText, CharOffset, TextSpan, Utf16Offset};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// Where the file says.
    There(TextSpan),
    /// As the file says, but there is no quote to check it by, and units could differ.
    Unverified(TextSpan),
    Moved(TextSpan, Moved),
    /// With what its offsets cover, if they fit the text.
    Lost(NotFound, Option<TextSpan>),
}

impl Unit {
    /// What two offsets of this unit cover, if they fit the text.
    pub(super) fn span(self, text: &ArticleText, start: u32, end: u32) -> Option<TextSpan> {
        match self {
            Self::CodePoint => text.char_span(CharOffset(start), CharOffset(end)).ok(),
            Self::Utf16 => text.utf16_span(Utf16Offset(start), Utf16Offset(end)).ok(),
            Self::Byte => TextSpan::new(text.byte(start).ok()?, text.byte(end).ok()?).ok(),
        }
    }
}

/// Looks for quotes; what all of them cost together is bounded.
#[derive(Debug)]
pub(super) struct Searcher {
    left: u64,
}

impl Default for Searcher {
    fn default() -> Self {
        Self {
            left: SEARCHED_BYTES,
        }
    }
}

impl Searcher {
    /// The one place where a quote stands, or fits best.
    pub(super) fn search(
        &mut self,
        text: &ArticleText,
        anchor: Anchor<'_>,
    ) -> Result<TextSpan, NotFound> {
        // Short quotes occur often, and each occurrence is compared with its surroundings.
        // So do beginnings of those that say the same again and again.
        let each = match different_bytes(anchor.quote) {
            _ if anchor.quote.len() < 4 => 16,
            0..=3 => 8,
            _ => 1,
        };
        let cost = u64::from(text.end().get()) * each;
        self.left = self
            .left
            .checked_sub(cost)
            .ok_or(NotFound::TooManySearches)?;
        let found = text.find(anchor).ok_or(NotFound::Absent)?;
        if found.unique {
            Ok(found.span)
        } else {
            Err(NotFound::Ambiguous)
        }
    }
}

/// How many different bytes a quote begins with.
fn different_bytes(quote: &str) -> usize {
    let first = quote.as_bytes().get(..8).unwrap_or(quote.as_bytes());
    let is_new = |(at, byte): &(usize, &u8)| !first[..*at].contains(byte);
    first.iter().enumerate().filter(is_new).count()
}
