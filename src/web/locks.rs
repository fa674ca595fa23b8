//! Locks that windows of this site have between them: one window has one at a time, until it lets
//! go of it or is closed.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::dom::window;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        act: &JsValue,
    ) -> Result<Promise, JsValue>;
}

/// A lock that this window has. Dropped, it is let go.
#[derive(Debug)]
pub struct Held {
    /// None where the browser has no locks.
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Gets a lock, and waits for it where asked to; `None` when another window has it. A browser
/// without locks has nobody wait.
pub async fn hold(name: &str, wait: bool) -> Option<Held> {
    let Some(locks) = manager() else {
        return Some(Held { release: None });
    };
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &(!wait).into());
    let release: Rc<Cell<Option<Function>>> = Rc::default();
    let kept = Rc::clone(&release);
    let answered = Promise::new(&mut |answer, _| {
        let kept = Rc::clone(&kept);
        // The lock is held until the promise that this returns is resolved.
        let act = Closure::once_into_js(move |lock: JsValue| -> Promise {
            let has = lock.is_truthy();
            let until = Promise::new(&mut |resolve, _| {
                if has {
                    kept.set(Some(resolve));
                } else {
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                }
            });
            let _ = answer.call0(&JsValue::UNDEFINED);
            until
        });
        let _ = locks.request(name, &options, &act);
    });
    let _ = JsFuture::from(answered).await;
    release.take().map(|it| Held { release: Some(it) })
}

fn manager() -> Option<LockManager> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}
