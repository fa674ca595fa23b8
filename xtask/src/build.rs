//! `cargo xtask build`: the release build in `dist/`, and what it weighs.

mod apart;
pub mod axe;
mod fonts;
mod hints;
mod imports;
mod integrity;
mod locals;
mod offline;
mod optimise;
mod order;
pub mod peers;
mod rewrite;
mod script;
mod sizes;
mod styles;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::step;
use crate::tools::{Tools, esbuild, trunk, wasm_bindgen, wasm_opt, wasm_target};
use crate::workspace;

pub fn run(options: &[String]) -> Result<ExitCode> {
    release(&Tools::open()?, options)?;
    sizes::print(&dist())?;
    Ok(ExitCode::SUCCESS)
}

/// Where the built app is.
pub fn dist() -> PathBuf {
    workspace::root().join("dist")
}

/// Builds a page with nothing but Yew, to compare with; returns its folder.
pub fn bare_page(tools: &Tools) -> Result<PathBuf> {
    const NAME: &str = "bare_page";
    const TARGET: &str = "wasm32-unknown-unknown";
    wasm_target::ensure(tools)?;
    wasm_bindgen::ensure(tools)?;
    let mut command = tools.cargo();
    command.args(["build", "--release", "--target", TARGET, "--example", NAME]);
    step::require(command)?;
    let target = workspace::target();
    let folder = target.join("bare-page");
    let mut command = tools.command("wasm-bindgen");
    command
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&folder)
        .arg(
            target
                .join(TARGET)
                .join(format!("release/examples/{NAME}.wasm")),
        );
    step::require(command)?;
    let page = "<!doctype html><meta charset=utf-8><title>Bare</title><body>\
                <script type=module>import init from './bare_page.js'; init();</script>";
    fs::write(folder.join("index.html"), page)?;
    Ok(folder)
}

/// Builds the app as it is published.
pub fn release(tools: &Tools, options: &[String]) -> Result<()> {
    wasm_target::ensure(tools)?;
    trunk::ensure(tools)?;
    wasm_bindgen::ensure(tools)?;
    let wasm_opt = wasm_opt::ensure(tools);

    let mut command = tools.command("trunk");
    command
        .args(["build", "--release"])
        .args(options)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("COTEJO_APART", "true");
    step::require(command)?;
    if let Some(wasm_opt) = wasm_opt {
        let esbuild = esbuild::ensure(tools);
        optimise::run(tools, &wasm_opt, esbuild.as_deref(), &dist())?;
    }
    styles::join(&dist())?;
    fonts::add(tools, &dist())?;
    integrity::sign_analyst(&dist())?;
    let page = dist().join("index.html");
    fs::write(&page, integrity::load_once(&fs::read_to_string(&page)?)?)?;
    // Only for `trunk serve`.
    fs::remove_file(dist().join("reload-on-build.js"))?;
    offline::list(&dist())
}
