use std::ops::Range;

use wasm_bindgen::prelude::*;

use crate::text::{Granularity, Segmenter, use_segmenter};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = Segmenter)]
    type IntlSegmenter;

    #[wasm_bindgen(catch, constructor, js_namespace = Intl, js_class = Segmenter)]
    fn new(locale: &str, options: &JsValue) -> Result<IntlSegmenter, JsValue>;

    #[wasm_bindgen(method)]
    fn segment(this: &IntlSegmenter, text: &str) -> JsValue;

    type Segment;

    /// In UTF-16 units.
    #[wasm_bindgen(method, getter)]
    fn index(this: &Segment) -> usize;

    #[wasm_bindgen(method, getter, js_name = isWordLike)]
    fn is_word_like(this: &Segment) -> Option<bool>;
}

/// The rules of this browser, one segmenter for each kind of piece.
struct Browser {
    characters: IntlSegmenter,
    words: IntlSegmenter,
    sentences: IntlSegmenter,
}

/// Cuts texts by the browser's rules from now on, if it has any.
pub fn use_browser_rules() {
    if let Ok(browser) = Browser::new() {
        // Once, and for as long as the page lives.
        use_segmenter(Box::leak(Box::new(browser)));
    }
}

impl Browser {
    fn new() -> Result<Self, JsValue> {
        let by = |granularity: &str| {
            let options = js_sys::Object::new();
            js_sys::Reflect::set(&options, &"granularity".into(), &granularity.into())?;
            // One locale for all: the same text is cut alike in every browser.
            IntlSegmenter::new("en", &options)
        };
        Ok(Self {
            characters: by("grapheme")?,
            words: by("word")?,
            sentences: by("sentence")?,
        })
    }
}

impl Segmenter for Browser {
    fn pieces(&self, text: &str, by: Granularity) -> Vec<Range<usize>> {
        let segmenter = match by {
            Granularity::Character => &self.characters,
            Granularity::Word => &self.words,
            Granularity::Sentence => &self.sentences,
        };
        let mut pieces = Vec::new();
        let Ok(Some(segments)) = js_sys::try_iter(&segmenter.segment(text)) else {
            return pieces;
        };
        // Where the last piece began, and whether it counts.
        let mut open: Option<usize> = None;
        let (mut units, mut chars) = (0, text.char_indices());
        let mut next = chars.next();
        for segment in segments.flatten() {
            let segment: Segment = segment.unchecked_into();
            while let Some((_, c)) = next
                && units < segment.index()
            {
                units += c.len_utf16();
                next = chars.next();
            }
            let at = next.map_or(text.len(), |(at, _)| at);
            if let Some(start) = open.replace(at) {
                pieces.push(start..at);
            }
            if by == Granularity::Word && segment.is_word_like() != Some(true) {
                open = None;
            }
        }
        if let Some(start) = open {
            pieces.push(start..text.len());
        }
        pieces
    }
}
