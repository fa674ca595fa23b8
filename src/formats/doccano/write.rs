use serde_json::{Map, Value, json};

use crate::formats::NamedFile;
use crate::formats::foreign::{Document, json_lines};
use crate::model::sorted::SortedMap;
use crate::text::ArticleText;

pub(super) fn write(documents: &[Document]) -> NamedFile {
    let records: Vec<Value> = documents.iter().map(record).collect();
    json_lines("doccano.jsonl", &records)
}

fn record(document: &Document) -> Value {
    let text = ArticleText::new(document.text.text.clone());
    let mut numbers = SortedMap::new();
    let mut entities = Vec::with_capacity(document.spans.len());
    for span in &document.spans {
        for place in span.fragments.iter().take(1) {
            let id = entities.len();
            numbers.insert(&*span.id, id);
            entities.push(json!({
                "id": id,
                "start_offset": text.to_utf16(place.start()).0,
                "end_offset": text.to_utf16(place.end()).0,
                "label": span.label,
                "quote": text.slice(*place),
            }));
        }
    }
    let mut relations = Vec::with_capacity(document.relations.len());
    for it in &document.relations {
        let ends = numbers.get(&&*it.from).zip(numbers.get(&&*it.to));
        if let Some((from, to)) = ends {
            let id = relations.len();
            relations.push(json!({"id": id, "from_id": from, "to_id": to, "type": it.kind}));
        }
    }
    let mut record = Map::new();
    record.insert("text".to_owned(), text.as_str().into());
    record.insert("entities".to_owned(), entities.into());
    record.insert("relations".to_owned(), relations.into());
    document.details.put(&mut record);
    record.into()
}
