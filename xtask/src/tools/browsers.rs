//! The two browsers the app is tested in, each with its WebDriver.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use super::{Tools, announce, major, version_in};
use crate::step;

/// The last version that this project's Rust can compile.
const GECKODRIVER: &str = "0.37.1";

#[derive(Clone, Debug)]
pub struct Browser {
    pub name: &'static str,
    pub program: PathBuf,
    pub driver: PathBuf,
}

#[derive(Debug)]
pub struct Browsers {
    /// The browser, or a sentence about what is missing.
    pub chromium: Result<Browser, String>,
    pub firefox: Result<Browser, String>,
}

/// Finds both browsers and their drivers, and installs what may be installed.
pub fn ensure(tools: &Tools) -> Browsers {
    install_packages(tools);
    let sentence = |error: anyhow::Error| format!("{error:#}");
    Browsers {
        chromium: chromium(tools).map_err(sentence),
        firefox: firefox(tools).map_err(sentence),
    }
}

fn chromium(tools: &Tools) -> Result<Browser> {
    let program = find_chromium(tools).with_context(|| missing("Chromium", "chromium"))?;
    let driver = tools
        .find("chromedriver")
        .with_context(|| missing("chromedriver", "chromium-driver"))?;
    let (browser, wanted) = (version(tools, &program), version(tools, &driver));
    if let (Some(browser), Some(wanted)) = (&browser, &wanted)
        && major(browser) != major(wanted)
    {
        bail!(
            "{} is version {browser}, but {} drives version {wanted}: install the chromedriver of \
             that Chromium, or name another with COTEJO_CHROMIUM.",
            program.display(),
            driver.display()
        );
    }
    Ok(Browser {
        name: "Chromium",
        program,
        driver,
    })
}

fn firefox(tools: &Tools) -> Result<Browser> {
    let program = find_firefox(tools).with_context(|| missing("Firefox", "firefox-esr"))?;
    if tools.version("geckodriver").is_none() {
        announce(
            &format!("geckodriver {GECKODRIVER}"),
            "it drives Firefox in the browser tests",
            "about a minute, once",
        );
        tools.cargo_install("geckodriver", GECKODRIVER, &["--locked"])?;
    }
    let driver = tools
        .find("geckodriver")
        .ok_or_else(|| anyhow!("geckodriver was installed, but cannot be found"))?;
    Ok(Browser {
        name: "Firefox",
        program,
        driver,
    })
}

fn find_chromium(tools: &Tools) -> Option<PathBuf> {
    find_browser(
        tools,
        "COTEJO_CHROMIUM",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ],
        &[
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ],
    )
}

fn find_firefox(tools: &Tools) -> Option<PathBuf> {
    find_browser(
        tools,
        "COTEJO_FIREFOX",
        &["firefox-esr", "firefox"],
        &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    )
}

fn find_browser(
    tools: &Tools,
    variable: &str,
    names: &[&str],
    elsewhere: &[&str],
) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    names.iter().find_map(|name| tools.find(name)).or_else(|| {
        let mut places = elsewhere.iter().map(PathBuf::from);
        places.find(|path| path.is_file())
    })
}

fn version(tools: &Tools, program: &Path) -> Option<String> {
    version_in(&tools.output(Command::new(program).arg("--version"))?)
}

/// Installs the missing browsers with apt, where we are root and it is there.
fn install_packages(tools: &Tools) {
    let packages: Vec<&str> = [
        ("chromium", find_chromium(tools).is_some()),
        ("chromium-driver", tools.find("chromedriver").is_some()),
        ("firefox-esr", find_firefox(tools).is_some()),
    ]
    .into_iter()
    .filter(|(_, found)| !found)
    .map(|(package, _)| package)
    .collect();
    if packages.is_empty() || !is_root(tools) || tools.find("apt-get").is_none() {
        return;
    }
    announce(
        &packages.join(", "),
        "the app is tested in Chromium and Firefox",
        "with apt-get, one or two minutes, once",
    );
    let apt = |arguments: &[&str]| {
        let mut command = tools.command("apt-get");
        command
            .args(["-o", "Acquire::Retries=3"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        step::require(command)
    };
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&packages);
    // A failed update may only concern a source we do not need.
    if let Err(error) = apt(&["update"]) {
        eprintln!("{error:#}; going on with the package lists that are there.");
    }
    if let Err(error) = apt(&install) {
        eprintln!("{error:#}.");
    }
}

fn is_root(tools: &Tools) -> bool {
    tools
        .output(Command::new("id").arg("-u"))
        .is_some_and(|id| id.trim() == "0")
}

fn missing(what: &str, package: &str) -> String {
    format!(
        "{what} is missing, so the tests in it cannot run. On Debian, `apt-get update && apt-get \
         install {package}` (as root) installs it, and as root this task does so itself; elsewhere \
         install Chromium or Chrome with the chromedriver of the same version, and Firefox, and put \
         them on PATH or name them with COTEJO_CHROMIUM and COTEJO_FIREFOX."
    )
}
