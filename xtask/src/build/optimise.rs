//! Makes the built app smaller, and corrects the page's integrity hashes.
//!
//! Trunk could run it too, but would then download it where it is missing, and
//! fail without a network: so a plain `trunk build` goes without.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{apart, hints, imports, integrity, locals, order, script};
use crate::step;
use crate::tools::Tools;
use crate::workspace;

/// What is taken apart.
const APP: &str = "cotejo-app";

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
        let mut after = before.clone();
        let script = script_of(&path).map(|it| anyhow::Ok((fs::read_to_string(&it)?, it)));
        let script = script.transpose()?;
        let mut short = String::new();
        if let Some((long, _)) = &script {
            (after, short) = imports::shorten(&after, long)?;
        }
        let linked = linked(&path);
        if linked.is_file() {
            let mut files = Vec::new();
            let parts = apart::take_apart(&fs::read(linked)?, &after)?;
            let optimised = parts
                .into_iter()
                .map(|(name, wasm)| anyhow::Ok((name, optimised(tools, wasm_opt, &path, &wasm)?)));
            let mut parts = optimised.collect::<Result<Vec<_>>>()?.into_iter();
            after = parts.next().map(|(_, main)| main).unwrap_or_default();
            for (name, wasm) in parts {
                let file = apart::file_name(&name, &after, &wasm);
                fs::write(dist.join(&file), wasm)?;
                files.push((name, file));
            }
            short.push_str(&apart::loader(&files)?);
        } else {
            after = optimised(tools, wasm_opt, &path, &after)?;
        }
        if let Some((long, file)) = &script {
            fs::write(file, &short)?;
            if let Some(esbuild) = esbuild {
                script::minify(tools, esbuild, file)?;
            }
            html = integrity::renewed(&html, long.as_bytes(), &fs::read(file)?);
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

/// What the linker wrote, where this is the app.
fn linked(path: &Path) -> PathBuf {
    let name = path.file_name().and_then(|it| it.to_str());
    let name = name.filter(|it| it.starts_with(APP)).map_or("", |_| APP);
    let release = workspace::target().join("wasm32-unknown-unknown/release");
    release.join(format!("{name}.wasm"))
}

/// A module as small as it gets.
fn optimised(tools: &Tools, wasm_opt: &Path, path: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let [before, after] = ["wasm.before", "wasm.after"].map(|it| path.with_extension(it));
    fs::write(&before, wasm)?;
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
        .arg(&after)
        .arg(&before);
    step::require(command)?;
    let uniform = hints::uniform(&fs::read(&after)?)?;
    fs::remove_file(&before)?;
    fs::remove_file(&after)?;
    order::for_compression(&locals::renumber(&uniform)?)
}
