use std::fmt::Write;

use crate::formats::NamedFile;
use crate::formats::foreign::{Document, unused_name};
use crate::model::Codebook;
use crate::model::sorted::{SortedMap, SortedSet};
use crate::text::search::lower;

/// What results name as what they are of and from. Attributes are called as they are; the others otherwise.
pub(super) struct Controls {
    pub text: String,
    pub label: String,
    pub note: String,
}

impl Controls {
    pub fn of(documents: &[Document]) -> Self {
        let mut taken = SortedSet::new();
        for (name, _) in documents
            .iter()
            .flat_map(|it| &it.spans)
            .flat_map(|it| &it.attributes)
        {
            taken.insert(lower(name));
        }
        let mut free = |name: &str| unused_name(name, &mut taken);
        Self {
            text: free("text"),
            label: free("label"),
            note: free("note"),
        }
    }
}

/// The labelling configuration of a project that takes the tasks: what the codebook has, and whatever else is
/// used.
pub(super) fn configuration(
    documents: &[Document],
    codebook: &Codebook,
    controls: &Controls,
) -> NamedFile {
    let used = Used::of(documents, codebook);
    let mut xml = String::from("<View>\n");
    let Controls { text, label, note } = controls;
    tag(&mut xml, 1, "Relations", &[], "Relation", &used.relations);
    let of_text = [("name", &**label), ("toName", &**text)];
    tag(&mut xml, 1, "Labels", &of_text, "Label", &used.labels);
    let shown = [("name", &**text), ("value", "$text")];
    tag(&mut xml, 1, "Text", &shown, "", &[]);
    for (name, values) in &used.attributes {
        let values: Vec<&str> = values.iter().copied().collect();
        let about = [
            ("name", *name),
            ("toName", text),
            ("perRegion", "true"),
            ("choice", "multiple"),
        ];
        tag(&mut xml, 1, "Choices", &about, "Choice", &values);
    }
    let about = [("name", &**note), ("toName", text), ("perRegion", "true")];
    tag(&mut xml, 1, "TextArea", &about, "", &[]);
    xml.push_str("</View>\n");
    NamedFile {
        name: "label-studio-configuration.xml".to_owned(),
        bytes: xml.into_bytes(),
    }
}

struct Used<'a> {
    labels: Vec<&'a str>,
    relations: Vec<&'a str>,
    attributes: SortedMap<&'a str, SortedSet<&'a str>>,
}

impl<'a> Used<'a> {
    fn of(documents: &'a [Document], codebook: &'a Codebook) -> Self {
        let mut labels = SortedSet::new();
        let mut relations = SortedSet::new();
        let mut used = Self {
            labels: codebook.labels.iter().map(|it| it.id.as_str()).collect(),
            relations: codebook.relations.iter().map(|it| it.id.as_str()).collect(),
            attributes: SortedMap::new(),
        };
        used.labels
            .retain(|it| !it.is_empty() && labels.insert(*it));
        used.relations
            .retain(|it| !it.is_empty() && relations.insert(*it));
        for document in documents {
            for span in &document.spans {
                if labels.insert(&*span.label) {
                    used.labels.push(&span.label);
                }
                for (name, value) in &span.attributes {
                    let values = used.attributes.or_insert_with(&**name, SortedSet::new);
                    values.insert(&**value);
                }
            }
            for relation in &document.relations {
                if relations.insert(&*relation.kind) {
                    used.relations.push(&relation.kind);
                }
            }
        }
        for attribute in &codebook.attributes {
            if let Some(values) = used.attributes.get_mut(&attribute.id.as_str()) {
                let all = attribute.values.iter().map(|it| it.id.as_str());
                all.filter(|it| !it.is_empty()).for_each(|it| {
                    values.insert(it);
                });
            }
        }
        used
    }
}

/// A tag with one for each of its values.
fn tag(
    xml: &mut String,
    depth: usize,
    name: &str,
    attributes: &[(&str, &str)],
    each: &str,
    values: &[&str],
) {
    let put = |xml: &mut String, depth: usize, name: &str, attributes: &[(&str, &str)]| {
        let _ = write!(xml, "{:1$}<{name}", "", 2 * depth);
        for (key, value) in attributes {
            let _ = write!(xml, " {key}=\"{}\"", escaped(value));
        }
    };
    if values.is_empty() {
        if each.is_empty() {
            put(xml, depth, name, attributes);
            xml.push_str("/>\n");
        }
        return;
    }
    put(xml, depth, name, attributes);
    xml.push_str(">\n");
    for value in values {
        put(xml, depth + 1, each, &[("value", value)]);
        xml.push_str("/>\n");
    }
    let _ = writeln!(xml, "{:1$}</{name}>", "", 2 * depth);
}

/// As the value of an attribute, in which readers make a space of what is white and no reference.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            _ => escaped.push(c),
        }
    }
    escaped
}
