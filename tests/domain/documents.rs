//! What documents say of tests, held by reading both.

use std::fs;
use std::path::{Path, PathBuf};

use cotejo::model::matrix::Status;
use strum::IntoEnumIterator;

use super::architecture::files;

/// The names in backticks in the last column of a table, without commands.
fn named_tests(document: &str) -> Vec<&str> {
    let rows = document.lines().filter(|it| it.starts_with('|'));
    let columns = rows.filter_map(|it| it.trim_end_matches(['|', ' ']).rsplit('|').next());
    let names = columns.flat_map(|it| it.split('`').skip(1).step_by(2));
    names.filter(|it| !it.starts_with("cargo ")).collect()
}

/// The tests a document names that are in none of the files.
fn gone<'a>(document: &'a str, sources: &[PathBuf]) -> Vec<&'a str> {
    let sources = sources.iter().map(|it| fs::read_to_string(it).unwrap());
    let sources: Vec<String> = sources.collect();
    let mut names = named_tests(document);
    assert!(names.len() > 40, "the table is read at all");
    names.retain(|name| {
        let function = format!("fn {name}(");
        !sources.iter().any(|it| it.contains(&function))
    });
    names
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn each_test_that_the_conformance_table_names_exists() {
    let document = fs::read_to_string(root().join("docs/accessibility.md")).unwrap();
    let gone = gone(&document, &files(&root().join("tests")));
    assert_eq!(gone, [""; 0], "no such tests");
}

#[test]
fn each_test_that_the_rules_of_the_matrix_name_exists() {
    let document = fs::read_to_string(root().join("docs/matrix.md")).unwrap();
    let mut sources = files(&root().join("tests/domain/matrix"));
    sources.push(root().join("tests/domain/matrix.rs"));
    assert_eq!(gone(&document, &sources), [""; 0], "no such tests");
}

#[test]
fn each_status_of_the_matrix_has_a_row_in_its_rules() {
    let document = fs::read_to_string(root().join("docs/matrix.md")).unwrap();
    let rows = document.lines().filter_map(|it| it.strip_prefix("| `"));
    let first: Vec<&str> = rows.filter_map(|it| it.split('`').next()).collect();
    let statuses: Vec<&str> = Status::iter().map(Status::id).collect();
    assert_eq!(first, statuses, "in the order of the table");
}

/// What stands between two texts, wherever it does.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let rests = text.split(before).skip(1);
    rests.filter_map(|it| it.split(after).next()).collect()
}

#[test]
fn the_policy_is_the_same_wherever_it_stands() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let (page, serve) = (read("index.html"), read("Trunk.toml"));
    let policy = between(&page, "content=\"default-src", "\"")[0];
    let policy = format!("default-src{policy}; frame-ancestors 'none'");
    let (_, headers) = serve.split_once("[serve.headers]\n").unwrap();
    let headers: Vec<(&str, &str)> = headers
        .lines()
        .filter_map(|it| {
            it.strip_prefix('"')?
                .strip_suffix('"')?
                .split_once("\" = \"")
        })
        .filter(|it| it.0 != "Server-Timing")
        .collect();
    assert_eq!(headers[0], ("Content-Security-Policy", policy.as_str()));
    let document = read("docs/hosting.md");
    // For each server there is an example, beside the table.
    for (name, value) in headers {
        let written = document
            .lines()
            .filter(|it| it.contains(name) && it.contains(value) && !it.starts_with('|'));
        assert_eq!(written.count(), 4, "{name}: {value}");
    }
}

#[test]
fn each_test_that_the_promises_name_exists() {
    let document = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let mut names = named_tests(&document);
    names.retain(|it| it.contains('_'));
    let sources = files(&root().join("tests"));
    let sources: Vec<String> = sources
        .iter()
        .map(|it| fs::read_to_string(it).unwrap())
        .collect();
    for name in names {
        let function = format!("fn {name}(");
        assert!(sources.iter().any(|it| it.contains(&function)), "{name}");
    }
}
