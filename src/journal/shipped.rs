//! A project that comes with the app, in the form in which projects are kept: so a page begins with
//! it before the part is there that reads files of projects.

use std::rc::Rc;

use super::blob::texts_of;
use super::start::Start;
use crate::model::form::{self, form};
use crate::model::json::compact;
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{About, Change, Codebook, Project, TextHash};
use crate::text::ArticleText;

/// What a project begins with, and the texts that it needs. Its codebook is the one that comes with
/// the app.
#[derive(Debug)]
struct Shipped {
    about: About,
    texts: Vec<String>,
    records: Vec<Change>,
}

form!(Shipped {
    about,
    texts,
    records,
});

/// A project as it is shipped.
pub fn ship(project: &Project) -> Vec<u8> {
    let Start { about, records, .. } = Start::of(project);
    let records: Vec<Change> = records.into_iter().map(Change::Add).collect();
    let needed: SortedSet<TextHash> = texts_of(&records).into_iter().collect();
    let texts = needed
        .iter()
        .filter_map(|it| project.text_by_hash(*it))
        .map(|it| it.as_str().to_owned())
        .collect();
    compact(&Shipped {
        about,
        texts,
        records,
    })
}

/// A project that was shipped; `None` when these are other bytes.
pub fn shipped(bytes: &[u8], codebook: &Rc<Codebook>) -> Option<Project> {
    let shipped: Shipped = form::read(str::from_utf8(bytes).ok()?).ok()?;
    // What a file of a codebook says of itself beside it, a project's does not.
    let mut codebook = Codebook::clone(codebook);
    codebook.extra = SortedMap::new();
    let mut project = Project::from_about(shipped.about, Rc::new(codebook));
    for text in shipped.texts {
        project.keep_text(ArticleText::new(text).into());
    }
    for change in &shipped.records {
        match change {
            Change::Add(record) => project.fill(record),
            other => project.apply(other),
        }
        .ok()?;
    }
    project.place_everything();
    Some(project)
}
