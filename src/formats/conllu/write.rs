use std::fmt::Write;
use std::ops::Range;

use super::spaces::escape;
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, file_names, tokens};

/// A file for each document.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut files = Vec::with_capacity(documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        files.push(NamedFile {
            name: format!("{name}.conllu"),
            bytes: lines(document, &name).into_bytes(),
        });
    }
    files
}

/// What stands in MISC of each word.
#[derive(Clone, Default)]
struct Marks {
    closing: String,
    opening: String,
}

fn lines(document: &Document, name: &str) -> String {
    let text = &document.text.text;
    let tokens = tokens(text);
    let marks = marks(document, &tokens);
    let mut lines = format!("# newdoc id = {name}\n# global.Entity = eid-etype\n");
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let goes_on =
            |it: &&mut Range<usize>| !text[tokens[it.end - 1].end..token.start].contains('\n');
        match sentences.last_mut().filter(goes_on) {
            Some(last) => last.end = at + 1,
            None => sentences.push(at..at + 1),
        }
    }
    for (number, sentence) in sentences.into_iter().enumerate() {
        let (first, last) = (&tokens[sentence.start], &tokens[sentence.end - 1]);
        let said = &text[first.start..last.end];
        put(
            &mut lines,
            format_args!("# sent_id = {}\n# text = {said}\n", number + 1),
        );
        for at in sentence.clone() {
            let token = &tokens[at];
            let word = &text[token.clone()];
            put(
                &mut lines,
                format_args!("{}\t{word}", at - sentence.start + 1),
            );
            lines.push_str("\t_\t_\t_\t_\t_\t_\t_\t");
            let next = tokens.get(at + 1).map_or(text.len(), |it| it.start);
            let mut misc = Vec::new();
            let Marks { closing, opening } = &marks[at];
            if !closing.is_empty() || !opening.is_empty() {
                misc.push(format!("Entity={closing}{opening}"));
            }
            let is_last = at + 1 == sentence.end;
            match &text[token.end..next] {
                "" => misc.push("SpaceAfter=No".to_owned()),
                " " if !is_last => {}
                spaces => misc.push(said_of("SpacesAfter", spaces)),
            }
            if at == 0 && token.start > 0 {
                misc.push(said_of("SpacesBefore", &text[..token.start]));
            }
            lines.push_str(&if misc.is_empty() {
                "_".to_owned()
            } else {
                misc.join("|")
            });
            lines.push('\n');
        }
        lines.push('\n');
    }
    lines
}

fn said_of(key: &str, spaces: &str) -> String {
    let mut said = format!("{key}=");
    escape(spaces, &mut said);
    said
}

/// What is closed comes before what is opened; what is of one word is both.
fn marks(document: &Document, tokens: &[Range<usize>]) -> Vec<Marks> {
    let mut marks = vec![Marks::default(); tokens.len()];
    for (number, span) in document.spans.iter().enumerate() {
        let Some(place) = span.fragments.first().map(|it| it.range()) else {
            continue;
        };
        let first = tokens.partition_point(|it| it.end <= place.start);
        let behind = tokens.partition_point(|it| it.start < place.end);
        if behind <= first {
            continue;
        }
        let (id, label) = (number + 1, &span.label);
        put(&mut marks[first].opening, format_args!("(e{id}-{label}"));
        if behind == first + 1 {
            marks[first].opening.push(')');
        } else {
            put(&mut marks[behind - 1].closing, format_args!("e{id})"));
        }
    }
    marks
}

/// Writing into a string never fails.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = to.write_fmt(what);
}
