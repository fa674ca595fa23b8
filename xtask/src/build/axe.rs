//! What looks for barriers in the built app: `cargo xtask audit`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::tools::{Tools, npm_modules};

/// From the npm registry; never part of the app.
const PACKAGE: &str = "axe-core@4.14.1";

/// Where its script is.
pub fn script(tools: &Tools) -> Result<PathBuf> {
    let npm = tools
        .find("npm")
        .context("npm is needed to get axe-core; install Node.js and run again")?;
    let modules = npm_modules(tools, npm, "axe", &[PACKAGE.to_owned()])?;
    Ok(modules.join("axe-core/axe.min.js"))
}
