//! Keys and the selection, heard by the page as a whole.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, KeyboardEvent};

use super::dialogs::stage_article;
use super::effects::{act, after_rendering, finish_effects, focus_text};
use super::hooks::{finish_rendering, subscribe_after_frame};
use super::taking::{files_of, take_files};
use super::{inspector, reader, selection_popover};
use crate::app::{Dialog, SaveState, Selected, Store, ViewingAction};
use crate::commands::{KeyPress, Scope, Typing, command_for};
use crate::web::dom::{self, document};
use crate::web::events::{listen, listen_and_prevent};
use crate::web::timing::spawn;

/// Hears keys and selections for as long as the page lives.
pub fn listen_to_page(store: &Store) {
    let keys = {
        let store = store.clone();
        listen_and_prevent(&document(), "keydown", move |event| {
            pressed(&store, event.unchecked_ref());
        })
    };
    keys.forget();
    {
        let store = store.clone();
        listen(&document(), "selectionchange", move |_| {
            follow_selection(&store);
        })
        .forget();
    }
    {
        let store = store.clone();
        listen_and_prevent(&document(), "paste", move |event| {
            pasted(&store, event.unchecked_ref());
        })
        .forget();
    }
    listen_and_prevent(&document(), "mousedown", |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        if target.is_some_and(|it| leaves_keyboard(&it)) {
            event.prevent_default();
        }
    })
    .forget();
    keep_keyboard(store);
    // The browser asks whoever leaves with work that is not saved.
    {
        let store = store.clone();
        listen_and_prevent(&dom::window(), "beforeunload", move |event| {
            if store.read(|state| state.save != SaveState::Saved) {
                event.prevent_default();
            }
        })
        .forget();
    }
    // A printer gets all marks, not only those near the viewport.
    for (event, printing) in [("beforeprint", true), ("afterprint", false)] {
        listen(&dom::window(), event, move |_| {
            for surface in super::reader::surfaces() {
                surface.paint_for_print(printing);
            }
        })
        .forget();
    }
    // What stands in a field counts when the field is left, so leave it with the page.
    listen(&dom::window(), "pagehide", |_| {
        if let Some(field) = active().filter(dom::takes_text)
            && let Ok(field) = field.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = field.blur();
        }
    })
    .forget();
}

/// What is pasted beside all fields is an article to add.
fn pasted(store: &Store, event: &ClipboardEvent) {
    let in_field = active().is_some_and(|it| dom::takes_text(&it));
    if in_field || event.default_prevented() || in_dialog() {
        return;
    }
    let Some(data) = event.clipboard_data() else {
        return;
    };
    let files = files_of(data.files());
    let text = data.get_data("text/plain").unwrap_or_default();
    if !files.is_empty() {
        take_files(store.clone(), files);
    } else if !text.trim().is_empty() {
        stage_article(text);
        store.dispatch(ViewingAction::Open(Dialog::AddArticle));
    } else {
        return;
    }
    event.prevent_default();
}

/// Takes over the browser's selection, when it lies in an article.
fn follow_selection(store: &Store) {
    // A drag in progress is heard when the button is let go.
    if selection_popover::is_pointer_down() {
        return;
    }
    let selected = reader::selected_in_page();
    let shown = store.state().session.selection;
    if selected.is_some() && selected != shown {
        store.dispatch(ViewingAction::Selected(selected));
    } else if selected.is_none()
        && let Some(shown) = shown.filter(|it| it.span().is_some())
        && active().is_some_and(|it| dom::takes_text(&it))
        && !in_dialog()
    {
        // The selection went into a field: nothing is selected in the text any more. A dialog
        // may be about it.
        let caret = Selected::caret(shown.article, shown.focus);
        store.dispatch(ViewingAction::Selected(Some(caret)));
    }
}

/// Gives the keyboard back to the text; says whether it was in the inspector. Where the
/// inspector lies over the text it goes too.
fn leave_inspector(store: &Store) -> bool {
    let inside = active().is_some_and(|it| matches!(it.closest(".inspector"), Ok(Some(_))));
    if inside && dom::is_narrow() {
        inspector::close(store);
    } else if inside {
        focus_text(store);
    }
    inside
}

fn pressed(store: &Store, event: &KeyboardEvent) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let press = key_press(event);
    // A key may be quicker than the news of the gesture and the selection it is about.
    reader::finish_gesture();
    finish_effects();
    finish_rendering();
    follow_selection(store);
    if press.key == "Escape" && leave_inspector(store) {
        event.prevent_default();
        return;
    }
    let typing = typing(&press);
    let command = store.read(|state| command_for(&press, typing, &state.settings));
    let Some(command) = command.filter(|_| !in_dialog()) else {
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

thread_local! {
    /// What had the keyboard last.
    static LAST: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// When what has the keyboard goes from the page, the dialog it was in gets it, else the text.
fn keep_keyboard(store: &Store) {
    listen(&document(), "focusin", |event| {
        LAST.set(event.target().and_then(|it| it.dyn_into().ok()));
    })
    .forget();
    // Who leaves what is still there wants the keyboard nowhere. What goes is left, too.
    listen(&document(), "focusout", |_| {
        spawn(async {
            LAST.with_borrow_mut(|it| *it = it.take().filter(|it| !is_left(it)));
        });
    })
    .forget();
    let of = store.clone();
    // The inspector renders then too.
    let subscription = subscribe_after_frame(store, move |_| {
        let store = of.clone();
        after_rendering(move || hand_on(&store));
    });
    // For as long as the page lives.
    std::mem::forget(subscription);
}

fn hand_on(store: &Store) {
    let gone = LAST.with_borrow(|it| it.as_ref().is_some_and(|it| !it.is_connected()));
    let nowhere = active().is_none_or(|it| it.tag_name() == "BODY");
    if !gone || !nowhere {
        return;
    }
    LAST.take();
    match dom::query("dialog[open] .dialog-body button:enabled") {
        Some(button) => drop(button.focus()),
        None => focus_text(store),
    }
}

fn is_left(element: &Element) -> bool {
    element.is_connected() && active().is_none_or(|it| !it.is_same_node(Some(element)))
}

/// Whether a press of the mouse there is no reason to take the keyboard from the text: on
/// buttons and boxes to tick. What is dragged away needs the press.
fn leaves_keyboard(target: &Element) -> bool {
    let pressed = ":is(button:not([draggable]), .check):not(dialog *)";
    matches!(target.closest(pressed), Ok(Some(_)))
        && active().is_some_and(|it| matches!(it.closest(".text, [role=listbox]"), Ok(Some(_))))
}

fn in_dialog() -> bool {
    dom::query("dialog[open]").is_some()
}

fn in_menu() -> bool {
    active().is_some_and(|it| matches!(it.closest("[role=menu]"), Ok(Some(_))))
}

fn typing(press: &KeyPress) -> Typing {
    let Some(element) = active() else {
        return Typing::Elsewhere;
    };
    // A list takes letters, but no chords: there is nothing in it to undo.
    let is_list = element.tag_name() == "SELECT" && press.primary;
    if dom::takes_text(&element) && !is_list {
        Typing::InField
    } else if matches!(
        element.closest(".text, [role=listbox], [role=grid]"),
        Ok(Some(_))
    ) {
        Typing::Reading
    } else {
        Typing::Elsewhere
    }
}
