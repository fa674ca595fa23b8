//! Parts of the app that are modules of their own. `cargo xtask build` makes them, and the function
//! of the page that loads them; without that function all is there.

use js_sys::Reflect;

use super::boot;
use super::dom::window;

const LOADER: &str = "cotejoPart";

/// Whether the app was taken apart.
pub fn are_apart() -> bool {
    boot::function(LOADER).is_some()
}

/// Whether it came; it is loaded once, however often it is asked for.
pub async fn load(part: &str) -> bool {
    boot::ask(LOADER, &part.into()).await.is_some()
}

/// Whether this person pays for what is loaded and may not be needed, as far as the browser says.
pub fn is_scarce() -> bool {
    let connection = Reflect::get(&window().navigator(), &"connection".into());
    let saving = connection.and_then(|it| Reflect::get(&it, &"saveData".into()));
    saving.is_ok_and(|it| it.is_truthy())
}
