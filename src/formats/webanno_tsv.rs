//! `WebAnno` TSV 3: a row for each token, with columns for what layers say of it.
//!
//! Offsets count UTF-16 code units of the text, which the rows of sentences (`#Text=`) make up. After
//! <https://inception-project.github.io/releases/latest/docs/user-guide.html#sect_webannotsv> and the
//! reader of `INCEpTION`, which has to know the layers of a file before: `TypeSystem.xml`, which is
//! written beside them, is what it makes layers of. A paragraph is written as a sentence, so that all
//! white space is in one, and words that are no whole tokens as sub-tokens.

mod cells;
mod header;
mod marks;
mod read;
mod sentences;
mod write;

use super::foreign::{self, Documents, Edges, Names};
use super::warning::Warnings;
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

use read::read;

#[derive(Clone, Copy, Debug)]
pub struct WebAnnoTsv;

/// How each file begins; the version follows.
const FORMAT: &str = "#FORMAT=WebAnno TSV 3.";

impl Format for WebAnnoTsv {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "webanno-tsv",
            name: "WebAnno TSV 3",
            extensions: &["tsv"],
            mime: "text/tab-separated-values",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let bytes = &file.bytes;
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        Confidence::certain_if(bytes.starts_with(FORMAT.as_bytes()))
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::Utf16),
            leading_space: false,
            gaps: false,
            line_end_gaps: false,
            wordless: false,
            edges: Edges::Words,
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
            &mut |file, text, warnings| read(&file.name, text, warnings).into_iter().collect(),
        )
    }

    fn write(&self, documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        write::write(documents)
    }
}
