use serde::Deserialize;

use super::BASE;
use crate::formats::foreign::{
    Builder, Document, Documents, ForeignText, Items, Place, Said, records,
};
use crate::formats::warning::Warnings;
use crate::formats::{NamedFile, NotRead, Unit};
use crate::model::sorted::SortedMap;

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
    /// What each span covers: we add it.
    #[serde(default)]
    quotes: Vec<String>,
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
    id: Option<String>,
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
        (Some(base), Some(id)) if base == BASE => id,
        (Some(base), Some(id)) => format!("{base} {id}"),
        _ => place.line.to_string(),
    };
    let mut document = Builder::new(&name, text);
    document.line_end_gaps = true;
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
                fragments: fragments(&spans, it.quotes),
            };
            document.take_span(&place, Unit::CodePoint, said, warnings);
        }
        let mut related = SortedMap::new();
        for it in track.relations.well_formed(place, warnings) {
            let (from, to) = (called(&it.subj), called(&it.obj));
            match document.relate(&it.pred, &from, &to) {
                Ok(at) => {
                    related.insert(it.id.unwrap_or_default(), at);
                }
                Err(why) => warnings.skip(&place, why),
            }
        }
        for it in track.attributes.well_formed(place, warnings) {
            let (Some(subject), value) = (it.subj, words_of(it.obj)) else {
                continue;
            };
            let relation = related.get(&subject).copied();
            let attributes = match relation.and_then(|it| document.relation(it)) {
                Some(relation) => &mut relation.attributes,
                None => match document.span_called(&called(&subject)) {
                    Ok(span) => &mut span.attributes,
                    Err(why) => {
                        warnings.skip(&place, why);
                        continue;
                    }
                },
            };
            attributes.push((it.pred, value));
        }
    }
    Ok(document.finish())
}

/// Each with its quote, where there is one for each.
fn fragments(spans: &[Span], quotes: Vec<String>) -> Vec<(u32, u32, Option<String>)> {
    let mut quotes = (quotes.len() == spans.len()).then_some(quotes.into_iter());
    let mut all = Vec::with_capacity(spans.len());
    for it in spans {
        let quote = quotes.as_mut().and_then(Iterator::next);
        all.push((it.begin, it.end, quote));
    }
    all
}

fn words_of(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(it) => it,
        other => other.to_string(),
    }
}
