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

use super::foreign::{Documents, Names, utf8};
use super::warning::Warnings;
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;
use model::Types;

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

fn begins_with(file: &NamedFile, names: &[&str]) -> bool {
    let beginning = &file.bytes[..file.bytes.len().min(BEGINNING)];
    let has = |name: &&str| {
        beginning
            .windows(name.len())
            .any(|it| it == name.as_bytes())
    };
    names.iter().any(has)
}

fn surely(is: bool) -> Confidence {
    if is {
        Confidence::Certain
    } else {
        Confidence::No
    }
}

#[derive(Clone, Copy, Debug)]
pub struct UimaXmi;

impl UimaXmi {
    fn is_xmi(file: &NamedFile) -> bool {
        begins_with(file, &["http://www.omg.org/XMI"])
    }

    fn is_types(file: &NamedFile) -> bool {
        begins_with(file, &["<typeSystemDescription"])
    }
}

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

    fn sniff(&self, bundle: Bundle<'_>) -> Confidence {
        surely(bundle.0.iter().any(Self::is_xmi))
    }

    fn holds(&self) -> &'static Holds {
        HOLDS
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        let mut warnings = Warnings::default();
        let mut documents = Vec::new();
        let mut known = Types::default();
        for file in bundle.0.iter().filter(|it| Self::is_types(it)) {
            let read = utf8(file).and_then(|text| {
                types::of_xml(text, &mut known).map_err(|why| (first_line(file), why))
            });
            if let Err((place, why)) = read {
                warnings.skip(&place, why);
            }
        }
        for file in bundle.0.iter().filter(|it| Self::is_xmi(it)) {
            let read = utf8(file).and_then(|text| {
                let cas = xmi::read(file, text, &known, &mut warnings);
                cas.map_err(|why| (first_line(file), why))
            });
            match read {
                Ok(cas) => documents.extend(documents::of(&file.name, &cas, &known, &mut warnings)),
                Err((place, why)) => warnings.skip(&place, why),
            }
        }
        Documents {
            documents,
            warnings: warnings.into_list(),
        }
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write_xmi::write(documents)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct UimaJson;

impl UimaJson {
    fn is_cas(file: &NamedFile) -> bool {
        begins_with(
            file,
            &["\"%TYPES\"", "\"%FEATURE_STRUCTURES\"", "\"%VIEWS\""],
        )
    }
}

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

    fn sniff(&self, bundle: Bundle<'_>) -> Confidence {
        surely(bundle.0.iter().any(Self::is_cas))
    }

    fn holds(&self) -> &'static Holds {
        HOLDS
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        let mut warnings = Warnings::default();
        let mut documents = Vec::new();
        for file in bundle.0.iter().filter(|it| Self::is_cas(it)) {
            let mut known = Types::default();
            let read = utf8(file).and_then(|text| {
                json::read(text, &mut known).map_err(|why| (first_line(file), why))
            });
            match read {
                Ok(cas) => documents.extend(documents::of(&file.name, &cas, &known, &mut warnings)),
                Err((place, why)) => warnings.skip(&place, why),
            }
        }
        Documents {
            documents,
            warnings: warnings.into_list(),
        }
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write_json::write(documents)
    }
}

fn first_line(file: &NamedFile) -> super::foreign::Place<'_> {
    super::foreign::Place {
        file: &file.name,
        line: 1,
    }
}
