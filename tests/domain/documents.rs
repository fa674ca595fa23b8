//! What documents say of tests, held by reading both.

use std::fs;
use std::path::Path;

use super::architecture::files;

/// The names in backticks in the last column of a table, without commands.
fn named_tests(document: &str) -> Vec<&str> {
    let rows = document.lines().filter(|it| it.starts_with('|'));
    let columns = rows.filter_map(|it| it.trim_end_matches(['|', ' ']).rsplit('|').next());
    let names = columns.flat_map(|it| it.split('`').skip(1).step_by(2));
    names.filter(|it| !it.starts_with("cargo ")).collect()
}

#[test]
fn each_test_that_the_conformance_table_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("docs/accessibility.md")).unwrap();
    let sources = files(&root.join("tests"));
    let sources: Vec<String> = sources
        .iter()
        .map(|it| fs::read_to_string(it).unwrap())
        .collect();
    let mut names = named_tests(&document);
    assert!(names.len() > 40, "the table is read at all");
    names.retain(|name| {
        let function = format!("fn {name}(");
        !sources.iter().any(|it| it.contains(&function))
    });
    assert_eq!(names, [""; 0], "no such tests");
}
