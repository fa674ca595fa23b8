//! The tests that run as WebAssembly inside a browser, once in each.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Run, neutral_locale};
use crate::step::{self, Empty, Together};
use crate::tools::browsers::Browser;
use crate::tools::{wasm_bindgen, wasm_target};
use crate::workspace;

/// What the two browsers name differently.
struct Names {
    /// The variable that tells the test runner which driver to start.
    variable: &'static str,
    /// The part of `webdriver.json` that is for this browser.
    options: &'static str,
}

const CHROMIUM: Names = Names {
    variable: "CHROMEDRIVER",
    options: "goog:chromeOptions",
};

const FIREFOX: Names = Names {
    variable: "GECKODRIVER",
    options: "moz:firefoxOptions",
};

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
    // Both at once: whichever comes second waits until Cargo has built the tests, and finds
    // them built.
    let both = [
        in_browser(run, "browser, in Chromium", chromium, &CHROMIUM),
        in_browser(run, "browser, in Firefox", firefox, &FIREFOX),
    ];
    step::tests_together(&mut run.report, both.into_iter().flatten().collect());
}

fn in_browser(
    run: &mut Run,
    name: &str,
    browser: Result<Browser, String>,
    names: &Names,
) -> Option<Together> {
    let prepared = browser.and_then(|browser| {
        let capabilities = capabilities(&browser, names).map_err(|it| format!("{it:#}"))?;
        Ok((browser, capabilities))
    });
    let (browser, capabilities) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            run.report.cannot_run(name, &error);
            return None;
        }
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
        .env(names.variable, &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        // For what hangs, not for what is slow.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "1800");
    neutral_locale(&mut command);
    let empty = run.filtered(&mut command, Empty::Fails);
    Some(Together {
        name: name.to_owned(),
        command,
        empty,
    })
}

/// Writes `webdriver.json` once more, with the browser that was found: a driver on
/// its own may look for another, or none.
fn capabilities(browser: &Browser, names: &Names) -> Result<PathBuf> {
    let source = workspace::root().join("webdriver.json");
    let text = fs::read_to_string(&source).context("cannot read webdriver.json")?;
    let all: Value = serde_json::from_str(&text).context("webdriver.json is not valid JSON")?;
    let mut options = all[names.options].clone();
    options
        .as_object_mut()
        .with_context(|| format!("webdriver.json has no object `{}`", names.options))?
        .insert("binary".to_owned(), json!(browser.program));
    let folder = workspace::target().join("webdriver");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.json", browser.name.to_ascii_lowercase()));
    fs::write(&path, json!({ names.options: options }).to_string())
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
