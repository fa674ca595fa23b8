//! Set-up, build, test and measuring tasks of Cotejo: `cargo xtask` lists them.

mod build;
mod check;
mod conformance;
mod fuzz;
mod report;
mod serve;
mod step;
mod suites;
mod test;
mod tools;
mod validators;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use suites::Suite;

const HELP: &str = "\
Tasks of Cotejo. Each installs the tools it lacks, says which and why, and asks nothing.

  cargo xtask serve [TRUNK OPTIONS]   build the app, serve it, rebuild on every change
                                      (for example --port 9000, --open, --release)
  cargo xtask build [TRUNK OPTIONS]   release build into dist/, with its sizes
  cargo xtask check                   formatting, lints and native tests; no browser, no wasm
  cargo xtask test [OPTIONS] [-- FILTER...]
                                      everything, in Chromium and Firefox
      --only SUITE[,SUITE]            some suites only: lint, xtask, domain, view, browser, e2e
      -- FILTER...                    only tests with such names; other options of the
                                      test runner pass through (--nocapture, --exact)
  cargo xtask conformance [DIR]       the files of other tools and the hostile input in DIR
                                      (default: ../shared/data beside the clone); then other
                                      tools' own code reads what is written (needs Python)
  cargo xtask fuzz [SECONDS]          every parser gets real files that were changed at random
                                      (300 seconds; a few thousand files are part of `test`)
  cargo xtask bench [sizes]           how fast the built app is beside a bare page and other
                                      programs; writes docs/benchmarks.md. `sizes` prints only
                                      what up to a million annotations take
  cargo xtask trials                  browsers killed and the power cut while somebody works, and
                                      storage harmed between two lives: some 50 minutes
  cargo xtask audit                   what axe-core finds in all views and dialogs of the built
                                      app, in each theme, wide and narrow (needs npm)
  cargo xtask screenshots             the README's pictures, from the built app
  cargo xtask help                    this text

`test`, `check` and `conformance` end with one line, `N passed, N failed`.

Environment
  COTEJO_TOOLS      folder for the installed tools (default: the user's cache folder, cotejo/tools)
  COTEJO_CHROMIUM   the Chromium or Chrome to test with (default: found on PATH)
  COTEJO_FIREFOX    the Firefox to test with (default: found on PATH)
  COTEJO_SELECTIONS how many random selections the browser tests make (default: 2000)
  COTEJO_HOSTILE    has conformance take the words of others through the running app too, one in
                    so many (1 is all of them, an hour); 3/8 is the third eighth
  COTEJO_GESTURES   how many of them are made by mouse and keys end to end (default: 200)
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Vec<String>) -> Result<ExitCode> {
    if arguments.is_empty() {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    let command = arguments.remove(0);
    match command.as_str() {
        "serve" => serve::run(&arguments),
        "build" => build::run(&arguments),
        "check" => check::run(&arguments),
        "test" => test::run(&arguments),
        "bench" if arguments == ["sizes"] => test::only(Suite::Sizes),
        "bench" => test::only(Suite::Figures),
        "trials" => test::only(Suite::Trials),
        "audit" => test::only(Suite::Audit),
        "screenshots" => test::only(Suite::Pictures),
        "conformance" => conformance::run(&arguments),
        "fuzz" => fuzz::run(&arguments),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("there is no task `{other}`. `cargo xtask` lists the tasks."),
    }
}
