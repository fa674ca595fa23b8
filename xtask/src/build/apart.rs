//! Takes the app apart: what a visitor does not need at once is loaded when it is needed.
//!
//! A function that is called `apart_…` leads into a part; its next word is the part's name. What
//! can be reached through such functions only goes into a module of its own. What several parts
//! need and the page does not is one more.

mod app;
mod emit;
mod plan;
mod references;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;
use sha2::{Digest, Sha256};

use app::App;

/// A part and its module. The first is what every visitor loads, the second what the others share.
pub type Parts = Vec<(String, Vec<u8>)>;

/// `linked` is what the linker wrote, `app` what wasm-bindgen made of it.
pub fn take_apart(linked: &[u8], app: &[u8]) -> Result<Parts> {
    let references = references::references(linked)?;
    let app = App::read(app)?;
    let plan = plan::plan(&app, &references)?;
    let modules = emit::modules(&app, &plan)?;
    let nothing_shared = plan.is_empty(plan::SHARED);
    let mut parts: Parts = plan.parts.into_iter().zip(modules).collect();
    if nothing_shared {
        parts.remove(plan::SHARED);
    }
    Ok(parts)
}

/// What a part's file is called: no two builds of it have the same name, as one does not fit the
/// app of another.
pub fn file_name(name: &str, main: &[u8], part: &[u8]) -> String {
    let hash = Sha256::new()
        .chain_update(main)
        .chain_update(part)
        .finalize();
    let (first, _) = hash.split_at(8);
    let hash = u64::from_be_bytes(first.try_into().unwrap_or_default());
    format!("{PREFIX}{name}-{hash:016x}.wasm")
}

/// What files of parts begin with.
pub const PREFIX: &str = "part-";

/// What the page's script needs to load parts: the file of each, and its hash.
pub fn loader(files: &BTreeMap<String, [String; 2]>) -> Result<String> {
    let files = serde_json::to_string(files)?;
    Ok(include_str!("loader.js").replace("FILES", &files))
}
