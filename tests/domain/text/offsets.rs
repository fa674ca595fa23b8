use cotejo::text::{ArticleText, BadOffset, CharOffset, TextSpan, Utf16Offset};
use proptest::prelude::*;

use super::{positions, texts};

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

proptest! {
    #[test]
    fn the_three_units_agree_with_counting(source in texts()) {
        let text = ArticleText::new(source.as_str());
        let mut bytes = source.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        bytes.push(source.len());
        for (chars, &byte) in bytes.iter().enumerate() {
            let at = text.byte(small(byte)).unwrap();
            let utf16 = source[..byte].encode_utf16().count();
            prop_assert_eq!(text.to_char(at), CharOffset(small(chars)));
            prop_assert_eq!(text.to_utf16(at), Utf16Offset(small(utf16)));
            prop_assert_eq!(text.from_char(CharOffset(small(chars))), Ok(at));
            prop_assert_eq!(text.from_utf16(Utf16Offset(small(utf16))), Ok(at));
        }
        prop_assert_eq!(text.char_len(), CharOffset(small(source.chars().count())));
        prop_assert_eq!(text.utf16_len(), Utf16Offset(small(source.encode_utf16().count())));
    }

    #[test]
    fn what_is_no_position_is_refused(source in texts()) {
        let text = ArticleText::new(source.as_str());
        for byte in 0..=source.len() + 1 {
            prop_assert_eq!(text.byte(small(byte)).is_ok(), source.is_char_boundary(byte));
        }
        let units: Vec<u16> = source.encode_utf16().collect();
        for (at, unit) in units.iter().enumerate() {
            // The second half of a pair is inside a character.
            let inside = (0xDC00..0xE000).contains(unit);
            let found = text.from_utf16(Utf16Offset(small(at)));
            let expected = BadOffset::InsideChar { offset: small(at) };
            prop_assert_eq!(found.err(), inside.then_some(expected));
        }
        let past = |at: usize, len: usize| BadOffset::PastEnd { offset: small(at), len: small(len) };
        let (utf16, chars) = (units.len(), source.chars().count());
        prop_assert_eq!(
            text.from_utf16(Utf16Offset(small(utf16 + 1))),
            Err(past(utf16 + 1, utf16))
        );
        prop_assert_eq!(
            text.from_char(CharOffset(small(chars + 1))),
            Err(past(chars + 1, chars))
        );
    }

    #[test]
    fn paragraphs_are_the_lines(source in texts()) {
        let text = ArticleText::new(source.as_str());
        let lines: Vec<&str> = match source.as_str() {
            "" => vec![""],
            some => some.split_inclusive('\n').collect(),
        };
        prop_assert_eq!(text.paragraph_count(), lines.len());
        for (number, line) in lines.iter().enumerate() {
            let (from, to) = text.paragraph(number);
            prop_assert_eq!(&source[from.get() as usize..to.get() as usize], *line);
            for at in positions(&text) {
                if from <= at && at < to {
                    prop_assert_eq!(text.paragraph_at(at), number);
                }
            }
        }
        prop_assert_eq!(text.paragraph_at(text.end()), lines.len() - 1);
    }

    #[test]
    fn a_span_touches_the_paragraphs_it_has_characters_in(
        source in texts(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()
    ) {
        let text = ArticleText::new(source.as_str());
        let all = positions(&text);
        let (a, b) = (all[a.index(all.len())], all[b.index(all.len())]);
        if let Ok(span) = TextSpan::new(a.min(b), a.max(b)) {
            let touched: Vec<usize> = (0..text.paragraph_count())
                .filter(|&number| {
                    let (from, to) = text.paragraph(number);
                    TextSpan::new(from, to).is_ok_and(|it| it.overlaps(span))
                })
                .collect();
            prop_assert_eq!(text.paragraphs_of(span).collect::<Vec<_>>(), touched);
        }
    }
}

#[test]
fn spans_are_never_empty_or_reversed() {
    let text = ArticleText::new("🖐️ ok");
    let empty = text.char_span(CharOffset(2), CharOffset(2));
    assert_eq!(empty, Err(BadOffset::EmptySpan { start: 2, end: 2 }));
    let reversed = text.utf16_span(Utf16Offset(3), Utf16Offset(2));
    assert_eq!(reversed, Err(BadOffset::EmptySpan { start: 3, end: 2 }));
    let hand = text.utf16_span(Utf16Offset(0), Utf16Offset(3)).unwrap();
    assert_eq!(text.slice(hand), "🖐️");
    assert_eq!(text.char_span(CharOffset(0), CharOffset(2)), Ok(hand));
}

#[test]
fn a_span_of_another_text_is_told() {
    let long = ArticleText::new("longer than the other");
    let span = long.whole().unwrap();
    let short = ArticleText::new("🖐️");
    assert_eq!(short.get(span), None);
    assert!(short.check(span).is_err());
    assert_eq!(ArticleText::new("").whole(), None);
}
