//! The file that the project has a copy in: what is in it, and what can be done with it.

use yew::prelude::*;

use super::modal;
use crate::app::{FileCopyAction, FileTrouble, KeptFile, NotWritten, Pen, Store, ViewingAction};
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::messages::not_written;
use crate::ui::parts::{OnClick, button, dispatching, element_of, on_click, paragraph, worded};
use crate::web::local_minute;
use crate::words::{PartWord, Word, counted};

#[hook]
pub(super) fn use_file_copy() -> Html {
    let store = use_store();
    let file = use_selector(|state| state.session.file.clone());
    let here = use_selector(|state| state.pen == Pen::Here);
    let does = |action: fn() -> FileCopyAction| dispatching(&store, action);
    let mut buttons = Vec::new();
    let (name, standing) = match &file {
        None => {
            let choose = does(|| FileCopyAction::Choose);
            buttons.push(button("primary", Word::KeepFileCopy.text(), choose));
            (String::new(), Vec::new())
        }
        Some(file) => {
            for (class, word, action) in offered(file) {
                buttons.push(button(class, word, does(action)));
            }
            buttons.push(button("", stop_word(file).text(), stopping(&store)));
            (file.name.clone(), standing(file, here))
        }
    };
    // There before it says something.
    let status = html! { <div role="status">{ for standing }</div> };
    modal(
        PartWord::FileCopy.text(),
        "file-copy",
        html! {
            <>
                { worded("p", "file-name", &name) }
                { status }
                { paragraph("hint", PartWord::FileCopyHint.text()) }
                { element_of("div", "actions", buttons) }
            </>
        },
    )
}

/// A button: its class, what is on it, and what it does.
type Offered = (&'static str, &'static str, fn() -> FileCopyAction);

/// What can be done now, what is most likely wanted first. It stays where it is while the file is
/// written, as it may have the keyboard.
fn offered(file: &KeptFile) -> Vec<Offered> {
    let mut all: Vec<Offered> = Vec::new();
    match &file.trouble {
        Some(NotWritten::Trouble(FileTrouble::NeedsPermission)) => {
            all.push(("primary", PartWord::AllowWriting.text(), || {
                FileCopyAction::Allow
            }));
        }
        Some(NotWritten::Changed | NotWritten::Ahead) => {
            all.push(("", PartWord::WriteOver.text(), || FileCopyAction::WriteOver));
        }
        Some(_) => all.push(("", Word::TryAgain.text(), || FileCopyAction::WriteNow)),
        None => all.push(("primary", PartWord::WriteNow.text(), || {
            FileCopyAction::WriteNow
        })),
    }
    all.push(("", PartWord::ChooseAnother.text(), || {
        FileCopyAction::Choose
    }));
    all
}

fn stop_word(file: &KeptFile) -> PartWord {
    match file.trouble {
        Some(NotWritten::Changed | NotWritten::Ahead) => PartWord::LeaveFile,
        _ => PartWord::StopFileCopy,
    }
}

/// What is said then stands on the page, with a way back.
fn stopping(store: &Store) -> OnClick {
    let store = store.clone();
    on_click(move || {
        store.dispatch(ViewingAction::Close);
        store.dispatch(FileCopyAction::Stop);
    })
}

/// What is in it, and what is wrong with it.
fn standing(file: &KeptFile, here: bool) -> Vec<Html> {
    let mut sentences = Vec::new();
    match (&file.written, file.lacking()) {
        (Some(written), Some(lacking)) => {
            sentences.push(PartWord::FileCopyAt.with(&[("at", &local_minute(written.at))]));
            let lacking = usize::try_from(lacking).unwrap_or(usize::MAX);
            // What another window wrote since is not known here.
            if here {
                sentences.push(match lacking {
                    0 => PartWord::FileHasAll.into(),
                    some => counted(some, PartWord::FileLacksOne, PartWord::FileLacksMany),
                });
            }
        }
        _ => sentences.push(PartWord::FileHasNothing.into()),
    }
    if !here {
        sentences.push(PartWord::FileElsewhere.into());
    }
    if file.writing {
        sentences.push(PartWord::FileWriting.into());
    }
    let mut all = vec![paragraph("", &sentences.join(" "))];
    if let Some(why) = &file.trouble {
        all.push(paragraph("problem", &not_written(&file.name, why)));
    }
    all
}
