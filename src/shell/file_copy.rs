//! The file that the open project has a copy in. All of it comes with a part.

use std::cell::RefCell;
use std::rc::Rc;

use super::second_copy::{Work, of_part};
use super::{Shell, keeping};
use crate::app::{
    Content, FileCopyAction, FileEffect, FileMark, FoundFile, NotWritten, Part, Pen, Store,
    mark_of, write_copy,
};
use crate::model::ProjectId;
use crate::ports::{ChosenFile, Clock, IdSource};
use crate::ui::load_part;
use crate::web::events::listen;
use crate::web::locks::hold;
use crate::web::timing::{later, spawn};
use crate::web::{BrowserClock, BrowserFile, CryptoIds, dom, is_hidden, keep_text, kept_text};

/// The file of the open project, and one that was just forgotten.
#[derive(Clone, Debug, Default)]
pub(super) struct FileCopies {
    open: Rc<RefCell<Option<Rc<BrowserFile>>>>,
    forgotten: Rc<RefCell<Option<Rc<BrowserFile>>>>,
}

pub(super) fn run(shell: &Shell, store: &Store, effect: FileEffect) {
    match effect {
        FileEffect::Watch(time) => {
            let store = store.clone();
            later(time, move || store.dispatch(FileCopyAction::Look)).forget();
        }
        // Most projects have none, and need nothing to know it.
        FileEffect::Find(project) if !has_one(project) => {
            shell.file_copies.open.take();
        }
        effect => {
            let (shell, store) = (shell.clone(), store.clone());
            let act = move || {
                spawn(async move {
                    if load_part(Part::Dialogs).await {
                        apart_dialogs_file_copy(shell, store, effect).await;
                    }
                });
            };
            if Part::Dialogs.is_there() {
                act();
            } else {
                // A project was just opened, which nothing here should hold up.
                later(super::AHEAD, act).forget();
            }
        }
    }
}

/// Has it written when the page is left.
pub(super) fn listen_to_leaving(store: &Store) {
    let store = store.clone();
    listen(&dom::document(), "visibilitychange", move |_| {
        let kept = store.read(|state| state.session.file.is_some());
        if kept && is_hidden() {
            store.dispatch(FileCopyAction::Leaving);
        }
    })
    .forget();
}

/// Another project came to be in the place of the one with this id: what its file has is of the
/// one before.
pub(super) async fn replaced(project: ProjectId) {
    if has_one(project) && load_part(Part::Dialogs).await {
        apart_dialogs_file_replaced(project).await;
    }
}

fn key_of(project: ProjectId) -> String {
    format!("cotejo:file:{project}")
}

fn has_one(project: ProjectId) -> bool {
    kept_text(&key_of(project)).is_some_and(|it| !it.is_empty())
}

fn remember(project: ProjectId, name: &str) {
    keep_text(&key_of(project), name);
}

#[inline(never)]
fn apart_dialogs_file_replaced(project: ProjectId) -> Work<()> {
    of_part(async move {
        let Some(file) = BrowserFile::remembered(project).await else {
            return;
        };
        // Nothing is known of a state with such a number.
        let mut marks = String::new();
        for mark in file.known_marks().lines().filter_map(mark_of) {
            marks.push_str(
                &FileMark {
                    seq: u64::MAX,
                    ..mark
                }
                .to_string(),
            );
            marks.push('\n');
        }
        file.keep_marks(&marks).await;
    })
}

#[inline(never)]
fn apart_dialogs_file_copy(shell: Shell, store: Store, effect: FileEffect) -> Work<()> {
    of_part(async move { carry_out(&shell.file_copies, &store, effect).await })
}

async fn carry_out(copies: &FileCopies, store: &Store, effect: FileEffect) {
    match effect {
        FileEffect::Watch(_) => {}
        FileEffect::Find(project) => {
            let file = BrowserFile::remembered(project).await;
            let file = file.map(Rc::new);
            copies.open.replace(file.clone());
            found(store, project, file.as_deref()).await;
        }
        FileEffect::Choose(project, name) => {
            let key = CryptoIds.next().to_string();
            match BrowserFile::choose(project, &name, key).await {
                Ok(None) => {}
                Ok(Some(file)) => {
                    let name = file.name();
                    remember(project, &name);
                    copies.open.replace(Some(Rc::new(file)));
                    store.dispatch(FileCopyAction::Chosen(project, name));
                }
                Err(reason) => store.dispatch(FileCopyAction::NotChosen(reason)),
            }
        }
        FileEffect::Write {
            project,
            number,
            over,
        } => {
            let outcome = write(copies, store, project, over).await;
            if let Ok(mark) = &outcome {
                keeping::has_a_file(project, mark.seq);
            }
            store.dispatch(FileCopyAction::Wrote(number, outcome));
        }
        FileEffect::Allow(project) => {
            if let Some(file) = copies.of(project) {
                let allowed = file.permission(true).await.err();
                store.dispatch(FileCopyAction::Allowed(project, allowed));
            }
        }
        FileEffect::Forget(project) => {
            // At once: who wants it back need not wait.
            let forgotten = copies.open.take();
            copies.forgotten.replace(forgotten);
            remember(project, "");
            let _held = hold(&key_of(project), true).await;
            BrowserFile::forget(project).await;
        }
        FileEffect::Remember(project) => {
            let forgotten = copies.forgotten.take();
            let Some(file) = forgotten.filter(|it| it.project() == project) else {
                return;
            };
            remember(project, &file.name());
            copies.open.replace(Some(Rc::clone(&file)));
            {
                let _held = hold(&key_of(project), true).await;
                file.remember().await;
            }
            found(store, project, Some(&file)).await;
        }
    }
}

async fn found(store: &Store, project: ProjectId, file: Option<&BrowserFile>) {
    let found = match file {
        Some(file) => Some(FoundFile {
            name: file.name(),
            written: mark_of(&file.known_marks()),
            trouble: file.permission(false).await.err(),
        }),
        None => None,
    };
    store.dispatch(FileCopyAction::Found(project, found));
}

async fn write(
    copies: &FileCopies,
    store: &Store,
    project: ProjectId,
    over: bool,
) -> Result<FileMark, NotWritten> {
    let file = copies.of(project).ok_or(NotWritten::Elsewhere)?;
    // One write at a time, whichever window is at it.
    let _held = hold(&key_of(project), true).await;
    let content = store.read(|state| {
        let mine = state.project.id() == project && state.pen == Pen::Here;
        mine.then(|| Content::of(state))
    });
    let content = content.ok_or(NotWritten::Elsewhere)?;
    let known =
        |mark: &FileMark| store.read(|state| state.project.id() != project || state.knows(mark));
    write_copy(&*file, content, over, &known, &|| BrowserClock.now()).await
}

impl FileCopies {
    fn of(&self, project: ProjectId) -> Option<Rc<BrowserFile>> {
        let file = self.open.borrow().clone();
        file.filter(|it| it.project() == project)
    }
}
