//! Words, sentences, graphemes and paragraphs as places to stop, by the Unicode rules.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::{ArticleText, ByteOffset, TextSpan};

/// How far one step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// What a reader takes for one character (an extended grapheme cluster).
    Character,
    Word,
    Sentence,
    Paragraph,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    Forward,
    Backward,
}

impl ArticleText {
    /// Where a step from `at` ends; `at` itself at either end of the text.
    ///
    /// A step by word forward ends behind the word, backward before it, so that
    /// extending a selection takes up no white space.
    pub fn step(&self, at: ByteOffset, motion: Motion, unit: Unit) -> ByteOffset {
        match (unit, motion) {
            (Unit::Text, Motion::Forward) => self.end(),
            (Unit::Text, Motion::Backward) => ByteOffset::default(),
            (Unit::Character, _) => self.step_character(at, motion),
            (Unit::Paragraph, Motion::Forward) => self.paragraph(self.paragraph_at(at)).1,
            (Unit::Paragraph, Motion::Backward) => {
                let (start, _) = self.paragraph(self.paragraph_at(at));
                if start < at || start.get() == 0 {
                    start
                } else {
                    self.paragraph(self.paragraph_at(at) - 1).0
                }
            }
            (Unit::Word | Unit::Sentence, Motion::Forward) => {
                let mut number = self.paragraph_at(at);
                while number < self.paragraph_count() {
                    let pieces = self.pieces(number, unit);
                    if let Some((_, end)) = pieces.into_iter().find(|&(_, end)| end > at) {
                        return end;
                    }
                    number += 1;
                }
                self.end()
            }
            (Unit::Word | Unit::Sentence, Motion::Backward) => {
                let mut number = self.paragraph_at(at);
                loop {
                    let pieces = self.pieces(number, unit);
                    if let Some((start, _)) = pieces.into_iter().rfind(|&(start, _)| start < at) {
                        return start;
                    }
                    match number.checked_sub(1) {
                        Some(before) => number = before,
                        None => return ByteOffset::default(),
                    }
                }
            }
        }
    }

    /// The word around `at`; where a word ends and none begins, that word.
    pub fn word_at(&self, at: ByteOffset) -> Option<TextSpan> {
        self.piece_at(at, Unit::Word)
    }

    pub fn sentence_at(&self, at: ByteOffset) -> Option<TextSpan> {
        self.piece_at(at, Unit::Sentence)
    }

    /// The smallest span around `span` that cuts no character a reader would see.
    pub fn snap_to_characters(&self, span: TextSpan) -> TextSpan {
        let start = if self.is_character_boundary(span.start()) {
            span.start()
        } else {
            self.step_character(span.start(), Motion::Backward)
        };
        let end = if self.is_character_boundary(span.end()) {
            span.end()
        } else {
            self.step_character(span.end(), Motion::Forward)
        };
        TextSpan::new(start, end).unwrap_or(span)
    }

    /// The span grown to whole words, without white space at its ends.
    ///
    /// `None` when the span holds nothing but white space. Punctuation is kept where it
    /// was selected and never added.
    pub fn snap_to_words(&self, span: TextSpan) -> Option<TextSpan> {
        let span = self.trim(self.snap_to_characters(span))?;
        let first = self.words_around(span.start());
        let last = self.words_around(span.end());
        // Only a word that is really cut counts: an edge between two words stays.
        let start = first.map_or(span.start(), TextSpan::start);
        let end = last.map_or(span.end(), TextSpan::end);
        TextSpan::new(start, end).ok()
    }

    /// The span without white space at its ends; `None` when nothing else is in it.
    pub fn trim(&self, span: TextSpan) -> Option<TextSpan> {
        let text = self.slice(span);
        let lead = text.len() - text.trim_start().len();
        let kept = text.trim().len();
        let start = span.start().index() + lead;
        span_of_bytes(start, start + kept)
    }

    /// Whether `at` stands inside a word, and so an edge there would cut it.
    pub fn cuts_word(&self, at: ByteOffset) -> bool {
        self.words_around(at).is_some()
    }

    pub fn is_character_boundary(&self, at: ByteOffset) -> bool {
        let mut cursor = GraphemeCursor::new(at.index(), self.as_str().len(), true);
        cursor.is_boundary(self.as_str(), 0).unwrap_or(true)
    }

    fn step_character(&self, at: ByteOffset, motion: Motion) -> ByteOffset {
        let mut cursor = GraphemeCursor::new(at.index(), self.as_str().len(), true);
        let next = match motion {
            Motion::Forward => cursor.next_boundary(self.as_str(), 0),
            Motion::Backward => cursor.prev_boundary(self.as_str(), 0),
        };
        match next {
            Ok(Some(index)) => offset(index),
            _ if motion == Motion::Forward => self.end(),
            _ => ByteOffset::default(),
        }
    }

    fn piece_at(&self, at: ByteOffset, unit: Unit) -> Option<TextSpan> {
        let pieces = self.pieces(self.paragraph_at(at), unit);
        let inside = pieces.iter().find(|(start, end)| *start <= at && at < *end);
        let (start, end) = inside.or_else(|| pieces.iter().find(|(_, end)| *end == at))?;
        TextSpan::new(*start, *end).ok()
    }

    /// The word that `at` stands strictly inside of.
    fn words_around(&self, at: ByteOffset) -> Option<TextSpan> {
        let (from, to) = self.paragraph(self.paragraph_at(at));
        // A window around the place is enough, and keeps a paragraph of a megabyte cheap.
        let window = self.window(from, to, at);
        let base = window.start;
        self.as_str()[window]
            .unicode_word_indices()
            .map(|(start, word)| (base + start, base + start + word.len()))
            .find(|&(start, end)| start < at.index() && at.index() < end)
            .and_then(|(start, end)| span_of_bytes(start, end))
    }

    /// Bytes around `at` inside a paragraph, cut at white space so that no word is cut.
    fn window(&self, from: ByteOffset, to: ByteOffset, at: ByteOffset) -> std::ops::Range<usize> {
        let text = self.as_str();
        let before = &text[from.index()..at.index()];
        let after = &text[at.index()..to.index()];
        let start = before.rfind(char::is_whitespace).unwrap_or(0);
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        from.index() + start..at.index() + end
    }

    /// The words or sentences of a paragraph, without white space around them.
    fn pieces(&self, paragraph: usize, unit: Unit) -> Vec<(ByteOffset, ByteOffset)> {
        let (from, to) = self.paragraph(paragraph);
        let text = &self.as_str()[from.index()..to.index()];
        let place = |(start, piece): (usize, &str)| {
            let lead = piece.len() - piece.trim_start().len();
            let start = from.index() + start + lead;
            (offset(start), offset(start + piece.trim().len()))
        };
        match unit {
            Unit::Sentence => text
                .split_sentence_bound_indices()
                .map(place)
                .filter(|(start, end)| start < end)
                .collect(),
            _ => text.unicode_word_indices().map(place).collect(),
        }
    }
}

fn span_of_bytes(start: usize, end: usize) -> Option<TextSpan> {
    TextSpan::new(offset(start), offset(end)).ok()
}

fn offset(index: usize) -> ByteOffset {
    ByteOffset::new(u32::try_from(index).unwrap_or(u32::MAX))
}
