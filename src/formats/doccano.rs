//! doccano's JSON Lines: one text a line, with spans (`label`) or with entities and relations.
//!
//! Offsets count UTF-16 code units, as its page counts them, unless a project counts graphemes; the
//! file does not say which, and has no quotes. After doccano 1.8 (`backend/data_export`).

use serde::Deserialize;

use super::foreign::{Builder, Document, Documents, ForeignText, Id, Items, Place, Said, records};
use super::warning::Warnings;
use super::{NamedFile, NotRead, Unit};

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
            fragments: vec![(it.start_offset, it.end_offset, None)],
        };
        document.take_span(&place, Unit::Utf16, said, warnings);
    }
    for it in record.relations.well_formed(place, warnings) {
        let (from, to) = (it.from_id.to_string(), it.to_id.to_string());
        document.take_relation(&place, &it.kind, &from, &to, warnings);
    }
    Ok(document.finish())
}
