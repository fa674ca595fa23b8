//! `wasm-bindgen`: writes the JavaScript between browser and WebAssembly, and runs
//! the browser tests.

use anyhow::Result;

use super::{Tools, announce};
use crate::workspace;

const PROGRAMS: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-test-runner"];

/// Makes sure that the tool has exactly the version of the library: its file
/// format changes with every version.
pub fn ensure(tools: &Tools) -> Result<()> {
    let wanted = workspace::locked_version("wasm-bindgen")?;
    if PROGRAMS
        .iter()
        .all(|program| tools.version(program).as_deref() == Some(&wanted))
    {
        return Ok(());
    }
    announce(
        &format!("wasm-bindgen {wanted}"),
        "it joins WebAssembly and JavaScript, in exactly the version of Cargo.lock",
        "about a minute, once",
    );
    tools.cargo_install("wasm-bindgen-cli", &wanted, &[])
}
