//! Words of others come through every field and every format as they were, and do nothing there.
//! Used by `tests/conformance` too, with lists of others.

use std::rc::Rc;

use cotejo::formats::project_json::{self, Opened, export, read_codebook};
use cotejo::formats::report::{ReportOptions, report};
use cotejo::formats::tables::{TableOptions, matrix_table, sources_table};
use cotejo::formats::{AnnotationLines, AnnotationsByArticle, ExportOptions, Format, GENERATOR};
use cotejo::model::{Codebook, Project, Timestamp};
use scraper::{Html, Selector};
use serde_json::Value;

use super::every_field;

fn opened(bytes: &[u8]) -> Opened {
    let opened = project_json::read(bytes, &Rc::new(Codebook::default()));
    opened.unwrap_or_else(|error| panic!("{error}"))
}

/// Has some words go through everything.
pub fn check(words: &str) {
    let written = [words.to_owned()];
    let file = every_field::file(&written);
    let project = opened(file.as_bytes()).project;
    project.check().unwrap();
    in_the_file(&file, &project, words);
    in_annotations(&project, words);
    in_tables(&project, words);
    in_the_report(&project, words);
    in_the_codebook(&file);
}

/// All that is in the file comes back, and what is written is read as the same.
fn in_the_file(file: &str, project: &Project, words: &str) {
    let bytes = export(project, words);
    let again = opened(&bytes);
    assert!(export(&again.project, words) == bytes, "{words:?}");
    assert_eq!(again.generator, words);
    let (given, written): (Value, Value) = (
        serde_json::from_str(file).unwrap(),
        serde_json::from_slice(&bytes).unwrap(),
    );
    missing(words, "", &given, &written);
}

/// Fails where something given does not stand in what was written. Fragments get more than they had.
fn missing(words: &str, place: &str, given: &Value, written: &Value) {
    match (given, written) {
        (Value::Object(given), Value::Object(written)) => {
            for (key, value) in given {
                let place = format!("{place}.{key}");
                // What is empty, or is so anyway, is absent.
                let mut said = Vec::new();
                strings(value, &mut said);
                match written.get(key) {
                    Some(found) => missing(words, &place, value, found),
                    None => assert!(
                        !said.contains(&words.to_owned()) || words.is_empty(),
                        "{place} is gone"
                    ),
                }
            }
        }
        (Value::Array(given), Value::Array(written)) => {
            assert_eq!(given.len(), written.len(), "{place}");
            let by = |it: &Value| it["id"].as_str().map(str::to_owned);
            for value in given {
                let found = written
                    .iter()
                    .find(|it| by(value).is_some() && by(it) == by(value));
                let at = given.iter().position(|it| it == value).unwrap();
                missing(
                    words,
                    &format!("{place}[{at}]"),
                    value,
                    found.unwrap_or(&written[at]),
                );
            }
        }
        _ => assert_eq!(given, written, "{place}"),
    }
}

/// Every string of some JSON.
fn strings(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::String(it) => found.push(it.clone()),
        Value::Array(all) => all.iter().for_each(|it| strings(it, found)),
        Value::Object(all) => {
            for (key, value) in all {
                found.push(key.clone());
                strings(value, found);
            }
        }
        _ => {}
    }
}

fn in_annotations(project: &Project, words: &str) {
    let options = ExportOptions { generator: words };
    let formats: [(&dyn Format, usize); 2] = [(&AnnotationsByArticle, 8), (&AnnotationLines, 6)];
    for (format, least) in formats {
        let exported = format.export(project, &options);
        let mut found = Vec::new();
        for file in exported.files {
            assert!(is_plain_name(&file.name), "{:?}", file.name);
            for line in file.bytes.split_inclusive(|it| *it == b'\n' && least == 6) {
                strings(&serde_json::from_slice(line).unwrap(), &mut found);
            }
        }
        let count = found.iter().filter(|it| *it == words).count();
        assert!(count >= least, "{count} of {words:?}: {found:?}");
    }
}

/// A name that is a file here, on every system, and nothing else.
fn is_plain_name(name: &str) -> bool {
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    !name.is_empty() && name.len() <= 255 && !name.starts_with('.') && !name.contains(bad)
}

/// The cells of a table after RFC 4180.
fn cells(bytes: &[u8]) -> Vec<String> {
    let text = str::from_utf8(bytes).unwrap();
    let mut rest = text.chars().peekable();
    let mut cells = Vec::new();
    while rest.peek().is_some() {
        let mut cell = String::new();
        if rest.next_if_eq(&'"').is_some() {
            while let Some(c) = rest.next() {
                if c == '"' && rest.next_if_eq(&'"').is_none() {
                    break;
                }
                cell.push(c);
            }
        } else {
            while let Some(c) = rest.next_if(|it| !matches!(it, ',' | '\r')) {
                cell.push(c);
            }
        }
        if rest.next() == Some('\r') {
            rest.next();
        }
        cells.push(cell);
    }
    cells
}

fn in_tables(project: &Project, words: &str) {
    for table in [
        matrix_table(project, None, TableOptions::default()),
        sources_table(project, None, TableOptions::default()),
    ] {
        let cells = cells(&table);
        for cell in &cells {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell:?} is a formula"
            );
        }
        let bare = words.trim_start_matches('\'');
        let guarded = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let expected = if guarded {
            format!("'{words}")
        } else {
            words.to_owned()
        };
        assert!(cells.contains(&expected), "{words:?}: {cells:?}");
    }
}

/// As the report has it: what no page may hold, it has a sign for.
fn shown(words: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => ' ',
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        c => c,
    };
    words.chars().map(shown).collect()
}

/// Words that can be got back from the report, which does nothing by itself: the project is in it as
/// data, to the letter.
fn in_the_report(project: &Project, words: &str) {
    let options = ReportOptions {
        title: words,
        generator: GENERATOR,
        at: Timestamp::from_millis(0),
        include_data: true,
    };
    let html = String::from_utf8(report(project, None, &options)).unwrap();
    let page = Html::parse_document(&html);
    let all = |css: &str| -> Vec<_> { page.select(&Selector::parse(css).unwrap()).collect() };
    for element in all("*") {
        let name = element.value().name();
        assert!(
            !matches!(
                name,
                "img"
                    | "iframe"
                    | "object"
                    | "embed"
                    | "link"
                    | "form"
                    | "base"
                    | "video"
                    | "audio"
            ),
            "{words:?} became {name}"
        );
        for (name, value) in element.value().attrs() {
            assert!(
                !name.starts_with("on") && !matches!(name, "src" | "srcset" | "style"),
                "{name}"
            );
            let safe = |it: &str| {
                ["#", "http://", "https://"]
                    .iter()
                    .any(|by| it.starts_with(by))
            };
            assert!(
                !name.ends_with("href") || safe(&value.to_ascii_lowercase()),
                "{value}"
            );
        }
    }
    let scripts = all("script");
    assert_eq!(scripts.len(), 1);
    assert_eq!(scripts[0].attr("type"), Some("application/json"));
    assert_eq!(all("style").len(), 1, "{words:?} became a style");
    let data: String = scripts[0].text().collect();
    assert!(opened(data.as_bytes()).project.check().is_ok());
    let plain = shown(words);
    for css in ["blockquote", "td"] {
        let found = all(css)
            .iter()
            .any(|it| it.text().collect::<String>().contains(&plain));
        assert!(found, "{words:?} is not in a {css} of the report");
    }
}

fn in_the_codebook(file: &str) {
    let codebook = read_codebook(file.as_bytes()).unwrap();
    let written = project_json::export_codebook(&codebook);
    assert!(*read_codebook(&written).unwrap() == *codebook);
}
