//! Joins the stylesheets of the built page: alike rules lie near each other then, and compress
//! better, and the page asks for one file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::integrity;

/// The file that they become.
const NAME: &str = "styles.css";

pub fn join(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)
        .with_context(|| format!("the build left no {}", page.display()))?;
    let mut css = String::new();
    for (_, file) in links(&html) {
        let path = dist.join(file);
        css.push_str(&fs::read_to_string(&path)?);
        fs::remove_file(path)?;
    }
    ensure!(
        !css.is_empty(),
        "no stylesheet was found in {}: does Trunk write links in another way?",
        page.display()
    );
    let hash = format!("{:016x}", hash_of(&css));
    let name = NAME.replace('.', &format!("-{hash}."));
    fs::write(dist.join(&name), &css)?;
    let html = joined(&html, &name, &integrity::sha384(css.as_bytes()));
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// Tells one content from another in a file name, so that a browser keeps no old one.
fn hash_of(css: &str) -> u64 {
    use sha2::Digest;
    let hash = sha2::Sha256::digest(css.as_bytes());
    hash.iter()
        .take(8)
        .fold(0, |all, byte| all << 8 | u64::from(*byte))
}

/// The links to stylesheets that Trunk wrote, each with its file.
fn links(html: &str) -> Vec<(&str, &str)> {
    let tags = html.split_inclusive('>').filter_map(|it| {
        let tag = &it[it.find("<link ")?..];
        let ours = tag.contains("rel=stylesheet") && tag.contains("integrity=");
        let href = tag.split(' ').find_map(|it| it.strip_prefix("href="))?;
        let file = href.rsplit('/').next()?.trim_end_matches('>');
        let is_css = Path::new(file).extension() == Some("css".as_ref());
        (ours && is_css).then_some((tag, file))
    });
    tags.collect()
}

/// The page with one link, where the first one was.
fn joined(html: &str, name: &str, integrity: &str) -> String {
    let mut page = html.to_owned();
    for (at, (tag, file)) in links(html).into_iter().enumerate() {
        let link = if at == 0 {
            let old = tag.split(' ').find(|it| it.starts_with("integrity="));
            let old = old.unwrap_or_default().trim_end_matches('>');
            tag.replace(file, name)
                .replace(old, &format!("integrity={integrity}"))
        } else {
            String::new()
        };
        page = page.replace(tag, &link);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><link rel=stylesheet href=fonts/fonts.css>\
        <link href=/x/a-1.css integrity=sha384-A rel=stylesheet>\
        <link href=/x/b-2.css integrity=sha384-B rel=stylesheet>\
        <link href=/x/c.js integrity=sha384-C rel=modulepreload></head>";

    #[test]
    fn only_stylesheets_with_a_hash_are_joined() {
        let files: Vec<_> = links(PAGE).into_iter().map(|(_, file)| file).collect();
        assert_eq!(files, ["a-1.css", "b-2.css"]);
    }

    #[test]
    fn the_page_has_one_link_where_the_first_was() {
        assert_eq!(
            joined(PAGE, "all.css", "sha384-D"),
            "<head><link rel=stylesheet href=fonts/fonts.css>\
             <link href=/x/all.css integrity=sha384-D rel=stylesheet>\
             <link href=/x/c.js integrity=sha384-C rel=modulepreload></head>"
        );
    }

    #[test]
    fn rules_stand_in_the_order_of_the_page() {
        let dist = std::env::temp_dir().join(format!("cotejo-styles-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), PAGE).unwrap();
        fs::write(dist.join("a-1.css"), "a{}").unwrap();
        fs::write(dist.join("b-2.css"), "b{}").unwrap();
        join(&dist).unwrap();
        let html = fs::read_to_string(dist.join("index.html")).unwrap();
        let (_, file) = links(&html)[0];
        assert_eq!(fs::read_to_string(dist.join(file)).unwrap(), "a{}b{}");
        assert!(!dist.join("a-1.css").exists());
        fs::remove_dir_all(dist).unwrap();
    }
}
