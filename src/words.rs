//! Every sentence of the interface, by key.
//!
//! One language so far; a second one becomes a second table of the same keys.

mod en;

pub use en::{PartWord, Word};

/// A table of words.
pub trait Words: Copy {
    fn said(self) -> &'static str;
}

/// Words with `{name}` places filled in.
fn filled(text: &str, parts: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (name, part) in parts {
        text = text.replace(&format!("{{{name}}}"), part);
    }
    text
}

/// A number of things: `one` has the words for a single one, `many` has a `{count}`.
pub fn counted<W: Words>(count: usize, one: W, many: W) -> String {
    counted_in(count, one.said(), many.said())
}

fn counted_in(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        one.to_owned()
    } else {
        filled(many, &[("count", &count.to_string())])
    }
}

macro_rules! words_of {
    ($($table:ident),*) => {$(
        impl Words for $table {
            fn said(self) -> &'static str {
                self.text()
            }
        }

        impl $table {
            /// The words with `{name}` places filled in.
            pub fn with(self, parts: &[(&str, &str)]) -> String {
                filled(self.text(), parts)
            }
        }

        impl From<$table> for String {
            fn from(word: $table) -> Self {
                word.text().to_owned()
            }
        }

        impl std::fmt::Display for $table {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.text())
            }
        }
    )*};
}

words_of! { Word, PartWord }
