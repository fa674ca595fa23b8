//! What the harness knows of the build: its headers, and how it lists its files.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha384};

/// The script that has browsers keep the app.
pub const WORKER: &str = "service-worker.js";

/// What `trunk serve` sends, and docs/hosting.md has for other servers.
pub fn headers() -> Vec<(String, String)> {
    let settings = include_str!("../../../Trunk.toml");
    let (_, headers) = settings.split_once("[serve.headers]").expect("headers");
    let lines = headers.lines().take_while(|it| !it.starts_with('['));
    let pairs = lines.filter_map(|it| {
        it.strip_prefix('"')?
            .strip_suffix('"')?
            .split_once("\" = \"")
    });
    let all = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    // By which the page knows that it is built anew on each change.
    all.filter(|it| it.0 != "Server-Timing").collect()
}

/// The script as the build writes it for files of which some are others.
pub fn relisted(script: &str, changed: &BTreeMap<String, Vec<u8>>) -> String {
    let (before, rest) = script.split_once("const FILES = ").expect("a list");
    let (files, after) = rest.split_once(";\n").expect("the end of the list");
    let Ok(Value::Object(mut files)) = serde_json::from_str(files) else {
        panic!("the list is an object: {files}");
    };
    // A build that lists none keeps none.
    if files.is_empty() {
        return script.to_owned();
    }
    for (file, bytes) in changed {
        files.insert(file.clone(), integrity(bytes).into());
    }
    let files = Value::Object(files).to_string();
    let version = integrity(files.as_bytes());
    let before = before.replace(
        "const VERSION = \"",
        &format!("const VERSION = \"{version}"),
    );
    format!("{before}const FILES = {files};\n{after}")
}

fn integrity(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::from("sha384-");
    // Its 48 bytes are 64 digits, with nothing left over.
    for three in Sha384::digest(bytes).chunks(3) {
        let all = three.iter().fold(0, |all, it| all << 8 | usize::from(*it));
        for at in [18, 12, 6, 0] {
            written.push(char::from(DIGITS[all >> at & 63]));
        }
    }
    written
}
