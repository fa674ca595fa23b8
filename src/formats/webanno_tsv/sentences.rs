//! The text that sentences make up, and where rows stand in it.

use super::cells::unescaped_text;
use crate::limits::ARTICLE_BYTES;
use crate::text::{ArticleText, Utf16Offset};

/// How far a token is looked for that is not where its row says, in bytes.
const NEAR: usize = 1_000;

/// More spaces between two sentences than this are none that somebody wrote.
const MOST_SPACES: u32 = 1_000_000;

#[derive(Default)]
pub(super) struct Sentences {
    pub text: String,
    /// The length of the text in UTF-16.
    length: u32,
    /// Lines of a sentence of which no token was seen.
    waiting: Vec<String>,
    last: Option<Sentence>,
}

/// A place in bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub begin: usize,
    pub end: usize,
    /// Whether it is where the row says.
    pub exact: bool,
}

struct Sentence {
    text: ArticleText,
    /// Where it begins, in bytes and in UTF-16.
    from: usize,
    from_utf16: u32,
    /// Where rows have it begin.
    said: u32,
    /// Behind the last token, in bytes of the sentence.
    behind: usize,
}

impl Sentences {
    pub fn line(&mut self, said: &str, numbers: bool) {
        self.waiting.push(unescaped_text(said, numbers));
    }

    /// What a row covers; nothing if it is not there.
    pub fn row(&mut self, begin: u32, end: u32, words: &str) -> Option<Spot> {
        if !self.waiting.is_empty() || self.last.is_none() {
            self.begin(begin);
        }
        let sentence = self.last.as_mut()?;
        let at = |it: u32| {
            let it = it.checked_sub(sentence.said)?;
            Some(sentence.text.from_utf16(Utf16Offset(it)).ok()?.get() as usize)
        };
        let whole = sentence.text.as_str();
        let there = at(begin).zip(at(end)).filter(|(begin, end)| {
            let covered = whole.get(*begin..*end);
            covered.is_some_and(|it| it == words || it == unescaped_text(words, false))
        });
        let exact = there.is_some() && sentence.said == sentence.from_utf16;
        let (begin, end) = there.or_else(|| {
            let rest = whole.get(sentence.behind..)?;
            let mut near = NEAR.min(rest.len());
            while !rest.is_char_boundary(near) {
                near -= 1;
            }
            let found = rest[..near].find(words).filter(|_| !words.is_empty())?;
            let begin = sentence.behind + found;
            Some((begin, begin + words.len()))
        })?;
        sentence.behind = sentence.behind.max(end);
        Some(Spot {
            begin: sentence.from + begin,
            end: sentence.from + end,
            exact,
        })
    }

    /// All of the text. The line end behind the last sentence is none of it.
    pub fn finish(mut self) -> String {
        if self.last.is_some() {
            self.end();
        }
        if !self.waiting.is_empty() {
            self.begin(self.length);
            self.end();
        }
        self.text.pop();
        self.text
    }

    fn begin(&mut self, said: u32) {
        if self.last.is_some() {
            self.end();
        }
        if said.checked_add(1) == Some(self.length) {
            self.text.pop();
            self.length -= 1;
        }
        let missing = said.saturating_sub(self.length);
        if missing <= MOST_SPACES && self.text.len() < ARTICLE_BYTES {
            self.text.push_str(&" ".repeat(missing as usize));
            self.length += missing;
        }
        self.last = Some(Sentence {
            text: ArticleText::new(std::mem::take(&mut self.waiting).join("\n")),
            from: self.text.len(),
            from_utf16: self.length,
            said,
            behind: 0,
        });
    }

    fn end(&mut self) {
        if let Some(sentence) = self.last.take() {
            self.text.push_str(sentence.text.as_str());
            self.text.push('\n');
            self.length = sentence.from_utf16 + sentence.text.utf16_len().0 + 1;
        }
    }
}
