//! Objects of a file: known keys are asked for, all others kept as they stand.

use std::cell::OnceCell;

use super::containers;
use super::values::Str;
use crate::limits::{ENTRIES, LIST, UNKNOWN_KEYS};
use crate::model::json::{Raw, Wrong};

/// Keys that are read before it is known which of them are unknown; no object of a file has
/// half as many of its own.
const MAX_KEYS: usize = UNKNOWN_KEYS + 64;

/// What a value of a file is read as.
pub(super) trait FromRaw<'a> {
    /// What is wrong is said to the decoder, and something empty stands for it.
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self;
}

/// Reads a value of a file.
pub(super) fn decoded<'a, T: FromRaw<'a>>(raw: Raw<'a>) -> Result<T, Wrong<'a>> {
    let decoder = Decoder::default();
    let value = T::from_raw(raw, &decoder);
    decoder.finish(value)
}

/// Keeps the first thing that is wrong. Reading goes on behind it, to no effect, as in
/// [`form`](crate::model::form).
#[derive(Debug, Default)]
pub(super) struct Decoder<'a> {
    wrong: OnceCell<Wrong<'a>>,
}

impl<'a> Decoder<'a> {
    pub(super) fn fail(&self, wrong: Wrong<'a>) {
        // Only the first is kept.
        let _ = self.wrong.set(wrong);
    }

    pub(super) fn wrong(&self) -> Option<&Wrong<'a>> {
        self.wrong.get()
    }

    /// Whether something was wrong. Who reads many asks: what comes behind it is to no effect, and
    /// may be more than there is room for.
    pub(super) fn failed(&self) -> bool {
        self.wrong.get().is_some()
    }

    /// What was read, else something empty.
    pub(super) fn ok<T: Default>(&self, read: Result<T, Wrong<'a>>) -> T {
        read.unwrap_or_else(|wrong| {
            self.fail(wrong);
            T::default()
        })
    }

    /// What was read, unless something in it was wrong.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Wrong<'a>> {
        self.wrong.into_inner().map_or(Ok(value), Err)
    }

    pub(super) fn object(&self, raw: Raw<'a>) -> Object<'_, 'a> {
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
    decoder: &'o Decoder<'a>,
    raw: Raw<'a>,
    /// Those that are not read yet.
    members: Vec<Member<'a>>,
    known: Vec<&'static str>,
}

impl<'o, 'a> Object<'o, 'a> {
    /// The object as it stands in the file.
    pub(super) fn raw_self(&self) -> Raw<'a> {
        self.raw
    }

    // Not generic, and so code once.
    #[inline(never)]
    fn take(&mut self, key: &'static str) -> Option<Raw<'a>> {
        self.known.push(key);
        let at = self.members.iter().position(|it| it.key.as_str() == key)?;
        Some(self.members.remove(at).value)
    }

    /// The value of a key that must be there.
    pub(super) fn must<T: FromRaw<'a>>(&mut self, key: &'static str) -> T {
        let value = self.required(key);
        T::from_raw(value, self.decoder)
    }

    #[inline(never)]
    fn required(&mut self, key: &'static str) -> Raw<'a> {
        self.take(key).unwrap_or_else(|| {
            let missing = format!("missing field `{key}`");
            self.decoder.fail(self.raw.wrong(missing));
            Raw::NULL
        })
    }

    /// The value of a key, if it is there and not null.
    pub(super) fn raw(&mut self, key: &'static str) -> Option<Raw<'a>> {
        self.take(key).filter(|it| !it.is_null())
    }

    /// The value of a key; unset when the key is absent or null.
    pub(super) fn may<T: FromRaw<'a>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.raw(key)?;
        Some(T::from_raw(value, self.decoder))
    }

    /// What a value is read as that an object has somewhere within.
    pub(super) fn read<T: FromRaw<'a>>(&self, value: Raw<'a>) -> T {
        T::from_raw(value, self.decoder)
    }

    pub(super) fn text(&mut self, key: &'static str) -> String {
        self.may::<Str<'_>>(key).unwrap_or_default().into_text()
    }

    /// The object that a key has.
    pub(super) fn object(&mut self, key: &'static str) -> Option<Object<'o, 'a>> {
        let value = self.raw(key)?;
        Some(self.decoder.object(value))
    }

    pub(super) fn must_object(&mut self, key: &'static str) -> Object<'o, 'a> {
        let value = self.required(key);
        self.decoder.object(value)
    }

    /// What a list of the file has; nothing when it is absent.
    pub(super) fn list(&mut self, key: &'static str) -> Vec<Raw<'a>> {
        self.items(key, LIST)
    }

    fn items(&mut self, key: &'static str, most: usize) -> Vec<Raw<'a>> {
        let list = self.raw(key);
        list.map_or_else(Vec::new, |it| containers::items(it, most, self.decoder))
    }

    /// The objects of a list of a record.
    pub(super) fn objects(&mut self, key: &'static str) -> Vec<Object<'o, 'a>> {
        let list = self.items(key, ENTRIES).into_iter();
        list.map(|it| self.decoder.object(it)).collect()
    }

    /// The entries of an object whose keys are data, by key.
    pub(super) fn entries(&mut self, key: &'static str) -> Vec<(Str<'a>, Raw<'a>)> {
        let object = self.raw(key);
        object.map_or_else(Vec::new, |it| containers::entries(it, self.decoder))
    }

    /// The keys that are not known: those that nobody has asked for.
    pub(super) fn rest(&mut self) -> Unknown<'a> {
        let mut rest = Vec::new();
        for Member { at, key, value } in std::mem::take(&mut self.members) {
            let name = key.as_str();
            if self.known.contains(&name) {
                self.decoder
                    .fail(at.wrong(format!("duplicate field `{name}`")));
            } else if rest.len() >= UNKNOWN_KEYS {
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

fn too_many(at: Raw<'_>) -> Wrong<'_> {
    let said = format!("an object has more than {UNKNOWN_KEYS} unknown keys");
    at.wrong(said)
}

pub(super) fn twice<'a>(at: Raw<'a>, key: &str) -> Wrong<'a> {
    at.wrong(format!("duplicate key {key:?}"))
}

/// Keys of a newer version or of another tool.
#[derive(Debug, Default)]
pub(super) struct Unknown<'a>(pub(super) Vec<(Str<'a>, Raw<'a>)>);
