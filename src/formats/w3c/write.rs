use serde_json::{Value, json};
use uuid::Uuid;

use super::{ATTRIBUTE, CONTEXT, FRAGMENTS, URN};
use crate::formats::NamedFile;
use crate::formats::Unit;
use crate::formats::foreign::{
    Document, ForeignRelation, ForeignSpan, SET, file_names, json_file, positions, source_of,
};
use crate::text::ArticleText;

/// A text and the annotations of it for each document.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut files = Vec::with_capacity(2 * documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        let text = format!("{name}.txt");
        let source = source_of(document, &text);
        let annotations = annotations(document, &source);
        files.push(json_file(format!("{name}.jsonld"), &annotations.into()));
        files.push(document.text_file(text));
    }
    files
}

fn annotations(document: &Document, source: &str) -> Vec<Value> {
    let text = ArticleText::new(document.text.text.clone());
    let mut all = Vec::with_capacity(document.spans.len() + document.relations.len());
    for span in &document.spans {
        all.push(annotation(span, &text, source));
    }
    for (number, relation) in document.relations.iter().enumerate() {
        all.push(linking(relation, number));
    }
    all
}

fn annotation(span: &ForeignSpan, text: &ArticleText, source: &str) -> Value {
    let mut targets = Vec::with_capacity(span.fragments.len().max(1));
    for fragment in &span.fragments {
        let selector = positions(text, *fragment, Unit::CodePoint);
        targets.push(json!({"source": source, "selector": selector}));
    }
    if targets.is_empty() {
        targets.push(json!({"source": source}));
    }
    let mut annotation = json!({
        "@context": CONTEXT,
        "id": address(&span.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies(&span.label, &span.attributes, &span.note),
    });
    if targets.len() > 1 {
        annotation[FRAGMENTS] = true.into();
    }
    annotation["target"] = targets.into();
    annotation
}

fn linking(relation: &ForeignRelation, number: usize) -> Value {
    let ForeignRelation { kind, from, to, .. } = relation;
    let own = format!("{from} {kind} {to} {number}");
    let mut body = vec![Value::from(address(to))];
    body.extend(bodies(kind, &relation.attributes, &relation.note));
    json!({
        "@context": CONTEXT,
        "id": address(&own),
        "type": "Annotation",
        "motivation": "linking",
        "body": body,
        "target": address(from),
    })
}

fn bodies(label: &str, attributes: &[(String, String)], note: &str) -> Vec<Value> {
    let textual = |purpose: &str, said: &str| json!({"type": "TextualBody", "purpose": purpose, "value": said});
    let mut bodies = vec![textual("classifying", label)];
    for (name, value) in attributes {
        // What others show of it says both.
        let said = match &**value {
            SET => name.clone(),
            value => format!("{name}: {value}"),
        };
        let mut body = textual("tagging", &said);
        body[ATTRIBUTE] = (&**name).into();
        bodies.push(body);
    }
    if !note.is_empty() {
        bodies.push(textual("commenting", note));
    }
    bodies
}

/// An id as an absolute address: those of ours are UUIDs.
fn address(id: &str) -> String {
    let uuid = Uuid::try_parse(id);
    let uuid = uuid.unwrap_or_else(|_| Uuid::new_v5(&Uuid::NAMESPACE_URL, id.as_bytes()));
    format!("{URN}{uuid}")
}
