//! The tests that drive the built app in `dist/` from outside, as a user would.

use std::time::Instant;

use super::driver::Driver;
use super::{Run, neutral_locale};
use crate::build;
use crate::report::Count;
use crate::step::Empty;

const NAME: &str = "end to end";

pub fn run(run: &mut Run) {
    let started = Instant::now();
    println!("\n── release build");
    if let Err(error) = build::release(&run.tools, &[]) {
        run.report.cannot_run("release build", &error);
        return run
            .report
            .cannot_run(NAME, &"not run, as there is no built app");
    }
    run.report
        .add("release build", Count::PASSED, started.elapsed(), None);

    let (chromium, firefox) = match run.both_browsers() {
        Ok(both) => both,
        Err(error) => return run.report.cannot_run(NAME, &error),
    };
    let start = |browser| Driver::start(&run.tools, browser);
    let (chromedriver, geckodriver) =
        match start(&chromium).and_then(|first| Ok((first, start(&firefox)?))) {
            Ok(both) => both,
            Err(error) => return run.report.cannot_run(NAME, &format!("{error:#}")),
        };
    let mut command = run.tools.cargo();
    command
        .args(["test", "--test", "e2e"])
        .env("COTEJO_DIST", build::dist())
        .env("COTEJO_CHROMEDRIVER", &chromedriver.url)
        .env("COTEJO_GECKODRIVER", &geckodriver.url)
        .env("COTEJO_CHROMIUM", &chromium.program)
        .env("COTEJO_FIREFOX", &firefox.program);
    neutral_locale(&mut command);
    run.counted(NAME, command, Empty::Fails);
}
