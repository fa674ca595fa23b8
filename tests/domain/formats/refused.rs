//! Files that are not read, and why, in a sentence.

use cotejo::formats::ReadError;
use cotejo::formats::project_json::export;

use super::{claim, small};
use crate::files::read;

fn refused(bytes: impl AsRef<[u8]>) -> ReadError {
    let error = read(bytes.as_ref()).unwrap_err();
    let sentence = error.to_string();
    assert!(sentence.ends_with("Nothing was changed."), "{sentence}");
    assert!(sentence.len() < 500, "{sentence}");
    error
}

#[test]
fn empty_files() {
    assert_eq!(refused(""), ReadError::Empty);
    assert_eq!(refused("\u{feff} \n"), ReadError::Empty);
}

#[test]
fn files_in_other_encodings() {
    assert_eq!(refused(b"\xFF\xFE{\0}\0"), ReadError::Utf16);
    assert_eq!(refused(b"\xFE\xFF\0{\0}"), ReadError::Utf16);
    assert_eq!(refused(b"{\0\"\0f\0"), ReadError::Utf16);
    let latin1 = b"{\"format\":\n \"Espa\xF1a\"}";
    assert_eq!(refused(latin1), ReadError::NotUtf8 { line: 2, column: 7 });
}

#[test]
fn what_is_not_json() {
    assert_eq!(
        refused("Kast visitó el CECOT.").to_string(),
        "The file is not JSON: line 1, column 1: expected value. Nothing was changed."
    );
    assert_eq!(
        refused("{\"format\": \"cotejo-project\",\n}").to_string(),
        "The file is not JSON: line 2, column 1: trailing comma. Nothing was changed."
    );
    assert!(matches!(
        refused("{} {}"),
        ReadError::NotJson {
            line: 1,
            column: 4,
            ..
        }
    ));
}

#[test]
fn a_file_that_was_cut_off() {
    let whole = small("", "");
    for end in (2..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
        let error = refused(&whole[..end]);
        assert!(
            matches!(error, ReadError::Truncated { .. }),
            "{end}: {error}"
        );
    }
}

#[test]
fn json_of_something_else() {
    let found = |json: &str| match refused(json) {
        ReadError::NotAProject { found } => found,
        other => panic!("{other}"),
    };
    assert_eq!(found("[1, [2]]"), "a list");
    assert_eq!(found("null"), "null");
    assert_eq!(found("{}"), "one without `format`");
    assert_eq!(
        found(r#"{"format": "brat", "version": "1.0"}"#),
        "\"format\": \"brat\""
    );
    assert_eq!(found(r#"{"format": {"a": 1}}"#), "\"format\": {\"a\": 1}");
}

#[test]
fn versions_that_cannot_be_read() {
    let of = |version: &str| refused(format!(r#"{{"format": "cotejo-project"{version}}}"#));
    assert_eq!(of(""), ReadError::NoVersion);
    assert_eq!(
        of(r#", "version": "2.0", "articles": "in a new shape""#).to_string(),
        "The file is of version \"2.0\", made by a newer Cotejo; this one reads version 1. \
         Nothing was changed."
    );
    for bad in [
        "1.0",
        "\"one\"",
        "\"0.9\"",
        "\"1.+5\"",
        "\"\"",
        "\"99999999999.0\"",
    ] {
        let error = of(&format!(r#", "version": {bad}"#));
        assert!(
            matches!(error, ReadError::BadVersion { .. }),
            "{bad}: {error}"
        );
    }
}

#[test]
fn wrong_values_are_shown_by_line_and_column() {
    let wrong = |file: String| match refused(file) {
        ReadError::Wrong { line, problem, .. } => (line, problem),
        other => panic!("{other}"),
    };
    let file = small("", "").replace(r#""text": "📰 Pia said no.""#, r#""text": 5"#);
    assert_eq!(
        wrong(file),
        (3, "invalid type: integer `5`, expected a string".to_owned())
    );
    let negative = small(&claim(1, r#"{"start": -1, "end": 2}"#, ""), "");
    assert_eq!(
        wrong(negative),
        (5, "invalid value: integer `-1`, expected u32".to_owned())
    );
    let huge = small(&claim(1, r#"{"start": 1, "end": 1e999}"#, ""), "");
    assert_eq!(wrong(huge), (5, "number out of range".to_owned()));
    let unknown = small(&claim(1, "", ",\n \"later\": [0, {\"x\": 1e999}]"), "");
    assert_eq!(wrong(unknown), (6, "number out of range".to_owned()));
    let time = small(&claim(1, "", r#", "created": "yesterday""#), "");
    assert_eq!(
        wrong(time),
        (
            5,
            "\"yesterday\" is no time like 2026-11-22T10:00:00Z".to_owned()
        )
    );
    let twice = small(&claim(1, "", r#", "label": "Cue""#), "");
    assert_eq!(wrong(twice), (5, "duplicate field `label`".to_owned()));
    let missing = small(r#"{"id": "a", "article": "b"}"#, "");
    assert_eq!(wrong(missing), (4, "missing field `label`".to_owned()));
    let codebook = small("", ",\n\"codebook\": {\"id\": \"x\",\n \"labels\": 3}");
    let (line, problem) = wrong(codebook);
    assert_eq!(line, 6);
    assert!(
        problem.starts_with("invalid type: integer `3`"),
        "{problem}"
    );
    assert!(matches!(
        refused(small("", "").replace("📰 Pia said no.", "\u{1}")),
        ReadError::NotJson { line: 3, .. }
    ));
    let nan = small(&claim(1, r#"{"start": NaN, "end": 2}"#, ""), "");
    assert!(matches!(refused(nan), ReadError::NotJson { line: 5, .. }));
}

#[test]
fn an_article_without_text() {
    let file = small("", "").replace(r#", "text": "📰 Pia said no.""#, "");
    assert_eq!(
        refused(file).to_string(),
        "articles[0] has no text; expected `text`, or `revisions` with a `text` each. Nothing was \
         changed."
    );
}

#[test]
fn json_made_to_exhaust_the_reader() {
    let deep = "[".repeat(100_000);
    assert!(matches!(refused(&deep), ReadError::Truncated { .. }));
    let deep = |depth| {
        let list = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        small(&claim(1, "", &format!(r#", "later": {list}"#)), "")
    };
    assert!(read(deep(100).as_bytes()).is_ok());
    for depth in [200, 50_000] {
        let ReadError::Wrong {
            line: 5, problem, ..
        } = refused(deep(depth))
        else {
            panic!("{depth}");
        };
        assert_eq!(problem, "recursion limit exceeded");
    }
    let many = |count| {
        let list = vec!["0"; count].join(",");
        small(&claim(1, "", &format!(r#", "later": [{list}]"#)), "")
    };
    assert!(read(many(100_000).as_bytes()).is_ok());
    assert!(matches!(refused(many(1_000_001)), ReadError::Wrong { .. }));
    let codebook = format!(
        r#", "codebook": {{"id": "x", "labels": [], "x": [{}1]}}"#,
        "1,".repeat(1_000_001)
    );
    assert!(matches!(
        refused(small("", &codebook)),
        ReadError::Wrong { .. }
    ));
    let keys: Vec<String> = (0..300).map(|it| format!("\"k{it}\": 0")).collect();
    let keys = small(&claim(1, "", &format!(", {}", keys.join(","))), "");
    assert!(matches!(refused(keys), ReadError::Wrong { .. }));
    let long = small("", "").replace("no.", &"n".repeat(60_000_001));
    assert!(matches!(refused(long), ReadError::Wrong { .. }));
    assert!(matches!(
        refused(vec![b' '; 256_000_001]),
        ReadError::TooLarge { bytes: 256_000_001 }
    ));
}

#[test]
fn an_object_with_millions_of_keys_is_not_collected_first() {
    let keys = "\"x\":0,".repeat(3_000_000);
    let file = small("", &format!(r#", {keys} "y": 1"#));
    let ReadError::Wrong { problem, .. } = refused(&file) else {
        panic!();
    };
    assert_eq!(problem, "an object has more than 256 unknown keys");
}

/// Every value of the sample, but of lists the first two entries alone.
fn places(value: &serde_json::Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        serde_json::Value::Array(list) => {
            for (at, item) in list.iter().enumerate().take(2) {
                places(item, &format!("{here}/{at}"), found);
            }
        }
        serde_json::Value::Object(keys) => {
            for (key, value) in keys {
                places(value, &format!("{here}/{key}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn whatever_is_misshapen_is_named_by_its_line_or_kept() {
    const MISSHAPEN: f64 = -0.25;
    let sample = include_str!("../../../static/samples/kast-cecot.cotejo.json");
    let sample: serde_json::Value = serde_json::from_str(sample).unwrap();
    let mut all = Vec::new();
    places(&sample, "", &mut all);
    // The file itself and what says what it is are looked at before, in other words.
    let others = ["", "/format", "/version"];
    all.retain(|it| !others.contains(&it.as_str()));
    assert!(all.len() > 500, "{}", all.len());
    for place in all {
        let mut file = sample.clone();
        *file.pointer_mut(&place).unwrap() = MISSHAPEN.into();
        let file = serde_json::to_string_pretty(&file).unwrap();
        let expected = 1 + file.lines().position(|it| it.contains("-0.25")).unwrap();
        match read(file.as_bytes()) {
            Err(ReadError::Wrong { line, .. }) => assert_eq!(line, expected, "{place}"),
            Err(other) => panic!("{place}: {other}"),
            // What is not understood is not looked at, but nothing of it is lost.
            Ok(opened) => {
                let again = export(&opened.project, "test");
                let again = String::from_utf8(again).unwrap();
                assert!(again.contains("-0.25"), "{place} was dropped");
            }
        }
    }
}
