//! Real files of other tools and hostile input, from the folder that
//! `COTEJO_CONFORMANCE_DIR` names.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bombs;
mod brat;
mod columns;
#[path = "../domain/hostile/every_field.rs"]
mod every_field;
#[path = "../domain/hostile/everywhere.rs"]
mod everywhere;
mod inception;
mod json_lines;
mod naughty;
mod project_json;
#[path = "../exchange/round_trip.rs"]
mod round_trip;
mod selectors;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder with the files.
///
/// # Panics
/// When the variable is not set.
fn folder() -> PathBuf {
    std::env::var_os("COTEJO_CONFORMANCE_DIR")
        .map(PathBuf::from)
        .expect("COTEJO_CONFORMANCE_DIR must name the folder with the files of other tools")
}

/// Every file below a folder, in order of path.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{} cannot be read: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
