//! Finding words as people type them: whatever their case and accents, and whichever
//! quotation marks and dashes a newsroom sets.

use super::case::small;
use super::{ArticleText, ByteOffset, TextSpan};

/// From which letter on small letters count as another one, up to the next row; 0 leaves
/// them alone. Rows of a kind lie together, so that this stands for the tables of Unicode,
/// which would weigh as much as the rest of the search.
#[rustfmt::skip]
const LETTERS: &[(u16, u16)] = {
    const fn row(from: u16, to: char) -> (u16, u16) {
        (from, to as u16)
    }
    &[
        (0, 0),
        // Western Europe
        row(0xE0, 'a'), (0xE6, 0), row(0xE7, 'c'), row(0xE8, 'e'), row(0xEC, 'i'),
        row(0xF0, 'd'), row(0xF1, 'n'), row(0xF2, 'o'), (0xF7, 0), row(0xF8, 'o'),
        row(0xF9, 'u'), row(0xFD, 'y'), (0xFE, 0), row(0xFF, 'y'),
        // Central Europe and beyond
        row(0x100, 'a'), row(0x106, 'c'), row(0x10E, 'd'), row(0x112, 'e'), row(0x11C, 'g'),
        row(0x124, 'h'), row(0x128, 'i'), (0x132, 0), row(0x134, 'j'), row(0x136, 'k'),
        row(0x139, 'l'), row(0x143, 'n'), (0x14A, 0), row(0x14C, 'o'), (0x152, 0),
        row(0x154, 'r'), row(0x15A, 's'), row(0x162, 't'), row(0x168, 'u'), row(0x174, 'w'),
        row(0x176, 'y'), row(0x179, 'z'), row(0x17F, 's'), (0x180, 0),
        row(0x1A0, 'o'), (0x1A2, 0), row(0x1AF, 'u'), (0x1B1, 0), row(0x1CD, 'a'),
        row(0x1CF, 'i'), row(0x1D1, 'o'), row(0x1D3, 'u'), (0x1DD, 0), row(0x218, 's'),
        row(0x21A, 't'), (0x21C, 0),
        // Greek
        row(0x3AC, 'α'), row(0x3AD, 'ε'), row(0x3AE, 'η'), row(0x3AF, 'ι'), (0x3B0, 0),
        row(0x3C2, 'σ'), (0x3C4, 0), row(0x3CA, 'ι'), row(0x3CB, 'υ'), row(0x3CC, 'ο'),
        row(0x3CD, 'υ'), row(0x3CE, 'ω'), (0x3CF, 0),
        // Cyrillic
        row(0x439, 'и'), (0x43A, 0), row(0x451, 'е'), (0x452, 0), row(0x457, 'і'), (0x458, 0),
        // Vietnamese and others
        row(0x1E00, 'a'), row(0x1E02, 'b'), row(0x1E08, 'c'), row(0x1E0A, 'd'),
        row(0x1E14, 'e'), row(0x1E1E, 'f'), row(0x1E20, 'g'), row(0x1E22, 'h'),
        row(0x1E2C, 'i'), row(0x1E30, 'k'), row(0x1E36, 'l'), row(0x1E3E, 'm'),
        row(0x1E44, 'n'), row(0x1E4C, 'o'), row(0x1E54, 'p'), row(0x1E58, 'r'),
        row(0x1E60, 's'), row(0x1E6A, 't'), row(0x1E72, 'u'), row(0x1E7C, 'v'),
        row(0x1E80, 'w'), row(0x1E8A, 'x'), row(0x1E8E, 'y'), row(0x1E90, 'z'),
        (0x1E96, 0), row(0x1EA0, 'a'), row(0x1EB8, 'e'), row(0x1EC8, 'i'), row(0x1ECC, 'o'),
        row(0x1EE4, 'u'), row(0x1EF2, 'y'), (0x1EFA, 0),
    ]
};

/// At most so many letters come of one.
const MOST: usize = 3;

/// In lower case, letter by letter.
pub fn lower(text: &str) -> String {
    text.chars().map(small).collect()
}

/// What a character counts as when words are compared: nothing for an accent that stands
/// by itself, two letters for `ß`.
#[derive(Clone, Copy, Debug, Default)]
struct Folded {
    letters: [char; MOST],
    len: usize,
}

impl Folded {
    fn push(&mut self, c: char) {
        if self.len < MOST {
            self.letters[self.len] = c;
            self.len += 1;
        }
    }

    fn of(c: char) -> Self {
        let mut folded = Self::default();
        if c.is_ascii() {
            folded.push(small(c));
        } else {
            folded.push_small(small(c));
        }
        folded
    }

    /// `c` is in lower case.
    fn push_small(&mut self, c: char) {
        let plain = match c {
            // Accents, hyphens that show only at the end of a line.
            '\u{AD}' => return,
            accent if is_accent(accent) => return,
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' | '´' | '`' => '\'',
            '\u{2010}'..='\u{2015}' | '−' => '-',
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => ' ',
            'ß' => return self.push_both('s', 's'),
            'æ' => return self.push_both('a', 'e'),
            'œ' => return self.push_both('o', 'e'),
            'ĳ' => return self.push_both('i', 'j'),
            _ => {
                let code = u32::from(c);
                let row = LETTERS.iter().rfind(|(from, _)| u32::from(*from) <= code);
                match row {
                    Some(&(_, to)) if to != 0 && code < 0x1EFA => {
                        char::from_u32(to.into()).unwrap_or(c)
                    }
                    _ => c,
                }
            }
        };
        self.push(plain);
    }

    fn push_both(&mut self, first: char, second: char) {
        self.push(first);
        self.push(second);
    }

    fn letters(&self) -> &[char] {
        &self.letters[..self.len]
    }
}

/// A text as it counts when words are compared. Offsets in it are not those of the text.
pub fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for c in text.chars() {
        all.extend(Folded::of(c).letters());
    }
    all
}

/// Whether every word of `query`, which must be [`folded`], stands somewhere in `text`.
pub fn has_words(text: &str, query: &str) -> bool {
    folded_has_words(&folded(text), query)
}

/// The same for a text that is [`folded`] already.
pub fn folded_has_words(text: &str, query: &str) -> bool {
    query.split_whitespace().all(|word| text.contains(word))
}

impl ArticleText {
    /// Where `query` stands letter by letter; at most `most` places that `accept` takes, none
    /// overlapping.
    pub fn find_exactly(
        &self,
        query: &str,
        most: usize,
        accept: &dyn Fn(&TextSpan) -> bool,
    ) -> Vec<TextSpan> {
        if query.is_empty() {
            return Vec::new();
        }
        let found = self.as_str().match_indices(query);
        let spans = found.filter_map(|(at, it)| Self::byte_span(at, at + it.len()).ok());
        // An accent behind the words makes another letter of their last one.
        let whole = |span: &TextSpan| {
            let behind = &self.as_str()[span.end().index()..];
            !behind.chars().next().is_some_and(is_accent)
        };
        let spans = spans.filter(whole).filter(accept);
        spans.take(most).collect()
    }

    /// Where `query`, which must be [`folded`], stands; at most `most` places that `accept`
    /// takes, none overlapping. Accents that stand by themselves belong to the letter before.
    pub fn find_folded(
        &self,
        query: &str,
        most: usize,
        accept: &dyn Fn(&TextSpan) -> bool,
    ) -> Vec<TextSpan> {
        let text = self.as_str();
        let Some(first) = query.chars().next() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut from = 0;
        for (start, c) in text.char_indices() {
            if found.len() == most {
                break;
            }
            if start < from || Folded::of(c).letters().first() != Some(&first) {
                continue;
            }
            if let Some(len) = match_folded(&text[start..], query)
                && let Ok(span) = Self::byte_span(start, start + len)
                && accept(&span)
            {
                from = start + len;
                found.push(span);
            }
        }
        found
    }

    fn byte_span(start: usize, end: usize) -> Result<TextSpan, super::BadOffset> {
        let offset = |at: usize| ByteOffset::new(u32::try_from(at).unwrap_or(u32::MAX));
        TextSpan::new(offset(start), offset(end))
    }
}

/// An accent that stands by itself, behind the letter it belongs to.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// How many bytes of `text` match all of `query` from the start on. A query may end in the
/// middle of a letter that counts as two: whoever types "stras" is on the way to "straße".
fn match_folded(text: &str, query: &str) -> Option<usize> {
    let mut wanted = query.chars().peekable();
    let mut len = 0;
    for c in text.chars() {
        let folded = Folded::of(c);
        if wanted.peek().is_none() && folded.len > 0 {
            break;
        }
        for letter in folded.letters() {
            if wanted.next_if_eq(letter).is_none() && wanted.peek().is_some() {
                return None;
            }
        }
        len += c.len_utf8();
    }
    wanted.peek().is_none().then_some(len)
}
