use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Document, Documents};
use crate::formats::warning::Warnings;
use crate::formats::{NamedFile, NotRead};
use crate::limits::FOREIGN_BYTES;

/// Where in a file a record stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Place<'a> {
    pub file: &'a str,
    /// Counted from one.
    pub line: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// Which annotation of a file, counted from one.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Numbered<'a>(pub &'a str, pub usize);

impl fmt::Display for Numbered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, annotation {}", self.0, self.1)
    }
}

/// An id, which many tools write as a number.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub(in crate::formats) enum Id {
    Number(i64),
    Text(String),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(it) => write!(f, "{it}"),
            Self::Text(it) => write!(f, "{it}"),
        }
    }
}

/// The entries of a list: one that is misshapen does not take the others with it.
#[derive(Debug)]
pub(in crate::formats) struct Items<T>(Vec<Result<T, String>>);

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = Option::<Vec<serde_json::Value>>::deserialize(deserializer)?;
        let read = |it| serde_json::from_value(it).map_err(|error| error.to_string());
        Ok(Self(all.into_iter().flatten().map(read).collect()))
    }
}

impl<T> Items<T> {
    /// Those that have the shape; the others are warnings.
    pub fn well_formed(self, place: Place<'_>, warnings: &mut Warnings) -> Vec<T> {
        let mut read = Vec::with_capacity(self.0.len());
        for item in self.0 {
            match item {
                Ok(item) => read.push(item),
                Err(why) => warnings.skip(&place, NotRead::Misshapen(why)),
            }
        }
        read
    }
}

/// The text of a file without its byte order mark, or the place of the first byte that is none of UTF-8.
pub(in crate::formats) fn utf8(file: &NamedFile) -> Result<&str, (Place<'_>, NotRead)> {
    if file.bytes.len() > FOREIGN_BYTES {
        let place = Place {
            file: &file.name,
            line: 1,
        };
        return Err((place, NotRead::TooLarge));
    }
    let text = std::str::from_utf8(&file.bytes).map_err(|error| {
        let before = &file.bytes[..error.valid_up_to()];
        let place = Place {
            file: &file.name,
            line: before.split(|it| *it == b'\n').count(),
        };
        (place, NotRead::NotUtf8)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The values of a file: those of one array, of an object's list that has one of these names, or all that
/// stand one after the other.
pub(in crate::formats) fn values(
    file: &NamedFile,
    lists: &[&str],
    warnings: &mut Warnings,
) -> Vec<Value> {
    let text = match utf8(file) {
        Ok(text) => text,
        Err((place, why)) => {
            warnings.skip(&place, why);
            return Vec::new();
        }
    };
    let mut all = Vec::new();
    let stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    for value in stream {
        match value {
            Ok(Value::Array(list)) => all.extend(list),
            Ok(mut value) => {
                let list = lists.iter().find_map(|name| match value.pointer_mut(name) {
                    Some(Value::Array(list)) => Some(std::mem::take(list)),
                    _ => None,
                });
                match list {
                    Some(list) => all.extend(list),
                    None => all.push(value),
                }
            }
            Err(error) => {
                let place = Place {
                    file: &file.name,
                    line: error.line(),
                };
                warnings.skip(&place, NotRead::Misshapen(error.to_string()));
                break;
            }
        }
    }
    all
}

/// Makes a document of each record of a file: of JSON Lines, of JSON objects one after the other, or of one array.
/// A line that is none is a warning; what comes after it is read.
pub(in crate::formats) fn records<T: DeserializeOwned>(
    file: &NamedFile,
    document: fn(Place<'_>, T, &mut Warnings) -> Result<Document, NotRead>,
) -> Documents {
    let mut documents = Vec::new();
    let mut warnings = Warnings::default();
    let text = match utf8(file) {
        Ok(text) => text,
        Err((place, why)) => {
            warnings.skip(&place, why);
            return Documents {
                documents,
                warnings: warnings.into_list(),
            };
        }
    };
    let mut take = |line: usize, record: Result<T, serde_json::Error>| {
        let place = Place {
            file: &file.name,
            line,
        };
        let read = record
            .map_err(|error| NotRead::Misshapen(error.to_string()))
            .and_then(|record| document(place, record, &mut warnings));
        match read {
            Ok(read) => documents.push(read),
            Err(why) => warnings.skip(&place, why),
        }
    };
    if text.trim_start().starts_with('[') {
        match serde_json::from_str::<Vec<T>>(text) {
            Ok(all) => all.into_iter().for_each(|it| take(1, Ok(it))),
            Err(error) => take(error.line(), Err(error)),
        }
    } else if is_lines(text) {
        for (at, line) in text.split('\n').enumerate() {
            if !line.trim().is_empty() {
                take(at + 1, serde_json::from_str(line));
            }
        }
    } else {
        let mut line = 1;
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<T>();
        let mut from = 0;
        while let Some(record) = stream.next() {
            let to = stream.byte_offset();
            take(line, record);
            line += text[from..to].matches('\n').count();
            from = to;
        }
    }
    Documents {
        documents,
        warnings: warnings.into_list(),
    }
}

/// Whether the first line with something in it is all of a record.
fn is_lines(text: &str) -> bool {
    let first = text.split('\n').find(|it| !it.trim().is_empty());
    first.is_some_and(|it| serde_json::from_str::<serde::de::IgnoredAny>(it).is_ok())
}
