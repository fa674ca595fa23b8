use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::window;

/// Asks the browser not to throw away what this site keeps when it needs room. Some ask the person.
pub async fn keep_for_good() {
    ask("persist").await;
}

/// How much of the room that this site has is taken, in percent.
pub async fn room() -> Option<f64> {
    let estimate = ask("estimate").await?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    let (usage, quota) = (number("usage")?, number("quota")?);
    (quota > 0.0).then(|| usage / quota * 100.0)
}

/// What the browser's manager of storage answers; nothing where there is none.
async fn ask(what: &str) -> Option<JsValue> {
    let manager = Reflect::get(&window().navigator(), &"storage".into()).ok()?;
    let asked: Function = Reflect::get(&manager, &what.into()).ok()?.dyn_into().ok()?;
    let answer: Promise = asked.call0(&manager).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()
}
