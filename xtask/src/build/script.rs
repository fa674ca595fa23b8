//! Makes the script that loads the app smaller.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::step;
use crate::tools::Tools;

/// The script with short names and without what is for readers.
pub fn smaller(tools: &Tools, esbuild: &Path, script: &Path) -> Result<Vec<u8>> {
    let small = script.with_extension("js.small");
    let mut command = tools.command(esbuild);
    command
        .args(["--minify", "--format=esm", "--log-level=warning"])
        .arg(format!("--outfile={}", small.display()))
        .arg(script);
    step::require(command)?;
    let bytes = fs::read(&small)?;
    fs::remove_file(small)?;
    Ok(bytes)
}
