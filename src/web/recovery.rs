//! What becomes of the page when the app breaks: `static/recovery.js` draws a screen, and nothing of
//! the app goes on.

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::dom::window;

/// Set for good: nobody knows what a panic left half done.
static HALTED: AtomicBool = AtomicBool::new(false);

/// Whether the app broke. What was to happen later asks, and does not.
pub fn halted() -> bool {
    HALTED.load(Ordering::Relaxed)
}

/// Has a panic lead to the screen, which gets its words now: later nothing of here may be needed.
pub fn arm(words: &[(&str, &str)]) {
    call("arm", &object(words));
    // Else it would put its own in this one's place once it renders.
    yew::set_custom_panic_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        if HALTED.swap(true, Ordering::Relaxed) {
            return;
        }
        let place = panic.location().map(ToString::to_string);
        show(&[
            ("message", &without_quotes(panic)),
            ("place", place.as_deref().unwrap_or_default()),
        ]);
    }));
}

/// Something was done and is to be kept: what it is called, never what it was done to.
pub fn note(command: &str) {
    call("note", &command.into());
}

/// Shows the screen.
pub fn show(what: &[(&str, &str)]) {
    call("broke", &object(what));
}

/// What a panic says, without anything that it quotes: that can be out of an article.
fn without_quotes(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    if let Some(ours) = payload.downcast_ref::<&str>() {
        return (*ours).to_owned();
    }
    let said = payload.downcast_ref::<String>().map_or("", String::as_str);
    let quote = said.find(['"', '\'', '`', '“', '‘', '«', '(', '{', '[']);
    said.get(..quote.unwrap_or(said.len()))
        .unwrap_or_default()
        .to_owned()
}

fn object(words: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (key, text) in words {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), &(*text).into());
    }
    object.into()
}

/// Where the script is not there, as in tests, there is no screen.
fn call(name: &str, what: &JsValue) {
    let recovery = Reflect::get(&window(), &"cotejoRecovery".into());
    let function = recovery.and_then(|it| Reflect::get(&it, &name.into()));
    if let Ok(function) = function.and_then(JsCast::dyn_into::<Function>) {
        let _ = function.call1(&JsValue::NULL, what);
    }
}
