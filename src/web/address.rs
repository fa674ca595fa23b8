//! The fragment of the page's address, which says where somebody is, and where to go.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;

use super::dom::window;
use super::events::listen;
use super::timing::later;

/// Milliseconds after which the address follows.
const SOON: u32 = 100;

thread_local! {
    static TO_SHOW: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    /// What the address was when the app last wrote or read it.
    static KNOWN: RefCell<String> = const { RefCell::new(String::new()) };
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Shows where somebody is. Another project at once: what is stored of it must be found by who has
/// the page begin anew. Another annotation once they stay there: browsers stop a page that changes
/// its address with every key, and a key's frame need not wait for it.
pub fn show_when_due(fragment: String) {
    if project_of(&fragment) == project_of(&self::fragment()) {
        TO_SHOW.set(Some(later(SOON, move || show(&fragment))));
    } else {
        TO_SHOW.set(None);
        show(&fragment);
    }
}

fn project_of(fragment: &str) -> &str {
    fragment.split('&').next().unwrap_or_default()
}

/// Whoever has asked for another address in the meantime, or goes there already, gets it.
fn show(wanted: &str) {
    if LEAVING.get() || KNOWN.with_borrow(|known| *known != fragment()) {
        return;
    }
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(wanted));
        KNOWN.set(fragment());
    }
}

/// Hears of every address that somebody puts into the open page.
pub fn follow(mut go: impl FnMut(String) + 'static) {
    KNOWN.set(fragment());
    let listener = listen(&window(), "hashchange", move |_| {
        KNOWN.set(fragment());
        go(fragment());
    });
    listener.forget();
}

/// The page begins anew, where its address leads.
pub fn begin_anew() {
    LEAVING.set(true);
    let _ = window().location().reload();
}
