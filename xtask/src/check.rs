//! `cargo xtask check`: what can be checked without WebAssembly and browsers.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::suites::{Run, Suite};

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    if !arguments.is_empty() {
        bail!("`cargo xtask check` takes no options. `cargo xtask test` does.");
    }
    let mut run = Run::new(Vec::new())?;
    for suite in [Suite::LintNative, Suite::Xtask, Suite::Domain, Suite::View] {
        run.suite(suite);
    }
    Ok(run.report.finish())
}
