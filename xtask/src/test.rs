//! `cargo xtask test`: every suite, also when an earlier one failed.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::suites::{Run, Suite};

/// From what fails soonest to what takes longest.
const SUITES: [(&str, Suite); 6] = [
    ("lint", Suite::Lint),
    ("xtask", Suite::Xtask),
    ("domain", Suite::Domain),
    ("view", Suite::View),
    ("browser", Suite::Browser),
    ("e2e", Suite::EndToEnd),
];

pub fn run(arguments: &[String]) -> Result<ExitCode> {
    let (suites, filters) = parse(arguments)?;
    let mut run = Run::new(filters)?;
    for suite in suites {
        run.suite(suite);
    }
    Ok(run.report.finish())
}

/// Runs one suite that is no part of the tests.
pub fn only(suite: Suite) -> Result<ExitCode> {
    let mut run = Run::new(Vec::new())?;
    run.suite(suite);
    Ok(run.report.finish())
}

fn parse(arguments: &[String]) -> Result<(Vec<Suite>, Vec<String>)> {
    let mut only: Vec<&str> = Vec::new();
    let mut filters = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--" {
            filters.extend(rest.by_ref().cloned());
        } else if argument == "--only" {
            let Some(names) = rest.next() else {
                bail!("--only wants suites: {}", names());
            };
            only.extend(names.split(','));
        } else if let Some(names) = argument.strip_prefix("--only=") {
            only.extend(names.split(','));
        } else {
            bail!("`{argument}` is no option of this task. A filter of tests stands after `--`.");
        }
    }
    if let Some(unknown) = only
        .iter()
        .find(|name| SUITES.iter().all(|(known, _)| known != *name))
    {
        bail!("there is no suite `{unknown}`. There are: {}", names());
    }
    let suites = SUITES
        .iter()
        .filter(|(name, _)| only.is_empty() || only.contains(name))
        .map(|(_, suite)| *suite)
        .collect();
    Ok((suites, filters))
}

fn names() -> String {
    SUITES.map(|(name, _)| name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<(Vec<Suite>, Vec<String>)> {
        let arguments: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        parse(&arguments)
    }

    #[test]
    fn everything_runs_by_default() {
        assert_eq!(parsed("").unwrap().0.len(), SUITES.len());
    }

    #[test]
    fn some_suites_run_in_their_usual_order() {
        let (suites, filters) = parsed("--only view,domain -- spans --nocapture").unwrap();
        assert_eq!(suites, [Suite::Domain, Suite::View]);
        assert_eq!(filters, ["spans", "--nocapture"]);
    }

    #[test]
    fn unknown_suites_and_options_are_named() {
        for wrong in ["--only domains", "--only", "--fast", "spans"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
