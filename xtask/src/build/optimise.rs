//! Makes the built app smaller, and corrects the page's integrity hashes.
//!
//! Trunk could run it too, but would then download it where it is missing, and
//! fail without a network: so a plain `trunk build` goes without.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{hints, imports, locals, order};
use crate::step;
use crate::tools::Tools;

pub fn run(tools: &Tools, wasm_opt: &Path, dist: &Path) -> Result<()> {
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
        if let Some(script) = script_of(&path) {
            let long = fs::read_to_string(&script)?;
            let (app, short) = imports::shorten(&after, &long)?;
            after = app;
            fs::write(&script, &short)?;
            html = with_new_integrity(&html, long.as_bytes(), short.as_bytes());
        }
        fs::write(&path, &after)?;
        html = with_new_integrity(&html, &before, &after);
    }
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// `app.js` of `app_bg.wasm`.
fn script_of(wasm: &Path) -> Option<PathBuf> {
    let name = wasm.file_stem()?.to_str()?.strip_suffix("_bg")?;
    let script = wasm.with_file_name(format!("{name}.js"));
    script.is_file().then_some(script)
}

fn with_new_integrity(html: &str, before: &[u8], after: &[u8]) -> String {
    let mut html = html.to_owned();
    for (old, new) in integrities(before).iter().zip(integrities(after)) {
        html = html.replace(old, &new);
    }
    html
}

/// The hashes that an `integrity` attribute may hold.
fn integrities(bytes: &[u8]) -> [String; 3] {
    let attribute = |name, hash: &[u8]| format!("{name}-{}", BASE64_STANDARD.encode(hash));
    [
        attribute("sha256", &Sha256::digest(bytes)),
        attribute("sha384", &Sha384::digest(bytes)),
        attribute("sha512", &Sha512::digest(bytes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_expects_the_optimised_file() {
        let [_, old, _] = integrities(b"before");
        let [_, new, _] = integrities(b"after");
        let html = format!(r#"<link integrity="{old}"><link integrity="sha384-other">"#);
        let expected = format!(r#"<link integrity="{new}"><link integrity="sha384-other">"#);
        assert_eq!(with_new_integrity(&html, b"before", b"after"), expected);
    }

    #[test]
    fn hashes_are_written_as_browsers_expect_them() {
        // From the Subresource Integrity specification, section 3.5.
        assert_eq!(
            integrities(b"alert('Hello, world.');")[1],
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
