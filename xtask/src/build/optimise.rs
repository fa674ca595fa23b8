//! Makes the built app smaller, and corrects the page's integrity hashes.
//!
//! Trunk could run it too, but would then download it where it is missing, and
//! fail without a network: so a plain `trunk build` goes without.

use std::collections::BTreeMap;
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
    let files = fs::read_dir(dist)?.map(|it| it.map(|it| it.path()));
    let mut modules = files.collect::<std::io::Result<Vec<PathBuf>>>()?;
    let is_boot = |it: &&PathBuf| {
        it.file_name()
            .is_some_and(|it| is_boot(&it.to_string_lossy()))
    };
    if let (Some(boot), Some(esbuild)) = (modules.iter().find(is_boot), esbuild) {
        let long = fs::read(boot)?;
        script::minify(tools, esbuild, boot)?;
        html = integrity::renewed(&html, &long, &fs::read(boot)?);
    }
    modules.retain(|it| it.extension().is_some_and(|extension| extension == "wasm"));
    for path in modules {
        let before = fs::read(&path)?;
        let mut after = before.clone();
        // Names first: then they are the same in all parts.
        let script = script_of(&path).map(|it| anyhow::Ok((fs::read_to_string(&it)?, it)));
        let script = script.transpose()?;
        let mut short = String::new();
        if let Some((long, _)) = &script {
            (after, short) = imports::shorten(&after, long)?;
        }
        let mut parts = vec![(String::new(), after)];
        if let Some(linked) = linked(&path) {
            parts = apart::take_apart(&fs::read(linked)?, &parts[0].1)?;
        }
        for (_, wasm) in &mut parts {
            *wasm = optimised(tools, wasm_opt, &path, wasm)?;
        }
        let mut parts = parts.into_iter();
        after = parts.next().map(|(_, main)| main).unwrap_or_default();
        let mut files = BTreeMap::new();
        for (name, wasm) in parts {
            let file = apart::file_name(&name, &after, &wasm);
            fs::write(dist.join(&file), &wasm)?;
            files.insert(name, [file, integrity::sha384(&wasm)]);
        }
        if !files.is_empty() {
            short.push_str(&apart::loader(&files)?);
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

/// The page's first script.
fn is_boot(file: &str) -> bool {
    file.strip_suffix(".js")
        .is_some_and(|it| it.starts_with("boot-"))
}

/// `app.js` of `app_bg.wasm`.
fn script_of(wasm: &Path) -> Option<PathBuf> {
    let name = wasm.file_stem()?.to_str()?.strip_suffix("_bg")?;
    let script = wasm.with_file_name(format!("{name}.js"));
    script.is_file().then_some(script)
}

/// What the linker wrote, where this is the app.
fn linked(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let release = workspace::target().join("wasm32-unknown-unknown/release");
    name.starts_with(APP)
        .then(|| release.join(format!("{APP}.wasm")))
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
