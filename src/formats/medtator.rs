//! `MedTator`'s XML: a text, and a tag for each annotation with its places; a DTD says which tags there are.
//!
//! Offsets count UTF-16 code units, as its own code cuts strings with them. Places of a tag are
//! `91~97,100~102`, none `-1~-1`. A tag without places joins two, whose ids end in `ID`. After its parser of
//! annotations and of schemas, <https://github.com/OHNLP/MedTator>.

mod read;
mod write;

use super::foreign::{self, Beginning, Documents, Names};
use super::warning::Warnings;
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct MedTator;

/// How far into a file its text must begin.
const BEGINNING: usize = 2_000;

impl Format for MedTator {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "medtator",
            name: "MedTator XML",
            extensions: &["xml"],
            mime: "application/xml",
            reads: Reads::Texts,
            writes: true,
        }
    }

    /// Nothing in it says whose it is.
    fn knows(&self, file: &NamedFile) -> Confidence {
        let beginning = Beginning::of(file, BEGINNING);
        let mut bytes = beginning.0.iter();
        let first = bytes.find(|it| !it.is_ascii_whitespace() && it.is_ascii());
        let is_xml = first == Some(&b'<');
        if is_xml && beginning.names("<TEXT") && !beginning.names("http://www.omg.org/XMI") {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::Utf16),
            line_end_gaps: false,
            names: Names::Identifier,
            attribute_names: Names::Identifier,
            many_values: false,
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
            &mut |file, text, warnings| match read::read(&file.name, text, warnings) {
                Ok(document) => vec![document],
                Err(why) => {
                    warnings.skip(&file.name, why);
                    Vec::new()
                }
            },
        )
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write::write(documents)
    }
}
