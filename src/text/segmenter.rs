//! Where characters, words and sentences end, by the Unicode rules (UAX #29).
//!
//! The rules come with tables of some 75 kB. Browsers have them built in, and dictionaries
//! for scripts without spaces besides, so a page uses its browser's ([`use_segmenter`]);
//! natively, and so in tests, there are the tables of `unicode-segmentation`.

use std::cell::Cell;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granularity {
    /// What a reader takes for one character (an extended grapheme cluster). All of the text.
    Character,
    /// Words only: no white space, no punctuation.
    Word,
    /// All of the text, with the white space behind each sentence.
    Sentence,
}

/// Cuts texts into pieces.
pub trait Segmenter {
    /// The pieces of a text in order, in bytes.
    fn pieces(&self, text: &str, by: Granularity) -> Vec<Range<usize>>;
}

thread_local! {
    static IN_USE: Cell<&'static dyn Segmenter> = const { Cell::new(&BuiltIn) };
}

/// Has texts be cut by these rules from now on.
pub fn use_segmenter(segmenter: &'static dyn Segmenter) {
    IN_USE.set(segmenter);
}

/// The pieces of a text in order, in bytes.
pub fn pieces(text: &str, by: Granularity) -> Vec<Range<usize>> {
    IN_USE.get().pieces(text, by)
}

struct BuiltIn;

#[cfg(not(target_arch = "wasm32"))]
impl Segmenter for BuiltIn {
    fn pieces(&self, text: &str, by: Granularity) -> Vec<Range<usize>> {
        use unicode_segmentation::UnicodeSegmentation;

        let range = |(start, piece): (usize, &str)| start..start + piece.len();
        match by {
            Granularity::Character => text.grapheme_indices(true).map(range).collect(),
            Granularity::Word => text.unicode_word_indices().map(range).collect(),
            Granularity::Sentence => text.split_sentence_bound_indices().map(range).collect(),
        }
    }
}

/// For a browser without rules of its own: no table, so only what is plain to see.
#[cfg(target_arch = "wasm32")]
impl Segmenter for BuiltIn {
    fn pieces(&self, text: &str, by: Granularity) -> Vec<Range<usize>> {
        match by {
            Granularity::Character => text
                .char_indices()
                .map(|(at, c)| at..at + c.len_utf8())
                .collect(),
            Granularity::Word => {
                let words = text.split(|c: char| !c.is_alphanumeric());
                words
                    .filter(|it| !it.is_empty())
                    .map(|it| {
                        let start = it.as_ptr() as usize - text.as_ptr() as usize;
                        start..start + it.len()
                    })
                    .collect()
            }
            Granularity::Sentence => std::iter::once(0..text.len()).collect(),
        }
    }
}
