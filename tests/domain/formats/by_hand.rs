//! A file as somebody would write it with the manual open beside.

use cotejo::formats::project_json::export;
use cotejo::formats::{
    Bundle, Confidence, ExportOptions, FORMATS, NamedFile, format, recognise, sorted_out,
};
use cotejo::ingest::{MAX_BYTES, ingest_bytes};
use cotejo::model::{AttributeValue, Origin};

use serde_json::Value;

use super::{quotes, warnings};
use crate::files::{read, shipped};

const BY_HAND: &str = include_str!("../../fixtures/project/by-hand.json");
const WRITTEN: &str = include_str!("../../fixtures/project/by-hand.written.json");
const SAMPLE: &str = include_str!("../../../static/samples/kast-cecot.cotejo.json");

#[test]
fn what_is_not_written_takes_its_documented_meaning() {
    let opened = read(BY_HAND.as_bytes()).unwrap();
    let project = &opened.project;
    project.check().unwrap();

    let titles: Vec<&str> = project
        .ordered_articles()
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(titles, ["La visita", "The visit"]);
    assert_eq!(
        quotes(project),
        [
            "el país es “uno de los más seguros”",
            "Kast toured CECOT … At least 480 people have died in detention",
            "Socorro Jurídico",
            "",
        ]
    );
    let claim = project.annotations().nth(1).unwrap();
    assert_eq!(claim.provenance.origin, Origin::Import);
    assert_eq!(claim.provenance.created.to_string(), "2026-11-22T10:00:00Z");
    let me = project.annotators().next().unwrap();
    assert_eq!(claim.provenance.annotator, me.id);
    assert!(claim.has("frames", "a") && claim.has("frames", "b"));
    let relation = project.relations().next().unwrap();
    let negated = relation.attributes.get(&"negated".into());
    assert_eq!(negated, Some(&AttributeValue::Flag(true)));
}

#[test]
fn only_a_span_that_nothing_proves_is_reported() {
    let opened = read(BY_HAND.as_bytes()).unwrap();
    assert_eq!(
        warnings(&opened),
        [
            "annotations[0]: Source 0c000000-0000-4000-8000-000000000003 has no quote: whether \
             its offsets count code points cannot be checked"
        ]
    );
}

/// The golden file of version 1: when it must change, the version does.
#[test]
fn version_1_is_written_as_it_always_was() {
    let opened = read(BY_HAND.as_bytes()).unwrap();
    let written = export(&opened.project, "cotejo 0.1.0");
    assert_eq!(String::from_utf8(written).unwrap(), WRITTEN);
}

#[test]
fn the_sample_project_comes_back_with_all_it_says() {
    let opened = read(SAMPLE.as_bytes()).unwrap();
    opened.project.check().unwrap();
    assert_eq!(warnings(&opened), Vec::<String>::new());
    let written = export(&opened.project, &opened.generator);
    // Its codebook has the keys in an order of its own.
    let written: Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(SAMPLE).unwrap());
}

/// A byte of Windows-1252 can become three of UTF-8, one of UTF-16 no more than one and a half.
#[test]
fn the_largest_article_that_is_loaded_comes_back_from_a_project_file() {
    let euros = ingest_bytes(None, &vec![0x80; MAX_BYTES]).unwrap().text;
    assert_eq!(euros.len(), 3 * MAX_BYTES);
    let file = format!(
        r#"{{"format": "cotejo-project", "version": "1.0",
            "articles": [{{"id": "a", "text": "{euros}"}}]}}"#
    );
    let project = read(file.as_bytes()).unwrap().project;
    let article = project.articles().next().unwrap().id;
    assert!(project.text(article).unwrap().as_str() == euros);
}

#[test]
fn a_text_may_have_lost_millions_of_carriage_returns() {
    let returns = vec!["1"; 2_000_000].join(",");
    let file = format!(
        r#"{{"format": "cotejo-project", "version": "1.0", "articles": [{{"id": "a",
            "revisions": [{{"text": "a", "source": {{"carriage_returns": [{returns}]}}}}]}}]}}"#
    );
    let project = read(file.as_bytes()).unwrap().project;
    let source = &project.articles().next().unwrap().current().source;
    assert_eq!(source.carriage_returns.len(), 2_000_000);
}

#[test]
fn a_project_file_is_recognised_by_what_it_says() {
    let bundle = |text: &str| {
        [NamedFile {
            name: "x".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }]
    };
    let sure = |text: &str| FORMATS[0].sniff(Bundle(&bundle(text)));
    assert_eq!(sure(BY_HAND), Confidence::Certain);
    assert_eq!(sure(&format!("\u{feff}{BY_HAND}")), Confidence::Certain);
    let last = format!(
        "{{\"a\": \"{}\", \"format\": \"cotejo-project\"}}",
        "x".repeat(9_999)
    );
    assert_eq!(sure(&last), Confidence::Maybe);
    assert_eq!(sure(r#"{"format": "other"}"#), Confidence::No);
    assert_eq!(sure(r#"["cotejo-project"]"#), Confidence::No);
    let found = recognise(Bundle(&bundle(BY_HAND))).unwrap();
    assert_eq!(found.describe().name, "Project (JSON)");
    assert!(recognise(Bundle(&bundle("Kast visitó el CECOT."))).is_none());
}

#[test]
fn of_files_that_come_together_each_is_taken_or_named() {
    let file = |name: &str, text: &str| NamedFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let sorted = |files: &[NamedFile]| sorted_out(files.to_vec());
    let story = file("a.txt", "Kast visited CECOT.");
    // A project is one whatever it is called, and a text that only speaks of one is none.
    for name in ["project.txt", "project", "project.json", "PROJECT.JSON"] {
        let project = file(name, BY_HAND);
        let alone = sorted(std::slice::from_ref(&project));
        assert_eq!(alone.project, Some(project), "{name}");
    }
    let speaks = file("about.txt", "The word \"cotejo-project\" is not one.");
    let brace = file("brace.txt", "{sic} he said.");
    let page = file("page", "<html>{}</html>");
    let texts = [speaks, brace, story.clone(), page];
    assert_eq!(sorted(&texts).texts, texts);
    // What is called JSON is not read as a text.
    let other = file("other.json", "[1, 2]");
    assert_eq!(sorted(std::slice::from_ref(&other)).project, Some(other));
    let mixed = sorted(&[
        story.clone(),
        file("one.txt", BY_HAND),
        file("two.json", BY_HAND),
        file("three", SAMPLE),
        story.clone(),
    ]);
    assert_eq!(mixed.project.unwrap().name, "one.txt");
    assert_eq!(mixed.further, ["two.json", "three"]);
    assert_eq!(mixed.texts, [story.clone(), story]);
}

#[test]
fn a_project_without_a_date_is_as_old_as_what_was_done_to_it() {
    let created = |project: &str, more: &str| {
        let file = format!(
            r#"{{"format": "cotejo-project", "version": "1.0", "project": {{{project}}},
                "topics": [{{"name": "Crime"}}{more}]}}"#
        );
        let project = read(file.as_bytes()).unwrap().project;
        let topic = project.topics().find(|it| it.name == "Crime").unwrap();
        (
            project.about().created.to_string(),
            topic.provenance.created.to_string(),
        )
    };
    let records = r#", {"id": "a", "name": "Prisons", "created": "2026-11-23T10:00:00Z"},
        {"id": "b", "name": "Tax", "created": "2026-11-22T10:00:00Z"}"#;
    let both = |at: &str| (at.to_owned(), at.to_owned());
    let old = "2025-01-01T00:00:00Z";
    for key in ["created", "modified"] {
        let said = format!(r#""{key}": "{old}""#);
        assert_eq!(created(&said, records), both(old));
    }
    assert_eq!(created("", records), both("2026-11-22T10:00:00Z"));
    assert_eq!(created("", ""), both("1970-01-01T00:00:00Z"));
}

#[test]
fn a_file_is_named_after_its_project() {
    let opened = read(BY_HAND.as_bytes()).unwrap();
    let format = format("project-json").unwrap();
    let options = ExportOptions {
        generator: "cotejo 0.1.0",
    };
    let exported = format.export(&opened.project, &options);
    assert_eq!(exported.files[0].name, "By hand.json");
    assert_eq!(exported.files[0].bytes, WRITTEN.as_bytes());
    assert_eq!(exported.losses, []);
    let again = format.open(Bundle(&exported.files), &shipped()).unwrap();
    assert_eq!(quotes(&again.project), quotes(&opened.project));
}
