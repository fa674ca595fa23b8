//! The typefaces of the stylesheet, from the npm registry. Both are under the SIL Open Font
//! License. Nothing needs them: without npm or a network the page is set in what the system has.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Tools, announce, npm_install};

/// A family in the files that the page uses.
pub struct Font {
    pub package: &'static str,
    version: &'static str,
    pub family: &'static str,
    /// File name without its ending, and the style it is for.
    pub files: &'static [(&'static str, &'static str)],
    pub weights: &'static str,
}

pub const FONTS: [Font; 2] = [
    Font {
        package: "source-serif-4",
        version: "5.3.1",
        family: "Source Serif 4 Variable",
        files: &[
            ("source-serif-4-latin-wght-normal", "normal"),
            ("source-serif-4-latin-wght-italic", "italic"),
        ],
        weights: "200 900",
    },
    Font {
        package: "inter",
        version: "5.3.0",
        family: "Inter Variable",
        files: &[("inter-latin-wght-normal", "normal")],
        weights: "100 900",
    },
];

const SCOPE: &str = "@fontsource-variable";

/// The folder with a folder for each package, installed if that is possible, else `None` and a
/// sentence about it.
pub fn ensure(tools: &Tools) -> Option<PathBuf> {
    let packages = tools.dir.join("fonts").join("node_modules").join(SCOPE);
    let is_there = |it: &Font| {
        let package = fs::read_to_string(packages.join(it.package).join("package.json"));
        package.is_ok_and(|text| text.contains(&format!("\"version\": \"{}\"", it.version)))
    };
    if !FONTS.iter().all(is_there)
        && let Err(error) = install(tools)
    {
        eprintln!("Going on with the fonts of the system: {error:#}.");
        return None;
    }
    Some(packages)
}

fn install(tools: &Tools) -> Result<()> {
    let npm = tools.find("npm").context("npm is not installed")?;
    announce(
        "the fonts Source Serif 4 and Inter",
        "the page is set in them",
        "some seconds, once",
    );
    let packages = FONTS.map(|it| format!("{SCOPE}/{}@{}", it.package, it.version));
    npm_install(tools, npm, "fonts", &packages)
}
