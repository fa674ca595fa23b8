//! What the page's first scripts have the app call: `static/boot.js`, and what the build puts
//! behind the script of wasm-bindgen. Where they are not, as in tests, there is nothing to call.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::window;

pub(super) fn function(name: &str) -> Option<Function> {
    Reflect::get(&window(), &name.into()).ok()?.dyn_into().ok()
}

/// What becomes of a call; nothing where there is no such function, or it fails.
pub(super) async fn ask(name: &str, with: &JsValue) -> Option<JsValue> {
    let function = function(name)?;
    let promise = function.call1(&JsValue::NULL, with).ok()?;
    let promise = promise.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()
}
