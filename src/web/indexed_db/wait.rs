//! Requests and transactions as futures.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbRequest, IdbTransaction};

use crate::ports::StorageError;

/// What a request gives.
pub(super) async fn succeeded(request: &IdbRequest) -> Result<JsValue, StorageError> {
    // The promise's own functions are the handlers: nothing of ours to free.
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(error_of),
        Err(_) => Err(match request.error() {
            Ok(Some(error)) => named(&error),
            _ => ended(),
        }),
    }
}

/// Waits until everything a transaction did is on disk.
pub(super) async fn completed(transaction: &IdbTransaction) -> Result<(), StorageError> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().as_ref().map_or_else(ended, named)),
    }
}

/// What was thrown.
pub(super) fn error_of(thrown: JsValue) -> StorageError {
    match thrown.dyn_into::<DomException>() {
        Ok(error) => named(&error),
        Err(_) => ended(),
    }
}

fn named(error: &DomException) -> StorageError {
    match error.name().as_str() {
        "QuotaExceededError" => StorageError::QuotaExceeded,
        "SecurityError" => StorageError::Unavailable,
        name => StorageError::Request {
            name: name.to_owned(),
            message: error.message(),
        },
    }
}

/// The browser ended it without a reason.
fn ended() -> StorageError {
    StorageError::Request {
        name: "AbortError".to_owned(),
        message: "the browser ended the request".to_owned(),
    }
}
