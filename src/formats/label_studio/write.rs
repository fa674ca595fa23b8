use serde_json::{Map, Value, json};

use super::configuration::Controls;
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, json_file};
use crate::model::sorted::SortedMap;
use crate::text::ArticleText;

pub(super) fn write(documents: &[Document], controls: &Controls) -> NamedFile {
    let tasks: Vec<Value> = documents.iter().map(|it| task(it, controls)).collect();
    json_file("label-studio.json".to_owned(), &tasks.into())
}

fn task(document: &Document, controls: &Controls) -> Value {
    let text = ArticleText::new(document.text.text.clone());
    let mut results = Vec::new();
    let mut ids = SortedMap::new();
    for (at, span) in document.spans.iter().enumerate() {
        let id = format!("r{}", at + 1);
        for place in span.fragments.iter().take(1) {
            let value = json!({
                "start": text.to_char(place.start()).0,
                "end": text.to_char(place.end()).0,
                "text": text.slice(*place).replace('\n', "\\n"),
            });
            let mut say = |from: &str, kind: &str, said: Value, of: &str| {
                let mut value = value.clone();
                value[of] = said;
                results.push(json!({
                    "id": id,
                    "from_name": from,
                    "to_name": controls.text,
                    "type": kind,
                    "value": value,
                }));
            };
            say(&controls.label, "labels", json!([span.label]), "labels");
            for (name, values) in together(&span.attributes) {
                say(name, "choices", values.into(), "choices");
            }
            if !span.note.is_empty() {
                say(&controls.note, "textarea", json!([span.note]), "text");
            }
        }
        ids.insert(&*span.id, id);
    }
    for it in &document.relations {
        let ends = ids.get(&&*it.from).zip(ids.get(&&*it.to));
        if let Some((from, to)) = ends {
            results.push(json!({
                "type": "relation",
                "from_id": from,
                "to_id": to,
                "direction": "right",
                "labels": [it.kind],
            }));
        }
    }
    let mut data = Map::new();
    data.insert("text".to_owned(), text.as_str().into());
    document.details.put(&mut data);
    json!({"data": data, "annotations": [{"result": results}]})
}

/// The values of each attribute.
fn together(attributes: &[(String, String)]) -> Vec<(&str, Vec<&str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, value) in attributes {
        match all.iter_mut().find(|it| it.0 == name) {
            Some((_, values)) => values.push(value),
            None => all.push((name, vec![value])),
        }
    }
    all
}
