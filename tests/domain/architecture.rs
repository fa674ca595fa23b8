//! The arrows between the layers, and a few rules about files, held by reading the source.

mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::paths_in;
use strum::IntoEnumIterator;

/// Which modules a module may use. A module that is not listed fails.
const ALLOWED: &[(&str, &[&str])] = &[
    ("limits", &[]),
    ("text", &[]),
    ("model", &["text"]),
    ("journal", &["text", "model"]),
    ("ports", &["text", "model"]),
    ("ingest", &["limits", "text"]),
    ("words", &[]),
    ("formats", &["limits", "text", "model", "ingest"]),
    ("suggest", &["text", "model"]),
    ("agreement", &["text", "model"]),
    (
        "analyst",
        &["text", "model", "journal", "formats", "suggest"],
    ),
    (
        "app",
        &[
            "text", "model", "journal", "ports", "ingest", "formats", "suggest", "analyst",
        ],
    ),
    ("commands", &["text", "model", "app", "words"]),
    (
        "web",
        &[
            "limits", "text", "model", "ports", "ingest", "journal", "app",
        ],
    ),
    (
        "ui",
        &[
            "limits", "text", "model", "formats", "suggest", "ingest", "analyst", "app",
            "commands", "web", "words",
        ],
    ),
    (
        "shell",
        &[
            "words", "model", "journal", "ports", "formats", "suggest", "analyst", "app", "web",
            "ui",
        ],
    ),
    ("worker", &["analyst", "web"]),
    ("cli", &["text", "model", "formats"]),
];

/// What only the analyst may use, and of it what only the worker may: in the module that every
/// visitor loads there is none of it.
const APART: &[&[&str]] = &[
    &["suggest", "Pairing"],
    &["suggest", "Lexicon"],
    &["suggest", "SameActors"],
    &["formats", "report"],
    &["formats", "tables"],
    &["formats", "drawing"],
    &["formats", "plots"],
    &["model", "sources"],
    &["analyst", "Analyst"],
];

/// Where all of that is, and is used.
const APART_IN: &[&str] = &["suggest", "model", "formats", "analyst", "worker"];

/// Only these may touch the browser; `main` puts the app together, `worker` the analyst.
const BROWSER: &[&str] = &["ui", "web", "shell", "main", "worker"];

const BROWSER_CRATES: &[&str] = &[
    "gloo",
    "gloo_events",
    "gloo_timers",
    "js_sys",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "yew",
];

/// Clocks and chance: the model is told the time and its ids.
const IMPURE: &[&[&str]] = &[
    &["std", "time"],
    &["Uuid", "new_v4"],
    &["Uuid", "now_v7"],
    &["OffsetDateTime", "now_utc"],
    &["SystemTime"],
    &["Instant"],
    &["rand"],
    &["random"],
    &["getrandom"],
    &["RandomState"],
];

const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "misc", "manager"];

const LONGEST_FILE: usize = 500;

/// What a source file does that it must not.
fn violations(file: &Path, source: &str) -> Vec<String> {
    let mut found = all_violations(file, source);
    found.sort();
    found.dedup();
    found
}

fn all_violations(file: &Path, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let names: Vec<String> = file
        .iter()
        .map(|it| it.to_string_lossy().trim_end_matches(".rs").to_owned())
        .collect();
    for name in names.iter().filter(|it| EMPTY_NAMES.contains(&it.as_str())) {
        found.push(format!("{name} says nothing"));
    }
    let lines = source.lines().count();
    if lines > LONGEST_FILE {
        found.push(format!("{lines} lines"));
    }
    // The library is built once, not once more for tests among the source.
    if source.contains("#[cfg(test)]") || source.contains("#[test]") {
        found.push("a test that nothing runs".to_owned());
    }
    let module = names[0].as_str();
    let inside = module_path(&names);
    let paths = paths_in(source, &inside).expect("the source parses");
    if !BROWSER.contains(&module) {
        let touched = |it: &&Vec<String>| BROWSER_CRATES.contains(&it[0].as_str());
        found.extend(paths.iter().filter(touched).map(|it| it.join("::")));
    }
    if matches!(module, "lib" | "main") {
        return found;
    }
    let Some((_, allowed)) = ALLOWED.iter().find(|it| it.0 == module) else {
        found.push(format!("{module} is not listed"));
        return found;
    };
    for path in &paths {
        let used = match path.first().map(String::as_str) {
            Some("crate" | "cotejo") => path.get(1).map(String::as_str),
            _ => None,
        };
        if let Some(used) = used
            && used != module
            && !allowed.contains(&used)
        {
            found.push(format!("uses {used}"));
        }
        let apart = |it: &&&[&str]| {
            path.get(1..)
                .is_some_and(|path| path.starts_with(&owned(it)))
        };
        if used.is_some() && !APART_IN.contains(&module) && APART.iter().any(|it| apart(&it)) {
            found.push(format!("{} is apart", path[1..].join("::")));
        }
        let pure = ["model", "text"].contains(&module);
        let impure = |it: &&&[&str]| path.windows(it.len()).any(|part| part == **it);
        if pure && IMPURE.iter().any(|it| impure(&it)) {
            found.push(path.join("::"));
        }
    }
    found
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|it| (*it).to_owned()).collect()
}

/// `["model", "lint", "rows"]` of `model/lint/rows.rs`.
fn module_path(names: &[String]) -> Vec<String> {
    let is_root = |it: &String| it == "mod" || it == "lib" || it == "main";
    names.iter().filter(|it| !is_root(it)).cloned().collect()
}

/// The sources in a folder and below it, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_source_file_keeps_to_its_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = files(&src);
    let mut broken = Vec::new();
    for file in &files {
        let source = fs::read_to_string(file).unwrap();
        let name = file.strip_prefix(&src).unwrap();
        for violation in violations(name, &source) {
            broken.push(format!("{}: {violation}", name.display()));
        }
    }
    assert!(files.len() > 20, "the sources are read at all");
    assert_eq!(broken, [] as [String; 0]);
}

/// What one snippet violates as a file of this name.
fn breaks(file: &str, source: &str) -> Vec<String> {
    violations(Path::new(file), source)
}

#[test]
fn an_arrow_the_wrong_way_is_seen_however_it_is_written() {
    for source in [
        "use crate::app::State;",
        "use crate::{model::Project, app::{State, history::History}};",
        "use crate::app;",
        "use {crate::app as a};",
        "pub use crate::app::*;",
        "use super::super::app::State;",
        "fn f() { crate::app::run() }",
        "fn f(state: &crate::app::State) {}",
        "fn f() -> Option<Vec<crate::app::State>> { None }",
        "fn f() { let x = [1].map(|_| crate::app::X); }",
        "fn f() { println!(\"{}\", crate::app::X); }",
        "fn f() { vec![some!(crate::app::X)]; }",
        "macro_rules! m { () => { $crate::app::X } }",
        "#[derive(Debug)] struct S { f: Box<dyn crate::app::Trait> }",
        "impl crate::app::Trait for S {}",
        "mod inner { use super::super::super::app; }",
        "mod inner { fn f() { crate::app::x() } }",
        "fn f() { use crate::app::State; }",
        "#[cfg(feature = \"browser\")] mod inner { use crate::app::State; }",
        "use cotejo::app::State;",
        "#[serde(with = \"crate::app::format\")] struct S;",
        "pub(in crate::app) fn f() {}",
    ] {
        assert_eq!(breaks("model/lint.rs", source), ["uses app"], "{source}");
    }
}

#[test]
fn what_is_apart_stays_out_of_the_page() {
    for source in [
        "use crate::suggest::{Candidate, Pairing};",
        "use crate::suggest::Lexicon;",
        "use crate::formats::report::report;",
        "use crate::formats::plots::Scene;",
        "use crate::formats::drawing::Drawing;",
        "use crate::model::sources::sources;",
        "fn f() { crate::formats::tables::matrix_table() }",
        "use crate::analyst::{Analyst, Request};",
        "use crate::analyst::Analyst as A;",
    ] {
        for file in [
            "app/reporting.rs",
            "shell/analyst.rs",
            "ui/dialogs/report.rs",
        ] {
            assert_eq!(breaks(file, source).len(), 1, "{source}");
        }
        assert_eq!(breaks("analyst/messages.rs", source), [] as [String; 0]);
    }
    let plain = "use crate::suggest::{Candidate, Reason}; use crate::analyst::{Request, What};";
    assert_eq!(breaks("app/reporting.rs", plain), [] as [String; 0]);
}

#[test]
fn a_test_among_the_source_is_seen_with_the_arrows_in_it() {
    let source = "#[cfg(test)] mod tests { use crate::app::State; }";
    let seen = breaks("model/lint.rs", source);
    assert_eq!(seen, ["a test that nothing runs", "uses app"]);
}

#[test]
fn allowed_arrows_and_lookalikes_are_left_alone() {
    for source in [
        "use crate::text::TextSpan;",
        "use crate::{model::Project, text::{self, TextSpan}};",
        "use super::{Project, matrix};",
        "use super::super::text::TextSpan;",
        "mod app { pub fn run() {} } fn f() { self::app::run() }",
        "// crate::app\nfn f() -> &'static str { \"see crate::app\" }",
        "fn app() {} fn f() { app() }",
    ] {
        assert_eq!(
            breaks("model/lint.rs", source),
            [] as [String; 0],
            "{source}"
        );
    }
}

#[test]
fn a_module_nobody_listed_is_seen() {
    assert_eq!(breaks("extras.rs", ""), ["extras is not listed"]);
    assert_eq!(breaks("extras/deep/file.rs", ""), ["extras is not listed"]);
    assert_eq!(breaks("model/new_file.rs", ""), [] as [String; 0]);
}

#[test]
fn the_browser_stays_in_its_layers() {
    for source in [
        "use web_sys::Element;",
        "use yew::prelude::*;",
        "fn f(value: wasm_bindgen::JsValue) {}",
        "fn f() { js_sys::Date::now(); }",
        "use gloo_timers::callback::Timeout;",
        "fn f() { html!(<a href={web_sys::window()} />) }",
        "extern crate web_sys;",
    ] {
        assert_eq!(breaks("app/state.rs", source).len(), 1, "{source}");
        assert_eq!(
            breaks("ui/reader.rs", source),
            [] as [String; 0],
            "{source}"
        );
        assert_eq!(breaks("web.rs", source), [] as [String; 0], "{source}");
        assert_eq!(breaks("main.rs", source), [] as [String; 0], "{source}");
    }
}

#[test]
fn the_model_knows_no_clock_and_no_chance() {
    for source in [
        "use std::time::Instant;",
        "use std::{fmt, time::Duration};",
        "fn f() { Uuid::new_v4(); }",
        "fn f() { uuid::Uuid::new_v4(); }",
        "fn f() { rand::random::<u8>(); }",
        "fn f() { OffsetDateTime::now_utc(); }",
    ] {
        assert_ne!(breaks("model/id.rs", source), [] as [String; 0], "{source}");
        assert_ne!(
            breaks("text/span.rs", source),
            [] as [String; 0],
            "{source}"
        );
        assert_eq!(
            breaks("web/clock.rs", source),
            [] as [String; 0],
            "{source}"
        );
    }
}

#[test]
fn files_have_names_and_an_end() {
    assert_eq!(breaks("model/utils.rs", ""), ["utils says nothing"]);
    assert_eq!(breaks("ui/common/button.rs", ""), ["common says nothing"]);
    let long = "\n".repeat(LONGEST_FILE + 1);
    assert_eq!(breaks("model/id.rs", &long), ["501 lines"]);
}

/// What leads into a part has to be a function still when the app is built, and of a part that there
/// is: `src/app/parts.rs`.
#[test]
fn what_leads_into_a_part_is_never_inlined_and_each_part_has_some() {
    let mut led_to: Vec<String> = Vec::new();
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = fs::read_to_string(&file).unwrap();
        let mut before = "";
        for line in source.lines() {
            if let Some((_, name)) = line.split_once("fn apart_") {
                assert_eq!(before, "#[inline(never)]", "{}: {line}", file.display());
                let part = name.split(|it: char| !it.is_ascii_alphabetic()).next();
                led_to.push(part.unwrap_or_default().to_owned());
            }
            before = line;
        }
    }
    led_to.sort_unstable();
    led_to.dedup();
    let mut parts: Vec<&str> = cotejo::app::Part::iter().map(Into::into).collect();
    parts.sort_unstable();
    assert_eq!(led_to, parts);
}

/// What Yew remembers for a widget belongs to the hook of that name: `src/ui/widget.rs`.
#[test]
fn no_two_hooks_have_the_same_name() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut names: Vec<String> = Vec::new();
    for file in files(&ui) {
        let source = fs::read_to_string(file).unwrap();
        let hooks = source.split("fn use_").skip(1);
        names.extend(hooks.map(|it| it.split(['(', '<']).next().unwrap_or_default().to_owned()));
    }
    assert!(names.len() > 50, "{}", names.len());
    names.sort_unstable();
    let twice = names.windows(2).find(|it| it[0] == it[1]);
    assert_eq!(twice, None);
}
