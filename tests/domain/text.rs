//! Offsets, boundaries, lanes and anchors of article text.

mod anchors;
mod boundaries;
mod lanes;
mod offsets;
mod search;

use cotejo::text::{ArticleText, ByteOffset, TextSpan};
use proptest::collection::vec;
use proptest::prelude::*;

/// Texts with all that tools trip over, long enough to need the table of counts now and then.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Ana",
        " ",
        "  ",
        "\n",
        "\n\n",
        ". ",
        "don't",
        "l’État",
        "40,000",
        "right-leaning",
        "niño",
        "nin\u{303}o",
        "e\u{301}\u{327}",
        "🖐️",
        "👩‍👩‍👧‍👦",
        "🇨🇱",
        "🇨🇱🇸🇻🇨",
        "שלום",
        "العربية",
        "汉字",
        "かな",
        "\r",
        "\t",
        "\u{a0}",
        "\u{200f}",
        "\u{feff}",
        "“",
        "”",
        "—",
        "𝒳",
        "¿Qué?",
        "🤚🏽",
        "ﬁ",
        "\u{2028}",
    ]);
    prop_oneof![
        4 => vec(piece.clone(), 0..12).prop_map(|it| it.concat()),
        1 => vec(piece, 150..400).prop_map(|it| it.concat()),
    ]
}

/// Every position in a text.
fn positions(text: &ArticleText) -> Vec<ByteOffset> {
    (0..=text.end().get())
        .filter_map(|at| text.byte(at).ok())
        .collect()
}

/// Where `words` stand for the first time.
fn span(text: &ArticleText, words: &str) -> TextSpan {
    let start = text
        .as_str()
        .find(words)
        .expect("the words stand in the text");
    bytes(text, start, start + words.len())
}

fn bytes(text: &ArticleText, start: usize, end: usize) -> TextSpan {
    let at = |index: usize| text.byte(u32::try_from(index).unwrap()).unwrap();
    TextSpan::new(at(start), at(end)).unwrap()
}
