use super::DOCUMENT;
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, file_names, tokens};

/// A file for each document.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut files = Vec::with_capacity(documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        files.push(NamedFile {
            name: format!("{name}.conll"),
            bytes: lines(document).into_bytes(),
        });
    }
    files
}

fn lines(document: &Document) -> String {
    let text = &document.text.text;
    let tokens = tokens(text);
    // Of each token the annotation that it has, and whether that begins there.
    let mut tags: Vec<Option<(bool, &str)>> = vec![None; tokens.len()];
    for span in &document.spans {
        for fragment in &span.fragments {
            let place = fragment.range();
            let first = tokens.partition_point(|it| it.end <= place.start);
            let behind = tokens.partition_point(|it| it.start < place.end);
            for (at, tag) in tags[first..behind].iter_mut().enumerate() {
                *tag = Some((at == 0, &span.label));
            }
        }
    }
    // As those of 2003 begin, which is how it is told from others.
    let mut lines = format!("{DOCUMENT} -X- O O\n");
    let mut behind = None;
    for (token, tag) in tokens.into_iter().zip(tags) {
        if behind.is_none_or(|it: usize| text[it..token.start].contains('\n')) {
            lines.push('\n');
        }
        behind = Some(token.end);
        lines.push_str(&text[token]);
        lines.push('\t');
        match tag {
            Some((begins, label)) => {
                lines.push_str(if begins { "B-" } else { "I-" });
                lines.push_str(label);
            }
            None => lines.push('O'),
        }
        lines.push('\n');
    }
    lines
}
