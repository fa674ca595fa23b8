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
