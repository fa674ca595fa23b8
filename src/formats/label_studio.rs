//! Label Studio's JSON: tasks with data and, in annotations, results that name the data they are about. What
//! results may say stands in a labelling configuration, which is written beside it.
//!
//! Offsets count code points of the text as it is shown, where each `\n` and `\r` is a line break;
//! quotes have line ends as the two characters `\n`. After <https://labelstud.io/guide/export>.

mod configuration;
mod read;
mod write;

pub use read::read;

use super::foreign::{self, Documents, Keys, Names, Room};
use super::{
    Bundle, Confidence, Description, Document, Format, Holds, Known, NamedFile, Reads, Unit,
};
use crate::model::Codebook;

#[derive(Clone, Copy, Debug)]
pub struct LabelStudio;

impl Format for LabelStudio {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "label-studio",
            name: "Label Studio (JSON)",
            extensions: &["json"],
            mime: "application/json",
            reads: Reads::Texts,
            writes: true,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let keys = Keys::of(file);
        let results = keys.has("annotations") || keys.has("completions");
        if !keys.has("data") || !results {
            Confidence::No
        } else if keys.within("result") || keys.within("from_name") {
            Confidence::Certain
        } else {
            Confidence::Maybe
        }
    }

    fn holds(&self) -> &'static Holds {
        &Holds {
            unit: Some(Unit::CodePoint),
            gaps: false,
            wordless: false,
            names: Names::NotEmpty,
            attribute_names: Names::NotEmpty,
            attributes: Room::Line,
            relation_attributes: Room::Nothing,
            relation_notes: Room::Nothing,
            // The configuration is XML.
            controls: false,
            ..Holds::ALL
        }
    }

    fn read(&self, bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        foreign::read_each(&foreign::meant(bundle, self), read)
    }

    fn write(&self, documents: &[Document], codebook: &Codebook) -> Vec<NamedFile> {
        let controls = configuration::Controls::of(documents);
        vec![
            write::write(documents, &controls),
            configuration::configuration(documents, codebook, &controls),
        ]
    }
}
