use yew::prelude::*;

use super::modal;
use crate::app::{State, ViewingAction};
use crate::commands::{COMMANDS, Chord, Command, chords_of};
use crate::model::Label;
use crate::model::sorted::sort_by_key;
use crate::text::search::{folded, has_words};
use crate::ui::hooks::{run, use_store};
use crate::ui::parts::{callback, on_click, on_typing, spacer, span, worded};
use crate::words::{PartWord, Word};

/// How the names of commands begin that give a label.
const LABEL: &str = "label-";

/// Not there in browsers that cannot.
const FILE_COPY: &str = "file-copy";

/// Every command by name, those that mean something now first.
#[hook]
pub(super) fn use_palette() -> Html {
    let store = use_store();
    let query = use_state(String::new);
    let at = use_state(|| 0_usize);
    let found = store.read(|state| {
        let wanted = folded(&query);
        let mut found: Vec<(bool, &'static Command, String)> = COMMANDS
            .iter()
            .filter(|it| has_words(&title(state, it), &wanted))
            .map(|it| ((it.resolve)(state).is_some(), it, title(state, it)))
            .filter(|(enabled, it, _)| {
                *enabled || !(it.name.starts_with(LABEL) || it.name == FILE_COPY)
            })
            .collect();
        sort_by_key(&mut found, |(enabled, ..)| !enabled);
        found
    });
    let chosen = (*at).min(found.len().saturating_sub(1));
    let choose = {
        let store = store.clone();
        move |command: &'static Command| {
            store.dispatch(ViewingAction::Close);
            run(&store, command);
        }
    };
    let onkeydown = {
        let at = at.clone();
        let choose = choose.clone();
        let count = found.len();
        let command = found.get(chosen).filter(|it| it.0).map(|it| it.1);
        callback(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                at.set((chosen + 1).min(count.saturating_sub(1)));
            }
            "ArrowUp" => {
                event.prevent_default();
                at.set(chosen.saturating_sub(1));
            }
            "Enter" => {
                event.prevent_default();
                if let Some(command) = command {
                    choose(command);
                }
            }
            _ => {}
        })
    };
    let oninput = {
        let query = query.clone();
        let at = at.clone();
        on_typing(move |it| {
            query.set(it);
            at.set(0);
        })
    };
    let active = found.get(chosen).map(|it| format!("command-{}", it.1.name));
    let keys = |command: &Command| {
        store.read(|state| {
            let chords = chords_of(command, &state.settings);
            chords.first().map(Chord::shown).unwrap_or_default()
        })
    };
    modal(
        Word::Commands.text(),
        "palette",
        html! {
            <>
                <input
                    type="text"
                    role="combobox"
                    data-first="true"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant={active}
                    aria-label={PartWord::FindCommand.text()}
                    placeholder={PartWord::FindCommand.text()}
                    autocomplete="off"
                    value={(*query).clone()}
                    {oninput}
                    {onkeydown}
                />
                <div id="palette-list" role="listbox" aria-label={Word::Commands.text()}>
                    for (at, (enabled, command, title)) in found.iter().enumerate() {
                        <div
                            key={command.name}
                            id={format!("command-{}", command.name)}
                            role="option"
                            class="row"
                            aria-selected={(at == chosen).to_string()}
                            aria-disabled={(!enabled).to_string()}
                            data-command={command.name}
                            onclick={
                                let choose = choose.clone();
                                let (command, enabled) = (*command, *enabled);
                                on_click(move || if enabled { choose(command) })
                            }
                        >
                            { span("", title) }
                            { spacer() }
                            { worded("kbd", "", &keys(command)) }
                        </div>
                    }
                </div>
            </>
        },
    )
}

/// A command's title; labels by their name in the codebook.
pub(super) fn title(state: &State, command: &Command) -> String {
    match label_of(state, command) {
        Some(label) => PartWord::LabelCommand.with(&[("label", &state.label_name(&label.id))]),
        None => command.title.text().to_owned(),
    }
}

/// The label that a command gives, where it gives one that the codebook has.
fn label_of<'a>(state: &'a State, command: &Command) -> Option<&'a Label> {
    let key = command.name.strip_prefix(LABEL)?;
    let labels = &state.project.codebook().labels;
    labels.iter().find(|it| it.key == key && !it.deprecated)
}

/// Whether a command can ever mean something in this project.
pub(super) fn has_meaning(state: &State, command: &Command) -> bool {
    !command.name.starts_with(LABEL) || label_of(state, command).is_some()
}
