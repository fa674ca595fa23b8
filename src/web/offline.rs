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

/// Why the page does not go on with another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Other windows have the app open, and would lose its files.
    OthersOpen,
    /// The browser keeps the new version waiting, and there is no network to get it again.
    NotReached,
}

/// Goes on with the version that waits, from the address on that the page is at.
pub async fn use_new_version() -> Result<(), Kept> {
    match ask("cotejoRenew", &JsValue::UNDEFINED).await {
        None => Err(Kept::NotReached),
        Some(others) if others.as_f64().is_some() => Err(Kept::OthersOpen),
        Some(_) => Ok(()),
    }
}
