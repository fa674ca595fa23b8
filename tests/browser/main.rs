//! What only a real browser can tell.
#![cfg(target_arch = "wasm32")]

mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
