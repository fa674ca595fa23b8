use std::fmt::Write;

use serde_json::Value;

use crate::formats::NamedFile;

/// JSON on one line in ASCII alone: tools that guess at encodings guess right.
pub(in crate::formats) fn ascii(value: &Value) -> String {
    let json = value.to_string();
    if json.is_ascii() {
        return json;
    }
    let mut ascii = String::with_capacity(json.len() + json.len() / 4);
    for c in json.chars() {
        if c.is_ascii() {
            ascii.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing into a string never fails.
            let _ = write!(ascii, "\\u{unit:04x}");
        }
    }
    ascii
}

/// A file with one record a line.
pub(in crate::formats) fn json_lines(name: &str, records: &[Value]) -> NamedFile {
    let mut lines = String::new();
    for record in records {
        lines.push_str(&ascii(record));
        lines.push('\n');
    }
    NamedFile {
        name: name.to_owned(),
        bytes: lines.into_bytes(),
    }
}

/// A file for people to look into as well.
pub(in crate::formats) fn json_file(name: String, value: &Value) -> NamedFile {
    let mut bytes = format!("{value:#}").into_bytes();
    bytes.push(b'\n');
    NamedFile { name, bytes }
}
