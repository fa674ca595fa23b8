//! The hashes by which a browser makes sure that a file is the one that the page means.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The page with the hashes of a file that was changed.
pub fn renewed(html: &str, before: &[u8], after: &[u8]) -> String {
    let mut html = html.to_owned();
    for (old, new) in all(before).iter().zip(all(after)) {
        html = html.replace(old, &new);
    }
    html
}

/// Has nothing but the page's script load the app's WebAssembly. Firefox does not give what was
/// preloaded to whoever names a hash, and would load it twice; and the script, which is small and
/// comes first, asks for it hardly later than the page could.
pub fn load_once(html: &str) -> Result<String> {
    let tag = html.split_inclusive('>').find(|it| it.contains("_bg.wasm"));
    let tag = tag.context("the page names no WebAssembly")?;
    ensure!(tag.contains("rel=preload"), "it is not preloaded: {tag}");
    Ok(html.replace(tag, &tag.replace("rel=preload", "rel=wasm")))
}

/// Has the analyst's script expect the module that was built with it.
pub fn sign_analyst(dist: &Path) -> Result<()> {
    const WITHOUT: &str = "const integrity = \"\";";
    let path = dist.join("analyst.js");
    let script = fs::read_to_string(&path).context("cannot read the analyst's script")?;
    ensure!(script.contains(WITHOUT), "analyst.js has no `{WITHOUT}`");
    let hash = sha384(&fs::read(dist.join("cotejo-analyst_bg.wasm"))?);
    let script = script.replace(WITHOUT, &format!("const integrity = \"{hash}\";"));
    Ok(fs::write(path, script)?)
}

pub fn sha384(bytes: &[u8]) -> String {
    attribute("sha384", &Sha384::digest(bytes))
}

fn attribute(name: &str, hash: &[u8]) -> String {
    format!("{name}-{}", BASE64_STANDARD.encode(hash))
}

/// The hashes that an `integrity` attribute may hold.
fn all(bytes: &[u8]) -> [String; 3] {
    [
        attribute("sha256", &Sha256::digest(bytes)),
        sha384(bytes),
        attribute("sha512", &Sha512::digest(bytes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_expects_the_changed_file() {
        let (old, new) = (sha384(b"before"), sha384(b"after"));
        let html = format!(r#"<link integrity="{old}"><link integrity="sha384-other">"#);
        let expected = format!(r#"<link integrity="{new}"><link integrity="sha384-other">"#);
        assert_eq!(renewed(&html, b"before", b"after"), expected);
    }

    #[test]
    fn the_page_still_names_the_hash_of_what_it_does_not_preload() {
        let html = "<link href=a.js rel=modulepreload><link href=a_bg.wasm integrity=sha384-A rel=preload>\
                    <link href=b.woff2 rel=preload>";
        let expected = html.replace("sha384-A rel=preload", "sha384-A rel=wasm");
        assert_eq!(load_once(html).unwrap(), expected);
        assert!(load_once(&expected).is_err());
    }

    #[test]
    fn hashes_are_written_as_browsers_expect_them() {
        // From the Subresource Integrity specification, section 3.5.
        assert_eq!(
            sha384(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
