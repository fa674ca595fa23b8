//! Annotations of Hypothesis as its API gives and takes them (JSON): `rows` with selectors, tags and a text.
//!
//! Offsets count UTF-16 code units of the page's text; each annotation has the quote with what stands around
//! it, which is believed first. The texts are in no such file: what is written has each beside it (`.txt`).
//! The first tag is the label; the others are attributes, as `name: value`. After
//! <https://h.readthedocs.io/en/latest/api-reference/v1/>.

mod read;
mod write;

use super::foreign::{self, Documents, Keys, Names, Room};
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct Hypothesis;

impl Format for Hypothesis {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "hypothesis",
            name: "Hypothesis (JSON)",
            extensions: &["json"],
            mime: "application/json",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let keys = Keys::of(file);
        let of_one = |key: &str| keys.has(key) || keys.within(key);
        let lists = keys.has("rows") || keys.has("annotations") && !keys.has("data");
        if !lists && !keys.has("uri") || of_one("@context") {
            Confidence::No
        } else if of_one("uri") && of_one("target") || keys.within("selector") {
            Confidence::Certain
        } else if keys.has("rows") && keys.has("total") {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::Utf16),
            gaps: false,
            names: Names::NotEmpty,
            // The first space behind a colon is where the value begins.
            attribute_names: Names::Word,
            attributes: Room::Line,
            relations: false,
            relation_attributes: Room::Nothing,
            relation_notes: Room::Nothing,
            details: false,
            ..Holds::ALL
        }
    }

    fn read(&self, bundle: Bundle<'_>, known: &[Known<'_>]) -> Documents {
        read::read(bundle, known, &foreign::meant(bundle, self))
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write::write(documents)
    }
}
