//! XML of other tools: a guard before it is read, and what has to be escaped in it.

use roxmltree::{Document, ParsingOptions};

use super::NotRead;
use crate::limits::{DEPTH, ENTRIES, FOREIGN_BYTES, RECORDS};

/// Declarations of namespaces that a file may have: each is copied to those that stand within.
const NAMESPACES: usize = 10_000;

/// Reads a file without a DTD. What would take long is refused before.
pub(super) fn parse(text: &str) -> Result<Document<'_>, NotRead> {
    look_through(text).map_err(|why| NotRead::Misshapen(why.to_owned()))?;
    let options = ParsingOptions {
        nodes_limit: u32::try_from(RECORDS).unwrap_or(u32::MAX),
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options)
        .map_err(|error| NotRead::Misshapen(error.to_string()))
}

fn look_through(text: &str) -> Result<(), &'static str> {
    if text.len() > FOREIGN_BYTES {
        return Err("it is larger than a file may be");
    }
    if text.matches("xmlns").nth(NAMESPACES).is_some() {
        return Err("it declares too many namespaces");
    }
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let ends = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((_, end)) = ends.iter().find(|it| rest.starts_with(it.0)) {
            rest = rest.find(end).map_or("", |it| &rest[it + end.len()..]);
            continue;
        }
        let closes = rest.starts_with("</");
        let (tag, values) = tag_at(rest);
        if values > ENTRIES {
            return Err("an element has too many attributes");
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with("/>") {
            depth += 1;
        }
        if depth > DEPTH {
            return Err("its elements are too deep in one another");
        }
        rest = &rest[tag.len()..];
    }
    Ok(())
}

/// All of a tag, and how many values stand in it.
fn tag_at(rest: &str) -> (&str, usize) {
    let mut quote = None;
    let mut values = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (&rest[..=at], values),
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                values += 1;
            }
            (Some(it), _) if it == byte => quote = None,
            _ => {}
        }
    }
    (rest, values)
}

/// Appends the value of an attribute.
pub(super) fn escape(value: &str, to: &mut String) {
    for c in value.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\n' => to.push_str("&#10;"),
            '\t' => to.push_str("&#9;"),
            c => to.push(c),
        }
    }
}

/// Appends ` name="value"`.
pub(super) fn attribute(name: &str, value: &str, to: &mut String) {
    to.push(' ');
    to.push_str(name);
    to.push_str("=\"");
    escape(value, to);
    to.push('"');
}
