use serde::Deserialize;
use serde_json::{Map, Value};

use crate::formats::foreign::{
    Builder, Details, Document, Documents, ForeignText, Id, Items, Place, Said, records,
};
use crate::formats::warning::Warnings;
use crate::formats::{NamedFile, NotRead, Unit};

#[derive(Deserialize)]
struct Task {
    id: Option<Id>,
    data: Map<String, Value>,
    #[serde(default, alias = "completions")]
    annotations: Items<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    result: Items<Outcome>,
    #[serde(default)]
    was_cancelled: bool,
}

/// A region, what is said of one, or a relation.
#[derive(Deserialize)]
struct Outcome {
    id: Option<Id>,
    #[serde(rename = "type")]
    kind: String,
    from_name: Option<String>,
    to_name: Option<String>,
    #[serde(default)]
    value: Map<String, Value>,
    from_id: Option<Id>,
    to_id: Option<Id>,
    #[serde(default)]
    labels: Vec<String>,
}

/// Reads all tasks of a file.
pub fn read(file: &NamedFile) -> Documents {
    records(file, document)
}

fn document(place: Place<'_>, task: Task, warnings: &mut Warnings) -> Result<Document, NotRead> {
    let mut results = Vec::new();
    for annotation in task.annotations.well_formed(place, warnings) {
        if !annotation.was_cancelled {
            results.extend(annotation.result.well_formed(place, warnings));
        }
    }
    let text = text_of(&task.data, &results).ok_or(NotRead::NoWords)?;
    if results.iter().any(|it| it.kind == "hypertextlabels") && text.contains("</") {
        return Err(NotRead::Html);
    }
    let text = ForeignText::of_text(text).map_err(NotRead::NoText)?;
    let details = Details::of(&task.data);
    let name = match (task.id, &*details.title) {
        (Some(id), _) => id.to_string(),
        (None, "") => place.line.to_string(),
        (None, title) => title.to_owned(),
    };
    let mut document = Builder::new(&name, text);
    document.details = details;
    // Regions first: what is said of them may stand before them.
    let is_region = |it: &&Outcome| it.value.contains_key("start") && labels_of(it).is_some();
    for it in results.iter().filter(is_region) {
        region(&mut document, &place, it, warnings);
    }
    for it in results.iter().filter(|it| !is_region(it)) {
        if let Err(why) = about(&mut document, it) {
            warnings.skip(&place, why);
        }
    }
    Ok(document.finish())
}

/// The text that the quotes of the results stand in: a task can have several, and the file does not say
/// which is which.
fn text_of<'a>(data: &'a Map<String, Value>, results: &[Outcome]) -> Option<&'a str> {
    let quotes = results.iter().filter_map(quote_of);
    let quotes: Vec<&str> = quotes.take(20).collect();
    let found = |it: &&str| {
        let has = |quote: &&&str| it.contains(**quote) || it.contains(&lines_of(quote));
        quotes.iter().filter(has).count()
    };
    // The last of those that are equal: so what regions are said to be of, or what is called text, or else
    // the longest.
    let mut texts: Vec<&str> = data.values().filter_map(Value::as_str).collect();
    texts.sort_by_key(|it| it.len());
    let of = results.iter().find_map(|it| it.to_name.as_deref());
    for key in ["text", of.unwrap_or_default()] {
        texts.extend(data.get(key).and_then(Value::as_str));
    }
    texts.into_iter().max_by_key(found)
}

/// Line ends are two characters in it.
fn quote_of(it: &Outcome) -> Option<&str> {
    it.value.get("text")?.as_str()
}

fn lines_of(quote: &str) -> String {
    quote.replace("\\n", "\n")
}

/// The labels of a region, under whichever name its tag gives them.
fn labels_of(it: &Outcome) -> Option<Vec<&str>> {
    let labels = it
        .value
        .get(&it.kind)
        .filter(|_| it.kind.ends_with("labels"))?;
    Some(
        labels
            .as_array()?
            .iter()
            .filter_map(Value::as_str)
            .collect(),
    )
}

fn region(document: &mut Builder, place: &Place<'_>, it: &Outcome, warnings: &mut Warnings) {
    let number = |it: Option<&Value>| u32::try_from(it?.as_u64()?).ok();
    let offset = |name: &str| number(it.value.get(name));
    // Those of HTML are paths, with offsets of the whole beside them.
    let whole = it.value.get("globalOffsets");
    let global = |name: &str| number(whole?.get(name));
    let ends = offset("start").zip(offset("end"));
    let Some((start, end)) = ends.or_else(|| global("start").zip(global("end"))) else {
        return warnings.skip(place, NotRead::NoOffsets);
    };
    let quote = quote_of(it).map(|said| {
        // A text may have these two characters itself.
        let there = document.covered(Unit::CodePoint, start, end);
        match there.filter(|it| it.replace('\n', "\\n") == said) {
            Some(there) => there.to_owned(),
            None => lines_of(said),
        }
    });
    let labels = labels_of(it).unwrap_or_default();
    for (at, label) in labels.iter().enumerate() {
        let id = it.id.as_ref().map_or_else(String::new, Id::to_string);
        let said = Said {
            // One region with several labels is several annotations; relations mean the first.
            id: if at == 0 { id } else { format!("{id}\t{at}") },
            label,
            fragments: vec![(start, end, quote.clone())],
        };
        document.take_span(place, Unit::CodePoint, said, warnings);
    }
}

/// What is said of a region, or of two.
fn about(document: &mut Builder, it: &Outcome) -> Result<(), NotRead> {
    if it.kind == "relation" {
        let (from, to) = it
            .from_id
            .as_ref()
            .zip(it.to_id.as_ref())
            .ok_or(NotRead::NoEnds)?;
        let kind = it.labels.first().map_or("relation", String::as_str);
        document.relate(kind, &from.to_string(), &to.to_string())?;
        return Ok(());
    }
    let name = it.from_name.as_deref().unwrap_or(&it.kind);
    let said = it.value.get(&it.kind).or_else(|| it.value.get("text"));
    let words = words_of(said.ok_or(NotRead::NoEnds)?);
    let id = it.id.as_ref().map_or_else(String::new, Id::to_string);
    if !document.has(&id) {
        return Err(NotRead::OfTheText(format!("{name}: {}", words.join(", "))));
    }
    let span = document.span_called(&id)?;
    for words in words {
        if it.kind != "textarea" {
            span.attributes.push((name.to_owned(), words));
            continue;
        }
        if !span.note.is_empty() {
            span.note.push('\n');
        }
        span.note.push_str(&words);
    }
    Ok(())
}

/// Each of several values; what is below another one in a taxonomy stands behind it.
fn words_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => {
            let each = all.iter().map(|it| words_of(it).join(" / "));
            each.collect()
        }
        Value::String(it) => vec![it.clone()],
        other => vec![other.to_string()],
    }
}
