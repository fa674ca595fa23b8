//! The first look at a file: is it text, is it JSON to its end, does it say it is a project?

use super::error::position;
use super::scan::scan;
use super::{FORMAT, MAJOR, MAX_BYTES, MINOR, ReadError};
use crate::model::json::Raw;

/// What of a file can be taken apart.
pub(super) struct Checked<'a> {
    pub(super) text: &'a str,
    pub(super) json: Raw<'a>,
    /// The file's version when it is newer than this one.
    pub(super) newer: Option<String>,
}

/// A project file of a version that can be read.
pub(super) fn checked(bytes: &[u8]) -> Result<Checked<'_>, ReadError> {
    let (text, json) = json_of(bytes)?;
    let not_a_project = |found: &str| ReadError::NotAProject {
        found: found.to_owned(),
    };
    let keys = json.members().map_err(|_| not_a_project(json.kind()))?;
    let (mut format, mut version) = (None, None);
    for (key, value) in keys {
        match key.string().as_deref() {
            Ok("format") => format = Some(value),
            Ok("version") => version = Some(value),
            _ => {}
        }
    }
    let format = format.ok_or_else(|| not_a_project("one without `format`"))?;
    if format.string().ok().as_deref() != Some(FORMAT) {
        let found = format!("\"format\": {}", shortened(format.as_str()));
        return Err(ReadError::NotAProject { found });
    }
    let version = version.ok_or(ReadError::NoVersion)?;
    let found = shortened(version.as_str());
    let numbers = version.string().ok().and_then(|it| {
        let (major, minor) = it.split_once('.').unwrap_or((&it, "0"));
        let number = |digits: &str| {
            let plain = digits.bytes().all(|it| it.is_ascii_digit());
            plain.then(|| digits.parse::<u32>().ok()).flatten()
        };
        Some((number(major)?, number(minor)?))
    });
    match numbers {
        None | Some((0, _)) => Err(ReadError::BadVersion { found }),
        Some((major, _)) if major > MAJOR => Err(ReadError::NewerVersion { found }),
        Some((_, minor)) => {
            let newer = (minor > MINOR).then(|| found.trim_matches('"').to_owned());
            Ok(Checked { text, json, newer })
        }
    }
}

/// A file as text, and the value that it is.
pub(super) fn json_of(bytes: &[u8]) -> Result<(&str, Raw<'_>), ReadError> {
    let text = decoded(bytes)?;
    scan(text)?;
    let json = Raw::of(text).map_err(|it| ReadError::syntax(text, &it))?;
    Ok((text, json))
}

fn decoded(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    let utf16 = matches!(
        bytes,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [b'{' | b'[' | b'"' | b' ', 0, ..]
    );
    if utf16 {
        return Err(ReadError::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = position(std::str::from_utf8(valid).unwrap_or_default());
        ReadError::NotUtf8 { line, column }
    })
}

fn shortened(json: &str) -> String {
    const LONGEST: usize = 60;
    match json.char_indices().nth(LONGEST) {
        None => json.to_owned(),
        Some((end, _)) => format!("{}…", &json[..end]),
    }
}
