use serde_json::Value;

use super::{ATTRIBUTE, FRAGMENTS};
use crate::formats::foreign::{Builder, Documents, Numbered, SET, Selected, TextOf, values};
use crate::formats::warning::Warnings;
use crate::formats::{Bundle, Known, NamedFile, NotRead, Unit};
use crate::model::sorted::{SortedMap, SortedSet};

/// Where a list of annotations can stand in a collection or a page of one.
const LISTS: &[&str] = &["/items", "/first/items", "/annotations"];

pub(super) fn read(bundle: Bundle<'_>, known: &[Known<'_>], files: &[&NamedFile]) -> Documents {
    let mut documents = Documents::default();
    let mut warnings = Warnings::default();
    for file in files {
        let texts = TextOf::new(bundle, known, file);
        let values = values(file, LISTS, &mut warnings);
        let mut reader = Reader {
            texts,
            documents: Vec::new(),
            of: SortedMap::new(),
        };
        reader.texts(&values, &mut warnings);
        for (at, value) in values.iter().enumerate() {
            let place = Numbered(&file.name, at + 1);
            if ids_joined(value).is_none()
                && let Err(why) = reader.annotation(&place, value, &mut warnings)
            {
                warnings.skip(&place, why);
            }
        }
        for (at, value) in values.iter().enumerate() {
            if let Some((from, to)) = ids_joined(value)
                && let Err(why) = reader.relation(&from, &to, value)
            {
                warnings.skip(&Numbered(&file.name, at + 1), why);
            }
        }
        let read = reader.documents.into_iter().map(Builder::finish);
        documents.documents.extend(read);
    }
    documents.warnings = warnings.into_list();
    documents
}

struct Reader<'a> {
    texts: TextOf<'a>,
    documents: Vec<Builder>,
    /// Which document has a source or an annotation.
    of: SortedMap<String, usize>,
}

impl Reader<'_> {
    /// Finds the text of each source.
    fn texts(&mut self, values: &[Value], warnings: &mut Warnings) {
        let mut sources: SortedMap<&str, Vec<&str>> = SortedMap::new();
        let mut in_order = Vec::new();
        let not_joining = values.iter().filter(|it| ids_joined(it).is_none());
        for target in not_joining.flat_map(targets) {
            let source = source_of(target);
            if sources.get(&source).is_none() {
                in_order.push(source);
                sources.insert(source, Vec::new());
            }
            if let Some(quotes) = sources.get_mut(&source) {
                quotes.extend(quotes_of(target));
            }
        }
        if in_order.is_empty() {
            if let Some((name, text)) = self.texts.without_any() {
                self.documents.push(Builder::new(&name, text));
            } else if !values.is_empty() {
                warnings.skip(&self.texts.file.name, NotRead::NoEnds);
            }
        }
        for source in &in_order {
            let quotes = sources.get(source).map_or(&[][..], Vec::as_slice);
            match self.texts.source(source, in_order.len() == 1, quotes) {
                Ok((name, text)) => {
                    let mut document = Builder::new(&name, text);
                    document.line_end_gaps = true;
                    if source.starts_with("http") {
                        (*source).clone_into(&mut document.details.url);
                    }
                    self.of.insert((*source).to_owned(), self.documents.len());
                    self.documents.push(document);
                }
                Err(why) => {
                    let place = format!("{}, {source}", self.texts.file.name);
                    warnings.skip(&place, why);
                }
            }
        }
    }

    fn annotation(
        &mut self,
        place: &Numbered<'_>,
        value: &Value,
        warnings: &mut Warnings,
    ) -> Result<(), NotRead> {
        let id = value.get("id").and_then(Value::as_str);
        let id = id.map_or_else(|| place.1.to_string(), |it| without_hash(it).to_owned());
        let said = Bodies::of(value);
        let mut by_document: Vec<(usize, Vec<Selected>)> = Vec::new();
        let targets = targets(value);
        if targets.is_empty() {
            return Err(NotRead::NoEnds);
        }
        let is_one = value.get(FRAGMENTS) == Some(&Value::Bool(true));
        for target in targets {
            let Some(at) = self.of.get(source_of(target)).copied() else {
                // That its text is not there was said already.
                continue;
            };
            let selected = target.get("selector").map(Selected::of);
            if selected.is_none() && said.label.is_empty() {
                let what = said.note.clone();
                return Err(NotRead::OfTheText(what));
            }
            match by_document.last_mut() {
                Some((last, all)) if is_one && *last == at => all.extend(selected),
                _ => by_document.push((at, selected.into_iter().collect())),
            }
        }
        for (number, (at, selected)) in by_document.into_iter().enumerate() {
            let Some(document) = self.documents.get_mut(at) else {
                continue;
            };
            // A tab is in no id.
            let id = match number {
                0 => id.clone(),
                _ => format!("{id}\t{number}"),
            };
            let about = (&*id, &*said.label);
            let span =
                document.take_selected(place, Unit::CodePoint, about, &selected, warnings)?;
            span.attributes.clone_from(&said.attributes);
            span.note.clone_from(&said.note);
            self.of.insert(id, at);
        }
        Ok(())
    }

    fn relation(&mut self, from: &str, to: &str, value: &Value) -> Result<(), NotRead> {
        let of = |id: &str| self.of.get(id).copied();
        let at = of(from).ok_or_else(|| NotRead::Unknown(from.to_owned()))?;
        let document = self.documents.get_mut(at).ok_or(NotRead::NoEnds)?;
        let said = Bodies::of(value);
        let kind = if said.label.is_empty() {
            "linking"
        } else {
            &said.label
        };
        let number = document.relate(kind, from, to)?;
        if let Some(relation) = document.relation(number) {
            relation.attributes = said.attributes;
            relation.note = said.note;
        }
        Ok(())
    }
}

/// One of something, or several.
fn several<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    }
}

fn targets(value: &Value) -> Vec<&Value> {
    several(value, "target")
}

/// The address of what a target is, or is of.
fn source_of(target: &Value) -> &str {
    let source = target.get("source").unwrap_or(target);
    let named = source.as_str().or_else(|| source.get("id")?.as_str());
    named.unwrap_or_default()
}

fn quotes_of(target: &Value) -> Option<&str> {
    let selectors = several(target, "selector");
    let mut quotes = selectors.iter().filter_map(|it| it.get("exact")?.as_str());
    quotes.next()
}

/// Recogito names annotations of the same file as parts of it.
fn without_hash(id: &str) -> &str {
    id.strip_prefix('#').unwrap_or(id)
}

/// The two annotations that one joins: its target and its body, or two targets.
fn ids_joined(value: &Value) -> Option<(String, String)> {
    let motivations = several(value, "motivation");
    if !motivations.iter().any(|it| it.as_str() == Some("linking")) {
        return None;
    }
    let id = |it: &Value| {
        let id = it.as_str().or_else(|| it.get("id")?.as_str())?;
        Some(without_hash(id).to_owned())
    };
    let bodies = several(value, "body");
    let named = bodies.iter().filter(|it| it.get("value").is_none());
    let mut ends = targets(value).into_iter().chain(named.copied());
    let (from, to) = (ends.next()?, ends.next()?);
    let is_whole = |it: &Value| it.get("selector").is_none();
    if is_whole(from) && is_whole(to) {
        id(from).zip(id(to))
    } else {
        None
    }
}

/// What the bodies of an annotation say.
#[derive(Default)]
struct Bodies {
    label: String,
    attributes: Vec<(String, String)>,
    note: String,
}

impl Bodies {
    fn of(value: &Value) -> Self {
        let mut said = Self::default();
        let mut tags = Vec::new();
        let plain = value.get("bodyValue").and_then(Value::as_str);
        said.add_note(plain.unwrap_or_default());
        let mut left = several(value, "body");
        left.reverse();
        let mut seen = SortedSet::new();
        while let Some(body) = left.pop() {
            // Choices, and lists in other ways.
            let items = several(body, "items");
            left.extend(items.into_iter().rev());
            let Some(words) = body.get("value").and_then(Value::as_str) else {
                continue;
            };
            let purposes = several(body, "purpose");
            let purposes: Vec<&str> = purposes.iter().filter_map(|it| it.as_str()).collect();
            let name = body.get(ATTRIBUTE).and_then(Value::as_str);
            if let Some(name) = name {
                let rest = words.strip_prefix(name);
                let value = rest.map(|it| it.strip_prefix(": ").unwrap_or(SET));
                said.attributes
                    .push((name.to_owned(), value.unwrap_or(words).to_owned()));
            } else if purposes.contains(&"classifying") && said.label.is_empty() {
                words.clone_into(&mut said.label);
            } else if purposes.contains(&"tagging") || purposes.contains(&"classifying") {
                if seen.insert(words) {
                    tags.push(words);
                }
            } else {
                said.add_note(words);
            }
        }
        let mut tags = tags.into_iter();
        if said.label.is_empty() {
            tags.next().unwrap_or_default().clone_into(&mut said.label);
        }
        for tag in tags {
            said.attributes.push(("tag".to_owned(), tag.to_owned()));
        }
        said
    }

    fn add_note(&mut self, words: &str) {
        if !self.note.is_empty() {
            self.note.push('\n');
        }
        self.note.push_str(words);
    }
}
