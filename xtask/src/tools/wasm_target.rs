//! The standard library for WebAssembly.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Tools, announce};
use crate::step;

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the compiler in use can compile for the browser.
pub fn ensure(tools: &Tools) -> Result<()> {
    if present(tools) {
        return Ok(());
    }
    if tools.find("rustup").is_none() {
        bail!(
            "this Rust cannot compile for the browser: the standard library for {TARGET} is \
             missing, and rustup, which could add it, is not here. Install the package of your \
             system that holds it (Debian, Ubuntu: apt-get install libstd-rust-dev-wasm32; \
             Fedora: dnf install rust-std-static-{TARGET}), or install rustup from \
             https://rustup.rs and run this again."
        );
    }
    announce(
        &format!("the target {TARGET}"),
        "the app is compiled to WebAssembly",
        "20 MB",
    );
    let mut command = tools.command("rustup");
    command.args(["target", "add", TARGET]);
    step::require(command).context("cannot add the WebAssembly target. It needs the network.")?;
    if !present(tools) {
        bail!(
            "rustup added {TARGET}, but the compiler in use does not have it. Another Rust \
             stands before rustup's on PATH: remove it, or put ~/.cargo/bin first."
        );
    }
    Ok(())
}

fn present(tools: &Tools) -> bool {
    let mut rustc = tools.command("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let Some(folder) = tools.output(&mut rustc) else {
        return false;
    };
    std::fs::read_dir(Path::new(folder.trim())).is_ok_and(|mut files| {
        files.any(|file| {
            file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
    })
}
