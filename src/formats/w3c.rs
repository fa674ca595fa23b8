//! Web Annotations of the W3C as JSON-LD: a list of annotations, each with what is said (bodies) of what (targets).
//!
//! Offsets count code points; each target has the quote with what stands around it beside them. The texts are
//! in no such file: what is written has each beside it (`.txt`), and names it, or the address of the
//! article, as the source. Targets are independent of each other in this standard: for annotations with
//! gaps a key says that they belong together. After <https://www.w3.org/TR/annotation-model/> and
//! <https://www.w3.org/TR/annotation-vocab/>.

mod read;
mod write;

use super::foreign::{self, Beginning, Documents, Names, is_json};
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct WebAnnotations;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// On a body: the name of the attribute whose value it has.
const ATTRIBUTE: &str = "urn:x-cotejo:attribute";
/// On an annotation: its targets are fragments of one stretch with gaps.
const FRAGMENTS: &str = "urn:x-cotejo:fragments";
const URN: &str = "urn:uuid:";

impl Format for WebAnnotations {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "w3c",
            name: "W3C Web Annotation (JSON-LD)",
            extensions: &["jsonld", "json"],
            mime: "application/ld+json",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let beginning = Beginning::of(file, 4_000);
        if !is_json(beginning.0) {
            Confidence::No
        } else if beginning.names("www.w3.org/ns/anno") {
            Confidence::Certain
        } else if file.name.ends_with(".jsonld") {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::CodePoint),
            names: Names::NotEmpty,
            attribute_names: Names::NotEmpty,
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
