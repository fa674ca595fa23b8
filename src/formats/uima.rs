//! Common Analysis Structures of Apache UIMA, as `INCEpTION` and `DKPro` write them: XMI with a type system
//! beside it, and JSON, which has the types in itself.
//!
//! Offsets count UTF-16 code units. After the XMI serialisation format of
//! <https://docs.oasis-open.org/uima/v1.0/uima-v1.0.html> and
//! <https://github.com/apache/uima-uimaj-io-jsoncas/blob/main/SPECIFICATION.adoc> (0.4.0). Annotations of
//! tokens and sentences are not read (`inception.rs`); of ours there are two types, as there, and one for
//! what is known of an article, a type of document metadata.

mod documents;
mod json;
mod model;
mod types;
mod write;
mod write_json;
mod write_xmi;
mod xmi;

pub(super) use write_xmi::type_system;

use super::foreign::{self, Beginning, Documents, Names, Place, utf8};
use super::warning::Warnings;
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, NotRead, Reads,
    Unit,
};
use crate::model::Codebook;
use model::{Cas, Types};

/// What is known of an article.
const ARTICLE: &str = "webanno.custom.CotejoArticle";

const HOLDS: &Holds = &Holds {
    unit: Some(Unit::Utf16),
    gaps: false,
    line_end_gaps: false,
    wordless: false,
    attribute_names: Names::Identifier,
    controls: false,
    ..Holds::ALL
};

/// How far into a file its format must be named.
const BEGINNING: usize = 4_000;

#[derive(Clone, Copy, Debug)]
pub struct UimaXmi;

impl Format for UimaXmi {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "uima-xmi",
            name: "UIMA CAS XMI",
            extensions: &["xmi", "xml"],
            mime: "application/vnd.xmi+xml",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let beginning = Beginning::of(file, BEGINNING);
        Confidence::certain_if(beginning.names("http://www.omg.org/XMI"))
    }

    fn holds(&self) -> &'static Holds {
        HOLDS
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        let mut warnings = Warnings::default();
        let mut known = Types::default();
        let is_types =
            |it: &&NamedFile| Beginning::of(it, BEGINNING).names("<typeSystemDescription");
        for file in bundle.0.iter().filter(is_types) {
            let read = utf8(file).and_then(|text| {
                types::of_xml(text, &mut known).map_err(|why| (first_line(file), why))
            });
            if let Err((place, why)) = read {
                warnings.skip(&place, why);
            }
        }
        foreign::read_texts(bundle, self, warnings, &mut |file, text, warnings| {
            let cas = xmi::read(file, text, &known, warnings);
            documents_of(file, cas, &known, warnings)
        })
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write_xmi::write(documents)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct UimaJson;

impl Format for UimaJson {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "uima-json",
            name: "UIMA CAS JSON 0.4",
            extensions: &["json"],
            mime: "application/json",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let beginning = Beginning::of(file, BEGINNING);
        let names = ["\"%TYPES\"", "\"%FEATURE_STRUCTURES\"", "\"%VIEWS\""];
        Confidence::certain_if(names.iter().any(|it| beginning.names(it)))
    }

    fn holds(&self) -> &'static Holds {
        HOLDS
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        foreign::read_texts(
            bundle,
            self,
            Warnings::default(),
            &mut |file, text, warnings| {
                let mut known = Types::default();
                let cas = json::read(text, &mut known);
                documents_of(file, cas, &known, warnings)
            },
        )
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write_json::write(documents)
    }
}

fn documents_of(
    file: &NamedFile,
    cas: Result<Cas, NotRead>,
    types: &Types,
    warnings: &mut Warnings,
) -> Vec<Document> {
    match cas {
        Ok(cas) => documents::of(&file.name, &cas, types, warnings),
        Err(why) => {
            warnings.skip(&first_line(file), why);
            Vec::new()
        }
    }
}

fn first_line(file: &NamedFile) -> Place<'_> {
    Place {
        file: &file.name,
        line: 1,
    }
}
