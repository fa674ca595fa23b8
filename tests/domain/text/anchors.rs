use cotejo::text::{Anchor, ArticleText, CONTEXT_CHARS, Found};
use proptest::prelude::*;

use super::{bytes, positions, span, texts};

fn anchor<'a>(prefix: &'a str, quote: &'a str, suffix: &'a str) -> Anchor<'a> {
    Anchor {
        quote,
        prefix,
        suffix,
        position: None,
    }
}

fn find(source: &str, anchor: Anchor<'_>) -> Option<Found> {
    ArticleText::new(source).find(anchor)
}

fn at(source: &str, start: usize, len: usize) -> cotejo::text::TextSpan {
    bytes(&ArticleText::new(source), start, start + len)
}

proptest! {
    #[test]
    fn an_unchanged_text_gives_every_span_back(
        source in texts(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()
    ) {
        let text = ArticleText::new(source.as_str());
        let all = positions(&text);
        let (a, b) = (all[a.index(all.len())], all[b.index(all.len())]);
        let Ok(span) = cotejo::text::TextSpan::new(a.min(b), a.max(b)) else { return Ok(()) };
        let (prefix, suffix) = (text.prefix(span), text.suffix(span));
        prop_assert!(prefix.chars().count() <= CONTEXT_CHARS);
        prop_assert!(suffix.chars().count() <= CONTEXT_CHARS);
        prop_assert!(source[..span.start().get() as usize].ends_with(prefix));
        prop_assert!(source[span.end().get() as usize..].starts_with(suffix));
        let anchor = Anchor {
            quote: text.slice(span),
            prefix,
            suffix,
            position: Some(span.start().get()),
        };
        let found = text.find(anchor).expect("the quote is there");
        prop_assert_eq!((found.span, found.unique), (span, true));
        prop_assert!(found.score <= 92);
    }
}

#[test]
fn the_context_tells_two_places_apart() {
    let source = "The prison in Chile. The prison in Peru.";
    let found = find(source, anchor("Chile. The ", "prison", " in Peru")).unwrap();
    assert_eq!((found.span, found.unique), (at(source, 25, 6), true));
    let found = find(source, anchor("The ", "prison", " in Chile")).unwrap();
    assert_eq!((found.span, found.unique), (at(source, 4, 6), true));
}

#[test]
fn equal_places_are_called_ambiguous() {
    let found = find("one two one", anchor("", "one", "")).unwrap();
    assert!(!found.unique);
    assert!(find("one two", anchor("", "one", "")).unwrap().unique);
}

#[test]
fn the_position_breaks_ties() {
    let source = format!("{0}{0}{0}", "x CECOT y ".repeat(20));
    for nth in [0, 7, 30, 59] {
        let start = nth * 10 + 2;
        // A little further on than before, as after a small edit.
        for position in [start, start + 3] {
            let anchor = Anchor {
                position: Some(u32::try_from(position).unwrap()),
                ..anchor("x ", "CECOT", " y")
            };
            let found = find(&source, anchor).unwrap();
            assert_eq!(found.span.start().get() as usize, start);
            assert!(found.unique);
        }
    }
}

#[test]
fn the_context_counts_for_more_than_the_position() {
    let source = "a CECOT b … c CECOT d";
    let anchor = Anchor {
        position: Some(2),
        ..anchor("c ", "CECOT", " d")
    };
    let found = find(source, anchor).unwrap();
    assert_eq!(found.span, span_of_second(source));
}

fn span_of_second(source: &str) -> cotejo::text::TextSpan {
    let text = ArticleText::new(source);
    let first = span(&text, "CECOT");
    let second = source[first.end().get() as usize..].find("CECOT").unwrap();
    let start = first.end().get() as usize + second;
    bytes(&text, start, start + 5)
}

#[test]
fn the_score_falls_as_the_context_drifts() {
    let texts = [
        "Officials say the prison can hold 40,000 people in all.",
        "Officials say the prison can hold 40,000 men in all.",
        "Someone says this prison can hold 40,000 men in all.",
        "They built it to hold 40,000 men.",
        "40,000 men",
        "40,000",
    ];
    let first = ArticleText::new(texts[0]);
    let quote = span(&first, "40,000");
    let remembered = anchor(first.prefix(quote), "40,000", first.suffix(quote));
    let scores: Vec<u32> = texts
        .iter()
        .map(|it| find(it, remembered).unwrap().score)
        .collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert_eq!(scores[0], 90);
    assert_eq!(*scores.last().unwrap(), 50);
}

#[test]
fn longer_context_than_ours_counts_in_full() {
    let source = format!("{} CECOT {}", "left ".repeat(20), "right ".repeat(20));
    let (left, right) = source.split_once("CECOT").unwrap();
    assert_eq!(
        find(&source, anchor(left, "CECOT", right)).unwrap().score,
        90
    );
}

#[test]
fn what_is_gone_or_empty_is_not_found() {
    assert_eq!(find("Something else", anchor("", "CECOT", "")), None);
    assert_eq!(find("Something else", anchor("", "", "")), None);
}
