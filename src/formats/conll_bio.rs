//! CoNLL columns with BIO: a token a line, its label in the last column, a blank line behind each sentence.
//!
//! Nothing counts offsets: of a text there are the tokens only. `B-` begins, `I-` goes on, `O` is nothing;
//! `E-`, `L-`, `S-` and `U-` of other schemes are read too, and `I-` that begins. After
//! <https://www.clips.uantwerpen.be/conll2003/ner/> and `spacy convert -c ner`. Lines are written as sentences.

mod read;
mod write;

use super::foreign::{self, Beginning, Documents, Edges, Names, Room};
use super::warning::Warnings;
use super::{Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct ConllBio;

/// The line at which a document begins.
const DOCUMENT: &str = "-DOCSTART-";

/// How much of a file is looked at.
const BEGINNING: usize = 4_000;

impl Format for ConllBio {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "conll-bio",
            name: "CoNLL BIO",
            extensions: &["conll", "bio", "iob", "iob2"],
            mime: "text/plain",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let beginning = Beginning::of(file, BEGINNING).text();
        let beginning = beginning.trim_start_matches('\u{feff}');
        if beginning.starts_with(DOCUMENT) {
            return Confidence::Certain;
        }
        let whole = beginning.rsplit_once('\n').map_or("", |it| it.0);
        let mut rows = whole
            .lines()
            .filter(|it| !it.is_empty() && !it.starts_with('#'));
        let is_row = |line: &str| {
            let mut columns = line.split_whitespace();
            let (first, last) = (columns.next(), columns.next_back());
            let tag = last.filter(|_| first.is_some()).unwrap_or_default();
            tag == "O"
                || tag.starts_with(['B', 'I', 'E', 'L', 'S', 'U']) && tag.get(1..2) == Some("-")
        };
        if rows.clone().next().is_some() && rows.all(is_row) {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: None,
            text: false,
            gaps: false,
            overlaps: false,
            wordless: false,
            edges: Edges::Tokens,
            over_lines: false,
            names: Names::Word,
            attributes: Room::Nothing,
            notes: Room::Nothing,
            relations: false,
            details: false,
            address: false,
            controls: false,
            ..Holds::ALL
        }
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        foreign::read_texts(
            bundle,
            self,
            Warnings::default(),
            &mut |file, text, warnings| read::read(&file.name, text, warnings),
        )
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write::write(documents)
    }
}
