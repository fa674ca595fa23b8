//! Web annotations of the W3C's model and of Hypothesis: what a reader of them has, and what becomes of it.

use cotejo::formats::{Bundle, Document, Documents, Known, NamedFile, format};
use cotejo::text::ArticleText;

const TEXT: &str = "📰 Pia said no. Then Pia left, and Pia came back.\n";

fn file(name: &str, content: &str) -> NamedFile {
    NamedFile {
        name: name.to_owned(),
        bytes: content.as_bytes().to_vec(),
    }
}

fn read(id: &str, files: &[NamedFile], known: &[Known<'_>]) -> Documents {
    format(id).unwrap().read(Bundle(files), known)
}

fn all(document: &Document) -> Vec<String> {
    let spans = document.spans.iter().map(|it| {
        let words = it
            .fragments
            .iter()
            .map(|it| format!("{}@{}", &document.text.text[it.range()], it.start().get()));
        let words = words.collect::<Vec<_>>().join(" | ");
        format!("{}: {words} {:?} {}", it.label, it.attributes, it.note)
    });
    spans.collect()
}

fn said(read: &Documents) -> Vec<String> {
    read.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn an_annotation_with_a_quote_alone_is_found_by_what_stands_around_it() {
    let annotations = r##"[
      {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "#a", "type": "Annotation",
       "body": [{"type": "TextualBody", "value": "Source", "purpose": "tagging"},
                {"type": "TextualBody", "value": "who?", "purpose": "commenting"},
                {"type": "TextualBody", "value": "named", "purpose": "tagging"}],
       "target": {"source": "https://example.org/a",
                  "selector": {"type": "TextQuoteSelector", "exact": "Pia", "prefix": "Then ", "suffix": " left"}}},
      {"id": "b", "type": "Annotation", "motivation": "classifying",
       "body": {"type": "TextualBody", "value": "Claim", "purpose": "classifying"},
       "target": [{"source": "https://example.org/a",
                   "selector": [{"type": "TextPositionSelector", "start": 12, "end": 14},
                                {"type": "TextQuoteSelector", "exact": "no"}]},
                  {"source": "https://example.org/a",
                   "selector": {"type": "TextPositionSelector", "start": 2, "end": 5}}]},
      {"id": "c", "type": "Annotation", "motivation": "linking",
       "body": {"type": "TextualBody", "value": "says", "purpose": "tagging"},
       "target": [{"id": "#b"}, {"id": "#a"}]},
      {"id": "d", "type": "Annotation", "target": "https://example.org/picture.jpg"}
    ]"##;
    let text = ArticleText::new(TEXT);
    let known = [Known {
        title: "Pia",
        url: "https://example.org/a",
        text: &text,
    }];
    let read = read("w3c", &[file("a.json", annotations)], &known);
    let document = &read.documents[0];
    assert_eq!(document.name, "Pia");
    assert_eq!(document.details.url, "https://example.org/a");
    assert_eq!(
        all(document),
        [
            "Source: Pia@23 [(\"tag\", \"named\")] who?",
            // One annotation of two targets is two of one.
            "Claim: no@14 [] ",
            "Claim: Pia@5 [] ",
        ]
    );
    let said = said(&read);
    assert!(said[0].contains("picture.jpg"), "{said:#?}");
    assert!(
        said.iter()
            .any(|it| it.contains("its offsets count UTF-16")),
        "{said:#?}"
    );
    let [relation] = &document.relations[..] else {
        panic!("{:#?}", document.relations);
    };
    assert_eq!(
        (&*relation.from, &*relation.kind, &*relation.to),
        ("b", "says", "a")
    );
}

#[test]
fn without_its_text_a_file_says_what_is_missing() {
    let row = r#"{"total": 1, "rows": [{"id": "x", "uri": "https://example.org/b", "tags": [], "text": "",
        "target": [{"source": "https://example.org/b", "selector": [{"type": "TextQuoteSelector", "exact": "words"}]}]}]}"#;
    let read = read("hypothesis", &[file("a.json", row)], &[]);
    assert_eq!(read.documents, []);
    let said = said(&read);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with(
        "a.json, https://example.org/b: it was left out: its text is not there. Load it"
    ));
}

#[test]
fn hypothesis_counts_as_a_page_does_and_is_believed_by_its_quotes() {
    let rows = r#"{"rows": [
      {"id": "1", "uri": "https://example.org/a", "tags": ["Claim", "mood: calm", "sure"], "text": "hm",
       "target": [{"selector": [{"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 12, "end": 14},
                                {"type": "TextQuoteSelector", "exact": "no", "prefix": "said ", "suffix": "."}]}]},
      {"id": "2", "uri": "https://example.org/a", "tags": ["Source"], "text": "",
       "target": [{"selector": [{"type": "TextPositionSelector", "start": 3, "end": 6},
                                {"type": "TextQuoteSelector", "exact": "Pia", "prefix": "and ", "suffix": " came"}]}]},
      {"id": "3", "uri": "https://example.org/a", "tags": ["Source"], "text": "",
       "target": [{"selector": [{"type": "TextPositionSelector", "start": 0, "end": 3},
                                {"type": "TextQuoteSelector", "exact": "Pia", "prefix": "and ", "suffix": " came"}]}]},
      {"id": "4", "uri": "https://example.org/a", "tags": [], "text": "of the page", "target": [{"source": "https://example.org/a"}]}
    ]}"#;
    let files = [file("b/a.json", rows), file("b/a.txt", TEXT)];
    let read = read("hypothesis", &files, &[]);
    assert_eq!(
        all(&read.documents[0]),
        [
            "Claim: no@14 [(\"mood\", \"calm\"), (\"sure\", \"true\")] hm",
            // What offsets cover is the quote: they are right, whatever stands around it.
            "Source: Pia@5 [] ",
            "Source: Pia@37 [] ",
        ]
    );
    assert_eq!(
        said(&read),
        [
            "b/a.json, annotation 3: 3 was moved from 0–3 to 35–38: its quote stands there",
            "b/a.json, annotation 4: it was left out: \"of the page\" is said of the whole text",
        ]
    );
}
