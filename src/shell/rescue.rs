//! A page that opens nothing and gets out what is kept: for when the app cannot be started, or has
//! broken. Each project is read only when its file is asked for.

use std::rc::Rc;

use web_sys::Element;

use super::second_copy::{Work, of_part};
use super::{NAME, Storage, kept_twice};
use crate::app::saving::{Library, Loaded, second_of};
use crate::app::{Part, ProjectSummary};
use crate::formats::{GENERATOR, project_json, safe_file_name};
use crate::model::{Project, ProjectId, ReplicaId};
use crate::ports::{Fallback, IdSource, MemoryStorage, ReadStorage};
use crate::ui::load_part;
use crate::web::dom::{document, window};
use crate::web::timing::spawn;
use crate::web::{CryptoIds, IndexedDb, download, events};
use crate::words::Word;

/// The address of it.
pub(super) const FRAGMENT: &str = "#rescue";

pub(super) async fn run() {
    let opened = IndexedDb::open(NAME, || ()).await;
    let first = match opened {
        Ok(storage) => Fallback::Kept(storage),
        Err(_) => Fallback::UntilClosed(MemoryStorage::default()),
    };
    let storage = kept_twice(first.clone());
    let library = Library::new(storage.clone(), Rc::new(spawn), |_| ());
    // Without it each project says that it cannot be read, and all of it can be had unread.
    load_part(Part::Dialogs).await;
    let mut projects = library.list().await.unwrap_or_default();
    // What only its second copy may still have.
    for (id, mark) in storage.marks().all() {
        if projects.iter().all(|it| it.id != id) {
            projects.push(ProjectSummary::titled(id, mark.title));
        }
    }
    let Some(screen) = screen() else { return };
    if projects.is_empty() {
        append(&screen, "p", Word::RescueNone.text());
    }
    let list = append(&screen, "ul", "");
    for project in projects {
        let item = append(&list, "li", "");
        offer(&item, &library, project);
    }
    append(&screen, "p", Word::RescueAllText.text());
    let said = append(&screen, "p", "");
    button(&said, Word::RescueAll.text(), move || {
        let first = first.clone();
        async move {
            if let Ok(all) = first.load_prefix("").await {
                let _ = download("cotejo.raw", "application/octet-stream", &unread(&all));
            }
        }
    });
    let way = append(&screen, "p", "");
    button(&way, Word::RescueLeave.text(), || async {
        let _ = window().location().set_hash("");
        let _ = window().location().reload();
    });
}

fn offer(item: &Element, library: &Library<Storage>, about: ProjectSummary) {
    let words = Word::RescueFile.with(&[("title", &about.title)]);
    let (library, item) = (library.clone(), item.clone());
    let within = item.clone();
    button(&within, &words, move || {
        let (library, item, about) = (library.clone(), item.clone(), about.clone());
        async move {
            let replica = ReplicaId(CryptoIds.next());
            let mut opened = library.open(about.id, replica).await;
            if opened.is_err() && Part::Dialogs.is_there() {
                let second = apart_dialogs_second(library.clone(), about.id, replica);
                if let Some(second) = second.await {
                    opened = Ok(second);
                }
            }
            match opened {
                Ok(loaded) if Part::Dialogs.is_there() => {
                    let name = format!("{}.json", safe_file_name(&about.title, "project"));
                    let file = apart_dialogs_rescued(&loaded.project);
                    let _ = download(&name, "application/json", &file);
                }
                Ok(_) => say(&item, &about.title, Word::PartNotLoaded.text()),
                Err(error) => say(&item, &about.title, &error.to_string()),
            }
        }
    });
}

fn say(item: &Element, title: &str, reason: &str) {
    let words = Word::RescueFailed.with(&[("title", title), ("reason", reason)]);
    let said = append(item, "p", &words);
    // A name that is one cannot fail.
    let _ = said.set_attribute("role", "alert");
}

#[inline(never)]
fn apart_dialogs_second(
    library: Library<Storage>,
    id: ProjectId,
    replica: ReplicaId,
) -> Work<Option<Loaded>> {
    of_part(async move { second_of(library.saver().storage(), id, replica).await })
}

#[inline(never)]
fn apart_dialogs_rescued(project: &Project) -> Vec<u8> {
    project_json::export(project, GENERATOR)
}

/// Every record: a line with its key, one with the number of its bytes, and these.
fn unread(all: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (key, value) in all {
        bytes.extend(format!("{key}\n{}\n", value.len()).bytes());
        bytes.extend(value);
        bytes.push(b'\n');
    }
    bytes
}

/// The screen with what it says, in place of the whole page.
fn screen() -> Option<Element> {
    let body = document().body()?;
    body.set_text_content(None);
    let screen = append(&body, "main", "");
    screen.set_class_name("recovery");
    append(&screen, "h1", Word::Rescue.text());
    append(&screen, "p", Word::RescueText.text());
    Some(screen)
}

/// # Panics
/// When a browser has no elements.
fn append(to: &Element, name: &str, words: &str) -> Element {
    let element = document().create_element(name).expect("an element");
    element.set_text_content(Some(words));
    // What was just made can stand anywhere.
    let _ = to.append_child(&element);
    element
}

fn button<F: Future<Output = ()> + 'static>(
    to: &Element,
    words: &str,
    act: impl Fn() -> F + 'static,
) {
    let button = append(to, "button", words);
    events::listen(&button, "click", move |_| spawn(act())).forget();
}
