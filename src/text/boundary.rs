//! Words, sentences, graphemes and paragraphs as places to stop, by the Unicode rules.

use std::ops::Range;

use super::{ArticleText, ByteOffset, Granularity, TextSpan, pieces};

/// How far around a place characters are looked at, in code points: more than any
/// character that a reader would see as one has.
const NEARBY: usize = 256;

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
        let at = at.index();
        is_plain_boundary(self.as_str(), at)
            || self.characters_around(at).iter().any(|it| it.start == at)
    }

    fn step_character(&self, at: ByteOffset, motion: Motion) -> ByteOffset {
        let at = at.index();
        let near = self.characters_around(at);
        match motion {
            Motion::Forward => near
                .iter()
                .find(|it| it.end > at)
                .map_or(self.end(), |it| offset(it.end)),
            Motion::Backward => near
                .iter()
                .rfind(|it| it.start < at)
                .map_or(ByteOffset::default(), |it| offset(it.start)),
        }
    }

    /// The characters around a place; at least the one before and the one behind it.
    fn characters_around(&self, at: usize) -> Vec<Range<usize>> {
        let text = self.as_str();
        let before = text[..at].char_indices().rev().take(NEARBY);
        let mut start = at;
        for (index, _) in before {
            start = index;
            if is_plain_boundary(text, start) {
                break;
            }
        }
        let mut end = at;
        for c in text[at..].chars().take(NEARBY) {
            end += c.len_utf8();
            if is_plain_boundary(text, end) {
                break;
            }
        }
        let near = pieces(&text[start..end], Granularity::Character).into_iter();
        near.map(|it| start + it.start..start + it.end).collect()
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
        let (before, behind) = self.as_str().split_at(at.index());
        let beside = [before.chars().next_back()?, behind.chars().next()?];
        if beside.iter().any(char::is_ascii_whitespace) {
            return None;
        }
        // A window around the place is enough, and keeps a paragraph of a megabyte cheap.
        let window = self.window(from, to, at);
        let base = window.start;
        pieces(&self.as_str()[window], Granularity::Word)
            .into_iter()
            .map(|it| (base + it.start, base + it.end))
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
        let by = match unit {
            Unit::Sentence => Granularity::Sentence,
            _ => Granularity::Word,
        };
        let place = |piece: Range<usize>| {
            let words = &text[piece.clone()];
            let lead = words.len() - words.trim_start().len();
            let start = from.index() + piece.start + lead;
            (offset(start), offset(start + words.trim().len()))
        };
        let pieces = pieces(text, by).into_iter().map(place);
        pieces.filter(|(start, end)| start < end).collect()
    }
}

/// Whether a character ends there without a doubt, so that no rules need be asked: between
/// two ASCII characters, and at either side of a newline.
fn is_plain_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (Some(before), Some(behind)) = (at.checked_sub(1).map(|it| bytes[it]), bytes.get(at))
    else {
        return true;
    };
    match (before, *behind) {
        (b'\r', b'\n') => false,
        (b'\n', _) | (_, b'\n') => true,
        (before, behind) => before.is_ascii() && behind.is_ascii(),
    }
}

fn span_of_bytes(start: usize, end: usize) -> Option<TextSpan> {
    TextSpan::new(offset(start), offset(end)).ok()
}

fn offset(index: usize) -> ByteOffset {
    ByteOffset::new(u32::try_from(index).unwrap_or(u32::MAX))
}
