//! Measures in the browser's performance timeline, from an event to the frame that shows
//! what it did.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;

use super::dom::window;
use super::recovery::halted;

/// Milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |it| it.now())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = measure, catch)]
    fn measure_between(name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
}

// What is generic here is so for its callers only: what a timer or a task needs is code once.

/// Does something after so many milliseconds, unless what is returned is dropped before.
pub fn later(millis: u32, act: impl FnOnce() + 'static) -> Timeout {
    fn of_any(millis: u32, act: Box<dyn FnOnce()>) -> Timeout {
        Timeout::new(millis, || {
            if !halted() {
                act();
            }
        })
    }
    of_any(millis, Box::new(act))
}

/// Works on something while other things happen.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    fn of_any(mut work: Pin<Box<dyn Future<Output = ()>>>) {
        wasm_bindgen_futures::spawn_local(poll_fn(move |context| {
            if halted() {
                Poll::Pending
            } else {
                work.as_mut().poll(context)
            }
        }));
    }
    of_any(Box::pin(work));
}

/// Does something just before the next frame is drawn.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    fn of_any(act: Box<dyn FnOnce()>) {
        let act = Closure::once_into_js(|| {
            if !halted() {
                act();
            }
        });
        let _ = window().request_animation_frame(act.unchecked_ref());
    }
    of_any(Box::new(act));
}

/// Does something once the next frame has been handed over to be shown.
pub fn after_next_frame(act: impl FnOnce() + 'static) {
    before_next_frame(move || {
        later(0, act).forget();
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
pub fn measure(name: &str, start: f64, end: f64) {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"start".into(), &start.into());
    let _ = js_sys::Reflect::set(&options, &"end".into(), &end.into());
    let _ = measure_between(name, &options);
}
