//! What only a real browser can tell.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod adding;
mod caret;
mod checks;
mod choices;
mod clicks;
mod combobox;
mod details;
mod elements;
mod fuzz;
mod keeping;
mod list;
mod marks;
mod names;
mod page;
mod popover;
mod projects;
mod registries;
mod storage;
mod surface;
mod web_pages;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
