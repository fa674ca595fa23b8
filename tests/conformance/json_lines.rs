//! Real files of doccano, Prodigy and `PubAnnotation`. Their spans have no quotes: each is compared with what
//! the offsets cover when the file is read as plain JSON, apart from the reader.

use std::collections::BTreeMap;
use std::fs;

use cotejo::formats::foreign::Documents;
use cotejo::formats::{NamedFile, doccano, label_studio, prodigy, pub_annotation};
use serde_json::Value;

use super::{files_below, folder};

/// Spans as `label: words`, in order, by text.
type Spans = BTreeMap<String, Vec<String>>;

fn check(
    name: &str,
    read: fn(&NamedFile) -> Documents,
    spans_of: fn(&Value) -> Vec<(Value, Value, Value)>,
) {
    let (mut files, mut texts, mut spans, mut relations, mut unfit) = (0, 0, 0, 0, 0);
    let mut warnings = Vec::new();
    for path in files_below(&folder().join(name)) {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut expected = Spans::new();
        let stream = serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>();
        for record in stream.map_while(Result::ok) {
            let accepted = record.get("answer").is_none_or(|it| it == "accept");
            let Some(text) = record["text"].as_str().filter(|_| accepted) else {
                continue;
            };
            let of_text = expected.entry(text.to_owned()).or_default();
            for (start, end, label) in spans_of(&record) {
                let number = |it: Value| it.as_u64().and_then(|it| usize::try_from(it).ok());
                let fits = number(start).zip(number(end));
                let fits = fits.filter(|(start, end)| start < end && *end <= text.chars().count());
                let Some((start, end)) = fits else {
                    unfit += 1;
                    continue;
                };
                let words: String = text.chars().skip(start).take(end - start).collect();
                of_text.push(format!("{}: {words}", label.as_str().unwrap_or_default()));
            }
        }
        let read = read(&NamedFile { name, bytes });
        let mut found = Spans::new();
        for document in &read.documents {
            let of_text = found.entry(document.text.text.clone()).or_default();
            for span in &document.spans {
                let words: Vec<&str> = span
                    .fragments
                    .iter()
                    .map(|it| &document.text.text[it.range()])
                    .collect();
                of_text.push(format!("{}: {}", span.label, words.join(" ")));
                spans += 1;
            }
            relations += document.relations.len();
        }
        texts += read.documents.len();
        files += 1;
        for all in [&mut expected, &mut found] {
            for it in all.values_mut() {
                it.sort();
            }
        }
        assert_eq!(found, expected, "{}", path.display());
        warnings.extend(read.warnings.iter().map(ToString::to_string));
    }
    assert!(
        warnings.len() >= unfit,
        "{unfit} do not fit their text, of which some are not said"
    );
    assert!(texts > 0, "there are no files of {name}");
    println!(
        "{name} · {files} files · {texts} texts · {spans} spans, each what its offsets cover · {relations} relations · {} warnings",
        warnings.len()
    );
    for warning in warnings.iter().take(12) {
        println!("  {warning}");
    }
}

fn list(record: &Value, key: &str) -> Vec<Value> {
    record[key].as_array().cloned().unwrap_or_default()
}

#[test]
fn spans_of_doccano_are_what_their_offsets_cover() {
    check("doccano", doccano::read, |record| {
        let mut spans = Vec::new();
        for it in list(record, "label").iter().filter(|it| it.is_array()) {
            spans.push((it[0].clone(), it[1].clone(), it[2].clone()));
        }
        for it in list(record, "entities") {
            spans.push((
                it["start_offset"].clone(),
                it["end_offset"].clone(),
                it["label"].clone(),
            ));
        }
        spans
    });
}

#[test]
fn spans_of_prodigy_are_what_their_offsets_cover() {
    check("prodigy", prodigy::read, |record| {
        let mut spans = list(record, "spans");
        for it in list(record, "relations") {
            spans.extend([it["head_span"].clone(), it["child_span"].clone()]);
        }
        let of = |it: &Value| (it["start"].clone(), it["end"].clone(), it["label"].clone());
        let mut all: Vec<_> = Vec::new();
        for span in spans.iter().map(of) {
            if !all.contains(&span) {
                all.push(span);
            }
        }
        all
    });
}

#[test]
fn spans_of_pub_annotation_are_what_their_offsets_cover() {
    check("pubannotation", pub_annotation::read, |record| {
        let mut all = list(record, "denotations");
        for track in list(record, "tracks") {
            all.extend(list(&track, "denotations"));
        }
        let of = |it: &Value| {
            (
                it["span"]["begin"].clone(),
                it["span"]["end"].clone(),
                it["obj"].clone(),
            )
        };
        all.iter().map(of).collect()
    });
}

#[test]
fn regions_of_label_studio_are_what_they_quote() {
    let (mut files, mut spans, mut all, mut warnings) = (0, 0, 0, Vec::new());
    for path in files_below(&folder().join("label_studio")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("annotations") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let task: Value = serde_json::from_slice(&bytes).unwrap();
        let results = task["annotations"].as_array().unwrap().iter();
        let mut quotes = Vec::new();
        for it in results.flat_map(|it| list(it, "result")) {
            if let (Some(quote), Some(labels)) = (
                it["value"]["text"].as_str(),
                it["value"]["labels"].as_array(),
            ) {
                quotes.extend(vec![quote.replace("\\n", "\n"); labels.len()]);
            }
        }
        all += quotes.len();
        let read = label_studio::read(&NamedFile { name, bytes });
        for document in &read.documents {
            for span in &document.spans {
                let words = &document.text.text[span.fragments[0].range()];
                let at = quotes.iter().position(|it| it == words);
                quotes.remove(at.unwrap_or_else(|| panic!("{}: {words}", path.display())));
                spans += 1;
            }
        }
        assert!(
            read.warnings.len() >= quotes.len(),
            "{}: {quotes:?} are not said",
            path.display()
        );
        files += 1;
        warnings.extend(read.warnings.iter().map(ToString::to_string));
    }
    println!(
        "label_studio · {files} files · {spans} of {all} regions, each what it quotes · {} warnings",
        warnings.len()
    );
    for warning in warnings.iter().take(12) {
        println!("  {warning}");
    }
    assert!(files > 0, "there are no files of label_studio");
}
