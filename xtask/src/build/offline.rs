//! Tells the service worker which files the built app has, so that it can keep all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::{integrity, sizes};

/// The script that keeps them.
const WORKER: &str = "service-worker.js";

/// What the page is called among them: some servers lead `index.html` elsewhere.
const PAGE: &str = "./";

/// What `static/service-worker.js` has in place of what is written here.
const WITHOUT: [&str; 2] = ["const VERSION = \"\";", "const FILES = {};"];

/// Lists the built files in the service worker, and says in the page that there is one.
pub fn list(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)?;
    let mut files = hashes(dist)?;
    files.insert(PAGE.to_owned(), integrity::sha384(html.as_bytes()));
    let version = version_of(&files);
    let html = with_version(&html, &version)?;
    files.insert(PAGE.to_owned(), integrity::sha384(html.as_bytes()));
    let worker = dist.join(WORKER);
    let script = fs::read_to_string(&worker).with_context(|| format!("cannot read {WORKER}"))?;
    fs::write(&worker, written(&script, &version, &files)?)?;
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// The hash of each file that a page may ask for, by its address.
fn hashes(dist: &Path) -> Result<BTreeMap<String, String>> {
    let mut paths = Vec::new();
    sizes::list(dist, &mut paths)?;
    let mut files = BTreeMap::new();
    for path in paths {
        let name = path
            .strip_prefix(dist)?
            .to_string_lossy()
            .replace('\\', "/");
        // Settings of servers begin with a low line; nobody gets those.
        if name != WORKER && name != "index.html" && !name.starts_with('_') {
            files.insert(name, integrity::sha384(&fs::read(&path)?));
        }
    }
    Ok(files)
}

/// Another one whenever any file is another.
fn version_of(files: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (name, integrity) in files {
        hash.update(format!("{name} {integrity}\n"));
    }
    let hash = hash.finalize();
    let first = hash.iter().take(8).map(|it| format!("{it:02x}"));
    first.collect::<Vec<_>>().concat()
}

/// The page, which says its version; `static/boot.js` asks for the worker where it does.
fn with_version(html: &str, version: &str) -> Result<String> {
    let at = html.find("<title>").context("the page has no title")?;
    let (before, after) = html.split_at(at);
    Ok(format!(
        "{before}<meta name=cotejo-version content={version}>{after}"
    ))
}

fn written(script: &str, version: &str, files: &BTreeMap<String, String>) -> Result<String> {
    for one in WITHOUT {
        ensure!(script.contains(one), "{WORKER} has no `{one}`");
    }
    let files = serde_json::to_string_pretty(files)?;
    Ok(script
        .replace(WITHOUT[0], &format!("const VERSION = \"{version}\";"))
        .replace(WITHOUT[1], &format!("const FILES = {files};")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(name: &str, files: &[(&str, &str)]) -> String {
        let dist = std::env::temp_dir().join(format!("cotejo-{name}-{}", std::process::id()));
        fs::create_dir_all(dist.join("samples")).unwrap();
        let worker = include_str!("../../../static/service-worker.js");
        for (name, text) in files.iter().chain(&[(WORKER, worker)]) {
            fs::write(dist.join(name), text).unwrap();
        }
        list(&dist).unwrap();
        let script = fs::read_to_string(dist.join(WORKER)).unwrap();
        let html = fs::read_to_string(dist.join("index.html")).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        let listed = integrity::sha384(html.as_bytes());
        assert!(
            script.contains(&format!("\"./\": \"{listed}\"")),
            "the page as it is served"
        );
        script
    }

    const PAGE: (&str, &str) = ("index.html", "<head><title>Cotejo</title></head>");

    #[test]
    fn all_files_are_listed_but_those_nobody_is_served() {
        let settings = ("_headers", "/*");
        let sample = ("samples/one.json", "{}");
        let script = build("offline-list", &[PAGE, settings, sample]);
        let listed = format!("\"samples/one.json\": \"{}\"", integrity::sha384(b"{}"));
        assert!(script.contains(&listed), "{script}");
        assert!(!script.contains("_headers") && !script.contains("\"service-worker.js\""));
        assert!(!script.contains("\"index.html\":"));
    }

    #[test]
    fn whatever_file_changes_the_version_does() {
        let version = |text: &str| {
            let script = build("offline-version", &[PAGE, ("samples/one.json", text)]);
            let line = script.lines().find(|it| it.starts_with("const VERSION"));
            line.unwrap().to_owned()
        };
        assert_eq!(version("{}"), version("{}"));
        assert_ne!(version("{}"), version("{ }"));
    }
}
