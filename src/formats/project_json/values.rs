//! Single values of a project file.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::containers::List;
use super::object::Piece;
use crate::model::{AttributeValue, Timestamp};

/// Longest string in bytes; a text may be no longer either.
pub(super) const MAX_STRING: usize = 20_000_000;

/// A string, borrowed from the file or the project where it stands there as such.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Str<'a>(pub(super) Cow<'a, str>);

impl Str<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> From<&'a str> for Str<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl<'a> Deserialize<'a> for Str<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'a> Visitor<'a> for Text {
            type Value = Str<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Str<'a>, E> {
                bounded(text)?;
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Str<'a>, E> {
                bounded(text)?;
                Ok(Str(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Text)
    }
}

fn bounded<E: Error>(text: &str) -> Result<(), E> {
    if text.len() > MAX_STRING {
        let said = format!("a string has more than {} MB", MAX_STRING / 1_000_000);
        return Err(E::custom(said));
    }
    Ok(())
}

impl Serialize for Str<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// An id as the file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Id<'a> {
    Uuid(Uuid),
    /// Of another tool.
    Foreign(Str<'a>),
}

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uuid(id) => id.fmt(f),
            Self::Foreign(id) => f.write_str(id.as_str()),
        }
    }
}

impl<'a> Deserialize<'a> for Id<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        let id = Str::deserialize(from)?;
        Ok(Uuid::try_parse(id.as_str()).map_or(Self::Foreign(id), Self::Uuid))
    }
}

impl Serialize for Id<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Uuid(id) => to.serialize_str(id.hyphenated().encode_lower(&mut [0; 36])),
            Self::Foreign(id) => id.serialize(to),
        }
    }
}

/// A moment, written in RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When(pub(super) Timestamp);

impl<'a> Deserialize<'a> for When {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        let text = Str::deserialize(from)?;
        text.as_str().parse().map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

/// The value of an attribute, or something only a newer version understands.
#[derive(Debug)]
pub(super) enum Attribute<'a> {
    Flag(bool),
    One(Str<'a>),
    Many(Vec<Str<'a>>),
    Other(Piece<'a>),
}

impl<'a> From<&'a AttributeValue> for Attribute<'a> {
    fn from(value: &'a AttributeValue) -> Self {
        match value {
            AttributeValue::Flag(flag) => Self::Flag(*flag),
            AttributeValue::One(one) => Self::One(one.as_str().into()),
            AttributeValue::Many(many) => {
                Self::Many(many.iter().map(|it| it.as_str().into()).collect())
            }
        }
    }
}

impl<'a> Deserialize<'a> for Attribute<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        let raw = <&'a RawValue>::deserialize(from)?;
        let json = raw.get();
        match json.as_bytes().first() {
            Some(b'"') => serde_json::from_str(json)
                .map(Self::One)
                .map_err(D::Error::custom),
            Some(b't') => Ok(Self::Flag(true)),
            Some(b'f') => Ok(Self::Flag(false)),
            Some(b'[') => Ok(serde_json::from_str::<List<Str<'a>>>(json)
                .map_or(Self::Other(Piece::Raw(raw)), |it| Self::Many(it.0))),
            _ => Ok(Self::Other(Piece::Raw(raw))),
        }
    }
}

impl Serialize for Attribute<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::One(one) => one.serialize(to),
            Self::Many(many) => many.serialize(to),
            Self::Other(piece) => piece.serialize(to),
        }
    }
}
