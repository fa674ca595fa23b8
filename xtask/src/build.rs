//! `cargo xtask build`: the release build in `dist/`, and what it weighs.

mod optimise;
mod sizes;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::step;
use crate::tools::{Tools, trunk, wasm_bindgen, wasm_opt, wasm_target};
use crate::workspace;

pub fn run(options: &[String]) -> Result<ExitCode> {
    release(&Tools::open()?, options)?;
    Ok(ExitCode::SUCCESS)
}

/// Where the built app is.
pub fn dist() -> PathBuf {
    workspace::root().join("dist")
}

/// Builds the app as it is published, prints its sizes.
pub fn release(tools: &Tools, options: &[String]) -> Result<()> {
    wasm_target::ensure(tools)?;
    trunk::ensure(tools)?;
    wasm_bindgen::ensure(tools)?;
    let wasm_opt = wasm_opt::ensure(tools);

    let mut command = tools.command("trunk");
    command
        .args(["build", "--release"])
        .args(options)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    step::require(command)?;
    if let Some(wasm_opt) = wasm_opt {
        optimise::run(tools, &wasm_opt, &dist())?;
    }
    sizes::print(&dist())
}
