//! Where a fragment stands. A quote is believed before a number is.

use super::object::{Object, Unknown};
use super::values::Str;
use crate::formats::place::{Placed, Searcher};
use crate::formats::{Moved, NotFound, Unit};
use crate::model::json::Raw;
use crate::text::{Anchor, ArticleText, ByteOffset, CharOffset, TextSpan};

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

/// `text` is the one that the offsets count in; `trusted`: it is of the revision that
/// the file names.
pub(super) fn place(
    searcher: &mut Searcher,
    text: &ArticleText,
    fragment: &Fragment<'_>,
    trusted: bool,
) -> Placed {
    let by = |unit: Unit| unit.span(text, fragment.start, fragment.end);
    let by_char = by(Unit::CodePoint);
    let Some(quote) = fragment.quote.as_ref().map(Str::as_str) else {
        return match by_char {
            Some(span) if trusted => {
                let agrees = fragment
                    .utf16
                    .map(|(start, end)| Unit::Utf16.span(text, start, end))
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
        .and_then(|(start, end)| Unit::Utf16.span(text, start, end));
    if let Some(span) = own.filter(says) {
        return Placed::Moved(span, Moved::OwnUtf16);
    }
    for unit in [Unit::Utf16, Unit::Byte] {
        if let Some(span) = by(unit).filter(says) {
            return Placed::Moved(span, Moved::Unit(unit));
        }
    }
    let position = text.from_char(CharOffset(fragment.start)).ok();
    let anchor = Anchor {
        quote,
        prefix: fragment.prefix.as_str(),
        suffix: fragment.suffix.as_str(),
        position: position.map(ByteOffset::get),
    };
    match searcher.search(text, anchor) {
        Ok(span) => Placed::Moved(span, Moved::Quote),
        Err(why) => Placed::Lost(why, by_char),
    }
}

/// Whether code points and UTF-16 code units count the same in a text.
fn units_agree(text: &ArticleText) -> bool {
    text.char_len().0 == text.utf16_len().0
}
