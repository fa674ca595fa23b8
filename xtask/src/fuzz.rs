//! `cargo xtask fuzz`: real files that were changed at random, for every parser, as long as asked for.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::report::Report;
use crate::step::{self, Empty};
use crate::tools::Tools;

/// Seconds, where nobody says how many.
const USUAL: u64 = 300;

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    let seconds = match arguments {
        [] => USUAL,
        [seconds] => seconds
            .parse()
            .with_context(|| format!("`{seconds}` is no number of seconds"))?,
        _ => bail!("one number: cargo xtask fuzz [SECONDS]"),
    };
    let tools = Tools::open()?;
    let mut report = Report::default();
    let mut command = tools.cargo();
    command
        .args(["test", "--no-default-features", "--test", "domain", "--"])
        .args(["hostile::fuzz", "--nocapture"])
        .env("COTEJO_FUZZ", seconds.to_string());
    step::tests(&mut report, "fuzz", command, Empty::Fails);
    Ok(report.finish())
}
