//! The formatter and the linter, which a minimal toolchain lacks.

use anyhow::{Context, Result, bail};

use super::{Tools, announce};
use crate::step;

/// Makes sure that `cargo fmt` and `cargo clippy` run.
pub fn ensure(tools: &Tools) -> Result<()> {
    let missing: Vec<&str> = [("rustfmt", "fmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(_, command)| {
            let mut cargo = tools.cargo();
            tools.output(cargo.args([command, "--version"])).is_none()
        })
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" and ");
    if tools.find("rustup").is_none() {
        bail!(
            "{names} is missing. Install it from your system's packages (Debian, Ubuntu: apt-get \
             install rustfmt rust-clippy), or install rustup from https://rustup.rs."
        );
    }
    announce(&names, "the tests hold formatting and lints", "10 MB");
    let mut command = tools.command("rustup");
    command.args(["component", "add"]).args(missing);
    step::require(command).with_context(|| format!("cannot add {names}. It needs the network."))
}
