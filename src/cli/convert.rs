use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use cotejo::formats::archive::packed;
use cotejo::formats::foreign::{Mapping, Taking, into_project};
use cotejo::formats::{
    Document, ExportOptions, Exported, FORMATS, Format, GENERATOR, NamedFile, Reads, loss_report,
};
use cotejo::model::{
    Annotator, AnnotatorId, Change, Codebook, Localized, Origin, Project, ProjectId, Provenance,
    Timestamp,
};
use uuid::Uuid;

use super::arguments::Arguments;
use super::input::{Input, read};

/// Writes what is at one place in another format at another.
pub fn convert(from: &Path, to: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let format = match arguments.to {
        Some(format) => format,
        None => by_name(to)?,
    };
    let reading = read(from, arguments.from)?;
    for warning in &reading.warnings {
        eprintln!("{warning}");
    }
    for other in &reading.others {
        eprintln!("{other}: it is of no format that is known, and was not read");
    }
    let name = from.file_stem().unwrap_or_default().to_string_lossy();
    let options = ExportOptions {
        generator: GENERATOR,
    };
    let exported = match reading.input {
        Input::Project(opened) => format.export(&opened.project, &options),
        Input::Documents(documents) if format.describe().reads == Reads::Texts => {
            format.export_documents(&documents, &Codebook::default())
        }
        Input::Documents(documents) => format.export(&project_of(&name, &documents), &options),
    };
    let lost: usize = exported.losses.iter().map(|it| it.items.len()).sum();
    let count = exported.files.len();
    write(to, exported, format)?;
    let described = format.describe();
    println!("{} · {count} files · {lost} losses", described.name);
    Ok(ExitCode::SUCCESS)
}

/// The format whose first extension the output has.
fn by_name(to: &Path) -> Result<&'static dyn Format> {
    let extension = to.extension().unwrap_or_default().to_string_lossy();
    let mut all = FORMATS.iter().copied().filter(|it| {
        let described = it.describe();
        described.writes && described.extensions[0] == extension
    });
    match (all.next(), all.next()) {
        (Some(only), None) => Ok(only),
        // Without a name of another, JSON is ours.
        (Some(first), _) if extension == "json" => Ok(first),
        _ => bail!(
            "{} does not say in which format it is to be: name it with --to",
            to.display()
        ),
    }
}

/// A project with nothing but the documents. Its ids are made of what they say, so that the same
/// files give the same project but for the time.
fn project_of(name: &str, documents: &[Document]) -> Project {
    let mut seed = Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes());
    for document in documents {
        seed = Uuid::new_v5(&seed, document.text.text.as_bytes());
    }
    let mut count = 0_u64;
    let mut new_id = || {
        count += 1;
        Uuid::new_v5(&seed, &count.to_le_bytes())
    };
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let millis = since.ok().and_then(|it| i64::try_from(it.as_millis()).ok());
    let now = Timestamp::from_millis(millis.unwrap_or_default());
    let mut names = Localized::default();
    names.0.insert("en".to_owned(), name.to_owned());
    let codebook = Codebook {
        id: "imported".to_owned(),
        version: "1.0".to_owned(),
        name: names,
        ..Codebook::default()
    };
    let mut project = Project::new(ProjectId(new_id()), name, now, Rc::new(codebook));
    let annotator = AnnotatorId(new_id());
    let mapping = Mapping::proposed(documents, project.codebook());
    let mut taking = Taking {
        provenance: Provenance {
            annotator,
            created: now,
            modified: now,
            origin: Origin::Import,
        },
        by: "",
        new_id: &mut new_id,
    };
    let taken = into_project(&project, documents, &mapping, &mut taking);
    for text in taken.texts {
        project.keep_text(text);
    }
    let me = Change::add(Annotator {
        id: annotator,
        name: String::new(),
        extra: None,
    });
    let changes = [me].into_iter().chain(taken.changes).collect();
    project.apply_what_fits(changes);
    project
}

fn write(to: &Path, mut exported: Exported, format: &dyn Format) -> Result<()> {
    let losses = loss_report(&exported.losses, format.describe().name);
    let is_file = exported.files.len() == 1 && to.extension().is_some();
    if is_file {
        let file = exported.files.remove(0);
        fs::write(to, file.bytes).with_context(|| to.display().to_string())?;
        if let Some(losses) = losses {
            let beside = to.with_extension("losses.txt");
            fs::write(&beside, losses.bytes).with_context(|| beside.display().to_string())?;
        }
        return Ok(());
    }
    if to.extension().is_some_and(|it| it == "zip") {
        exported.files.extend(losses);
        let bytes = packed(&exported.files);
        return fs::write(to, bytes).with_context(|| to.display().to_string());
    }
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for NamedFile { name, bytes } in exported.files.into_iter().chain(losses) {
        let path = to.join(name);
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
