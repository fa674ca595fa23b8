//! The flat formats: what is in them, and what they say is not.

use cotejo::formats::{ExportOptions, Exported, Loss, Lost, Reads, format, safe_file_name};
use serde_json::{Value, json};

use super::schema::complaints_of_lines;
use super::{claim, opened, small};
use crate::files::read;

const BY_HAND: &str = include_str!("../../fixtures/project/by-hand.json");

fn exported(file: &str, id: &str) -> Exported {
    let opened = read(file.as_bytes()).unwrap();
    assert_eq!(complaints_of_lines(&opened.project), Vec::<String>::new());
    format(id)
        .unwrap()
        .export(&opened.project, &ExportOptions { generator: "test" })
}

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn an_article_is_a_file_with_its_text_and_annotations() {
    let exported = exported(BY_HAND, "annotations-by-article");
    let names: Vec<&str> = exported.files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["La visita.json", "The visit.json"]);
    assert_eq!(
        parsed(&exported.files[1].bytes),
        json!({
            "format": "cotejo-annotations", "version": "1.0", "generator": "test",
            "offset_unit": "code_point",
            "article": {
                "id": "0e000000-0000-4000-8000-000000000001", "title": "The visit",
                "language": "en", "revision": 1
            },
            "text": "👩‍👩‍👧‍👦 Kast toured CECOT, he said. At least 480 people have died in detention, \
                     Socorro Jurídico reported.",
            "annotations": [
                {
                    "id": "0c000000-0000-4000-8000-000000000002", "label": "Claim",
                    "start": 8, "end": 78, "start_utf16": 12, "end_utf16": 82,
                    "quote": "Kast toured CECOT … At least 480 people have died in detention",
                    "fragments": [
                        {"start": 8, "end": 25, "start_utf16": 12, "end_utf16": 29,
                         "quote": "Kast toured CECOT"},
                        {"start": 36, "end": 78, "start_utf16": 40, "end_utf16": 82,
                         "quote": "At least 480 people have died in detention"}
                    ],
                    "attributes": {"claim_type": "quantity", "frames": ["a", "b"]},
                    "annotator": "me", "created": "2026-11-22T10:00:00Z",
                    "modified": "2026-11-22T10:00:00Z", "origin": "import"
                },
                {
                    "id": "0c000000-0000-4000-8000-000000000003", "label": "Source",
                    "start": 80, "end": 96, "start_utf16": 84, "end_utf16": 100,
                    "quote": "Socorro Jurídico", "actor": "Socorro Jurídico",
                    "annotator": "me", "created": "2026-11-22T10:00:01Z",
                    "modified": "2026-11-22T10:00:01Z", "origin": "manual"
                }
            ]
        })
    );
}

#[test]
fn an_annotation_is_a_line_that_needs_no_other() {
    let exported = exported(BY_HAND, "annotation-lines");
    assert_eq!(exported.files[0].name, "By hand.jsonl");
    let text = std::str::from_utf8(&exported.files[0].bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        parsed(lines[0].as_bytes()),
        json!({
            "article": "0e000000-0000-4000-8000-000000000002", "article_title": "La visita",
            "article_language": "es", "revision": 1, "offset_unit": "code_point",
            "id": "0c000000-0000-4000-8000-000000000001", "label": "Claim",
            "start": 35, "end": 70, "start_utf16": 36, "end_utf16": 71,
            "quote": "el país es “uno de los más seguros”", "note": "¿todos?",
            "annotator": "me", "created": "2026-11-22T10:00:00Z",
            "modified": "2026-11-22T10:00:00Z", "origin": "import"
        })
    );
    let wordless = parsed(lines[1].as_bytes());
    assert_eq!((wordless.get("start"), wordless.get("quote")), (None, None));
}

#[test]
fn what_is_lost_is_listed_item_by_item() {
    let losses = |id: &str| -> Vec<(Lost, Vec<String>)> {
        let losses = exported(BY_HAND, id).losses.into_iter();
        let words = |it: Loss| it.items.iter().map(ToString::to_string).collect();
        losses.map(|it| (it.what, words(it))).collect()
    };
    let same = [
        (Lost::Codebook, vec!["claims 1.0".to_owned()]),
        (
            Lost::Relations,
            vec![
                "Claim “Kast toured CECOT … At least 480 people have died in detention” \
                 attributed_to Source “Socorro Jurídico”"
                    .to_owned(),
            ],
        ),
        (
            Lost::Memberships,
            vec![
                "Claim “el país es “uno de los más seguros”” opposite “El Salvador is safe”"
                    .to_owned(),
            ],
        ),
        (
            Lost::CanonicalClaims,
            vec!["El Salvador is safe".to_owned()],
        ),
        (Lost::Actors, vec!["Socorro Jurídico".to_owned()]),
        (Lost::Topics, vec!["Security".to_owned()]),
        (Lost::Readings, vec!["The visit: me".to_owned()]),
    ];
    assert_eq!(losses("annotations-by-article"), same);
    let mut of_lines = same.to_vec();
    let titles = vec!["La visita".to_owned(), "The visit".to_owned()];
    of_lines.push((Lost::ArticleTexts, titles));
    assert_eq!(losses("annotation-lines"), of_lines);
}

#[test]
fn what_is_known_of_articles_is_lost_in_lines() {
    let known = r#""outlet": "El Faro", "author": "Pia", "published": "2026-01-30",
        "url": "https://example.org", "language": "es", "retrieved": "2026-02-01", "note": "seen","#;
    let file = small("", "").replace(r#""text":"#, &format!(r#"{known} "text":"#));
    let losses = exported(&file, "annotation-lines").losses;
    let details = losses.iter().find(|it| it.what == Lost::ArticleDetails);
    assert_eq!(
        details.unwrap().items,
        [
            "Pia, outlet: El Faro",
            "Pia, author: Pia",
            "Pia, published: 2026-01-30",
            "Pia, url: https://example.org",
            "Pia, retrieved: 2026-02-01",
            "Pia, note: seen",
        ]
    );
    let of_article = exported(&file, "annotations-by-article").losses;
    assert!(of_article.iter().all(|it| it.what != Lost::ArticleDetails));
}

#[test]
fn an_orphan_says_in_every_format_what_it_quoted() {
    let fragments = r#"{"start": 2, "end": 5, "quote": "Ana"}, {"start": 6, "end": 10}"#;
    let file = small(&claim(1, fragments, ""), "");
    let of_article = exported(&file, "annotations-by-article").losses;
    let unplaced = of_article.last().unwrap();
    assert_eq!(unplaced.items, ["Claim “Ana … said”"]);
    let lines = exported(&file, "annotation-lines");
    let line = parsed(&lines.files[0].bytes);
    assert_eq!(line["quote"], json!("Ana … said"));
    assert_eq!((&line["start"], &line["end"]), (&json!(2), &json!(10)));
    assert_eq!(line.get("fragments"), None, "whose words are others");
    let keys = |it: &Loss| it.what == Lost::UnknownKeys;
    assert!(!lines.losses.iter().any(keys), "nothing of it is lost");
}

#[test]
fn orphans_are_lines_but_not_in_the_file_of_the_text() {
    let file = small(
        &claim(
            1,
            r#"{"start": 2, "end": 5, "quote": "Pia"}"#,
            r#", "orphan": true"#,
        ),
        "",
    );
    let of_article = exported(&file, "annotations-by-article");
    assert_eq!(parsed(&of_article.files[0].bytes)["annotations"], json!([]));
    let last = of_article.losses.last().unwrap();
    assert_eq!(last.what, Lost::AnnotationsOfEarlierRevisions);
    assert_eq!(last.items, ["Claim “Pia”"]);
    let lines = exported(&file, "annotation-lines");
    assert_eq!(parsed(&lines.files[0].bytes)["orphan"], json!(true));
}

#[test]
fn articles_without_annotations_are_lost_in_lines() {
    let lines = exported(&small("", ""), "annotation-lines");
    assert_eq!(lines.files[0].bytes, b"");
    let last = lines.losses.last().unwrap();
    assert_eq!(
        (last.what, last.items[0].words.as_str()),
        (Lost::Articles, "Pia")
    );
}

#[test]
fn formats_that_are_only_written_say_so() {
    let opened = opened(&small("", ""));
    for id in ["annotations-by-article", "annotation-lines"] {
        let format = format(id).unwrap();
        assert_eq!(format.describe().reads, Reads::Nothing);
        let files = format
            .export(&opened.project, &ExportOptions { generator: "test" })
            .files;
        let error = format
            .open(cotejo::formats::Bundle(&files), &crate::files::shipped())
            .unwrap_err()
            .to_string();
        assert!(
            error.ends_with("is written, not read. Nothing was changed."),
            "{error}"
        );
    }
}

#[test]
fn titles_become_names_that_every_system_takes() {
    let name = |title: &str| safe_file_name(title, "article");
    assert_eq!(name("Kast: ¿«CECOT»?"), "Kast- -CECOT");
    assert_eq!(name("../../etc/passwd"), "etc-passwd");
    assert_eq!(name("新聞 שלום"), "新聞 שלום");
    assert_eq!(name(" . "), "article");
    assert_eq!(name("nul"), "article");
    assert_eq!(name("COM1.txt"), "article");
    assert_eq!(name("Comment"), "Comment");
    assert_eq!(name("a\u{202e}b\0c"), "a-b-c");
    assert!(name(&"ñ".repeat(500)).len() <= 120);
}

#[test]
fn articles_of_one_title_get_a_number() {
    let file = r#"{"format": "cotejo-project", "version": "1.0", "articles": [
        {"id": "a", "title": "Pia", "text": "x"}, {"id": "b", "title": "PIA", "text": "y"},
        {"id": "c", "text": "z"}]}"#;
    let files = exported(file, "annotations-by-article").files;
    let names: Vec<&str> = files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Pia.json", "PIA 2.json", "article.json"]);
}
