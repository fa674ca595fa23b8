//! Parts of the app that are modules of their own. `cargo xtask build` makes them, and the function
//! of the page that loads them; without that function all is there.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::dom::window;

const LOADER: &str = "cotejoPart";

thread_local! {
    static THERE: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

pub fn is_there(part: &str) -> bool {
    THERE.with_borrow(|it| it.contains(&part)) || loader().is_none()
}

/// Whether it came; it is loaded once, however often it is asked for.
pub async fn load(part: &'static str) -> bool {
    if is_there(part) {
        return true;
    }
    let loading = loader().and_then(|it| it.call1(&it, &part.into()).ok());
    let Some(loading) = loading.and_then(|it| it.dyn_into::<Promise>().ok()) else {
        return false;
    };
    let came = JsFuture::from(loading).await.is_ok();
    if came && !is_there(part) {
        THERE.with_borrow_mut(|it| it.push(part));
    }
    came
}

/// Whether this person pays for what is loaded and may not be needed, as far as the browser says.
pub fn is_scarce() -> bool {
    let connection = Reflect::get(&window().navigator(), &"connection".into());
    let saving = connection.and_then(|it| Reflect::get(&it, &"saveData".into()));
    saving.is_ok_and(|it| it.is_truthy())
}

fn loader() -> Option<Function> {
    // Rendered without a browser, all is there too.
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    Reflect::get(&window(), &LOADER.into())
        .ok()?
        .dyn_into()
        .ok()
}
