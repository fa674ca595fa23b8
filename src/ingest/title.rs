//! What an article may be called.

use crate::text::{Granularity, pieces};

use super::beginning::first_chars;
use super::visible::{is_bidi_control, is_visible};

/// No proposed title is longer, in code points.
pub const MAX_TITLE_CHARS: usize = 120;

/// A beginning of a paragraph that stands in for a title is shorter.
const MAX_BEGINNING_CHARS: usize = 80;

/// No more of a line is looked at, in code points: some files have all in one.
const MAX_LINE_CHARS: usize = 2_000;

const ELLIPSIS: char = '…';

/// A title to start from: the headline of a canonical text, else its beginning.
///
/// A headline is a short line before a blank one: the first line, or the second where a
/// paragraph (the summary some sites put on top) stands before it. The beginning is the
/// first sentence, or as many words as fit, with an ellipsis.
///
/// One line of at most [`MAX_TITLE_CHARS`], without bidi controls, and never empty: a text
/// with nothing to see gives an ellipsis.
pub fn propose_title(text: &str) -> String {
    headline(text)
        .or_else(|| beginning(text))
        .unwrap_or_else(|| ELLIPSIS.to_string())
}

fn headline(text: &str) -> Option<String> {
    let mut lines = text
        .lines()
        .map(Line::new)
        .skip_while(|line| line.0.is_empty());
    let first = lines.next()?;
    let second = lines.next()?;
    let (headline, mut after) = if second.0.is_empty() {
        (first, lines)
    } else {
        let is_below_summary = first.is_paragraph() && !second.is_paragraph();
        let blank = lines.next()?;
        if !is_below_summary || !blank.0.is_empty() {
            return None;
        }
        (second, lines)
    };
    // What nothing follows is the text itself.
    let is_followed = after.any(|line| !line.0.is_empty());
    (is_followed && headline.is_short() && headline.has_words()).then_some(headline.0)
}

fn beginning(text: &str) -> Option<String> {
    let visible = || {
        text.lines()
            .map(Line::new)
            .filter(|line| !line.0.is_empty())
    };
    let line = visible()
        .find(Line::has_words)
        .or_else(|| visible().next())?;
    Some(shorten(first_sentence(&line.0)))
}

/// A line without what a title must not have: markup of a heading, white space other than
/// single blanks, controls. Empty if there is nothing to see in it.
struct Line(String);

impl Line {
    fn new(line: &str) -> Self {
        let words: Vec<String> = first_chars(line, MAX_LINE_CHARS)
            .split(|c: char| c.is_whitespace() || c.is_control())
            .map(|word| word.chars().filter(|&c| !is_left_out(c)).collect())
            .filter(|word: &String| !word.is_empty())
            .collect();
        let mut clean = words.join(" ");
        if !clean.chars().any(is_visible) {
            clean.clear();
        }
        Self(without_heading_marks(clean))
    }

    fn is_short(&self) -> bool {
        first_chars(&self.0, MAX_TITLE_CHARS) == self.0
    }

    fn has_words(&self) -> bool {
        self.0.chars().any(char::is_alphanumeric)
    }

    /// Too long for a headline, or ending as sentences end.
    fn is_paragraph(&self) -> bool {
        !self.is_short() || self.0.ends_with(['.', ',', ';', ':', '。'])
    }
}

/// Invisible in a title, and in the way of whoever looks for it. Joiners stay: emoji and
/// Persian words need them.
fn is_left_out(c: char) -> bool {
    is_bidi_control(c) || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Without the `# ` of a Markdown heading.
fn without_heading_marks(line: String) -> String {
    let unmarked = line.trim_start_matches('#');
    match unmarked.strip_prefix(' ') {
        Some(words) if unmarked.len() < line.len() && !words.is_empty() => words.to_owned(),
        _ => line,
    }
}

/// The line up to the first end of a sentence that is surely one; the whole line if none is.
fn first_sentence(line: &str) -> &str {
    for (at, mark) in line.char_indices() {
        let (before, after) = (&line[..at], &line[at + mark.len_utf8()..]);
        let is_ideographic = matches!(mark, '。' | '！' | '？');
        if !(is_ideographic || matches!(mark, '.' | '!' | '?' | '…')) {
            continue;
        }
        if mark == '.' && ends_in_abbreviation(before) {
            continue;
        }
        let rest = after.trim_start_matches(is_closing_mark);
        let is_end = is_ideographic
            || rest
                .strip_prefix(' ')
                .is_some_and(|next| !next.starts_with(char::is_lowercase));
        if is_end {
            return &line[..line.len() - rest.len()];
        }
    }
    line
}

/// "Dr.", "Sr.", "U.S.", "3.": what may stand before a full stop inside a sentence.
fn ends_in_abbreviation(before: &str) -> bool {
    const LONGEST: usize = 3;
    let word = before
        .rsplit(|c: char| c.is_whitespace() || is_closing_mark(c))
        .next()
        .unwrap_or_default();
    word.contains('.') || word.chars().count() <= LONGEST
}

fn is_closing_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』'
    )
}

/// At most [`MAX_BEGINNING_CHARS`], cut between words, with an ellipsis where cut.
fn shorten(sentence: &str) -> String {
    if first_chars(sentence, MAX_BEGINNING_CHARS) == sentence {
        return sentence.to_owned();
    }
    // One character less, for the ellipsis.
    let room = first_chars(sentence, MAX_BEGINNING_CHARS - 1);
    let cut = if sentence[room.len()..].starts_with(' ') {
        room
    } else {
        room.rsplit_once(' ')
            .map_or_else(|| whole_graphemes(sentence, room), |(words, _)| words)
    };
    let mut title = cut
        .trim_end_matches([
            ' ', ',', ';', ':', '.', '-', '–', '—', '(', '[', '"', '“', '«',
        ])
        .to_owned();
    if title.is_empty() {
        title.push_str(cut);
    }
    title.push(ELLIPSIS);
    title
}

/// What of `room` does not cut through a character as the reader sees it, unless the first
/// one alone is too long.
fn whole_graphemes<'a>(sentence: &'a str, room: &'a str) -> &'a str {
    let end = pieces(sentence, Granularity::Character)
        .into_iter()
        .map(|it| it.start)
        .take_while(|&at| at <= room.len())
        .last()
        .filter(|&at| at > 0)
        .unwrap_or(room.len());
    &sentence[..end]
}
