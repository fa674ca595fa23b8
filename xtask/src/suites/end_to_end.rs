//! The tests that drive the built app in `dist/` from outside, as a user would.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use super::driver::Driver;
use super::{Run, native, neutral_locale};
use crate::build;
use crate::report::Count;
use crate::step::{self, Empty};
use crate::tools::Tools;
use crate::workspace;

const NAME: &str = "end to end";

pub fn run(run: &mut Run) {
    // The story of the report has it looked at for barriers.
    let axe = match build::axe::script(&run.tools) {
        Ok(script) => script,
        Err(error) => return run.report.cannot_run(NAME, &format!("{error:#}")),
    };
    with_drivers(run, NAME, |run, mut command| {
        command
            .env("COTEJO_AXE", axe)
            .args(["test", "--test", "e2e"]);
        run.counted(NAME, command, Empty::Fails);
    });
}

/// Has the words of others in a folder go through every field of the running app.
pub fn hostile(run: &mut Run, folder: &Path) {
    const WHAT: &str = "words of others in the running app";
    with_drivers(run, WHAT, |run, mut command| {
        command
            .args(["test", "--test", "e2e", "hostile_lists", "--"])
            .args(["--ignored", "--nocapture"])
            .env("COTEJO_CONFORMANCE_DIR", folder);
        step::tests(&mut run.report, WHAT, command, Empty::Fails);
    });
}

/// Runs one of the tests that make something rather than check it: pictures, figures.
pub fn make(run: &mut Run, what: &'static str) {
    let axe = match what {
        "audit" => match build::axe::script(&run.tools) {
            Ok(script) => Some(script),
            Err(error) => return run.report.cannot_run(what, &format!("{error:#}")),
        },
        _ => None,
    };
    let pages = match what {
        "figures" => match pages(&run.tools) {
            Ok(pages) => Some(pages),
            Err(error) => return run.report.cannot_run(what, &format!("{error:#}")),
        },
        _ => None,
    };
    with_drivers(run, what, |run, mut command| {
        command.args(["test", "--test", "e2e", what, "--"]).args([
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ]);
        if let Some(axe) = axe {
            command.env("COTEJO_AXE", axe);
        }
        if let Some(Pages {
            bare,
            peers,
            native,
        }) = pages
        {
            command
                .env("COTEJO_BARE_PAGE", bare)
                .env("COTEJO_PEERS", peers)
                .env("COTEJO_NATIVE", native)
                .env(
                    "COTEJO_BENCHMARKS",
                    workspace::root().join("docs/benchmarks.md"),
                );
        }
        step::tests(&mut run.report, what, command, Empty::Fails);
    });
}

/// What the app's figures stand beside.
struct Pages {
    bare: PathBuf,
    peers: PathBuf,
    /// A part of the document.
    native: String,
}

fn pages(tools: &Tools) -> Result<Pages> {
    Ok(Pages {
        native: native::figures(tools)?,
        bare: build::bare_page(tools)?,
        peers: build::peers::page(tools)?,
    })
}

/// Builds the app, starts both drivers, and hands over a command that knows where they are.
fn with_drivers(run: &mut Run, name: &str, go: impl FnOnce(&mut Run, Command)) {
    let started = Instant::now();
    println!("\n── release build");
    if let Err(error) = build::release(&run.tools, &[]) {
        run.report.cannot_run("release build", &error);
        return run
            .report
            .cannot_run(name, &"not run, as there is no built app");
    }
    run.report
        .add("release build", Count::PASSED, started.elapsed(), None);

    let (chromium, firefox) = match run.both_browsers() {
        Ok(both) => both,
        Err(error) => return run.report.cannot_run(name, &error),
    };
    let start = |browser| Driver::start(&run.tools, browser);
    let (chromedriver, geckodriver) =
        match start(&chromium).and_then(|first| Ok((first, start(&firefox)?))) {
            Ok(both) => both,
            Err(error) => return run.report.cannot_run(name, &format!("{error:#}")),
        };
    let mut command = run.tools.cargo();
    command
        .env("COTEJO_DIST", build::dist())
        .env("COTEJO_CHROMEDRIVER", &chromedriver.url)
        .env("COTEJO_GECKODRIVER", &geckodriver.url)
        .env("COTEJO_GECKODRIVER_PROGRAM", &firefox.driver)
        .env("COTEJO_CHROMIUM", &chromium.program)
        .env("COTEJO_FIREFOX", &firefox.program);
    neutral_locale(&mut command);
    go(run, command);
}
