use super::dom::window;

/// A small text kept per browser; none where the browser keeps nothing.
pub fn kept_text(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a small text. A browser that keeps nothing is no error: settings are a comfort.
pub fn keep_text(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, text);
    }
}
