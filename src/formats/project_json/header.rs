//! The first look at a file: is it text, is it JSON to its end, does it say it is a project?

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::error::position;
use super::values::Str;
use super::{FORMAT, MAJOR, MAX_BYTES, MINOR, ReadError};

/// The text of a project file of a version that can be read, and that version when it is
/// newer than this one.
pub(super) fn checked(bytes: &[u8]) -> Result<(&str, Option<String>), ReadError> {
    let text = decoded(bytes)?;
    let mut json = serde_json::Deserializer::from_str(text);
    let header = Header::deserialize(&mut json).map_err(|it| ReadError::syntax(&it))?;
    json.end().map_err(|it| ReadError::syntax(&it))?;
    let not_a_project = |found: &str| ReadError::NotAProject {
        found: found.to_owned(),
    };
    let (format, version) = match header {
        Header::Object { format, version } => (format, version),
        Header::Other(found) => return Err(not_a_project(found)),
    };
    let format = format.ok_or_else(|| not_a_project("one without `format`"))?;
    if string(format).as_deref() != Some(FORMAT) {
        let found = format!("\"format\": {}", shortened(format.get()));
        return Err(ReadError::NotAProject { found });
    }
    let version = version.ok_or(ReadError::NoVersion)?;
    let found = shortened(version.get());
    let numbers = string(version).and_then(|it| {
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
            Ok((text, newer))
        }
    }
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

fn string(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

fn shortened(json: &str) -> String {
    const LONGEST: usize = 60;
    match json.char_indices().nth(LONGEST) {
        None => json.to_owned(),
        Some((end, _)) => format!("{}…", &json[..end]),
    }
}

/// What any JSON says of its format. All of it is read, so that wrong JSON is told from
/// JSON of something else.
enum Header<'a> {
    Object {
        format: Option<&'a RawValue>,
        version: Option<&'a RawValue>,
    },
    Other(&'static str),
}

impl<'a> Deserialize<'a> for Header<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Look)
    }
}

struct Look;

impl<'a> Visitor<'a> for Look {
    type Value = Header<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Header<'a>, A::Error> {
        let (mut format, mut version) = (None, None);
        while let Some(key) = map.next_key::<Str<'a>>()? {
            match key.as_str() {
                "format" => format = Some(map.next_value()?),
                "version" => version = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Header::Object { format, version })
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<Header<'a>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Header::Other("a list"))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Header<'a>, E> {
        Ok(Header::Other("a string"))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Header<'a>, E> {
        Ok(Header::Other("true or false"))
    }

    fn visit_unit<E: Error>(self) -> Result<Header<'a>, E> {
        Ok(Header::Other("null"))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Header<'a>, E> {
        Ok(Header::Other("a number"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Header<'a>, E> {
        Ok(Header::Other("a number"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Header<'a>, E> {
        Ok(Header::Other("a number"))
    }
}
