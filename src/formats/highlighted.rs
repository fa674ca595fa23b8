//! Texts with their annotated words marked and, below each, a numbered list of what is said of them: for papers
//! and for reading. Markdown has the words in `<mark>` with the numbers raised behind them; plain text has
//! `[1 words 1]`, which also holds where annotations cross.

mod marked;
mod style;

use super::foreign::{Document, Room, file_names};
use super::{Description, Format, Holds, NamedFile, Reads};
use crate::model::Codebook;
use style::{MARKDOWN_STYLE, PLAIN_STYLE, Style};

/// "Texts with highlights", in one of two styles.
#[derive(Debug)]
pub struct Highlighted(&'static Description, &'static Style);

/// For papers.
pub static MARKDOWN: Highlighted = Highlighted(
    &Description {
        id: "highlighted-markdown",
        name: "Texts with highlights (Markdown)",
        extensions: &["md"],
        mime: "text/markdown",
        reads: Reads::Nothing,
        writes: true,
    },
    &MARKDOWN_STYLE,
);

/// For anything that shows text.
pub static PLAIN: Highlighted = Highlighted(
    &Description {
        id: "highlighted-text",
        name: "Texts with highlights (plain text)",
        extensions: &["txt"],
        mime: "text/plain",
        reads: Reads::Nothing,
        writes: true,
    },
    &PLAIN_STYLE,
);

impl Format for Highlighted {
    fn describe(&self) -> &'static Description {
        self.0
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: None,
            attributes: Room::Line,
            notes: Room::Line,
            relation_attributes: Room::Line,
            relation_notes: Room::Line,
            ..Holds::ALL
        }
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        let mut files = Vec::with_capacity(documents.len());
        for (document, name) in documents.iter().zip(file_names(documents)) {
            files.push(NamedFile {
                name: format!("{name}.{}", self.0.extensions[0]),
                bytes: marked::written(document, self.1).into_bytes(),
            });
        }
        files
    }
}
