//! `wasm-opt`: makes the released WebAssembly a good deal smaller. Nothing needs it.

use std::path::{Path, PathBuf};

use super::{Tools, announce, major, npm_install};

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
    let package = format!("binaryen@{VERSION}");
    if let Err(error) = npm_install(tools, npm, "npm", &[package]) {
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
