//! The app is kept in this browser, to be there without a network: `static/boot.js` has it kept by
//! `static/service-worker.js`.

use wasm_bindgen::prelude::*;

use super::boot::ask;

/// Has the app be kept, where the build lists its files and the browser can. Whenever a newer
/// version is kept too, and waits until this one is no longer open, `waits` is called.
pub async fn keep_app(waits: Box<dyn Fn()>) {
    let waits = Closure::wrap(waits).into_js_value();
    // Without it the app works as well, with a network.
    let _ = ask("cotejoKeep", &waits).await;
}

/// Goes on with the version that waits, from the address on that the page is at; or gives how
/// many other windows have the app open, which would lose its files.
pub async fn use_new_version() -> u32 {
    let others = ask("cotejoRenew", &JsValue::UNDEFINED).await;
    let others = others.and_then(|it| it.as_f64()).unwrap_or_default();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count"
    )]
    {
        others as u32
    }
}
