//! Where the clone is, and what its lock file pins.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the clone.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where Cargo writes for this workspace, and where we put our own logs.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) if !dir.is_empty() => root().join(dir),
        _ => root().join("target"),
    }
}

/// The version of a package in `Cargo.lock`.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}. Is this a whole clone?", path.display()))?;
    version_in_lock(&lock, package)
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name the package `{package}`"))
}

fn version_in_lock<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| quoted(line, "name") == Some(package))?;
    quoted(lines.next()?, "version")
}

fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?
        .strip_prefix(" = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-futures"
version = "0.4.55"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
"#;

    #[test]
    fn finds_the_exact_package() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(
            version_in_lock(LOCK, "wasm-bindgen-futures"),
            Some("0.4.55")
        );
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }

    #[test]
    fn the_real_lock_file_pins_wasm_bindgen() {
        assert!(locked_version("wasm-bindgen").is_ok());
    }
}
