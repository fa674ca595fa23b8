//! A page with what the app is measured beside: `cargo xtask bench`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::step;
use crate::tools::{Tools, esbuild, npm_modules};
use crate::workspace;

/// From the npm registry; never part of the app.
const PACKAGES: [&str; 3] = [
    "@codemirror/state@6.7.6",
    "@codemirror/view@6.43.15",
    "@recogito/text-annotator@4.1.1",
];

/// Builds the page; returns its folder.
pub fn page(tools: &Tools) -> Result<PathBuf> {
    let missing = "needed to measure other programs beside the app; install Node.js and run again";
    let npm = tools
        .find("npm")
        .with_context(|| format!("npm is {missing}"))?;
    let esbuild = esbuild::ensure(tools).with_context(|| format!("esbuild is {missing}"))?;
    let packages = PACKAGES.map(str::to_owned);
    let modules = npm_modules(tools, npm, "peers", &packages)?;
    let folder = workspace::target().join("peers");
    std::fs::create_dir_all(&folder)?;
    let mut command = tools.command(esbuild);
    command
        .arg(workspace::root().join("tests/e2e/peers.js"))
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--loader:.css=empty",
            "--log-level=error",
        ])
        .arg(format!("--outfile={}", folder.join("peers.js").display()))
        .env("NODE_PATH", modules)
        .env("NODE_ENV", "production");
    step::require(command)?;
    let page = "<!doctype html><meta charset=utf-8><title>Peers</title><body>\
                <script type=module src=./peers.js></script>";
    std::fs::write(folder.join("index.html"), page)?;
    Ok(folder)
}
