//! `esbuild`: makes the script that loads the app smaller. Nothing needs it.

use std::path::{Path, PathBuf};

use super::{Tools, announce, npm_install};

const VERSION: &str = "0.28.2";

/// Where npm puts the program.
pub fn npm_bin(tools: &Path) -> PathBuf {
    tools.join("esbuild").join("node_modules").join(".bin")
}

/// The program, installed if that is possible, else `None` and a sentence about it.
pub fn ensure(tools: &Tools) -> Option<PathBuf> {
    if let Some(found) = present(tools) {
        return Some(found);
    }
    let Some(npm) = tools.find("npm") else {
        eprintln!("Going on without esbuild, because npm is not installed: the script is larger.");
        return None;
    };
    announce(
        &format!("esbuild {VERSION}"),
        "it makes the released script smaller",
        "some seconds, once",
    );
    let package = format!("esbuild@{VERSION}");
    if let Err(error) = npm_install(tools, npm, "esbuild", &[package]) {
        eprintln!("Going on without esbuild: {error:#}. The script will be larger.");
    }
    present(tools)
}

/// The program on `PATH`, if it is this version: another may write something else.
fn present(tools: &Tools) -> Option<PathBuf> {
    (tools.version("esbuild")? == VERSION)
        .then(|| tools.find("esbuild"))
        .flatten()
}
