//! Puts the typefaces of the stylesheet beside the built app.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::integrity;
use crate::tools::Tools;
use crate::tools::fonts::{self, FONTS};

const FOLDER: &str = "fonts";

/// Adds the fonts to the built page, where they can be had.
pub fn add(tools: &Tools, dist: &Path) -> Result<()> {
    let Some(packages) = fonts::ensure(tools) else {
        return Ok(());
    };
    let folder = dist.join(FOLDER);
    fs::create_dir_all(&folder)?;
    for font in &FONTS {
        let package = packages.join(font.package);
        let licence = format!("{}-LICENSE.txt", font.package);
        fs::copy(package.join("LICENSE"), folder.join(licence))?;
        for (file, _) in font.files {
            let file = format!("{file}.woff2");
            fs::copy(package.join("files").join(&file), folder.join(&file))
                .with_context(|| format!("{} has no {file}", font.package))?;
        }
    }
    fs::write(folder.join("fonts.css"), css())?;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)?;
    fs::write(&page, with_fonts(&html)).with_context(|| format!("cannot write {}", page.display()))
}

/// A font that is late is not used: text that is being read does not move.
fn css() -> String {
    let mut rules = Vec::new();
    for font in &FONTS {
        for (file, style) in font.files {
            rules.push(format!(
                "@font-face{{font-family:\"{}\";font-style:{style};font-weight:{};\
                 font-display:optional;src:url({file}.woff2) format(\"woff2\")}}\n",
                font.family, font.weights
            ));
        }
    }
    rules.concat()
}

/// The page with its fonts, which are asked for before anything else.
fn with_fonts(html: &str) -> String {
    let files = FONTS.iter().flat_map(|it| it.files);
    let preloads: Vec<String> = files
        .map(|(file, _)| {
            format!(
                "<link rel=preload as=font type=font/woff2 crossorigin \
                 href={FOLDER}/{file}.woff2>"
            )
        })
        .collect();
    let links = format!(
        "{}<link rel=stylesheet href={FOLDER}/fonts.css integrity={}>",
        preloads.concat(),
        integrity::sha384(css().as_bytes())
    );
    // Addresses are relative to the page's base, so they come after it.
    let base = html.find("<base").and_then(|at| {
        let end = html[at..].find('>')?;
        Some(at + end + 1)
    });
    let at = base.or_else(|| html.find("</head>")).unwrap_or_default();
    format!("{}{links}{}", &html[..at], &html[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_come_after_the_base_and_before_the_styles() {
        let html = with_fonts("<head><base href=/x/><link href=a.css rel=stylesheet></head>");
        let place = |what: &str| html.find(what).unwrap();
        assert!(place("<base href=/x/>") < place("fonts/fonts.css"));
        assert!(place("fonts/fonts.css") < place("a.css"));
    }

    #[test]
    fn every_file_has_a_rule_in_which_it_is_optional() {
        let css = css();
        for (file, _) in FONTS.iter().flat_map(|it| it.files) {
            let rule = css.lines().find(|it| it.contains(file)).unwrap();
            assert!(rule.contains("font-display:optional"), "{rule}");
        }
    }
}
