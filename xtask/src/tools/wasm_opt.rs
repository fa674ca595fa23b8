//! `wasm-opt`: makes the released WebAssembly a good deal smaller. Nothing needs it.

use std::path::{Path, PathBuf};

use super::{Tools, announce, major};
use crate::step;

/// The `binaryen` package of npm; crates.io only has versions too old for what
/// today's Rust writes.
const VERSION: &str = "132.0.0";

/// The first version that knows all the WebAssembly features today's Rust uses.
const OLDEST: u32 = 121;

/// Where npm puts the programs of the packages we install.
pub fn npm_bin(tools: &Path) -> PathBuf {
    tools.join("npm").join("node_modules").join(".bin")
}

/// The program, installed if that is possible, else `None` and a sentence about it.
pub fn ensure(tools: &Tools) -> Option<PathBuf> {
    if let Some(found) = present(tools) {
        return Some(found);
    }
    let Some(npm) = tools.find("npm") else {
        eprintln!(
            "Going on without wasm-opt: a release build will work, but be larger. It comes with \
             the package binaryen {OLDEST} or newer of npm, Homebrew, Debian 13 or Fedora."
        );
        return None;
    };
    announce(
        &format!("wasm-opt (binaryen {VERSION})"),
        "it makes the released app smaller",
        "some seconds, once",
    );
    let mut command = tools.command(npm);
    command
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
        ])
        .arg(tools.dir.join("npm"))
        .arg(format!("binaryen@{VERSION}"));
    if let Err(error) = std::fs::create_dir_all(tools.dir.join("npm"))
        .map_err(anyhow::Error::new)
        .and_then(|()| step::require(command))
    {
        eprintln!("Going on without wasm-opt: {error:#}. A release build will be larger.");
    }
    present(tools)
}

/// The program on `PATH`, if it is new enough and runs.
pub fn present(tools: &Tools) -> Option<PathBuf> {
    let version = tools.version("wasm-opt")?;
    (major(&version)? >= OLDEST)
        .then(|| tools.find("wasm-opt"))
        .flatten()
}
