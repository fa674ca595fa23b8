//! Strings that break other people's programs, through every format of another tool and back.

use std::fmt::Write;
use std::fs;

use cotejo::formats::foreign::{ForeignSpan, kept, tokens};
use cotejo::formats::{Bundle, Document, FORMATS, Format, Known, Reads};
use cotejo::ingest::ingest_text;
use cotejo::model::Codebook;
use cotejo::text::ArticleText;

use super::folder;

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
    let quoted = cotejo::text::TextSpan::new(at(9), at(9 + words.len())).ok()?;
    Some(Document {
        name: words.to_owned(),
        details: cotejo::formats::foreign::Details {
            title: words.to_owned(),
            ..Default::default()
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

/// What a format has room for of a document, in words without ids.
fn said(document: &Document, format: &dyn Format) -> String {
    let text = &document.text.text;
    let tokens: Vec<&str> = tokens(text).into_iter().map(|it| &text[it]).collect();
    let mut said = if format.holds().text {
        format!("{text:?}")
    } else {
        format!("{tokens:?}")
    };
    for span in &document.spans {
        let quotes: Vec<&str> = span.fragments.iter().map(|it| &text[it.range()]).collect();
        let quotes: Vec<String> = quotes
            .into_iter()
            .map(|it| it.split_whitespace().collect())
            .collect();
        let ForeignSpan {
            label,
            attributes,
            note,
            ..
        } = span;
        write!(said, "\n{label} {quotes:?} {attributes:?} {note:?}").unwrap();
    }
    said
}

#[test]
fn naughty_strings_come_back_from_every_format() {
    let words = words();
    let documents: Vec<Document> = words.iter().filter_map(|it| document(it)).collect();
    assert!(documents.len() > 3_000, "{} documents", documents.len());
    for format in FORMATS {
        let described = format.describe();
        if described.reads != Reads::Texts || !described.writes {
            continue;
        }
        let mut back = 0;
        for document in &documents {
            let (kept, _) = kept(std::slice::from_ref(document), format.holds());
            let files = format.write(&kept, &Codebook::default());
            let text = ArticleText::new(kept[0].text.text.clone());
            let known = [Known {
                title: &kept[0].details.title,
                url: "",
                text: &text,
            }];
            let read = format.read(Bundle(&files), &known);
            assert_eq!(
                read.documents.len(),
                1,
                "{}: {:?}",
                described.id,
                document.name
            );
            assert_eq!(
                said(&read.documents[0], *format),
                said(&kept[0], *format),
                "{}: {:?}",
                described.id,
                document.name
            );
            back += 1;
        }
        println!(
            "{} · {back} naughty strings and payloads came back",
            described.name
        );
    }
}
