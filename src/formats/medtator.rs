//! `MedTator`'s XML: a text, and a tag for each annotation with its places; a DTD says which tags there are.
//!
//! Offsets count UTF-16 code units, as its own code cuts strings with them. Places of a tag are
//! `91~97,100~102`, none `-1~-1`. A tag without places joins two, whose ids end in `ID`. After its parser of
//! annotations and of schemas, <https://github.com/OHNLP/MedTator>.

mod read;
mod write;

use super::foreign::{Documents, Names, utf8};
use super::warning::Warnings;
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct MedTator;

/// How far into a file its text must begin.
const BEGINNING: usize = 2_000;

fn is_medtator(file: &NamedFile) -> bool {
    let beginning = &file.bytes[..file.bytes.len().min(BEGINNING)];
    let has = |it: &[u8]| beginning.windows(it.len()).any(|other| other == it);
    let first = beginning
        .iter()
        .find(|it| !it.is_ascii_whitespace() && it.is_ascii());
    first == Some(&b'<') && has(b"<TEXT") && !has(b"http://www.omg.org/XMI")
}

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

    fn sniff(&self, bundle: Bundle<'_>) -> Confidence {
        // Nothing in it says whose it is.
        if bundle.0.iter().any(is_medtator) {
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
        let mut documents = Documents::default();
        let mut warnings = Warnings::default();
        for file in bundle.0.iter().filter(|it| is_medtator(it)) {
            let text = match utf8(file) {
                Ok(text) => text,
                Err((place, why)) => {
                    warnings.skip(&place, why);
                    continue;
                }
            };
            match read::read(&file.name, text, &mut warnings) {
                Ok(document) => documents.documents.push(document),
                Err(why) => warnings.skip(&file.name, why),
            }
        }
        documents.warnings = warnings.into_list();
        documents
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write::write(documents)
    }
}
