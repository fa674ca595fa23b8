//! doccano's JSON Lines: one text a line, with spans (`label`) or with entities and relations.
//!
//! Offsets count UTF-16 code units, as its page counts them, unless a project counts graphemes; the
//! file does not say which, and has no quotes. What is written has them, in a key that doccano passes
//! over, and is ASCII: its guess at encodings fails on short lines of UTF-8. After doccano 1.8
//! (<https://github.com/doccano/doccano>, `backend/data_import` and `data_export`).

mod read;
mod write;

pub use read::read;

use super::foreign::{self, Documents, Keys, Names, Room};
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct Doccano;

impl Format for Doccano {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "doccano",
            name: "doccano (JSON Lines)",
            extensions: &["jsonl", "json"],
            mime: "application/jsonl",
            reads: Reads::Texts,
            writes: true,
        }
    }

    /// `text` with spans: those of Prodigy have `start`, those of `PubAnnotation` are called denotations.
    fn knows(&self, file: &NamedFile) -> Confidence {
        let keys = Keys::of(file);
        let text = keys.has("text") || keys.has("data") && !keys.has("annotations");
        if !text || keys.has("denotations") || keys.has("spans") || keys.has("tracks") {
            Confidence::No
        } else if keys.has("entities") && (keys.within("start_offset") || keys.has("relations")) {
            Confidence::Certain
        } else if keys.has("label") || keys.has("labels") || keys.has("entities") {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::Utf16),
            gaps: false,
            wordless: false,
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
