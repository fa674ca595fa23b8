//! Where the spans of other tools stand.

use cotejo::formats::foreign::{Canonical, ForeignText};
use cotejo::formats::{Moved, NotFound, Unit};
use cotejo::ingest::{raw_offset, raw_text};
use cotejo::text::{ArticleText, TextSpan};
use proptest::prelude::*;

/// What makes units differ.
const PIECES: &[&str] = &[
    "word ",
    "other ",
    "\r\n",
    "\n",
    "\r",
    "é",
    "e\u{301}",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
    "\u{a0}",
    "שלום ",
    "\u{200f}",
    "\u{feff}",
    "字",
    "𝔸",
    "🇨🇱",
];

/// The offsets of a span in a text, counted anew.
fn offsets(text: &str, span: std::ops::Range<usize>, unit: Unit) -> (u32, u32) {
    let count = |it: &str| match unit {
        Unit::CodePoint => it.chars().count(),
        Unit::Utf16 => it.encode_utf16().count(),
        Unit::Byte => it.len(),
    };
    let at = |it: usize| u32::try_from(count(&text[..it])).unwrap();
    (at(span.start), at(span.end))
}

fn span_of(found: Canonical) -> Option<TextSpan> {
    match found {
        Canonical::There(it) | Canonical::Unverified(it) | Canonical::Moved(it, _) => Some(it),
        Canonical::Lost(_) => None,
    }
}

prop_compose! {
    /// A text as it stands in a file, and a span of it in bytes.
    fn raw_and_span()(
        mark in any::<bool>(),
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..12),
        ends in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) -> (String, std::ops::Range<usize>) {
        let mark = if mark { "\u{feff}" } else { "" };
        let raw = format!("{mark}a {}", pieces.concat());
        // Half a line end has no place, nor has the mark.
        let whole = |it: &usize| *it >= mark.len() && !(raw[..*it].ends_with('\r') && raw[*it..].starts_with('\n'));
        let mut places: Vec<usize> = raw.char_indices().map(|it| it.0).filter(whole).collect();
        places.push(raw.len());
        let last = places.len() - 1;
        let (one, other) = (ends.0.index(last), ends.1.index(last));
        let (start, end) = (places[one.min(other)], places[one.max(other) + 1]);
        (raw, start..end)
    }
}

const UNITS: [Unit; 3] = [Unit::CodePoint, Unit::Utf16, Unit::Byte];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(35_000))]

    /// Some 100,000 conversions: three units each.
    #[test]
    fn a_span_is_where_its_offsets_say_in_every_unit((raw, span) in raw_and_span()) {
        let quote = &raw[span.clone()];
        let mut text = ForeignText::of_text(&raw).unwrap();
        prop_assert_eq!(raw_text(&text.ingested.text, &text.ingested.source), raw.clone());
        let canonical = text.ingested.text.clone();
        let expected = quote.replace("\r\n", "\n").replace('\r', "\n");
        for unit in UNITS {
            let (start, end) = offsets(&raw, span.clone(), unit);
            let found = text.place(unit, start, end, Some(quote));
            let Canonical::There(place) = found else { panic!("{unit:?}: {found:?}") };
            prop_assert_eq!(&canonical[place.range()], &expected);
            let (from, to) = text.counted(place);
            let back = [from, to].map(|it| raw_offset(&text.ingested.source, it));
            prop_assert_eq!((back[0], back[1]), offsets(&raw, span.clone(), Unit::CodePoint));
        }
    }

    /// Whoever counts another unit, and has a quote, is understood or told; never is another place taken
    /// silently.
    #[test]
    fn what_counts_another_unit_is_found_by_its_quote((raw, span) in raw_and_span(), says in 0..3_usize, counts in 0..3_usize) {
        let quote = &raw[span.clone()];
        let quote = &quote.replace('\r', "");
        let mut text = ForeignText::of_text(&raw).unwrap();
        let canonical = text.ingested.text.clone();
        let (start, end) = offsets(&raw, span.clone(), UNITS[counts]);
        let found = text.place(UNITS[says], start, end, Some(quote));
        let place = span_of(found);
        match place {
            Some(place) => prop_assert_eq!(&canonical[place.range()], quote),
            None => prop_assert!(quote.is_empty() || canonical.matches(quote).count() != 1, "{:?}", found),
        }
        if says == counts && *quote == raw[span] {
            prop_assert!(matches!(found, Canonical::There(_)));
        }
    }
}

#[test]
fn a_mark_that_was_not_counted_is_noticed() {
    let mut text = ForeignText::of_text("\u{feff}Pia\r\nsaid no.").unwrap();
    // As if there were neither mark nor carriage return.
    let found = text.place(Unit::CodePoint, 4, 8, Some("said"));
    let Canonical::Moved(span, how) = found else {
        panic!("{found:?}")
    };
    assert_eq!(how, Moved::Canonical(Unit::CodePoint));
    assert_eq!(ArticleText::new("Pia\nsaid no.").slice(span), "said");
}

#[test]
fn without_a_quote_a_plain_text_is_believed_and_another_is_not() {
    let mut plain = ForeignText::of_text("Pia said no.").unwrap();
    let found = plain.place(Unit::CodePoint, 4, 8, None);
    assert!(matches!(found, Canonical::There(_)), "{found:?}");
    let mut other = ForeignText::of_text("📰 Pia said no.").unwrap();
    let found = other.place(Unit::CodePoint, 6, 10, None);
    assert!(matches!(found, Canonical::Unverified(_)), "{found:?}");
    let found = other.place(Unit::CodePoint, 6, 100, None);
    assert_eq!(found, Canonical::Lost(NotFound::NoQuote));
}

#[test]
fn a_quote_that_stands_twice_is_not_guessed() {
    let mut text = ForeignText::of_text("no, no, no").unwrap();
    let found = text.place(Unit::CodePoint, 90, 92, Some("no"));
    assert_eq!(found, Canonical::Lost(NotFound::Ambiguous));
}
