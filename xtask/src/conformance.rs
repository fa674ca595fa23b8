//! `cargo xtask conformance`: the real files of other tools, and hostile input.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::report::Report;
use crate::step::{self, Empty};
use crate::suites::Run;
use crate::tools::Tools;
use crate::validators;
use crate::workspace;

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    let dir = match arguments {
        [] => workspace::root().join("../shared/data"),
        [dir] => PathBuf::from(dir),
        _ => bail!("one folder at a time: cargo xtask conformance [DIR]"),
    };
    let tools = Tools::open()?;
    let mut report = Report::default();
    match dir.canonicalize() {
        Ok(dir) => {
            let mut command = tools.cargo();
            command
                .args(["test", "--test", "conformance", "--", "--nocapture"])
                .env("COTEJO_CONFORMANCE_DIR", &dir);
            step::tests(&mut report, "conformance", command, Empty::Fails);
            validators::run(&mut report, &tools, &dir);
            let mut run = Run::of(report, tools);
            // Thousands of words through two browsers take long.
            if std::env::var_os("COTEJO_HOSTILE").is_some() {
                run.hostile(&dir);
            }
            return Ok(run.report.finish());
        }
        Err(error) => {
            let error = anyhow::Error::new(error).context(format!(
                "there is no folder {}. Name the one with the files: cargo xtask conformance DIR",
                dir.display()
            ));
            report.cannot_run("conformance", &error);
        }
    }
    Ok(report.finish())
}
