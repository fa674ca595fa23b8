//! Writes the built app anew, with something in it changed.

use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::Module;
use wasm_encoder::reencode::Reencode;
use wasmparser::Parser;

/// The app as `change` has it; what that says nothing of stays.
pub fn rewritten(wasm: &[u8], change: &mut impl Reencode<Error = Infallible>) -> Result<Vec<u8>> {
    let mut module = Module::new();
    change
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("cannot write the app anew")?;
    Ok(module.finish())
}
