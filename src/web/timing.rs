//! Measures in the browser's performance timeline, from an event to the frame that shows
//! what it did.

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;

use super::dom::window;

/// Milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |it| it.now())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = measure, catch)]
    fn measure_between(name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// Does something just before the next frame is drawn.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _ = window().request_animation_frame(act.unchecked_ref());
}

/// Does something once the next frame has been handed over to be shown.
pub fn after_next_frame(act: impl FnOnce() + 'static) {
    before_next_frame(move || {
        Timeout::new(0, act).forget();
    });
}

/// Enters `name` as lasting from `start` to the end of the next frame.
pub fn measure_to_next_frame(name: &'static str, start: f64) {
    after_next_frame(move || measure(name, start, now()));
}

/// Does some work and enters how long it took. Rendered without a browser, where there is
/// no timeline, it is only done.
pub fn measured<R>(name: &str, work: impl FnOnce() -> R) -> R {
    if cfg!(not(target_arch = "wasm32")) {
        return work();
    }
    let start = now();
    let done = work();
    measure(name, start, now());
    done
}

/// Enters a measure between two moments.
fn measure(name: &str, start: f64, end: f64) {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"start".into(), &start.into());
    let _ = js_sys::Reflect::set(&options, &"end".into(), &end.into());
    let _ = measure_between(name, &options);
}
