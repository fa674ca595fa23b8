//! Objects of a file: known keys typed, all others kept as they stand.

use super::values::{Id, Str, When};
use crate::model::Timestamp;
use crate::model::json::{Raw, Wrong};

/// Unknown keys that one object may have.
pub(super) const MAX_UNKNOWN_KEYS: usize = 256;

/// Keys that are read before it is known which of them are unknown; no object of a file has
/// half as many of its own.
const MAX_KEYS: usize = MAX_UNKNOWN_KEYS + 64;

/// What a value of a file is read as.
pub(super) trait FromRaw<'a> {
    /// What is wrong is said to the decoder, and something empty stands for it.
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self;
}

/// Reads a value of a file.
pub(super) fn decoded<'a, T: FromRaw<'a>>(raw: Raw<'a>) -> Result<T, Wrong<'a>> {
    let mut decoder = Decoder::default();
    let value = T::from_raw(raw, &mut decoder);
    decoder.wrong.map_or(Ok(value), Err)
}

/// Keeps the first thing that is wrong, in the order of the tables. Reading goes on behind it,
/// to no effect, as in [`form`](crate::model::form).
#[derive(Debug, Default)]
pub(super) struct Decoder<'a> {
    wrong: Option<Wrong<'a>>,
    /// The first of all times that were read.
    pub(super) earliest: Option<Timestamp>,
}

impl<'a> Decoder<'a> {
    pub(super) fn fail(&mut self, wrong: Wrong<'a>) {
        self.wrong.get_or_insert(wrong);
    }

    /// What was read, else something empty.
    pub(super) fn ok<T: Default>(&mut self, read: Result<T, Wrong<'a>>) -> T {
        read.unwrap_or_else(|wrong| {
            self.fail(wrong);
            T::default()
        })
    }

    pub(super) fn object(&mut self, raw: Raw<'a>) -> Object<'_, 'a> {
        let mut members = Vec::new();
        match raw.members() {
            Ok(all) => {
                for (at, value) in all {
                    if members.len() == MAX_KEYS {
                        self.fail(too_many(at));
                        break;
                    }
                    let key = Str::from_raw(at, self);
                    members.push(Member { at, key, value });
                }
            }
            Err(wrong) => self.fail(wrong),
        }
        Object {
            decoder: self,
            raw,
            members,
            known: Vec::new(),
        }
    }
}

/// A key of an object, where it stands, and its value.
#[derive(Debug)]
struct Member<'a> {
    at: Raw<'a>,
    key: Str<'a>,
    value: Raw<'a>,
}

/// An object of which the keys are being read.
#[derive(Debug)]
pub(super) struct Object<'o, 'a> {
    decoder: &'o mut Decoder<'a>,
    raw: Raw<'a>,
    /// Those that are not read yet.
    members: Vec<Member<'a>>,
    known: Vec<&'static str>,
}

impl<'a> Object<'_, 'a> {
    fn take(&mut self, key: &'static str) -> Option<Raw<'a>> {
        self.known.push(key);
        let at = self.members.iter().position(|it| it.key.as_str() == key)?;
        Some(self.members.remove(at).value)
    }

    /// The value of a key that must be there.
    pub(super) fn must<T: FromRaw<'a>>(&mut self, key: &'static str) -> T {
        let value = self.take(key).unwrap_or_else(|| {
            let missing = format!("missing field `{key}`");
            self.decoder.fail(self.raw.wrong(missing));
            Raw::NULL
        });
        T::from_raw(value, self.decoder)
    }

    /// The value of a key; unset when the key is absent or null.
    pub(super) fn may<T: FromRaw<'a> + Default>(&mut self, key: &'static str) -> T {
        match self.take(key) {
            Some(value) if !value.is_null() => T::from_raw(value, self.decoder),
            _ => T::default(),
        }
    }

    /// The keys that are not known.
    fn rest(self) -> Unknown<'a> {
        let mut rest = Vec::new();
        for Member { at, key, value } in self.members {
            let name = key.as_str();
            if self.known.contains(&name) {
                self.decoder
                    .fail(at.wrong(format!("duplicate field `{name}`")));
            } else if rest.len() >= MAX_UNKNOWN_KEYS {
                self.decoder.fail(too_many(at));
                break;
            } else if rest.iter().any(|(it, _): &(Str<'_>, _)| *it == key) {
                self.decoder.fail(twice(at, name));
            } else {
                rest.push((key, value));
            }
        }
        Unknown(rest)
    }
}

/// Declares a file type. `must`: refused when absent; `may`: unset when absent or null.
macro_rules! object {
    (
        $(#[$doc:meta])*
        $name:ident<$life:lifetime> with $rest:ty {
            $($rule:ident $field:ident $key:literal: $type:ty,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[allow(clippy::struct_field_names, reason = "fields are named as keys of the file")]
        pub(super) struct $name<$life> {
            $(pub(super) $field: $type,)*
            pub(super) rest: $rest,
        }

        impl<$life> FromRaw<$life> for $name<$life> {
            fn from_raw(raw: Raw<$life>, decoder: &mut Decoder<$life>) -> Self {
                let mut object = decoder.object(raw);
                Self {
                    $($field: object!(@read $rule object $key),)*
                    rest: Rest::of(object),
                }
            }
        }
    };
    (@read must $object:ident $key:literal) => { $object.must($key) };
    (@read may $object:ident $key:literal) => { $object.may($key) };
}
pub(super) use object;

fn too_many(at: Raw<'_>) -> Wrong<'_> {
    let said = format!("an object has more than {MAX_UNKNOWN_KEYS} unknown keys");
    at.wrong(said)
}

pub(super) fn twice<'a>(at: Raw<'a>, key: &str) -> Wrong<'a> {
    at.wrong(format!("duplicate key {key:?}"))
}

/// What is read by somebody else.
impl<'a> FromRaw<'a> for Raw<'a> {
    fn from_raw(raw: Raw<'a>, _: &mut Decoder<'a>) -> Self {
        raw
    }
}

impl<'a, T: FromRaw<'a>> FromRaw<'a> for Option<T> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        (!raw.is_null()).then(|| T::from_raw(raw, decoder))
    }
}

/// What an object holds besides the keys of its own.
pub(super) trait Rest<'a> {
    fn of(object: Object<'_, 'a>) -> Self;
}

/// Keys of a newer version or of another tool.
#[derive(Debug, Default)]
pub(super) struct Unknown<'a>(pub(super) Vec<(Str<'a>, Raw<'a>)>);

impl<'a> Rest<'a> for Unknown<'a> {
    fn of(object: Object<'_, 'a>) -> Self {
        object.rest()
    }
}

/// Who decided a record, when and how, and what else its object says.
#[derive(Debug, Default)]
pub(super) struct Decided<'a> {
    pub(super) annotator: Option<Id<'a>>,
    pub(super) created: Option<When>,
    pub(super) modified: Option<When>,
    pub(super) origin: Option<Str<'a>>,
    pub(super) unknown: Unknown<'a>,
}

impl<'a> Rest<'a> for Decided<'a> {
    fn of(mut object: Object<'_, 'a>) -> Self {
        Self {
            annotator: object.may("annotator"),
            created: object.may("created"),
            modified: object.may("modified"),
            origin: object.may("origin"),
            unknown: object.rest(),
        }
    }
}
