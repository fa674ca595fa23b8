//! `PubAnnotation`'s JSON: a text with denotations, relations between them, and attributes of both; several
//! `tracks` of those where several projects have the text.
//!
//! Offsets count code points; `TextAE`, its editor, counts UTF-16 code units. What is written has quotes, in
//! a key that both pass over. After <https://www.pubannotation.org/docs/annotation-format/>.

mod read;
mod write;

pub use read::read;

use super::foreign::{self, Documents, Keys, Names, Room};
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

/// What we name as the collection in which texts stand.
const BASE: &str = "Cotejo";

#[derive(Clone, Copy, Debug)]
pub struct PubAnnotation;

impl Format for PubAnnotation {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "pub-annotation",
            name: "PubAnnotation (JSON)",
            extensions: &["json"],
            mime: "application/json",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let keys = Keys::of(file);
        let names_it = keys.has("denotations") || keys.has("tracks") && keys.within("denotations");
        if keys.has("text") && names_it {
            Confidence::Certain
        } else if names_it || keys.has("sourcedb") && keys.has("text") {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::CodePoint),
            wordless: false,
            names: Names::NotEmpty,
            attribute_names: Names::NotEmpty,
            attributes: Room::Line,
            notes: Room::Nothing,
            relation_attributes: Room::Line,
            relation_notes: Room::Nothing,
            details: false,
            address: false,
            ..Holds::ALL
        }
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        foreign::read_each(&foreign::meant(bundle, self), read)
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write::write(documents)
    }
}
