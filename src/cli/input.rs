//! Files, folders and what is in them.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use cotejo::formats::archive::{NotUnpacked, files_of, is_archive};
use cotejo::formats::foreign::of_project;
use cotejo::formats::{
    Bundle, Document, Format, NamedFile, Opened, Reads, SortedOut, Warning, sorted_out,
};
use cotejo::model::Codebook;

/// Files that are read between two looks at the terminal.
const FILES: usize = 50;
const BYTES: usize = 8_000_000;

/// What was read.
pub enum Input {
    Project(Box<Opened>),
    Documents(Vec<Document>),
}

pub struct Reading {
    pub input: Input,
    pub warnings: Vec<Warning>,
    /// Ids of formats with the number of their files.
    pub formats: Vec<(&'static str, usize)>,
    /// Files that are of no format.
    pub others: Vec<String>,
}

impl Reading {
    /// All texts with their annotations, whatever they came from.
    pub fn documents(self) -> Vec<Document> {
        match self.input {
            Input::Documents(documents) => documents,
            Input::Project(opened) => of_project(&opened.project).0,
        }
    }
}

/// Reads a file or all files below a folder.
pub fn read(path: &Path, from: Option<&'static dyn Format>) -> Result<Reading> {
    let files = unpacked(files_at(path)?)?;
    if let Some(format) = from {
        return read_as(format, files);
    }
    let SortedOut {
        project,
        further,
        groups,
        texts,
    } = sorted_out(files);
    let others: Vec<String> = texts.into_iter().map(|it| it.name).collect();
    if let Some(project) = project {
        if !further.is_empty() || !groups.is_empty() {
            bail!(
                "{} is a project of Cotejo and there are other files beside it. Read it by itself",
                project.name
            );
        }
        return open(&cotejo::formats::ProjectJson, project, others);
    }
    if groups.is_empty() {
        bail!(
            "nothing at {} is of a format that is known. Name it with --from",
            path.display()
        );
    }
    let mut reading = Reading {
        input: Input::Documents(Vec::new()),
        warnings: Vec::new(),
        formats: Vec::new(),
        others,
    };
    let mut documents = Vec::new();
    for group in groups {
        let format = group.format;
        reading
            .formats
            .push((format.describe().id, group.files.len()));
        for bundle in group.bundles(FILES, BYTES) {
            let read = format.read(Bundle(&bundle), &[]);
            documents.extend(read.documents);
            reading.warnings.extend(read.warnings);
        }
    }
    reading.input = Input::Documents(documents);
    Ok(reading)
}

fn read_as(format: &'static dyn Format, files: Vec<NamedFile>) -> Result<Reading> {
    if format.describe().reads == Reads::Project {
        let file = files.into_iter().next().context("there is no file")?;
        return open(format, file, Vec::new());
    }
    let read = format.read(Bundle(&files), &[]);
    Ok(Reading {
        input: Input::Documents(read.documents),
        warnings: read.warnings,
        formats: vec![(format.describe().id, files.len())],
        others: Vec::new(),
    })
}

fn open(format: &dyn Format, file: NamedFile, others: Vec<String>) -> Result<Reading> {
    let name = file.name.clone();
    let shipped = Rc::new(Codebook::news_claims());
    let mut opened = format.open(Bundle(&[file]), &shipped).context(name)?;
    Ok(Reading {
        warnings: std::mem::take(&mut opened.warnings),
        input: Input::Project(Box::new(opened)),
        formats: vec![(format.describe().id, 1)],
        others,
    })
}

/// Names are those below the folder that was given, with `/` on every system.
fn files_at(path: &Path) -> Result<Vec<NamedFile>> {
    let mut files = Vec::new();
    if path.is_dir() {
        gather(path, "", &mut files)?;
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push(named(path, name.into_owned())?);
    }
    Ok(files)
}

fn gather(folder: &Path, below: &str, files: &mut Vec<NamedFile>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{below}{name}");
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files)?;
        } else {
            files.push(named(&path, name)?);
        }
    }
    Ok(())
}

/// The files of archives in the place of them.
fn unpacked(files: Vec<NamedFile>) -> Result<Vec<NamedFile>> {
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        if !is_archive(&file.bytes) {
            all.push(file);
            continue;
        }
        let found = files_of(&file.bytes).with_context(|| file.name.clone())?;
        for packed in found {
            let bytes = if packed.deflated {
                let inflated =
                    miniz_oxide::inflate::decompress_to_vec_with_limit(packed.bytes, packed.size);
                inflated.map_err(|_| NotUnpacked::Damaged)
            } else {
                Ok(packed.bytes.to_vec())
            };
            let whole = bytes.and_then(|it| packed.file(it));
            all.push(whole.with_context(|| format!("{}, {}", file.name, packed.name))?);
        }
    }
    Ok(all)
}

fn named(path: &Path, name: String) -> Result<NamedFile> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(NamedFile { name, bytes })
}
