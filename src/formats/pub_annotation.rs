//! `PubAnnotation`'s JSON: a text with denotations, relations between them, and their attributes; several
//! `tracks` of those where several projects have the text.
//!
//! Offsets count code points. After <https://www.pubannotation.org/docs/annotation-format/>.

use serde::Deserialize;

use super::foreign::{Builder, Document, Documents, ForeignText, Items, Place, Said, records};
use super::warning::Warnings;
use super::{NamedFile, NotRead, Unit};

#[derive(Deserialize)]
struct Record {
    text: Option<String>,
    sourcedb: Option<String>,
    sourceid: Option<String>,
    #[serde(flatten)]
    track: Track,
    #[serde(default)]
    tracks: Vec<Track>,
}

#[derive(Default, Deserialize)]
struct Track {
    #[serde(default)]
    denotations: Items<Denotation>,
    #[serde(default)]
    relations: Items<Relation>,
    #[serde(default, alias = "modifications")]
    attributes: Items<Attribute>,
}

#[derive(Deserialize)]
struct Denotation {
    id: Option<String>,
    span: Spans,
    obj: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Spans {
    One(Span),
    Several(Vec<Span>),
}

#[derive(Clone, Copy, Deserialize)]
struct Span {
    begin: u32,
    end: u32,
}

#[derive(Deserialize)]
struct Relation {
    pred: String,
    subj: String,
    obj: String,
}

#[derive(Deserialize)]
struct Attribute {
    pred: String,
    subj: Option<String>,
    obj: serde_json::Value,
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
    let name = match (record.sourcedb, record.sourceid) {
        (Some(base), Some(id)) => format!("{base} {id}"),
        _ => place.line.to_string(),
    };
    let mut document = Builder::new(&name, text);
    let tracks = [record.track].into_iter().chain(record.tracks);
    for (number, track) in tracks.enumerate() {
        // Ids are those of a track.
        let called = |id: &str| format!("{number} {id}");
        for (at, it) in track
            .denotations
            .well_formed(place, warnings)
            .into_iter()
            .enumerate()
        {
            let spans = match it.span {
                Spans::One(span) => vec![span],
                Spans::Several(spans) => spans,
            };
            let said = Said {
                id: it
                    .id
                    .map_or_else(|| format!("{number}, {at}"), |it| called(&it)),
                label: it.obj.as_deref().unwrap_or_default(),
                fragments: spans.iter().map(|it| (it.begin, it.end, None)).collect(),
            };
            document.take_span(&place, Unit::CodePoint, said, warnings);
        }
        for it in track.relations.well_formed(place, warnings) {
            let (from, to) = (called(&it.subj), called(&it.obj));
            document.take_relation(&place, &it.pred, &from, &to, warnings);
        }
        for it in track.attributes.well_formed(place, warnings) {
            let (Some(subject), value) = (it.subj, words_of(it.obj)) else {
                continue;
            };
            match document.span_called(&called(&subject)) {
                Ok(span) => span.attributes.push((it.pred, value)),
                Err(why) => warnings.skip(&place, why),
            }
        }
    }
    Ok(document.finish())
}

fn words_of(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(it) => it,
        other => other.to_string(),
    }
}
