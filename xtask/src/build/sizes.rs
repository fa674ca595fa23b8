//! What a visitor downloads before the page can be used, and after it: the app's files, raw and as servers compress them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::apart::PREFIX;

/// What may come before the page can be used, in bytes of gzip.
const BUDGET: usize = 400_000;

/// Nobody asks for these before they are needed: by some browsers, or for candidates and reports.
const ON_DEMAND: [&str; 5] = [
    "highlight-fallback.js",
    "service-worker.js",
    "analyst.js",
    "cotejo-analyst.js",
    "cotejo-analyst_bg.wasm",
];

const KINDS: [(&str, &str); 3] = [
    ("wasm", "WebAssembly"),
    ("js", "JavaScript"),
    ("css", "CSS"),
];

#[derive(Clone, Copy, Debug, Default)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints a table of the built app's sizes, and fails where it is too large.
pub fn print(dist: &Path) -> Result<()> {
    let mut files = Vec::new();
    list(dist, &mut files).with_context(|| format!("cannot read {}", dist.display()))?;
    println!("\nSizes of {} in bytes", dist.display());
    println!("{:12} {:>10} {:>10} {:>10}", "", "raw", "gzip", "Brotli");
    let on_demand = ON_DEMAND.map(|it| dist.join(it));
    files.retain(|it| !on_demand.contains(it));
    let is_part = |it: &PathBuf| {
        let name = it.file_name().and_then(|it| it.to_str());
        name.is_some_and(|it| it.starts_with(PREFIX))
    };
    let mut parts: Vec<PathBuf>;
    (parts, files) = files.into_iter().partition(is_part);
    parts.sort();
    let mut total = Sizes::default();
    for (extension, name) in KINDS {
        let mut sizes = Sizes::default();
        for path in &files {
            if path.extension().is_some_and(|found| found == extension) {
                sizes = sum(sizes, measure(&fs::read(path)?)?);
            }
        }
        row(name, sizes);
        total = sum(total, sizes);
    }
    row("total", total);
    println!();
    let mut needed = Sizes::default();
    for path in on_demand {
        let file = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        needed = sum(needed, measure(&file)?);
    }
    row("where needed", needed);
    println!();
    let mut idle = Sizes::default();
    for path in parts {
        let sizes = measure(&fs::read(&path)?)?;
        let name = path.file_name().and_then(|it| it.to_str());
        let name = name.and_then(|it| it.strip_prefix(PREFIX)?.split('-').next());
        row(name.unwrap_or_default(), sizes);
        idle = sum(idle, sizes);
    }
    row("after it", idle);
    ensure!(
        total.gzip < BUDGET,
        "what comes before the page can be used has to stay under {BUDGET} bytes of gzip: has \
         something come to it that a part should have (ARCHITECTURE.md)?"
    );
    Ok(())
}

/// The files in a folder and in what it holds.
pub fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn row(name: &str, Sizes { raw, gzip, brotli }: Sizes) {
    println!("{name:12} {raw:>10} {gzip:>10} {brotli:>10}");
}

fn sum(one: Sizes, other: Sizes) -> Sizes {
    Sizes {
        raw: one.raw + other.raw,
        gzip: one.gzip + other.gzip,
        brotli: one.brotli + other.brotli,
    }
}

/// Each file is compressed on its own, as servers do.
fn measure(bytes: &[u8]) -> Result<Sizes> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    let best = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &best)?;
    Ok(Sizes {
        raw: bytes.len(),
        gzip,
        brotli: brotli.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_compresses() {
        let sizes = measure(&b"claim and source ".repeat(1000)).unwrap();
        assert_eq!(sizes.raw, 17_000);
        assert!(sizes.gzip < 200, "{sizes:?}");
        assert!(sizes.brotli < sizes.gzip, "{sizes:?}");
    }
}
