//! What is deflated in an archive, inflated by the browser.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::dom::window;

/// Bytes as they were before they were deflated; `None` where they cannot be, or would be more than
/// `at_most`: whatever comes then is not waited for.
pub async fn inflated(deflated: &[u8], at_most: usize) -> Option<Vec<u8>> {
    let reader = reader(deflated).ok()?;
    let mut bytes = Vec::new();
    loop {
        let read = call(&reader, "read", &JsValue::UNDEFINED).ok()?;
        let read = JsFuture::from(read.dyn_into::<js_sys::Promise>().ok()?);
        let read = read.await.ok()?;
        if Reflect::get(&read, &"done".into()).ok()?.is_truthy() {
            return Some(bytes);
        }
        let piece: Uint8Array = Reflect::get(&read, &"value".into()).ok()?.dyn_into().ok()?;
        let more = piece.length() as usize;
        if bytes.len() + more > at_most {
            // A promise that nobody waits for.
            let _ = call(&reader, "cancel", &JsValue::UNDEFINED);
            return None;
        }
        let end = bytes.len();
        bytes.resize(end + more, 0);
        piece.copy_to(&mut bytes[end..]);
    }
}

/// Reads what comes out.
fn reader(deflated: &[u8]) -> Result<JsValue, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(deflated)))?;
    let stream = call(&blob, "stream", &JsValue::UNDEFINED)?;
    let kind: Function = Reflect::get(&window(), &"DecompressionStream".into())?.dyn_into()?;
    let through = Reflect::construct(&kind, &Array::of1(&"deflate-raw".into()))?;
    let inflated = call(&stream, "pipeThrough", &through)?;
    call(&inflated, "getReader", &JsValue::UNDEFINED)
}

fn call(of: &JsValue, what: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &what.into())?.dyn_into()?;
    method.call1(of, with)
}
