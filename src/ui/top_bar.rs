use strum::IntoEnumIterator;
use yew::prelude::*;

use super::hooks::{run, use_selector, use_store};
use super::messages::named;
use super::parts::{
    button, callback, dispatching, element, named_button, on_click, spacer, span, worded,
};
use super::projects_menu::use_projects_menu;
use super::search_box::use_search_box;
use super::widget::widget;
use crate::app::{
    Action, Dialog, FileCopyAction, Pen, ProjectsAction, SaveState, State, Store, View,
    ViewingAction,
};
use crate::commands::{Chord, Command, chords_of, command};
use crate::words::{PartWord, Word};

pub(super) fn view_id(view: View) -> &'static str {
    match view {
        View::Read => "read",
        View::Compare => "compare",
        View::Sources => "sources",
        View::Codebook => "codebook",
    }
}

fn view_name(view: View) -> Word {
    match view {
        View::Read => Word::ViewRead,
        View::Compare => Word::ViewCompare,
        View::Sources => Word::ViewSources,
        View::Codebook => Word::ViewCodebook,
    }
}

#[hook]
pub(super) fn use_top_bar() -> Html {
    html! {
        <header class="top-bar" role="banner">
            <h1>{ "Co" }{ worded("em", "", "tejo") }</h1>
            { widget!(use_projects_menu()) }
            { widget!(use_views()) }
            { spacer() }
            { widget!(use_leave_reading_mode()) }
            { widget!(use_undo_redo()) }
            { widget!(use_search_box()) }
            { command_button("commands", "") }
            { widget!(use_save()) }
            { widget!(use_kept_file()) }
            { command_button("export", "primary") }
        </header>
    }
}

#[hook]
fn use_views() -> Html {
    let store = use_store();
    let shown = use_selector(|state| state.session.view);
    let all: Vec<View> = View::iter().collect();
    let onkeydown = {
        let store = store.clone();
        let all = all.clone();
        callback(move |event: KeyboardEvent| {
            let at = all.iter().position(|it| *it == shown).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % all.len(),
                "ArrowLeft" => (at + all.len() - 1) % all.len(),
                "Home" => 0,
                "End" => all.len() - 1,
                _ => return,
            };
            event.prevent_default();
            store.dispatch(ViewingAction::Show(all[next]));
            if let Some(tab) = crate::web::dom::by_id(&format!("tab-{}", view_id(all[next]))) {
                let _ = tab.focus();
            }
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label={Word::Views.text()} {onkeydown}>
            for view in all {
                <button
                    type="button"
                    key={view_id(view)}
                    id={format!("tab-{}", view_id(view))}
                    role="tab"
                    aria-selected={(view == shown).to_string()}
                    aria-controls={format!("panel-{}", view_id(view))}
                    tabindex={if view == shown { "0" } else { "-1" }}
                    onclick={dispatching(&store, move || ViewingAction::Show(view))}
                >
                    { view_name(view).text() }
                </button>
            }
        </div>
    }
}

#[hook]
fn use_undo_redo() -> Html {
    let store = use_store();
    let (undo, redo) = use_selector(|state| {
        (
            state.history.next_undo().cloned(),
            state.history.next_redo().cloned(),
        )
    });
    let name = |word: Word, next: Option<&crate::model::TransactionName>| match next {
        Some(next) => format!("{}: {}", word.text(), named(next)),
        None => word.text().to_owned(),
    };
    let step = |command: &'static str,
                name: String,
                enabled: bool,
                action: fn() -> Action,
                sign,
                shown| {
        let onclick = dispatching(&store, action);
        html! {
            <button type="button" class="plain" data-command={command} aria-label={name.clone()}
                title={name.clone()} disabled={!enabled} {onclick}>
                <span aria-hidden="true">{ sign }</span>
                if shown {
                    { span("wide-only", &name) }
                }
            </button>
        }
    };
    let undo_name = name(Word::Undo, undo.as_ref());
    let redo_name = name(Word::Redo, redo.as_ref());
    let steps = [
        step(
            "undo",
            undo_name,
            undo.is_some(),
            || Action::Undo,
            "↶ ",
            true,
        ),
        step(
            "redo",
            redo_name,
            redo.is_some(),
            || Action::Redo,
            "↷",
            false,
        ),
    ];
    element("div", "undo-redo", steps)
}

/// What is gone has to have a way back on the page.
#[hook]
fn use_leave_reading_mode() -> Html {
    let store = use_store();
    let calm = use_selector(|state| state.settings.calm);
    match command("reading-mode").filter(|_| calm) {
        Some(command) => button(
            "",
            Word::LeaveReadingMode.text(),
            on_click(move || run(&store, command)),
        ),
        None => html! {},
    }
}

#[hook]
fn use_save() -> Html {
    let store = use_store();
    let save = use_selector(|state| state.save.clone());
    let elsewhere = use_selector(|state| state.pen != Pen::Here);
    let (class, text) = match &save {
        SaveState::Saved if elsewhere => ("saved", Word::SavedElsewhere.text().to_owned()),
        SaveState::Saved => ("saved", Word::Saved.text().to_owned()),
        SaveState::Saving => ("saving", Word::Saving.text().to_owned()),
        SaveState::NotSaved(reason) => ("not-saved", Word::NotSaved.with(&[("reason", reason)])),
    };
    let failed = matches!(save, SaveState::NotSaved(_));
    let once = use_selector(|state| state.no_second_copy.clone());
    let once = once.map(|reason| Word::SavedOnce.with(&[("reason", &reason)]));
    html! {
        <>
            <span class={classes!("save", class)} role="status" aria-label={Word::SaveState.text()} aria-live="off" title={once}>
                { text.clone() }
            </span>
            if failed {
                <span class="visually-hidden" role="alert">{ text }</span>
                { button("", Word::TryAgain.text(), dispatching(&store, move || ProjectsAction::RetrySaving)) }
            }
        </>
    }
}

/// The copy in a file, where there is one: how it stands with it, and the way to all about it.
#[hook]
fn use_kept_file() -> Html {
    let store = use_store();
    let file = use_selector(|state| {
        let file = state.session.file.as_ref();
        file.map(|it| (it.name.clone(), it.is_well(), it.asks()))
    });
    match file {
        // Where there is one, the part is there that found it.
        Some((name, well, asks)) => apart_dialogs_file_button(&store, &name, well, asks),
        None => html! {},
    }
}

#[inline(never)]
fn apart_dialogs_file_button(store: &Store, name: &str, well: bool, asks: bool) -> Html {
    let details = dispatching(store, || ViewingAction::Open(Dialog::FileCopy));
    if asks {
        let allow = dispatching(store, || FileCopyAction::Allow);
        button("attention", PartWord::FileCopyWaits.text(), allow)
    } else if well {
        let named = PartWord::FileCopyIn.with(&[("name", name)]);
        named_button(
            "plain copied",
            PartWord::FileCopyShort.text(),
            &named,
            details,
        )
    } else {
        button("attention", PartWord::FileCopyTrouble.text(), details)
    }
}

/// A button for one row of the table of commands.
pub(super) fn command_button(name: &'static str, class: &'static str) -> Html {
    widget!(use_command_button((name, class)), key = name)
}

#[hook]
fn use_command_button(props: &(&'static str, &'static str)) -> Html {
    let store = use_store();
    let (name, class) = *props;
    let (enabled, keys) = use_selector(move |state| {
        let Some(command) = command(name) else {
            return (false, String::new());
        };
        ((command.resolve)(state).is_some(), keys_of(state, command))
    });
    let Some(command) = command(name) else {
        return html! {};
    };
    html! {
        <button
            type="button"
            {class}
            data-command={command.name}
            aria-keyshortcuts={(!keys.is_empty()).then(|| keys.clone())}
            disabled={!enabled}
            onclick={callback(move |_| run(&store, command))}
        >
            { command.title.text() }
            if !keys.is_empty() {
                <kbd aria-hidden="true">{ short_keys(&keys) }</kbd>
            }
        </button>
    }
}

/// The keys of a command, as `aria-keyshortcuts` wants them.
pub(super) fn keys_of(state: &State, command: &Command) -> String {
    let chords = chords_of(command, &state.settings);
    let keys: Vec<String> = chords.iter().map(Chord::shown).collect();
    keys.join(" ")
}

/// The first chord, as a keyboard shows it.
pub(super) fn short_keys(keys: &str) -> String {
    let first = keys.split(' ').next().unwrap_or_default();
    let first = first.replace("Arrow", "");
    first.replace("Control", "Ctrl")
}
