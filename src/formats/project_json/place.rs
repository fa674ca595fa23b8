//! Where a fragment stands. A quote is believed before a number is.

use super::object::{Object, Unknown};
use super::values::Str;
use crate::formats::{Moved, NotFound, Unit};
use crate::limits::SEARCHED_BYTES;
use crate::model::json::Raw;
use crate::text::{Anchor, ArticleText, ByteOffset, CharOffset, TextSpan, Utf16Offset};

/// One piece of an annotation; `start` and `end` count code points.
#[derive(Debug)]
pub(super) struct Fragment<'a> {
    /// Where it stands in the file.
    pub(super) at: Raw<'a>,
    pub(super) start: u32,
    pub(super) end: u32,
    utf16: Option<(u32, u32)>,
    pub(super) quote: Option<Str<'a>>,
    pub(super) prefix: Str<'a>,
    pub(super) suffix: Str<'a>,
    pub(super) rest: Unknown<'a>,
}

impl<'a> Fragment<'a> {
    pub(super) fn of(mut it: Object<'_, 'a>) -> Self {
        let (start, end) = (it.must("start"), it.must("end"));
        let utf16 = (it.may("start_utf16"), it.may("end_utf16"));
        Self {
            at: it.raw_self(),
            start,
            end,
            utf16: utf16.0.zip(utf16.1),
            quote: it.may("quote"),
            prefix: it.may("prefix").unwrap_or_default(),
            suffix: it.may("suffix").unwrap_or_default(),
            rest: it.rest(),
        }
    }
}

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
    /// `text` is the one that the offsets count in; `trusted`: it is of the revision that
    /// the file names.
    pub(super) fn place(
        &mut self,
        text: &ArticleText,
        fragment: &Fragment<'_>,
        trusted: bool,
    ) -> Placed {
        let by_char = text
            .char_span(CharOffset(fragment.start), CharOffset(fragment.end))
            .ok();
        let Some(quote) = fragment.quote.as_ref().map(Str::as_str) else {
            return match by_char {
                Some(span) if trusted => {
                    let agrees = fragment
                        .utf16
                        .map(|(start, end)| utf16_span(text, start, end))
                        == Some(Some(span));
                    if agrees || units_agree(text) {
                        Placed::There(span)
                    } else {
                        Placed::Unverified(span)
                    }
                }
                _ => Placed::Lost(NotFound::NoQuote, by_char.filter(|_| trusted)),
            };
        };
        let says = |span: &TextSpan| text.get(*span) == Some(quote);
        if let Some(span) = by_char.filter(says) {
            return Placed::There(span);
        }
        let own = fragment
            .utf16
            .and_then(|(start, end)| utf16_span(text, start, end));
        if let Some(span) = own.filter(says) {
            return Placed::Moved(span, Moved::OwnUtf16);
        }
        if let Some(span) = utf16_span(text, fragment.start, fragment.end).filter(says) {
            return Placed::Moved(span, Moved::Unit(Unit::Utf16));
        }
        if let Some(span) = byte_span(text, fragment.start, fragment.end).filter(says) {
            return Placed::Moved(span, Moved::Unit(Unit::Byte));
        }
        match self.search(text, fragment, quote) {
            Ok(span) => Placed::Moved(span, Moved::Quote),
            Err(why) => Placed::Lost(why, by_char),
        }
    }

    fn search(
        &mut self,
        text: &ArticleText,
        fragment: &Fragment<'_>,
        quote: &str,
    ) -> Result<TextSpan, NotFound> {
        // Short quotes occur often, and each occurrence is compared with its surroundings.
        // So do beginnings of those that say the same again and again.
        let each = match different_bytes(quote) {
            _ if quote.len() < 4 => 16,
            0..=3 => 8,
            _ => 1,
        };
        let cost = u64::from(text.end().get()) * each;
        self.left = self
            .left
            .checked_sub(cost)
            .ok_or(NotFound::TooManySearches)?;
        let position = text.from_char(CharOffset(fragment.start)).ok();
        let found = text
            .find(Anchor {
                quote,
                prefix: fragment.prefix.as_str(),
                suffix: fragment.suffix.as_str(),
                position: position.map(ByteOffset::get),
            })
            .ok_or(NotFound::Absent)?;
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

fn utf16_span(text: &ArticleText, start: u32, end: u32) -> Option<TextSpan> {
    text.utf16_span(Utf16Offset(start), Utf16Offset(end)).ok()
}

fn byte_span(text: &ArticleText, start: u32, end: u32) -> Option<TextSpan> {
    TextSpan::new(text.byte(start).ok()?, text.byte(end).ok()?).ok()
}

/// Whether code points and UTF-16 code units count the same in a text.
fn units_agree(text: &ArticleText) -> bool {
    text.char_len().0 == text.utf16_len().0
}
