//! From documents through the files of a format and back.

use std::fmt::Write;

use cotejo::formats::foreign::{kept, tokens};
use cotejo::formats::{Bundle, Document, FORMATS, Format, Known, Reads};
use cotejo::model::Codebook;
use cotejo::text::ArticleText;

/// The formats that are read and written.
pub fn exchanged() -> impl Iterator<Item = &'static dyn Format> {
    let both = |it: &&'static dyn Format| {
        let described = it.describe();
        described.reads == Reads::Texts && described.writes
    };
    FORMATS.iter().copied().filter(both)
}

/// All that a document says, in words that do not depend on ids and order.
fn said(document: &Document, format: &dyn Format) -> String {
    let holds = format.holds();
    let text = &document.text.text;
    let tokens = tokens(text);
    let mut said = String::new();
    if holds.text {
        writeln!(said, "{text:?}").unwrap();
    } else {
        let words: Vec<&str> = tokens.iter().map(|it| &text[it.clone()]).collect();
        writeln!(said, "{words:?}").unwrap();
    }
    if holds.details {
        writeln!(said, "{:?}", document.details).unwrap();
    } else if holds.address {
        writeln!(said, "{:?}", document.details.url).unwrap();
    }
    let mut words: Vec<String> = Vec::new();
    let span = |id: &str| {
        let span = document.spans.iter().find(|it| it.id == id).unwrap();
        let places: Vec<_> = if holds.text {
            span.fragments.iter().map(|it| it.range()).collect()
        } else {
            let number = |at: usize| tokens.partition_point(|it| it.start < at);
            let places = span.fragments.iter().map(|it| it.range());
            places.map(|it| number(it.start)..number(it.end)).collect()
        };
        let mut attributes = span.attributes.clone();
        attributes.sort();
        format!("{places:?} {:?} {attributes:?} {:?}", span.label, span.note)
    };
    for it in &document.spans {
        words.push(span(&it.id));
    }
    for it in &document.relations {
        let mut attributes = it.attributes.clone();
        attributes.sort();
        let (from, to) = (span(&it.from), span(&it.to));
        let (kind, note) = (&it.kind, &it.note);
        words.push(format!("{from} -{kind:?} {attributes:?} {note:?}-> {to}"));
    }
    words.sort();
    said + &words.join("\n")
}

/// What the format holds of the documents is written, read again, and the same; nothing has to be said.
pub fn come_back(documents: &[Document], codebook: &Codebook, format: &dyn Format) {
    let id = format.describe().id;
    let (kept, _) = kept(documents, format.holds());
    let files = format.write(&kept, codebook);
    let texts: Vec<ArticleText> = kept
        .iter()
        .map(|it| ArticleText::new(it.text.text.clone()))
        .collect();
    let known: Vec<Known<'_>> = kept
        .iter()
        .zip(&texts)
        .map(|(it, text)| Known {
            title: &it.details.title,
            url: &it.details.url,
            text,
        })
        .collect();
    let read = format.read(Bundle(&files), &known);
    let shown = || {
        let each = files.iter().map(|it| {
            let content = String::from_utf8_lossy(&it.bytes);
            format!("=== {}\n{content}", it.name)
        });
        each.collect::<Vec<_>>().join("\n")
    };
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{id}: {warnings:#?}\n{}", shown());
    assert_eq!(read.documents.len(), kept.len(), "{id}\n{}", shown());
    for (read, kept) in read.documents.iter().zip(&kept) {
        let (read, kept) = (said(read, format), said(kept, format));
        assert!(
            read == kept,
            "{id}\nread {read}\n\nkept {kept}\n\n{}",
            shown()
        );
    }
}
