//! Keys and the selection, heard by the page as a whole.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::effects::act;
use super::{reader, selection_popover};
use crate::app::{Store, ViewingAction};
use crate::commands::{KeyPress, Scope, Typing, command_for};
use crate::web::dom::{self, document};

/// Hears keys and selections for as long as the page lives.
pub fn listen_to_page(store: &Store) {
    let keys = {
        let store = store.clone();
        EventListener::new_with_options(
            &document(),
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            move |event| pressed(&store, event.unchecked_ref()),
        )
    };
    keys.forget();
    let store = store.clone();
    EventListener::new(&document(), "selectionchange", move |_| {
        // A drag in progress is heard when the button is let go.
        if selection_popover::is_pointer_down() {
            return;
        }
        let selected = reader::selected_in_page();
        if selected.is_some() && selected != store.state().session.selection {
            store.dispatch(ViewingAction::Selected(selected));
        }
    })
    .forget();
}

fn pressed(store: &Store, event: &KeyboardEvent) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let press = key_press(event);
    let in_dialog = dom::query("dialog[open]").is_some();
    let typing = typing();
    let command = store.read(|state| command_for(&press, typing, &state.settings));
    let Some(command) = command.filter(|_| !in_dialog) else {
        return;
    };
    if command.scope != Scope::Anywhere && in_menu() {
        return;
    }
    if let Some(action) = store.read(|state| (command.resolve)(state)) {
        event.prevent_default();
        act(store, action, event.time_stamp());
    }
}

pub(super) fn key_press(event: &KeyboardEvent) -> KeyPress {
    let apple = dom::is_apple();
    let (primary, other) = if apple {
        (event.meta_key(), event.ctrl_key())
    } else {
        (event.ctrl_key(), event.meta_key())
    };
    KeyPress {
        primary,
        shift: event.shift_key(),
        alt: event.alt_key() || other,
        key: event.key(),
        code: event.code(),
    }
}

fn active() -> Option<Element> {
    document().active_element()
}

fn in_menu() -> bool {
    active().is_some_and(|it| matches!(it.closest("[role=menu]"), Ok(Some(_))))
}

fn typing() -> Typing {
    let Some(element) = active() else {
        return Typing::Elsewhere;
    };
    if dom::takes_text(&element) {
        Typing::InField
    } else if matches!(element.closest(".text, [role=listbox]"), Ok(Some(_))) {
        Typing::Reading
    } else {
        Typing::Elsewhere
    }
}
