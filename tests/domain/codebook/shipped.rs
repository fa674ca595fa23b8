//! The codebooks that come with the app.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cotejo::formats::project_json::{export_codebook, read_codebook};
use cotejo::model::Codebook;
use serde_json::Value;

use super::{after, label, rename};

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../../../static/schema/codebook.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// What of a file does not fit the published schema.
pub fn problems(bytes: &[u8]) -> Vec<String> {
    let file: Value = serde_json::from_slice(bytes).unwrap();
    let problems = |it: jsonschema::ValidationError<'_>| format!("{}: {it}", it.instance_path());
    SCHEMA.iter_errors(&file).map(problems).collect()
}

fn shipped() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/codebooks");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((name, fs::read(path).unwrap()));
    }
    files.sort();
    files
}

#[test]
fn all_of_them_are_in_order() {
    let files = shipped();
    let mut ids = Vec::new();
    for (name, bytes) in &files {
        let codebook = read_codebook(bytes).unwrap();
        assert_eq!(codebook.check(), [], "{name}");
        assert_eq!(problems(bytes), [] as [&str; 0], "{name}");
        assert_eq!(*name, format!("{}.json", codebook.id));
        ids.push(codebook.id.clone());
        for language in ["en", "es"] {
            let said = |texts: &cotejo::model::Localized| texts.0.get(language).is_some();
            assert!(
                said(&codebook.name) && said(&codebook.description),
                "{name}"
            );
            for label in &codebook.labels {
                assert!(said(&label.name), "{name}: {}", label.id);
            }
        }
        defined(name, &codebook);
        looks_differ(name, &codebook);
        // Whatever is written can be read, and says the same.
        let again = read_codebook(&export_codebook(&codebook)).unwrap();
        assert_eq!(again, codebook, "{name}");
    }
    assert!(ids.contains(&"news-claims".to_owned()));
}

fn defined(name: &str, codebook: &Codebook) {
    for label in &codebook.labels {
        assert!(label.definition.get("en").is_some(), "{name}: {}", label.id);
    }
    for relation in &codebook.relations {
        let said = !relation.definition.is_empty() && !relation.constraint.is_empty();
        assert!(said, "{name}: {}", relation.id);
    }
    for attribute in codebook
        .attributes
        .iter()
        .chain(&codebook.article_attributes)
    {
        assert!(!attribute.definition.is_empty(), "{name}: {}", attribute.id);
        for value in &attribute.values {
            assert!(!value.definition.is_empty(), "{name}: {}", value.id);
        }
    }
}

/// As far as there are colours and patterns, no two labels look alike.
fn looks_differ(name: &str, codebook: &Codebook) {
    let mut looks: Vec<_> = codebook
        .labels
        .iter()
        .map(|it| (&it.colour, &it.pattern))
        .collect();
    looks.sort();
    looks.dedup();
    assert_eq!(looks.len(), codebook.labels.len(), "{name}");
}

#[test]
fn a_codebook_with_a_log_fits_the_schema() {
    let codebook = after(
        &Codebook::news_claims(),
        &[rename(label("Claim"), "Assertion")],
    );
    assert_eq!(problems(&export_codebook(&codebook)), [] as [&str; 0]);
}

#[test]
fn the_dialog_offers_all_of_them() {
    let dialog = include_str!("../../../src/ui/dialogs/codebooks.rs");
    for (name, _) in shipped() {
        let id = name.trim_end_matches(".json");
        assert!(dialog.contains(&format!("\"{id}\"")), "{id}");
    }
}
