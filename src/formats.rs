//! One file per exchange format, listed in one table.
//!
//! A format turns a project into named files and says what they cannot hold, or turns named
//! files into a project and says what it did not understand. It never changes a project.

mod annotations;
mod file_name;
mod loss;
mod metadata;
pub mod project_json;
mod warning;

pub use annotations::{AnnotationLines, AnnotationsByArticle};
pub use file_name::safe_file_name;
pub use loss::{Loss, Lost};
pub use project_json::{Opened, ProjectJson, ReadError};
pub use warning::{Finding, Missing, Moved, NotFound, Rejected, Unit, Warning};

use std::rc::Rc;

use crate::model::{Codebook, Project};

/// Every format, in the order in which it is offered.
pub static FORMATS: [&dyn Format; 3] = [&ProjectJson, &AnnotationsByArticle, &AnnotationLines];

/// One exchange format.
pub trait Format: Sync {
    fn describe(&self) -> &'static Description;

    /// How sure it is, from a look at the files, that they are of this format.
    fn sniff(&self, bundle: Bundle<'_>) -> Confidence;

    /// The same project gives the same bytes.
    fn export(&self, project: &Project, options: &ExportOptions<'_>) -> Exported;

    /// Reads a project from files; `shipped` is the codebook of files that have none.
    fn open(&self, _bundle: Bundle<'_>, _shipped: &Rc<Codebook>) -> Result<Opened, ReadError> {
        Err(ReadError::ExportOnly {
            format: self.describe().name,
        })
    }
}

/// What a format is called and which files it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// Stable, `kebab-case`.
    pub id: &'static str,
    pub name: &'static str,
    /// Without the dot; the first one is written.
    pub extensions: &'static [&'static str],
    pub mime: &'static str,
    pub can_import: bool,
}

/// The format with this id.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|it| it.describe().id == id)
}

/// The format that is surest of the files and can read them.
pub fn recognise(bundle: Bundle<'_>) -> Option<&'static dyn Format> {
    FORMATS
        .into_iter()
        .filter(|it| it.describe().can_import)
        .map(|it| (it.sniff(bundle), it))
        .filter(|(confidence, _)| *confidence > Confidence::No)
        .max_by_key(|(confidence, _)| *confidence)
        .map(|(_, it)| it)
}

/// A file's name and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Files that are read together: some formats are sets.
#[derive(Clone, Copy, Debug)]
pub struct Bundle<'a>(pub &'a [NamedFile]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    No,
    /// It could be read, but it may be something else.
    Maybe,
    /// The files name the format.
    Certain,
}

#[derive(Clone, Copy, Debug)]
pub struct ExportOptions<'a> {
    /// What writes the file, as `cotejo 0.1.0`.
    pub generator: &'a str,
}

/// Files to save, and what they do not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub files: Vec<NamedFile>,
    pub losses: Vec<Loss>,
}
