use serde::Deserialize;
use serde_json::{Map, Value};

use crate::formats::foreign::{
    Builder, Details, Document, Documents, ForeignText, Id, Items, Place, Said, records,
};
use crate::formats::warning::Warnings;
use crate::formats::{NamedFile, NotRead, Unit};

#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    /// Older versions call it `data`.
    #[serde(alias = "data")]
    text: Option<String>,
    #[serde(default)]
    label: Items<Label>,
    #[serde(default)]
    entities: Items<Entity>,
    #[serde(default)]
    relations: Items<Relation>,
    /// What else was said of the text when it was loaded.
    #[serde(default)]
    meta: Value,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Label {
    Span(u32, u32, String),
    /// Of a whole text.
    Text(String),
}

#[derive(Deserialize)]
struct Entity {
    id: Id,
    start_offset: u32,
    end_offset: u32,
    label: String,
    /// What we add.
    quote: Option<String>,
}

#[derive(Deserialize)]
struct Relation {
    from_id: Id,
    to_id: Id,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads all texts of a file.
pub fn read(file: &NamedFile) -> Documents {
    records(file, document)
}

fn document(
    place: Place<'_>,
    record: Record,
    warnings: &mut Warnings,
) -> Result<Document, NotRead> {
    let text = record.text.ok_or(NotRead::NoWords)?;
    let text = ForeignText::of_text(&text).map_err(NotRead::NoText)?;
    let name = record
        .id
        .map_or(place.line.to_string(), |it| it.to_string());
    let mut document = Builder::new(&name, text);
    document.details = Details::of(record.meta.as_object().unwrap_or(&record.rest));
    for (at, label) in record
        .label
        .well_formed(place, warnings)
        .into_iter()
        .enumerate()
    {
        match label {
            Label::Span(start, end, label) => {
                let said = Said {
                    id: format!("label {at}"),
                    label: &label,
                    fragments: vec![(start, end, None)],
                };
                document.take_span(&place, Unit::Utf16, said, warnings);
            }
            Label::Text(label) => warnings.skip(&place, NotRead::OfTheText(label)),
        }
    }
    for it in record.entities.well_formed(place, warnings) {
        let said = Said {
            id: it.id.to_string(),
            label: &it.label,
            fragments: vec![(it.start_offset, it.end_offset, it.quote)],
        };
        document.take_span(&place, Unit::Utf16, said, warnings);
    }
    for it in record.relations.well_formed(place, warnings) {
        let (from, to) = (it.from_id.to_string(), it.to_id.to_string());
        document.take_relation(&place, &it.kind, &from, &to, warnings);
    }
    Ok(document.finish())
}
