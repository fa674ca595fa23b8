use serde_json::{Value, json};

use crate::formats::foreign::{
    Document, ForeignSpan, SET, file_names, json_file, positions, source_of,
};
use crate::formats::{NamedFile, Unit};
use crate::text::ArticleText;

/// A text and the annotations of it for each document.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut files = Vec::with_capacity(2 * documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        let text = format!("{name}.txt");
        let source = source_of(document, &text);
        let words = ArticleText::new(document.text.text.clone());
        let row = |it: &ForeignSpan| row(it, &words, &source, &document.name);
        let rows: Vec<Value> = document.spans.iter().map(row).collect();
        let all = json!({"total": rows.len(), "rows": rows});
        files.push(json_file(format!("{name}.json"), &all));
        files.push(document.text_file(text));
    }
    files
}

fn row(span: &ForeignSpan, text: &ArticleText, source: &str, title: &str) -> Value {
    let mut target = json!({"source": source});
    for fragment in span.fragments.iter().take(1) {
        target["selector"] = positions(text, *fragment, Unit::Utf16);
    }
    let mut tags = vec![span.label.clone()];
    for (name, value) in &span.attributes {
        tags.push(match &**value {
            SET => name.clone(),
            value => format!("{name}: {value}"),
        });
    }
    json!({
        "id": span.id,
        "uri": source,
        "document": {"title": [title]},
        "text": span.note,
        "tags": tags,
        "target": [target],
    })
}
