//! Every sentence of the interface, by key.
//!
//! One language so far; a second one becomes a second table of the same keys.

mod en;

pub use en::Word;

impl Word {
    /// The words with `{name}` places filled in.
    pub fn with(self, parts: &[(&str, &str)]) -> String {
        let mut text = self.text().to_owned();
        for (name, part) in parts {
            text = text.replace(&format!("{{{name}}}"), part);
        }
        text
    }
}

/// A number of things: `one` has the words for a single one, `many` has a `{count}`.
pub fn counted(count: usize, one: Word, many: Word) -> String {
    if count == 1 {
        one.into()
    } else {
        many.with(&[("count", &count.to_string())])
    }
}

impl From<Word> for String {
    fn from(word: Word) -> Self {
        word.text().to_owned()
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}
