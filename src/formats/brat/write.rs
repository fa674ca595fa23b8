use std::fmt::Write;

use super::{ANNOTATIONS, TEXT};
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, ForeignSpan, SET, file_names};
use crate::model::sorted::SortedMap;
use crate::text::ArticleText;

/// A text and the lines about it for each document.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut files = Vec::with_capacity(2 * documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        files.push(document.text_file(format!("{name}{TEXT}")));
        files.push(NamedFile {
            name: format!("{name}{ANNOTATIONS}"),
            bytes: lines(document).into_bytes(),
        });
    }
    files
}

fn lines(document: &Document) -> String {
    let text = ArticleText::new(document.text.text.clone());
    let mut words = String::new();
    let mut about = String::new();
    let mut numbers = SortedMap::new();
    let (mut attributes, mut notes) = (0, 0);
    for (at, span) in document.spans.iter().enumerate() {
        let id = format!("T{}", at + 1);
        spell(&mut words, &id, span, &text);
        for (name, value) in &span.attributes {
            attributes += 1;
            put(&mut about, format_args!("A{attributes}\t{name} {id}"));
            if value != SET {
                put(&mut about, format_args!(" {value}"));
            }
            about.push('\n');
        }
        note(&mut about, &mut notes, &id, &span.note);
        numbers.insert(&*span.id, id);
    }
    for (at, relation) in document.relations.iter().enumerate() {
        let (Some(from), Some(to)) = (numbers.get(&&*relation.from), numbers.get(&&*relation.to))
        else {
            continue;
        };
        let id = format!("R{}", at + 1);
        let kind = &relation.kind;
        put(
            &mut words,
            format_args!("{id}\t{kind} Arg1:{from} Arg2:{to}\t\n"),
        );
        note(&mut about, &mut notes, &id, &relation.note);
    }
    words + &about
}

/// `T1 Claim 0 5;8 13  words words`: a line end is in no line, so it is between two fragments.
fn spell(lines: &mut String, id: &str, span: &ForeignSpan, text: &ArticleText) {
    let mut places = Vec::new();
    let mut quotes = Vec::new();
    for fragment in &span.fragments {
        let mut at = fragment.range().start;
        for line in text.slice(*fragment).split('\n') {
            if !line.is_empty() {
                places.push(at..at + line.len());
                quotes.push(line);
            }
            at += line.len() + 1;
        }
    }
    let char_at = |it: usize| {
        let at = u32::try_from(it).ok().and_then(|it| text.byte(it).ok());
        at.map_or(0, |it| text.to_char(it).0)
    };
    let places = places
        .into_iter()
        .map(|it| format!("{} {}", char_at(it.start), char_at(it.end)))
        .collect::<Vec<_>>()
        .join(";");
    let (label, quote) = (&span.label, quotes.join(" "));
    put(lines, format_args!("{id}\t{label} {places}\t{quote}\n"));
}

fn note(lines: &mut String, count: &mut usize, of: &str, note: &str) {
    if !note.is_empty() {
        *count += 1;
        put(
            lines,
            format_args!("#{count}\tAnnotatorNotes {of}\t{note}\n"),
        );
    }
}

/// Writing into a string never fails.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = to.write_fmt(what);
}
