//! Strings that break other people's programs, through every format of another tool and back.

use std::fs;

use cotejo::formats::Document;
use cotejo::formats::foreign::{Details, ForeignSpan};
use cotejo::ingest::ingest_text;
use cotejo::model::Codebook;
use cotejo::text::{ArticleText, TextSpan};

use super::folder;
use super::round_trip::{come_back, exchanged};

/// The words of others: naughty strings, and payloads.
fn words() -> Vec<String> {
    let hostile = folder().join("hostile");
    let list = fs::read_to_string(hostile.join("blns.json")).unwrap();
    let mut words: Vec<String> = serde_json::from_str(&list).unwrap();
    let payloads = fs::read(hostile.join("xss-half.txt")).unwrap();
    words.extend(
        String::from_utf8_lossy(&payloads)
            .lines()
            .map(str::to_owned),
    );
    words
}

/// A text with the words in it and about it: they are what is annotated, its note and a value.
fn document(words: &str) -> Option<Document> {
    let text = format!("Pia said {words} to Ana.");
    let article = ArticleText::new(text.clone());
    let at = |it: usize| article.byte(u32::try_from(it).unwrap()).unwrap();
    let quoted = TextSpan::new(at(9), at(9 + words.len())).ok()?;
    Some(Document {
        name: words.to_owned(),
        details: Details {
            title: words.to_owned(),
            ..Details::default()
        },
        text: ingest_text(&text).ok().filter(|it| it.text == text)?,
        spans: vec![ForeignSpan {
            id: "1".to_owned(),
            label: "Claim".to_owned(),
            fragments: vec![quoted],
            attributes: vec![("mood".to_owned(), words.to_owned())],
            note: words.to_owned(),
        }],
        relations: Vec::new(),
    })
}

#[test]
fn naughty_strings_come_back_from_every_format() {
    let words = words();
    let documents: Vec<Document> = words.iter().filter_map(|it| document(it)).collect();
    assert!(documents.len() > 3_000, "{} documents", documents.len());
    for format in exchanged() {
        for document in &documents {
            come_back(std::slice::from_ref(document), &Codebook::default(), format);
        }
        println!(
            "{} · {} naughty strings and payloads came back",
            format.describe().name,
            documents.len()
        );
    }
}
