use strum::IntoEnumIterator;
use yew::prelude::*;

use super::modal;
use super::palette::{has_meaning, title};
use crate::app::{MessageKind, Said, Settings, ViewingAction};
use crate::commands::{COMMANDS, Chord, Command, Group, chords_of, taken_by};
use crate::model::sorted::SortedMap;
use crate::ui::hooks::{change_settings, use_selector, use_store};
use crate::ui::keyboard::key_press;
use crate::ui::parts::{
    button_if, callback, check, element, element_of, heading, on_click, paragraph, text, worded,
};
use crate::words::{PartWord, Word};

fn group_name(group: Group) -> PartWord {
    match group {
        Group::Annotate => PartWord::GroupAnnotate,
        Group::Link => PartWord::GroupLink,
        Group::Move => PartWord::GroupMove,
        Group::Select => PartWord::GroupSelect,
        Group::Article => PartWord::GroupArticle,
        Group::Project => PartWord::GroupProject,
        Group::View => PartWord::GroupView,
    }
}

/// Every command with its keys; a key can be given to each.
#[hook]
pub(super) fn use_shortcuts() -> Html {
    let store = use_store();
    let settings = use_selector(|state| state.settings.clone());
    // The name of the command whose next key is being waited for, or nothing.
    let waiting = use_state(|| "");
    let change = {
        let store = store.clone();
        move |change: &dyn Fn(&mut Settings)| change_settings(&store, change)
    };
    let onkeydown = {
        let (store, waiting) = (store.clone(), waiting.clone());
        let change = change.clone();
        callback(move |event: KeyboardEvent| {
            let name = *waiting;
            if name.is_empty() || event.key() == "Tab" {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
            if event.key() == "Escape" {
                waiting.set("");
            } else if let Some(chord) = Chord::of(&key_press(&event)) {
                let removes = chord.deletes();
                let taken = store.read(|state| {
                    let by = taken_by(&chord, name, &state.settings).map(|it| title(state, it));
                    (by.is_some() || chord.is_of_browser()).then(|| Said::KeyTaken {
                        key: chord.shown(),
                        by,
                    })
                });
                if let Some(taken) = taken.filter(|_| !removes) {
                    let said = ViewingAction::Say(MessageKind::Error, Box::new(taken));
                    store.dispatch(said);
                } else {
                    let chords = if removes {
                        Vec::new()
                    } else {
                        vec![chord.to_string()]
                    };
                    change(&|it| {
                        it.keymap.insert(name.to_owned(), chords.clone());
                    });
                }
                waiting.set("");
            }
        })
    };
    let state = store.state();
    let onsingle = {
        let change = change.clone();
        callback(move |_| change(&|it| it.single_keys = !it.single_keys))
    };
    let onreset = on_click(move || change(&|it| it.keymap = SortedMap::new()));
    let row = |command: &'static Command| {
        let waits = *waiting == command.name;
        let chords = chords_of(command, &settings);
        let shown = match (waits, chords.is_empty()) {
            (true, _) => text(PartWord::PressKey.text()),
            (false, true) => text("–"),
            (false, false) => {
                let keys = chords.iter().map(|it| worded("kbd", "", &it.shown()));
                keys.collect()
            }
        };
        let title = title(&state, command);
        let name = PartWord::ChangeKey.with(&[("command", &title)]);
        let waiting = waiting.clone();
        let onclick = on_click(move || waiting.set(command.name));
        let button = html! {
            <button type="button" class="plain key" aria-label={name} {onclick}>{ shown }</button>
        };
        html! {
            <div key={command.name}>
                { worded("dt", "", &title) }
                { element("dd", "", [button]) }
            </div>
        }
    };
    let sections = Group::iter().map(|group| {
        let shown = |it: &&Command| it.group == group && has_meaning(&state, it);
        let rows = COMMANDS.iter().filter(shown).map(row);
        let name = heading(group_name(group).text());
        element("section", "", [name, element_of("dl", "", rows.collect())])
    });
    modal(
        Word::Shortcuts.text(),
        "shortcuts",
        html! {
            <>
                { paragraph("hint", PartWord::ShortcutsHint.text()) }
                { check(PartWord::SingleKeys.text(), settings.single_keys, onsingle) }
                { button_if(!settings.keymap.is_empty(), "", PartWord::ResetKeys.text(), onreset) }
                <div class="shortcut-groups" {onkeydown}>
                    { for sections }
                </div>
            </>
        },
    )
}
