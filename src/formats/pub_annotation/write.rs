use serde_json::{Value, json};

use super::BASE;
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, ForeignSpan, SET, file_names, json_file};
use crate::model::sorted::SortedMap;
use crate::text::ArticleText;

/// A file for each document.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut files = Vec::with_capacity(documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        files.push(json_file(format!("{name}.json"), &record(document, &name)));
    }
    files
}

fn record(document: &Document, name: &str) -> Value {
    let text = ArticleText::new(document.text.text.clone());
    let mut ids = SortedMap::new();
    let mut denotations = Vec::with_capacity(document.spans.len());
    let mut attributes = Vec::new();
    for (at, span) in document.spans.iter().enumerate() {
        let id = format!("T{}", at + 1);
        denotations.push(denotation(&id, span, &text));
        attribute(&mut attributes, &id, &span.attributes);
        ids.insert(&*span.id, id);
    }
    let mut relations = Vec::with_capacity(document.relations.len());
    for (at, it) in document.relations.iter().enumerate() {
        let id = format!("R{}", at + 1);
        let (from, to) = (ids.get(&&*it.from), ids.get(&&*it.to));
        relations.push(json!({"id": id, "subj": from, "pred": it.kind, "obj": to}));
        attribute(&mut attributes, &id, &it.attributes);
    }
    json!({
        "sourcedb": BASE,
        "sourceid": name,
        "text": text.as_str(),
        "denotations": denotations,
        "relations": relations,
        "attributes": attributes,
    })
}

fn denotation(id: &str, span: &ForeignSpan, text: &ArticleText) -> Value {
    let mut places = Vec::with_capacity(span.fragments.len());
    let mut quotes = Vec::with_capacity(span.fragments.len());
    for place in &span.fragments {
        let (begin, end) = (text.to_char(place.start()).0, text.to_char(place.end()).0);
        places.push(json!({"begin": begin, "end": end}));
        quotes.push(text.slice(*place));
    }
    let place = match &places[..] {
        [one] => one.clone(),
        _ => Value::from(places),
    };
    json!({"id": id, "span": place, "obj": span.label, "quotes": quotes})
}

fn attribute(to: &mut Vec<Value>, subject: &str, attributes: &[(String, String)]) {
    for (name, value) in attributes {
        let id = format!("A{}", to.len() + 1);
        let value = match &**value {
            SET => Value::Bool(true),
            other => other.into(),
        };
        to.push(json!({"id": id, "subj": subject, "pred": name, "obj": value}));
    }
}
