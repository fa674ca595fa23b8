//! The tests that run as WebAssembly inside a browser, once in each.

use super::{Run, neutral_locale};
use crate::step::Empty;
use crate::tools::browsers::Browser;
use crate::tools::{wasm_bindgen, wasm_target};

pub fn run(run: &mut Run) {
    if let Err(error) =
        wasm_target::ensure(&run.tools).and_then(|()| wasm_bindgen::ensure(&run.tools))
    {
        run.report.cannot_run("browser", &error);
        return;
    }
    let browsers = run.browsers();
    let chromium = browsers.chromium.clone();
    let firefox = browsers.firefox.clone();
    in_browser(run, "browser, in Chromium", "CHROMEDRIVER", chromium);
    in_browser(run, "browser, in Firefox", "GECKODRIVER", firefox);
}

fn in_browser(run: &mut Run, name: &str, variable: &str, browser: Result<Browser, String>) {
    let browser = match browser {
        Ok(browser) => browser,
        Err(error) => return run.report.cannot_run(name, &error),
    };
    let mut command = run.tools.cargo();
    command
        .args([
            "test",
            "--target",
            "wasm32-unknown-unknown",
            "--test",
            "browser",
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        // The first of these that is set decides; the user's own must not.
        .env_remove("CHROMEDRIVER")
        .env_remove("GECKODRIVER")
        .env(variable, &browser.driver)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    neutral_locale(&mut command);
    run.counted(name, command, Empty::Fails);
}
