//! Formatting, lints, and the guard that keeps the browser out of the pure core.

use std::process::Command;

use super::Run;
use crate::step;
use crate::tools::{components, wasm_target};

pub fn run(run: &mut Run, with_wasm: bool) {
    if let Err(error) = components::ensure(&run.tools) {
        run.report.cannot_run("formatting and lints", &error);
        return;
    }
    let cargo = |arguments: &[&str]| -> Command {
        let mut command = run.tools.cargo();
        command.args(arguments);
        command
    };
    let mut steps = vec![
        ("formatting", cargo(&["fmt", "--all", "--check"])),
        (
            "lints",
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        ),
        (
            // Run by commands of their own, so `--all-targets` passes them by.
            "lints for stories and conformance",
            cargo(&[
                "clippy",
                "--test",
                "e2e",
                "--test",
                "conformance",
                "--",
                "-D",
                "warnings",
            ]),
        ),
        (
            "pure core and command line, without the browser",
            cargo(&[
                "clippy",
                "--no-default-features",
                "--features",
                "cli",
                "--lib",
                "--bin",
                "cotejo",
                "--",
                "-D",
                "warnings",
            ]),
        ),
    ];
    if with_wasm {
        // The code behind `cfg(target_arch = "wasm32")` is not seen by the native lints.
        let wasm = cargo(&[
            "clippy",
            "--target",
            "wasm32-unknown-unknown",
            "--lib",
            "--bins",
            "--test",
            "browser",
            "--",
            "-D",
            "warnings",
        ]);
        match wasm_target::ensure(&run.tools) {
            Ok(()) => steps.push(("lints for WebAssembly", wasm)),
            Err(error) => run.report.cannot_run("lints for WebAssembly", &error),
        }
    }
    for (name, command) in steps {
        step::plain(&mut run.report, name, command);
    }
}
