//! What becomes of files that were dropped, pasted or chosen.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::dialogs::{Staged, stage_import};
use super::later::load_part;
use crate::app::{ArticleFile, ArticlesAction, MessageKind, Part, Said, Store, ViewingAction};
use crate::formats::archive::{self, NotUnpacked};
use crate::formats::{NamedFile, ReadError, project_json, sorted_out};
use crate::ingest::{self, Rejected, WebPage};
use crate::web;
use crate::web::inflated;
use crate::web::timing::spawn;
use crate::words::Word;

/// Takes files in: a project file is shown to be imported, all others become articles, and what
/// is neither is named.
pub(super) fn take_files(store: Store, files: Vec<web_sys::File>) {
    spawn(async move {
        let mut read = Vec::new();
        for file in files {
            read.extend(read_named(&store, &file).await);
        }
        if load_part(Part::Dialogs).await && load_part(Part::Exchange).await {
            apart_exchange_take(store, read);
        } else {
            store.dispatch(ViewingAction::Say(
                MessageKind::Error,
                Box::new(Said::PartNotLoaded),
            ));
        }
    });
}

#[inline(never)]
fn apart_exchange_take(store: Store, files: Vec<NamedFile>) {
    spawn(async move {
        let files = unpacked(&store, files).await;
        take(&store, files);
    });
}

/// The files of archives in the place of them. An archive that cannot be read is named.
async fn unpacked(store: &Store, files: Vec<NamedFile>) -> Vec<NamedFile> {
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        if !archive::is_archive(&file.bytes) {
            all.push(file);
            continue;
        }
        match of_archive(&file.bytes).await {
            Ok(found) => all.extend(found),
            Err(why) => refuse(store, file.name, why.to_string()),
        }
    }
    all
}

async fn of_archive(bytes: &[u8]) -> Result<Vec<NamedFile>, NotUnpacked> {
    let mut files = Vec::new();
    for packed in archive::files_of(bytes)? {
        let bytes = if packed.deflated {
            let inflated = inflated(packed.bytes, packed.size).await;
            inflated.ok_or(NotUnpacked::Damaged)?
        } else {
            packed.bytes.to_vec()
        };
        files.push(packed.file(bytes)?);
    }
    Ok(files)
}

/// Shows what is to be imported; all else becomes articles.
fn take(store: &Store, files: Vec<NamedFile>) {
    let sorted = sorted_out(files);
    apart_dialogs_take(store, sorted.texts);
    let project_too = !sorted.groups.is_empty() && sorted.project.is_some();
    let project = sorted.project.filter(|it| {
        if project_too {
            refuse(store, it.name.clone(), Word::SaidOneProject.into());
        }
        !project_too
    });
    for name in sorted.further {
        refuse(store, name, Word::SaidOneProject.into());
    }
    // Last: whoever adds an article has the dialog closed.
    if let Some(project) = project {
        stage_import(store, Staged::Project(project));
    } else if !sorted.groups.is_empty() {
        stage_import(store, Staged::Groups(sorted.groups));
    }
}

#[inline(never)]
fn apart_dialogs_take(store: &Store, texts: Vec<NamedFile>) {
    let mut articles = Vec::new();
    for NamedFile { name, bytes } in texts {
        if let Some(page) = saved_page(&name, &bytes) {
            add_page(store, name, page);
        } else {
            articles.push(ArticleFile {
                name,
                bytes: bytes.into(),
            });
        }
    }
    if !articles.is_empty() {
        store.dispatch(ArticlesAction::AddFiles(articles));
    }
}

/// A file's name and content. If it cannot be read, that is said.
pub(super) async fn read_named(store: &Store, file: &web_sys::File) -> Option<NamedFile> {
    let name = web::name_of_file(file);
    // Before anything of it is read: reading what is too large can end the page.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of bytes"
    )]
    let bytes = file.size() as usize;
    if bytes > project_json::MAX_BYTES {
        refuse(store, name, ReadError::TooLarge { bytes }.to_string());
        return None;
    }
    if let Ok(bytes) = web::read_file(file).await {
        return Some(NamedFile { name, bytes });
    }
    refuse(store, name, Word::SaidUnreadable.into());
    None
}

fn refuse(store: &Store, name: String, reason: String) {
    let said = Box::new(Said::ArticleRejected { name, reason });
    store.dispatch(ViewingAction::Say(MessageKind::Error, said));
}

/// The article of a file that is a saved web page.
fn saved_page(name: &str, bytes: &[u8]) -> Option<Result<WebPage, Rejected>> {
    if !ingest::may_be_web_page(bytes) {
        return None;
    }
    let read = ingest::ingest_bytes(Some(name), bytes).ok()?;
    if !ingest::is_web_page(Some(name), &read.text) {
        return None;
    }
    let events = web::page_events(&read.text);
    Some(events.and_then(|it| ingest::article_of(&it).ok_or(Rejected::NoArticle)))
}

fn add_page(store: &Store, name: String, page: Result<WebPage, Rejected>) {
    let page = match page {
        Ok(page) => page,
        Err(reason) => return refuse(store, name, reason.to_string()),
    };
    let title = page.title.clone();
    let before = store.read(|state| state.project.articles().len());
    store.dispatch(ArticlesAction::AddPasted(page.into()));
    if store.read(|state| state.project.articles().len()) > before {
        let said = Box::new(Said::PageAdded { title });
        store.dispatch(ViewingAction::Say(MessageKind::Note, said));
    }
}

/// The files a person chose in an input, which then forgets them.
pub(super) fn chosen_files(event: &Event) -> Vec<web_sys::File> {
    let Some(input) = event
        .target()
        .and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    files_of(input.files())
}

/// The files that a field, a drop or the clipboard has.
pub(super) fn files_of(list: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    let list = list.into_iter();
    list.flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)))
        .collect()
}
