//! Prodigy's and spaCy's JSON Lines: one task a line, with tokens, spans and relations.
//!
//! Offsets count code points; the file has no quotes of spans, but those of tokens, by which the unit can
//! be told. What was rejected or ignored is not taken. Spans begin and end with tokens: `spaCy` makes none
//! of others (`Doc.char_span` is `None`). After <https://prodi.gy/docs/api-interfaces>.

mod read;
mod write;

pub use read::read;

use super::foreign::{self, Documents, Edges, Keys, Names, Room};
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct Prodigy;

impl Format for Prodigy {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "prodigy",
            name: "Prodigy and spaCy (JSON Lines)",
            extensions: &["jsonl", "json"],
            mime: "application/jsonl",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let keys = Keys::of(file);
        if !keys.has("text") {
            Confidence::No
        } else if keys.has("_task_hash") || keys.has("spans") && keys.has("tokens") {
            Confidence::Certain
        } else if keys.has("spans") && !keys.has("denotations") {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::CodePoint),
            gaps: false,
            wordless: false,
            edges: Edges::Tokens,
            names: Names::NotEmpty,
            attribute_names: Names::NotEmpty,
            attributes: Room::Nothing,
            notes: Room::Nothing,
            relation_attributes: Room::Nothing,
            relation_notes: Room::Nothing,
            ..Holds::ALL
        }
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        foreign::read_each(&foreign::meant(bundle, self), read)
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        vec![write::write(documents)]
    }
}
