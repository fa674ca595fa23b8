//! What stands in a cell, and how it is escaped.

/// `_`: nothing is said.
pub(super) const NONE: &str = "_";
/// `*`: something is there, without a value.
pub(super) const NO_VALUE: &str = "*";

/// The parts between separators that are not escaped.
pub(super) fn split(cell: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, c) in cell.char_indices() {
        if c == separator && !escaped {
            parts.push(&cell[from..at]);
            from = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&cell[from..]);
    parts
}

/// `value[1]` taken apart; what is in brackets that are escaped belongs to the value.
pub(super) fn disambiguated(part: &str) -> (&str, Option<&str>) {
    let found = part
        .strip_suffix(']')
        .and_then(|it| it.rsplit_once('['))
        .filter(|(before, id)| {
            let backslashes = before.len() - before.trim_end_matches('\\').len();
            let is_number = |it: char| it.is_ascii_digit() || it == '_';
            backslashes % 2 == 0 && !id.is_empty() && id.chars().all(is_number)
        });
    match found {
        Some((value, id)) => (value, Some(id)),
        None => (part, None),
    }
}

/// A value as it is; none where there is none.
pub(super) fn value(part: &str) -> Option<String> {
    (part != NO_VALUE && part != NONE).then(|| unescaped_value(part))
}

fn unescaped_value(part: &str) -> String {
    let mut value = String::with_capacity(part.len());
    let mut rest = part.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        match rest.next() {
            Some('t') => value.push('\t'),
            Some('n') => value.push('\n'),
            Some(c @ ('\\' | '[' | ']' | '|' | '_' | ';' | '*' | '-')) => value.push(c),
            other => {
                value.push('\\');
                value.extend(other);
            }
        }
    }
    value
}

pub(super) fn escape_value(value: &str, to: &mut String) {
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\t' => to.push_str("\\t"),
            '\n' => to.push_str("\\n"),
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => {
                to.push('\\');
                to.push(c);
            }
            '-' if rest.peek() == Some(&'>') => to.push_str("\\-"),
            c => to.push(c),
        }
    }
}

/// What `#Text=` says. Up to version 3.1 other characters may be written by their number.
pub(super) fn unescaped_text(said: &str, numbers: bool) -> String {
    let mut text = String::with_capacity(said.len());
    let mut rest = said.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('t') => text.push('\t'),
            Some('n') => text.push('\n'),
            Some('f') => text.push('\u{c}'),
            Some('r') => text.push('\r'),
            Some('b') => text.push('\u{8}'),
            Some('\\') => text.push('\\'),
            Some('u') if numbers => numbered(&mut text, &mut rest),
            Some(c) if c.is_control() => text.push(c),
            other => {
                text.push('\\');
                text.extend(other);
            }
        }
    }
    text
}

/// `00e9`, or two of them for what takes two units of UTF-16.
fn numbered(text: &mut String, rest: &mut std::str::Chars<'_>) {
    let one = |it: &str| u16::from_str_radix(it.get(..4)?, 16).ok();
    let said = rest.as_str();
    let units = match (
        one(said),
        said.get(4..).and_then(|it| it.strip_prefix("\\u")),
    ) {
        (Some(high @ 0xd800..=0xdbff), Some(next)) => [Some(high), one(next)],
        (first, _) => [first, None],
    };
    let skip = match units {
        [Some(_), Some(_)] => 10,
        [Some(_), None] => 4,
        _ => {
            text.push_str("\\u");
            return;
        }
    };
    let units = units.into_iter().flatten();
    text.extend(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)));
    *rest = said[skip..].chars();
}

pub(super) fn escape_text(text: &str, to: &mut String) {
    for c in text.chars() {
        match c {
            '\t' => to.push_str("\\t"),
            '\n' => to.push_str("\\n"),
            '\\' => to.push_str("\\\\"),
            c => to.push(c),
        }
    }
}
