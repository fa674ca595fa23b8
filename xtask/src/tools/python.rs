//! Environments of Python for the code of other tools, each with its own packages.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Tools, announce};
use crate::step;

/// Packages from `PyPI` with their versions; such that stand behind `--no-deps` come without what they ask for.
#[derive(Clone, Copy, Debug)]
pub struct Environment {
    pub name: &'static str,
    pub packages: &'static [&'static str],
    pub alone: &'static [&'static str],
    pub why: &'static str,
}

/// The Python of an environment, which is made where it is not there.
pub fn python(tools: &Tools, wanted: &Environment) -> Result<PathBuf> {
    let folder = tools.dir.join("python").join(wanted.name);
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let note = folder.join(".installed");
    let all = [wanted.packages, wanted.alone].concat().join("\n");
    if std::fs::read_to_string(&note).is_ok_and(|it| it == all) {
        return Ok(python);
    }
    let Some(found) = tools.find("python3").or_else(|| tools.find("python")) else {
        bail!(
            "Python is missing. Install it (for example: apt-get install python3-venv) and run this again"
        );
    };
    announce(
        &format!("Python packages ({})", wanted.name),
        wanted.why,
        "a minute or two",
    );
    let _ = std::fs::remove_dir_all(&folder);
    let mut make = tools.command(found);
    make.args(["-m", "venv"]).arg(&folder);
    step::require(make).context(
        "cannot make an environment of Python: on Debian and Ubuntu the package python3-venv has what it needs",
    )?;
    pip(tools, &python, &[], wanted.packages)?;
    pip(tools, &python, &["--no-deps"], wanted.alone)?;
    std::fs::write(note, all)?;
    Ok(python)
}

fn pip(tools: &Tools, python: &PathBuf, options: &[&str], packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let mut command: Command = tools.command(python);
    command
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(options)
        .args(packages);
    step::require(command).context("cannot install packages of Python; the lines above say why")
}
