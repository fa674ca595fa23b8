//! Cotejo's own file: all of a project in one JSON text, described by
//! `static/schema/project.schema.json`.
//!
//! The same project gives the same bytes. Whatever is written can be read again, and gives
//! the same project except for the keys that order articles, which are made anew. Unknown
//! keys of newer versions survive (see [`kept`] for where).

mod containers;
mod error;
mod header;
mod ids;
mod kept;
mod object;
mod pieces;
mod place;
mod read;
mod scan;
mod values;
mod write;

pub use error::ReadError;
pub use pieces::Pieces;
pub use read::{read, read_codebook};

use std::rc::Rc;

use super::{
    Bundle, Confidence, Description, ExportOptions, Exported, Format, Loss, Lost, LostItem,
    NamedFile, Reads, Warning, safe_file_name,
};
use crate::limits;
use crate::model::json::pretty;
use crate::model::{Codebook, Project};

/// The value of `format` in every project file.
pub const FORMAT: &str = "cotejo-project";
/// The version that is written; the same major version is read.
pub const VERSION: &str = "1.0";
const MAJOR: u32 = 1;
const MINOR: u32 = 0;

/// Largest file that is read.
pub const MAX_BYTES: usize = limits::PROJECT_BYTES;

/// A project from a file, with what is not as the file says.
#[derive(Clone, Debug)]
pub struct Opened {
    pub project: Project,
    pub warnings: Vec<Warning>,
    /// What wrote the file, if it says so.
    pub generator: String,
}

/// A project as JSON: two spaces of indentation, a newline at the end.
///
/// Annotations stand by article in the user's order, then start, end and id; everything else
/// by id or key.
pub fn export(project: &Project, generator: &str) -> Vec<u8> {
    let mut pieces = Pieces::of(project);
    while pieces.write(project, generator) {}
    pieces.take()
}

/// A codebook as a file of its own, as readable as that of a project.
pub fn export_codebook(codebook: &Codebook) -> Vec<u8> {
    let mut bytes = pretty(codebook);
    bytes.push(b'\n');
    bytes
}

/// "Project (JSON)".
#[derive(Clone, Copy, Debug)]
pub struct ProjectJson;

impl Format for ProjectJson {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "project-json",
            name: "Project (JSON)",
            extensions: &["json"],
            mime: "application/json",
            reads: Reads::Project,
            writes: true,
        }
    }

    fn sniff(&self, bundle: Bundle<'_>) -> Confidence {
        match bundle.0 {
            [file] => self.knows(file),
            _ => Confidence::No,
        }
    }

    fn knows(&self, file: &NamedFile) -> Confidence {
        let bytes = file
            .bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&file.bytes);
        if !bytes.trim_ascii_start().starts_with(b"{") {
            return Confidence::No;
        }
        if is_project(bytes) {
            Confidence::Certain
        } else if names_format(bytes) {
            Confidence::Maybe
        } else {
            Confidence::No
        }
    }

    fn export(&self, project: &Project, options: &ExportOptions<'_>) -> Exported {
        let bytes = export(project, options.generator);
        let title = &project.about().title;
        let name = format!("{}.json", safe_file_name(title, "project"));
        let too_large = (bytes.len() > MAX_BYTES).then(|| name.clone());
        Exported {
            files: vec![NamedFile { name, bytes }],
            losses: Loss::of(Lost::TooLargeToOpen, too_large.map(LostItem::from))
                .into_iter()
                .collect(),
        }
    }

    fn open(&self, bundle: Bundle<'_>, shipped: &Rc<Codebook>) -> Result<Opened, ReadError> {
        let file = bundle.0.first().ok_or(ReadError::NoFile)?;
        read(&file.bytes, shipped)
    }
}

/// Bytes in which a file of this form names it.
const HEAD: usize = 4_096;

/// Whether these are the bytes of a project, as far as their beginning tells.
pub fn is_project(bytes: &[u8]) -> bool {
    names_format(&bytes[..bytes.len().min(HEAD)])
}

fn names_format(bytes: &[u8]) -> bool {
    let named = format!("\"{FORMAT}\"");
    bytes
        .windows(named.len())
        .any(|window| window == named.as_bytes())
}
