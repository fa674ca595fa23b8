//! Makes the built app smaller, and corrects the page's integrity hashes.
//!
//! Trunk could run it too, but would then download it where it is missing, and
//! fail without a network: so a plain `trunk build` goes without.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{hints, imports, integrity, locals, order, script};
use crate::step;
use crate::tools::Tools;

pub fn run(tools: &Tools, wasm_opt: &Path, esbuild: Option<&Path>, dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page)
        .with_context(|| format!("the build left no {}", page.display()))?;
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let before = fs::read(&path)?;
        let optimised = path.with_extension("wasm.optimised");
        let mut command = tools.command(wasm_opt);
        // Which WebAssembly features may be used stands in the file itself. Where the stack
        // lies first in memory, nothing else has the addresses that are left unused.
        command
            .args([
                "--merge-similar-functions",
                "-Oz",
                "--converge",
                "--low-memory-unused",
                "--strip-debug",
                "--strip-producers",
                "--output",
            ])
            .arg(&optimised)
            .arg(&path);
        step::require(command)?;
        let uniform = hints::uniform(&fs::read(&optimised)?)?;
        let mut after = order::for_compression(&locals::renumber(&uniform)?)?;
        fs::remove_file(&optimised)?;
        if let Some(file) = script_of(&path) {
            let long = fs::read_to_string(&file)?;
            let (app, short) = imports::shorten(&after, &long)?;
            after = app;
            fs::write(&file, &short)?;
            if let Some(esbuild) = esbuild {
                script::minify(tools, esbuild, &file)?;
            }
            html = integrity::renewed(&html, long.as_bytes(), &fs::read(&file)?);
        }
        fs::write(&path, &after)?;
        html = integrity::renewed(&html, &before, &after);
    }
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// `app.js` of `app_bg.wasm`.
fn script_of(wasm: &Path) -> Option<PathBuf> {
    let name = wasm.file_stem()?.to_str()?.strip_suffix("_bg")?;
    let script = wasm.with_file_name(format!("{name}.js"));
    script.is_file().then_some(script)
}
