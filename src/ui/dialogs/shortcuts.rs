use strum::IntoEnumIterator;
use yew::prelude::*;

use super::Modal;
use super::palette::title;
use crate::app::{Settings, ViewingAction};
use crate::commands::{COMMANDS, Chord, Group, chords_of};
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::keyboard::key_press;
use crate::words::Word;

fn group_name(group: Group) -> Word {
    match group {
        Group::Annotate => Word::GroupAnnotate,
        Group::Link => Word::GroupLink,
        Group::Move => Word::GroupMove,
        Group::Select => Word::GroupSelect,
        Group::Article => Word::GroupArticle,
        Group::Project => Word::GroupProject,
        Group::View => Word::GroupView,
    }
}

/// Every command with its keys; a key can be given to each.
#[component]
pub(super) fn Shortcuts() -> Html {
    let store = use_store();
    let settings = use_selector(|state| state.settings.clone());
    // The command whose next key is being waited for.
    let waiting = use_state(|| None::<&'static str>);
    let change = {
        let store = store.clone();
        move |change: &dyn Fn(&mut Settings)| {
            let mut settings = store.state().settings.clone();
            change(&mut settings);
            store.dispatch(ViewingAction::Set(Box::new(settings)));
        }
    };
    let onkeydown = {
        let waiting = waiting.clone();
        let change = change.clone();
        move |event: KeyboardEvent| {
            let Some(name) = *waiting else {
                return;
            };
            if event.key() == "Tab" {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
            if event.key() == "Escape" {
                waiting.set(None);
            } else if let Some(chord) = Chord::of(&key_press(&event)) {
                let chord = chord.to_string();
                change(&|settings| {
                    settings.keymap.insert(name.to_owned(), vec![chord.clone()]);
                });
                waiting.set(None);
            }
        }
    };
    let state = store.state();
    html! {
        <Modal title={Word::Shortcuts.text()} class="shortcuts">
            <p class="hint">{ Word::ShortcutsHint.text() }</p>
            <label class="check">
                <input type="checkbox" checked={settings.single_keys} onchange={
                    let change = change.clone();
                    move |_| change(&|it| it.single_keys = !it.single_keys)
                } />
                { Word::SingleKeys.text() }
            </label>
            <button type="button" disabled={settings.keymap.is_empty()} onclick={
                let change = change.clone();
                move |_| change(&|it| it.keymap.clear())
            }>{ Word::ResetKeys.text() }</button>
            <div class="shortcut-groups" {onkeydown}>
                for group in Group::iter() {
                    <section>
                        <h3>{ group_name(group).text() }</h3>
                        <dl>
                            for command in COMMANDS.iter().filter(|it| it.group == group) {
                                <div key={command.name}>
                                    <dt>{ title(&state, command) }</dt>
                                    <dd>
                                        <button
                                            type="button"
                                            class="plain key"
                                            aria-label={Word::ChangeKey.with(&[("command", &title(&state, command))])}
                                            onclick={
                                                let waiting = waiting.clone();
                                                let name = command.name;
                                                move |_| waiting.set(Some(name))
                                            }
                                        >
                                            if *waiting == Some(command.name) {
                                                { Word::PressKey.text() }
                                            } else {
                                                for chord in chords_of(command, &settings) {
                                                    <kbd>{ chord.shown() }</kbd>
                                                }
                                                if chords_of(command, &settings).is_empty() {
                                                    { "–" }
                                                }
                                            }
                                        </button>
                                    </dd>
                                </div>
                            }
                        </dl>
                    </section>
                }
            </div>
        </Modal>
    }
}
