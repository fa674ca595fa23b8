//! Makes the script that loads the app smaller.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::step;
use crate::tools::Tools;

/// Gives the script short names, and takes out what is for readers. Where that fails it stays as
/// it is, which is said.
pub fn minify(tools: &Tools, esbuild: &Path, script: &Path) -> Result<()> {
    let small = script.with_extension("js.small");
    let mut command = tools.command(esbuild);
    command
        .args(["--minify", "--format=esm", "--log-level=warning"])
        .arg(format!("--outfile={}", small.display()))
        .arg(script);
    match step::require(command) {
        Ok(()) => fs::rename(small, script)?,
        Err(error) => {
            eprintln!("Going on with a larger script: {error:#}.");
            // It may have been begun.
            let _ = fs::remove_file(small);
        }
    }
    Ok(())
}
