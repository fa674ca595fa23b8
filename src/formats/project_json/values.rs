//! Single values of a project file.

use std::borrow::Cow;
use std::fmt;

use uuid::Uuid;

use super::object::{Decoder, FromRaw};
use crate::limits::STRING_BYTES;
use crate::model::json::Raw;
use crate::model::{BadTimestamp, Timestamp};

pub(super) fn too_long() -> String {
    format!("a string has more than {} MB", STRING_BYTES / 1_000_000)
}

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

    pub(super) fn into_text(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> FromRaw<'a> for Str<'a> {
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
        let text = decoder.ok(raw.string());
        if text.len() > STRING_BYTES {
            decoder.fail(raw.wrong(too_long()));
            return Self::default();
        }
        Self(text)
    }
}

impl<'a> FromRaw<'a> for bool {
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
        decoder.ok(raw.flag())
    }
}

impl<'a> FromRaw<'a> for u32 {
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
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
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
        let id = Str::from_raw(raw, decoder);
        Uuid::try_parse(id.as_str()).map_or(Self::Foreign(id), Self::Uuid)
    }
}

/// A moment, written in RFC 3339.
impl<'a> FromRaw<'a> for Timestamp {
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
        let when = decoder.ok(raw.string()).parse();
        decoder.ok(when.map_err(|it: BadTimestamp| raw.wrong(it.to_string())))
    }
}
