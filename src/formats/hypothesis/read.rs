use serde_json::Value;

use crate::formats::foreign::{Builder, Documents, Numbered, SET, Selected, TextOf, values};
use crate::formats::warning::Warnings;
use crate::formats::{Bundle, Known, NamedFile, NotRead, Unit};
use crate::model::sorted::SortedMap;

const LISTS: &[&str] = &["/rows", "/annotations"];

pub(super) fn read(bundle: Bundle<'_>, known: &[Known<'_>], files: &[&NamedFile]) -> Documents {
    let mut documents = Documents::default();
    let mut warnings = Warnings::default();
    for file in files {
        let texts = TextOf::new(bundle, known, file);
        let rows = values(file, LISTS, &mut warnings);
        let read = of_file(&texts, &rows, &mut warnings);
        documents
            .documents
            .extend(read.into_iter().map(Builder::finish));
    }
    documents.warnings = warnings.into_list();
    documents
}

fn of_file(texts: &TextOf<'_>, rows: &[Value], warnings: &mut Warnings) -> Vec<Builder> {
    let file = &texts.file.name;
    let mut addresses: Vec<&str> = Vec::new();
    let mut by_address: SortedMap<&str, Vec<(Numbered<'_>, &Value)>> = SortedMap::new();
    for (at, row) in rows.iter().enumerate() {
        let address = address_of(row);
        let here = (Numbered(file, at + 1), row);
        if let Some(all) = by_address.get_mut(&address) {
            all.push(here);
        } else {
            addresses.push(address);
            by_address.insert(address, vec![here]);
        }
    }
    let mut documents = Vec::new();
    if rows.is_empty()
        && let Some((name, text)) = texts.without_any()
    {
        documents.push(Builder::new(&name, text));
    }
    for address in &addresses {
        let rows = by_address.get(address).map_or(&[][..], Vec::as_slice);
        let targets = rows.iter().filter_map(|it| target_of(it.1));
        let quotes: Vec<String> = targets
            .filter_map(|it| Selected::of(it.get("selector")?).quote)
            .collect();
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        match texts.source(address, addresses.len() == 1, &quotes) {
            Ok((name, text)) => {
                let mut document = Builder::new(&name, text);
                if address.starts_with("http") {
                    (*address).clone_into(&mut document.details.url);
                }
                for (place, row) in rows {
                    if let Err(why) = annotation(&mut document, place, row, warnings) {
                        warnings.skip(place, why);
                    }
                }
                documents.push(document);
            }
            Err(why) => warnings.skip(&format!("{file}, {address}"), why),
        }
    }
    documents
}

fn annotation(
    document: &mut Builder,
    place: &Numbered<'_>,
    row: &Value,
    warnings: &mut Warnings,
) -> Result<(), NotRead> {
    let words = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
    let id = match words("id") {
        "" => place.1.to_string(),
        id => id.to_owned(),
    };
    let tags = row.get("tags").and_then(Value::as_array);
    let mut tags = tags.into_iter().flatten().filter_map(Value::as_str);
    let label = tags.next().unwrap_or_default();
    let note = words("text");
    let selector = target_of(row).and_then(|it| it.get("selector"));
    let selected = selector.map(Selected::of);
    if selected.is_none() && label.is_empty() {
        // A note on a page, or a reply.
        return Err(NotRead::OfTheText(note.to_owned()));
    }
    let selected: Vec<Selected> = selected.into_iter().collect();
    let span = document.take_selected(place, Unit::Utf16, (&id, label), &selected, warnings)?;
    note.clone_into(&mut span.note);
    for tag in tags {
        let (name, value) = tag.split_once(": ").unwrap_or((tag, SET));
        span.attributes.push((name.to_owned(), value.to_owned()));
    }
    Ok(())
}

fn target_of(row: &Value) -> Option<&Value> {
    row.get("target")?.as_array()?.first()
}

/// The address of the page.
fn address_of(row: &Value) -> &str {
    let of_target = || target_of(row)?.get("source")?.as_str();
    let of_row = row.get("uri").and_then(Value::as_str);
    of_row.or_else(of_target).unwrap_or_default()
}
