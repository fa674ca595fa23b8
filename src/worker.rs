//! The analyst as a worker of the page: a module of its own, which `static/analyst.js` loads when
//! the page first needs it.

use std::cell::RefCell;

use cotejo::analyst::{Analyst, Answer, Request};
use cotejo::web::{Envelope, events, use_browser_rules};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

/// As in the page: `src/main.rs`.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    console_error_panic_hook::set_once();
    use_browser_rules();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let analyst = RefCell::new(Analyst::new(&lexicon(&scope)));
    let answering = scope.clone();
    let listening = events::listen(&scope, "message", move |event| {
        let answer = Envelope::of(event).and_then(|it| answer(&mut analyst.borrow_mut(), it));
        if let Some(answer) = answer {
            // Only what cannot be handed over is refused, and a buffer can.
            let _ = answer.to_page(&answering);
        }
    });
    // For as long as the worker lives.
    listening.forget();
}

/// Words that mean the same, which the script has loaded before.
fn lexicon(scope: &JsValue) -> String {
    let words = Reflect::get(scope, &"lexicon".into());
    words.ok().and_then(|it| it.as_string()).unwrap_or_default()
}

fn answer(analyst: &mut Analyst, asked: Envelope) -> Option<Envelope> {
    let request: Request = serde_wasm_bindgen::from_value(asked.value).ok()?;
    let (value, bytes) = match analyst.handle(&request, &asked.bytes)? {
        Answer::Candidates(found) => (serde_wasm_bindgen::to_value(&found).ok()?, Vec::new()),
        Answer::SameActors(found) => (serde_wasm_bindgen::to_value(&found).ok()?, Vec::new()),
        Answer::Written(bytes) => (JsValue::TRUE, bytes),
        Answer::NoProject => (JsValue::UNDEFINED, Vec::new()),
    };
    Some(Envelope {
        number: asked.number,
        value,
        bytes,
    })
}
