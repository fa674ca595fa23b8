//! brat standoff: a text (`.txt`) and, beside it, lines that name places in it (`.ann`).
//!
//! Offsets count code points of the text as the file has it: a byte order mark and each carriage
//! return count 1. After <https://brat.nlplab.org/standoff.html> and brat's own reader.

mod configuration;
mod read;
mod write;

pub use read::read;

use super::foreign::{Documents, Edges, Names, Room};
use super::warning::Warnings;
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, NotRead, Reads,
    Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct Brat;

const TEXT: &str = ".txt";
const ANNOTATIONS: &str = ".ann";

impl Format for Brat {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "brat",
            name: "brat standoff",
            extensions: &["ann", "txt"],
            mime: "text/plain",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        Confidence::certain_if(file.name.ends_with(ANNOTATIONS))
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::CodePoint),
            wordless: false,
            line_end_gaps: false,
            edges: Edges::Words,
            names: Names::Plain,
            attribute_names: Names::Plain,
            attributes: Room::Line,
            notes: Room::Line,
            relation_attributes: Room::Nothing,
            relation_notes: Room::Line,
            details: false,
            address: false,
            ..Holds::ALL
        }
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        let mut documents = Documents::default();
        let mut warnings = Warnings::default();
        for annotations in bundle.0 {
            let Some(stem) = annotations.name.strip_suffix(ANNOTATIONS) else {
                continue;
            };
            let text = format!("{stem}{TEXT}");
            let Some(text) = bundle.0.iter().find(|it| it.name == text) else {
                warnings.skip(&annotations.name, NotRead::NoFile(text));
                continue;
            };
            match self::read(text, annotations) {
                Ok((document, said)) => {
                    documents.documents.push(document);
                    documents.warnings.extend(said);
                }
                Err(why) => warnings.skip(&text.name, NotRead::NoText(why)),
            }
        }
        documents.warnings.extend(warnings.into_list());
        documents
    }

    fn write(&self, documents: &[Document], codebook: &Codebook) -> Vec<NamedFile> {
        let mut files = write::write(documents);
        files.push(configuration::configuration(documents, codebook));
        files
    }
}
