//! CoNLL-U: a word a line in ten columns, sentences with their text as comments.
//!
//! Nothing counts offsets: `# text` and what MISC says of spaces (`SpaceAfter`, `SpacesAfter`,
//! `SpacesBefore`) give the text as it is. Annotations are brackets in MISC, `Entity=(e1-Claim` … `e1)`, as
//! those of `CorefUD` and GUM: several may overlap, and tools for coreference read them. Nothing else of
//! an annotation has a place in them that others would read. After
//! <https://universaldependencies.org/format.html>, <https://universaldependencies.org/misc.html> and
//! <https://ufal.mff.cuni.cz/corefud>. Lines are written as sentences.

mod brackets;
mod read;
mod spaces;
mod write;

use super::foreign::{self, Beginning, Documents, Edges, Names, Room};
use super::warning::Warnings;
use super::{Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct Conllu;

/// How much of a file is looked at: comments at the beginning can be long.
const BEGINNING: usize = 32_000;

impl Format for Conllu {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "conllu",
            name: "CoNLL-U",
            extensions: &["conllu"],
            mime: "text/plain",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let beginning = Beginning::of(file, BEGINNING).text();
        let mut lines = beginning.lines();
        let first = lines.find(|it| !it.starts_with('#') && !it.trim().is_empty());
        let mut columns = first.unwrap_or_default().split('\t');
        let is_number = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
        let is_ours = columns.next().is_some_and(is_number) && columns.count() == 9;
        Confidence::certain_if(is_ours)
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: None,
            gaps: false,
            wordless: false,
            edges: Edges::Tokens,
            over_lines: false,
            names: Names::Identifier,
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
