//! Single values of a project file.

use std::borrow::Cow;
use std::fmt;

use uuid::Uuid;

use super::containers::List;
use super::object::{Decoder, FromRaw, decoded};
use crate::model::json::Raw;
use crate::model::{BadTimestamp, Timestamp};

/// Longest string in bytes. An article has up to 20 MB as it is loaded, and each byte of
/// Windows-1252 can become three of UTF-8: what was loaded must come back.
pub(super) const MAX_STRING: usize = 60_000_000;

/// A string, borrowed from the file where it stands there as such.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Str<'a>(pub(super) Cow<'a, str>);

impl Str<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn to_text(&self) -> String {
        self.as_str().to_owned()
    }
}

impl<'a> FromRaw<'a> for Str<'a> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        let text = decoder.ok(raw.string());
        if text.len() > MAX_STRING {
            let said = format!("a string has more than {} MB", MAX_STRING / 1_000_000);
            decoder.fail(raw.wrong(said));
        }
        Self(text)
    }
}

impl<'a> FromRaw<'a> for bool {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        decoder.ok(raw.flag())
    }
}

impl<'a> FromRaw<'a> for u32 {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        decoder.ok(raw.small_number())
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

impl<'a> FromRaw<'a> for Id<'a> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        let id = Str::from_raw(raw, decoder);
        Uuid::try_parse(id.as_str()).map_or(Self::Foreign(id), Self::Uuid)
    }
}

/// A moment, written in RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When(pub(super) Timestamp);

impl<'a> FromRaw<'a> for When {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        let when = decoder.ok(raw.string()).parse();
        let when = decoder.ok(when.map_err(|it: BadTimestamp| raw.wrong(it.to_string())));
        let earliest = decoder.earliest.get_or_insert(when);
        *earliest = when.min(*earliest);
        Self(when)
    }
}

/// The value of an attribute, or something only a newer version understands.
#[derive(Clone, Debug)]
pub(super) enum Attribute<'a> {
    Flag(bool),
    One(Str<'a>),
    Many(Vec<Str<'a>>),
    Other(Raw<'a>),
}

impl<'a> FromRaw<'a> for Attribute<'a> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        match raw.first() {
            b'"' => Self::One(Str::from_raw(raw, decoder)),
            b't' | b'f' => Self::Flag(bool::from_raw(raw, decoder)),
            b'[' => decoded(raw).map_or(Self::Other(raw), |it: List<_>| Self::Many(it.0)),
            _ => Self::Other(raw),
        }
    }
}
