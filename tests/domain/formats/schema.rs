//! The published schemas hold for every file that is written, and refuse wrong ones.

use cotejo::formats::project_json::export;
use cotejo::formats::{ExportOptions, format};
use cotejo::model::json::compact;
use cotejo::model::{Codebook, Project};
use jsonschema::{Registry, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary;
use crate::files::read;

const PROJECT: &str = include_str!("../../../static/schema/project.schema.json");
const CODEBOOK: &str = include_str!("../../../static/schema/codebook.schema.json");
const ANNOTATIONS: &str = include_str!("../../../static/schema/annotations.schema.json");
const LINE: &str = include_str!("../../../static/schema/annotation-line.schema.json");
const BY_HAND: &str = include_str!("../../fixtures/project/by-hand.json");
const NEWER: &str = include_str!("../../fixtures/project/newer-minor.json");
const SAMPLE: &str = include_str!("../../../static/samples/kast-cecot.cotejo.json");

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// A validator that finds the other schemas beside its own, as on a server.
pub(super) fn validator(schema: &str) -> Validator {
    let schema = parsed(schema);
    jsonschema::meta::validate(&schema).unwrap();
    let registry = Registry::new()
        .add(
            "https://example.org/schema/codebook.schema.json",
            parsed(CODEBOOK),
        )
        .unwrap()
        .add(
            "https://example.org/schema/annotations.schema.json",
            parsed(ANNOTATIONS),
        )
        .unwrap()
        .prepare()
        .unwrap();
    jsonschema::options()
        .offline()
        .with_base_uri("https://example.org/schema/")
        .with_registry(&registry)
        .build(&schema)
        .unwrap()
}

fn complaints(validator: &Validator, file: &Value) -> Vec<String> {
    let errors = validator.iter_errors(file);
    errors
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect()
}

#[test]
fn files_of_all_kinds_are_valid() {
    let project = validator(PROJECT);
    for file in [BY_HAND, NEWER, SAMPLE] {
        assert_eq!(complaints(&project, &parsed(file)), Vec::<String>::new());
    }
    let least = json!({"format": "cotejo-project", "version": "1"});
    assert!(project.is_valid(&least));
}

#[test]
fn the_shipped_codebook_is_valid_also_as_part_of_a_project() {
    let codebook = compact(&Codebook::news_claims());
    let codebook = parsed(std::str::from_utf8(&codebook).unwrap());
    assert_eq!(
        complaints(&validator(CODEBOOK), &codebook),
        Vec::<String>::new()
    );
    let file = json!({"format": "cotejo-project", "version": "1.0", "codebook": codebook});
    assert_eq!(complaints(&validator(PROJECT), &file), Vec::<String>::new());
}

#[test]
fn each_mistake_is_found_where_it_is() {
    let project = validator(PROJECT);
    let right = parsed(BY_HAND);
    let mistakes = [
        ("/format", json!("cotejo")),
        ("/version", json!("2.0")),
        ("/version", json!(1.0)),
        ("/project/title", json!(5)),
        ("/project/created", json!("22.11.2026")),
        ("/codebook/labels", json!({})),
        ("/codebook/labels/0/id", json!("two words")),
        ("/annotators", json!({"id": "x"})),
        ("/articles/0/text", json!(null)),
        ("/articles/0/id", json!(7)),
        ("/annotations/0/label", json!("")),
        ("/annotations/0/fragments/0/start", json!(-1)),
        ("/annotations/0/fragments/0/end", json!("96")),
        ("/annotations/0/fragments/0/end", json!(1.5)),
        ("/annotations/0/fragments", json!({"start": 1, "end": 2})),
        ("/annotations/1/attributes", json!(["quantity"])),
        (
            "/relations/0/from",
            json!({"annotation": "a", "actor": "b"}),
        ),
        ("/relations/0/to", json!({})),
        ("/memberships/0/as", json!("maybe")),
        ("/actors/0/aliases/en", json!("Legal Aid")),
        ("/readings/0/at", json!(1_700_000_000)),
    ];
    for (place, value) in mistakes {
        let mut wrong = right.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        let found = complaints(&project, &wrong);
        assert!(!found.is_empty(), "{place}");
        assert!(
            found.iter().all(|it| it.starts_with(place)),
            "{place}: {found:?}"
        );
    }
}

#[test]
fn each_required_key_is_required() {
    let project = validator(PROJECT);
    let right = parsed(BY_HAND);
    let required = [
        ("", "format"),
        ("", "version"),
        ("/articles/0", "id"),
        ("/articles/0", "text"),
        ("/annotations/0", "id"),
        ("/annotations/0", "article"),
        ("/annotations/0", "label"),
        ("/annotations/0/fragments/0", "start"),
        ("/annotations/0/fragments/0", "end"),
        ("/relations/0", "type"),
        ("/memberships/0", "claim"),
    ];
    for (place, key) in required {
        let mut wrong = right.clone();
        let object = wrong.pointer_mut(place).unwrap();
        object.as_object_mut().unwrap().remove(key).unwrap();
        assert!(!project.is_valid(&wrong), "{place}/{key}");
    }
}

thread_local! {
    static FOR_PROJECTS: Validator = validator(PROJECT);
    static FOR_ANNOTATIONS: Validator = validator(ANNOTATIONS);
    static FOR_LINES: Validator = validator(LINE);
}

/// What is wrong with the lines of a project's annotations.
pub(super) fn complaints_of_lines(project: &Project) -> Vec<String> {
    let lines = format("annotation-lines").unwrap();
    let exported = lines.export(project, &ExportOptions { generator: "test" });
    let lines = std::str::from_utf8(&exported.files[0].bytes)
        .unwrap()
        .lines();
    let found = lines.map(|it| FOR_LINES.with(|line| complaints(line, &parsed(it))));
    found.flatten().collect()
}

#[test]
fn lines_of_the_shipped_files_are_valid_and_others_are_not() {
    for file in [BY_HAND, SAMPLE] {
        let project = read(file.as_bytes()).unwrap().project;
        assert_eq!(complaints_of_lines(&project), Vec::<String>::new());
    }
    let right = json!({
        "article": "a", "revision": 1, "offset_unit": "code_point", "id": "b", "label": "Claim",
        "created": "", "modified": "", "origin": "import"
    });
    assert!(FOR_LINES.with(|it| it.is_valid(&right)));
    for (key, value) in [
        ("article", json!(7)),
        ("revision", json!(null)),
        ("offset_unit", json!("byte")),
        ("label", json!({})),
        ("start", json!(3)),
    ] {
        let mut wrong = right.clone();
        wrong[key] = value;
        assert!(!FOR_LINES.with(|it| it.is_valid(&wrong)), "{key}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_written_file_is_valid(project in arbitrary::project()) {
        let file = parsed(std::str::from_utf8(&export(&project, "test")).unwrap());
        let found = FOR_PROJECTS.with(|it| complaints(it, &file));
        prop_assert_eq!(found, Vec::<String>::new());
        let flat = format("annotations-by-article").unwrap();
        for file in flat.export(&project, &ExportOptions { generator: "test" }).files {
            let file = parsed(std::str::from_utf8(&file.bytes).unwrap());
            let found = FOR_ANNOTATIONS.with(|it| complaints(it, &file));
            prop_assert_eq!(found, Vec::<String>::new());
        }
        prop_assert_eq!(complaints_of_lines(&project), Vec::<String>::new());
    }
}
