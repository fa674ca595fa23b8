use uuid::{Builder, Uuid};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::ports::IdSource;

#[wasm_bindgen]
extern "C" {
    /// There on plain http too, which `crypto.randomUUID` is not.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
}

/// Random ids (UUID version 4) from the browser's own source of chance.
#[derive(Clone, Copy, Debug, Default)]
pub struct CryptoIds;

impl IdSource for CryptoIds {
    fn next(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        get_random_values(&mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }
}
