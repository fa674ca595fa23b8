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
fn what_is_gone_or_empty_is_not_found() {
    assert_eq!(find("Something else", anchor("", "CECOT", "")), None);
    assert_eq!(find("Something else", anchor("", "", "")), None);
}
