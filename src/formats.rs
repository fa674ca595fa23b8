//! One file per exchange format, listed in one table.
//!
//! A format turns a project into named files and says what they cannot hold, or turns named
//! files into a project and says what it did not understand. It never changes a project.

mod annotation_tables;
mod annotations;
pub mod archive;
pub mod brat;
mod cells;
mod claim_review;
pub mod conll_bio;
pub mod conllu;
pub mod doccano;
pub mod drawing;
mod file_name;
pub mod foreign;
mod highlighted;
pub mod hypothesis;
mod inception;
pub mod label_studio;
mod loss;
mod losses;
mod markup;
pub mod medtator;
mod metadata;
mod naming;
mod place;
pub mod plots;
pub mod prodigy;
pub mod project_json;
pub mod pub_annotation;
pub mod report;
mod sentence;
mod sorting;
pub mod tables;
pub mod uima;
pub mod w3c;
mod warning;
pub mod webanno_tsv;
mod xml;

pub use annotations::{AnnotationLines, AnnotationsByArticle};
pub use file_name::safe_file_name;
pub use foreign::{Document, Documents, Holds, Known};
pub use loss::{Loss, Lost, LostItem, loss_report};
pub use naming::{status_name, statuses_in_words};
pub use project_json::{Opened, ProjectJson, ReadError};
pub use sorting::{Group, SortedOut, sorted_out};
pub use warning::{Finding, Missing, Moved, NotFound, NotRead, Rejected, Unit, Warning};

use std::rc::Rc;

use crate::model::{Codebook, Project};

/// What writes files.
pub const GENERATOR: &str = concat!("cotejo ", env!("CARGO_PKG_VERSION"));

/// Every format, in the order in which it is offered.
pub static FORMATS: &[&dyn Format] = &[
    &ProjectJson,
    &AnnotationsByArticle,
    &AnnotationLines,
    &brat::Brat,
    &webanno_tsv::WebAnnoTsv,
    &uima::UimaXmi,
    &uima::UimaJson,
    &medtator::MedTator,
    &conll_bio::ConllBio,
    &conllu::Conllu,
    &doccano::Doccano,
    &label_studio::LabelStudio,
    &prodigy::Prodigy,
    &pub_annotation::PubAnnotation,
    &w3c::WebAnnotations,
    &hypothesis::Hypothesis,
    &annotation_tables::CSV,
    &annotation_tables::TSV,
    &highlighted::MARKDOWN,
    &highlighted::PLAIN,
    &claim_review::ClaimReview,
];

/// One exchange format.
///
/// Formats of our own give `export` and `open`. Formats of other tools give `holds`, `read` and
/// `write`: what a project has that they cannot hold is found, listed and left out by
/// [`foreign::kept`], so that writers need not lose anything.
pub trait Format: Sync {
    fn describe(&self) -> &'static Description;

    /// How sure it is, from a look at a file, that it is of this format; what goes along with files
    /// of it is not.
    fn knows(&self, _file: &NamedFile) -> Confidence {
        Confidence::No
    }

    /// The same of several files: as sure as of the one of which it is surest.
    fn sniff(&self, bundle: Bundle<'_>) -> Confidence {
        let each = bundle.0.iter().map(|it| self.knows(it));
        each.max().unwrap_or(Confidence::No)
    }

    /// What files of another tool can say of a text.
    fn holds(&self) -> &'static Holds {
        &Holds::ALL
    }

    /// The same project gives the same bytes.
    fn export(&self, project: &Project, _options: &ExportOptions<'_>) -> Exported {
        let (documents, losses) = foreign::of_project(project);
        let mut exported = self.export_documents(&documents, project.codebook());
        let lost = std::mem::replace(&mut exported.losses, losses);
        for loss in lost {
            Loss::add(&mut exported.losses, loss.what, loss.items);
        }
        exported
    }

    /// Writes what it holds of some documents.
    fn export_documents(&self, documents: &[Document], codebook: &Codebook) -> Exported {
        let (kept, losses) = foreign::kept(documents, self.holds());
        Exported {
            files: self.write(&kept, codebook),
            losses,
        }
    }

    /// Reads a project from files; `shipped` is the codebook of files that have none.
    fn open(&self, _bundle: Bundle<'_>, _shipped: &Rc<Codebook>) -> Result<Opened, ReadError> {
        Err(ReadError::ExportOnly {
            format: self.describe().name,
        })
    }

    /// Reads texts with annotations. Files without texts are about texts that are `known`.
    fn read(&self, _bundle: Bundle<'_>, _known: &[Known<'_>]) -> Documents {
        Documents::default()
    }

    /// Writes documents of which all is held. The codebook has names, colours and definitions of
    /// the labels, as far as it knows them.
    fn write(&self, _documents: &[Document], _codebook: &Codebook) -> Vec<NamedFile> {
        Vec::new()
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
    pub reads: Reads,
    pub writes: bool,
}

/// What a format's files become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// They are written only.
    Nothing,
    /// A project of its own.
    Project,
    /// Texts with annotations, in the project that is open.
    Texts,
}

/// The format with this id.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|it| it.describe().id == id)
}

/// The format that is surest of the files and can read them.
pub fn recognise(bundle: Bundle<'_>) -> Option<&'static dyn Format> {
    FORMATS
        .iter()
        .copied()
        .filter(|it| it.describe().reads != Reads::Nothing)
        .map(|it| (it.sniff(bundle), it))
        .filter(|(confidence, _)| *confidence > Confidence::No)
        .max_by_key(|(confidence, _)| *confidence)
        .map(|(_, it)| it)
}

/// A file's name and content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

impl Confidence {
    const fn certain_if(is: bool) -> Self {
        if is { Self::Certain } else { Self::No }
    }
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
