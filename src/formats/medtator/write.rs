use std::fmt::Write;

use crate::formats::NamedFile;
use crate::formats::foreign::{Document, ForeignSpan, file_names};
use crate::formats::xml::attribute;
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::text::ArticleText;

/// What the tool calls the schema; all files name it.
const SCHEMA: &str = "COTEJO";

/// Tags, with the values of each attribute of theirs.
type Tags<'a> = SortedMap<&'a str, SortedMap<&'a str, SortedSet<&'a str>>>;

/// A file for each document, and the schema without which none is opened.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let mut spans = Tags::new();
    let mut relations = Tags::new();
    for document in documents {
        for it in &document.spans {
            add(&mut spans, &it.label, &it.attributes);
        }
        for it in &document.relations {
            add(&mut relations, &it.kind, &it.attributes);
        }
    }
    let prefixes = prefixes(&spans, &relations);
    let mut files = Vec::with_capacity(documents.len() + 1);
    for (document, name) in documents.iter().zip(file_names(documents)) {
        files.push(NamedFile {
            name: format!("{name}.txt.xml"),
            bytes: page(document, &prefixes).into_bytes(),
        });
    }
    files.push(NamedFile {
        name: format!("{SCHEMA}.dtd"),
        bytes: schema(&spans, &relations).into_bytes(),
    });
    files
}

fn add<'a>(tags: &mut Tags<'a>, name: &'a str, attributes: &'a [(String, String)]) {
    let tag = tags.or_insert_with(name, SortedMap::new);
    for (name, value) in attributes {
        tag.or_insert_with(&**name, SortedSet::new).insert(&**value);
    }
}

/// Names of all tags, short ones first: the tool looks for a prefix of each that no tag before it has, and
/// with a name that another one begins with it would look forever.
fn in_order<'a>(spans: &Tags<'a>, relations: &Tags<'a>) -> Vec<(&'a str, bool)> {
    let mut all: Vec<(&str, bool)> = spans.keys().map(|it| (*it, true)).collect();
    let others = relations.keys().filter(|it| !spans.contains_key(*it));
    all.extend(others.map(|it| (*it, false)));
    sort_by_key(&mut all, |it| (it.0.len(), it.0));
    all
}

fn prefixes<'a>(spans: &Tags<'a>, relations: &Tags<'a>) -> SortedMap<&'a str, &'a str> {
    let mut taken = SortedSet::new();
    let mut prefixes = SortedMap::new();
    for (name, _) in in_order(spans, relations) {
        let free = (1..=name.len())
            .map(|it| &name[..it])
            .find(|it| taken.insert(*it));
        prefixes.insert(name, free.unwrap_or(name));
    }
    prefixes
}

fn schema(spans: &Tags<'_>, relations: &Tags<'_>) -> String {
    let mut lines = format!("<!ENTITY name \"{SCHEMA}\">\n");
    for (name, is_span) in in_order(spans, relations) {
        let (kind, tags) = if is_span {
            ("( #PCDATA )", spans)
        } else {
            ("EMPTY", relations)
        };
        put(&mut lines, format_args!("\n<!ELEMENT {name} {kind} >\n"));
        if !is_span {
            for (at, end) in ["from", "to"].iter().enumerate() {
                let line =
                    format_args!("<!ATTLIST {name} arg{at} IDREF prefix=\"{end}\" #IMPLIED>\n");
                put(&mut lines, line);
            }
        }
        for (attribute, values) in tags.get(name).into_iter().flatten() {
            let simple = |it: &&str| {
                let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
                it.trim() == *it && !it.is_empty() && it.chars().all(fits)
            };
            let all: Vec<&str> = values.iter().copied().collect();
            if all.iter().all(simple) {
                let all = all.join(" | ");
                let line = format_args!("<!ATTLIST {name} {attribute} ( {all} ) #IMPLIED \"\" >\n");
                put(&mut lines, line);
            } else {
                put(
                    &mut lines,
                    format_args!("<!ATTLIST {name} {attribute} CDATA \"\" >\n"),
                );
            }
        }
        put(
            &mut lines,
            format_args!("<!ATTLIST {name} note CDATA \"\" >\n"),
        );
    }
    lines
}

fn page(document: &Document, prefixes: &SortedMap<&str, &str>) -> String {
    let text = ArticleText::new(document.text.text.clone());
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<{SCHEMA}>\n<TEXT><![CDATA[");
    xml.push_str(&document.text.text.replace("]]>", "]]]]><![CDATA[>"));
    xml.push_str("]]></TEXT>\n<TAGS>\n");
    let mut counts: SortedMap<&str, usize> = SortedMap::new();
    let mut ids: SortedMap<&str, (String, String)> = SortedMap::new();
    let mut number = |name: &str| {
        let prefix = prefixes.get(name).copied().unwrap_or(SCHEMA);
        let count = counts.or_insert_with(prefix, || 0);
        *count += 1;
        format!("{prefix}{}", *count - 1)
    };
    for span in &document.spans {
        let id = number(&span.label);
        let quotes: Vec<&str> = span.fragments.iter().map(|it| text.slice(*it)).collect();
        let words = quotes.join("...");
        put(&mut xml, format_args!("<{}", span.label));
        attribute("spans", &places(span, &text), &mut xml);
        attribute("text", &words, &mut xml);
        attribute("id", &id, &mut xml);
        said(&span.attributes, &span.note, &mut xml);
        ids.insert(&span.id, (id, words));
    }
    for relation in &document.relations {
        put(&mut xml, format_args!("<{}", relation.kind));
        attribute("id", &number(&relation.kind), &mut xml);
        for (name, end) in [("from", &relation.from), ("to", &relation.to)] {
            if let Some((id, words)) = ids.get(&**end) {
                attribute(&format!("{name}ID"), id, &mut xml);
                attribute(&format!("{name}Text"), words, &mut xml);
            }
        }
        said(&relation.attributes, &relation.note, &mut xml);
    }
    put(&mut xml, format_args!("</TAGS>\n</{SCHEMA}>\n"));
    xml
}

fn places(span: &ForeignSpan, text: &ArticleText) -> String {
    let mut places = Vec::new();
    for it in &span.fragments {
        let (begin, end) = (text.to_utf16(it.start()).0, text.to_utf16(it.end()).0);
        places.push(format!("{begin}~{end}"));
    }
    if places.is_empty() {
        return "-1~-1".to_owned();
    }
    places.join(",")
}

fn said(attributes: &[(String, String)], note: &str, xml: &mut String) {
    for (name, value) in attributes {
        attribute(name, value, xml);
    }
    if !note.is_empty() {
        attribute("note", note, xml);
    }
    xml.push_str("/>\n");
}

/// Writing into a string never fails.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = to.write_fmt(what);
}
