//! Real annotations of the W3C's model and of Hypothesis, which have no texts: those are made of the files.

use std::fs;

use cotejo::formats::{Bundle, Confidence, Document, Format, Known, NamedFile, format};
use cotejo::text::ArticleText;
use serde_json::Value;

use super::{files_below, folder};

fn named(path: &std::path::Path) -> NamedFile {
    NamedFile {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: fs::read(path).unwrap(),
    }
}

fn by(id: &str) -> &'static dyn Format {
    format(id).unwrap()
}

fn words(document: &Document) -> Vec<&str> {
    let spans = document.spans.iter().flat_map(|it| &it.fragments);
    spans.map(|it| &document.text.text[it.range()]).collect()
}

#[test]
fn annotations_of_recogito_are_what_they_quote() {
    let file = named(&folder().join("w3c_webannotation/recogito_annotations.w3c.json"));
    let annotations: Vec<Value> = serde_json::from_slice(&file.bytes).unwrap();
    // The page is not among the files: one that has the words where the annotations say.
    let mut page = vec!['.'; 2_000];
    let mut quotes = Vec::new();
    for it in &annotations {
        let target = it["target"].get(0).unwrap_or(&it["target"]);
        let quote = target["selector"][0]["exact"].as_str().unwrap();
        let start = target["selector"][1]["start"].as_u64().unwrap();
        let start = usize::try_from(start).unwrap();
        for (at, c) in quote.chars().enumerate() {
            page[start + at] = c;
        }
        quotes.push(quote);
    }
    let text = ArticleText::new(page.into_iter().collect::<String>());
    let known = [Known {
        title: "The Odyssey",
        url: "https://www.gutenberg.org/files/1727/1727-h/1727-h.htm",
        text: &text,
    }];
    let w3c = by("w3c");
    let files = [file];
    assert_eq!(w3c.sniff(Bundle(&files)), Confidence::Certain);
    let read = w3c.read(Bundle(&files), &known);
    let mut found: Vec<&str> = read.documents.iter().flat_map(words).collect();
    for warning in &read.warnings {
        println!("  {warning}");
    }
    found.sort_unstable();
    quotes.sort_unstable();
    assert_eq!(found, quotes);
    println!(
        "w3c (Recogito) · {} of {} annotations, each what it quotes · {} warnings",
        found.len(),
        quotes.len(),
        read.warnings.len()
    );
}

/// Most are of pictures, sounds and whole pages: none of that is taken for words, and something is said of each.
#[test]
fn whatever_the_model_allows_is_read_or_something_is_said() {
    let w3c = by("w3c");
    let mut counts = [0; 4];
    for below in ["w3c_tests_correct", "w3c_tests_incorrect"] {
        for path in files_below(&folder().join("w3c_webannotation").join(below)) {
            let files = [named(&path)];
            let read = w3c.read(Bundle(&files), &[]);
            let spans: usize = read.documents.iter().map(|it| it.spans.len()).sum();
            let sure = w3c.sniff(Bundle(&files)) == Confidence::Certain;
            // An empty list or object says nothing.
            let says = files[0].bytes.len() > 30;
            assert!(
                spans > 0 || !read.warnings.is_empty() || !says,
                "{}: nothing is said",
                path.display()
            );
            let found = [1, usize::from(sure), spans, read.warnings.len()];
            counts
                .iter_mut()
                .zip(found)
                .for_each(|(all, it)| *all += it);
        }
    }
    let [files, sure, spans, warnings] = counts;
    assert!(files > 0);
    println!(
        "w3c (tests) · {files} files · {sure} recognised · {spans} spans · {warnings} warnings"
    );
}

#[test]
fn annotations_of_hypothesis_are_what_they_quote() {
    let folder = folder().join("hypothesis");
    let hypothesis = by("hypothesis");
    let (mut all, mut count) = (0, 0);
    for path in files_below(&folder) {
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let page = fs::read_to_string(path.with_extension("html")).unwrap();
        let page = scraper::Html::parse_document(&page);
        let body = scraper::Selector::parse("body").unwrap();
        // As a page counts: scripts and styles have texts too.
        let text: String = page.select(&body).next().unwrap().text().collect();
        let text = ArticleText::new(text.replace('\r', ""));
        let files = [named(&path)];
        let said: Value = serde_json::from_slice(&files[0].bytes).unwrap();
        let address = said["rows"][0]["uri"].as_str().unwrap_or_default();
        let known = [Known {
            title: "page",
            url: address,
            text: &text,
        }];
        assert_eq!(hypothesis.sniff(Bundle(&files)), Confidence::Certain);
        let read = hypothesis.read(Bundle(&files), &known);
        for warning in &read.warnings {
            println!("  {warning}");
        }
        let mut found: Vec<&str> = read.documents.iter().flat_map(words).collect();
        let mut quotes = Vec::new();
        for row in said["rows"].as_array().unwrap() {
            let selectors = row["target"][0]["selector"].as_array().unwrap();
            let quote = selectors.iter().find_map(|it| it["exact"].as_str());
            quotes.push(quote.unwrap());
        }
        found.sort_unstable();
        quotes.sort_unstable();
        assert_eq!(found, quotes, "{}", path.display());
        all += quotes.len();
        count += read.warnings.len();
    }
    assert!(all > 0);
    println!("hypothesis · {all} annotations, each what it quotes · {count} warnings");
}
