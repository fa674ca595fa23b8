//! Objects of a file: known keys typed, all others kept as they stand.

use super::values::{Id, Str, When};
use crate::model::Node;
use crate::model::json::{Raw, ToJson, Writer, Wrong};

/// Unknown keys that one object may have.
pub(super) const MAX_UNKNOWN_KEYS: usize = 256;

/// What a value of a file is read as.
pub(super) trait FromRaw<'a>: Sized {
    fn from_raw(raw: Raw<'a>) -> Result<Self, Wrong<'a>>;
}

/// Declares a file type. `must`: refused when absent; `may`: unset when absent or null, and
/// not written when unset; `always`: the same, but written all the same.
macro_rules! object {
    (
        $(#[$doc:meta])*
        $name:ident<$life:lifetime> with $rest:ty {
            $($rule:ident $field:ident $key:literal: $type:ty,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        #[allow(clippy::struct_field_names, reason = "fields are named as keys of the file")]
        pub(super) struct $name<$life> {
            $(pub(super) $field: $type,)*
            pub(super) rest: $rest,
        }

        impl<$life> FromRaw<$life> for $name<$life> {
            fn from_raw(raw: Raw<$life>) -> Result<Self, Wrong<$life>> {
                const KEYS: &[&str] = &[$($key),*];
                let mut values = [None; KEYS.len()];
                let mut rest = <$rest>::default();
                sort_keys(raw, KEYS, &mut values, &mut rest)?;
                let mut values = values.into_iter();
                let mut wrong = None;
                let object = $name {
                    $($field: object!(@value $rule raw values $key wrong),)*
                    rest,
                };
                wrong.map_or(Ok(object), Err)
            }
        }

        impl ToJson for $name<'_> {
            fn write(&self, to: &mut Writer) {
                to.object(|to| {
                    $(object!(@write $rule to $key self.$field);)*
                    Rest::write(&self.rest, to);
                });
            }
        }
    };
    (@value must $raw:ident $values:ident $key:literal $wrong:ident) => {
        kept(must($raw, $values.next().flatten(), $key), &mut $wrong)
    };
    (@value $rule:ident $raw:ident $values:ident $key:literal $wrong:ident) => {
        kept(may($values.next().flatten()), &mut $wrong)
    };
    (@write may $to:ident $key:literal $value:expr) => { $to.entry_if_set($key, &$value) };
    (@write $rule:ident $to:ident $key:literal $value:expr) => { $to.entry($key, &$value) };
}
pub(super) use object;

/// Puts the values of known keys in the order of `keys`, and all others in `rest`.
pub(super) fn sort_keys<'a>(
    object: Raw<'a>,
    keys: &[&'static str],
    values: &mut [Option<Raw<'a>>],
    rest: &mut dyn Rest<'a>,
) -> Result<(), Wrong<'a>> {
    for (key, value) in object.members()? {
        let name = Str::from_raw(key)?;
        match keys.iter().position(|it| *it == name.as_str()) {
            Some(at) if values[at].is_some() => return Err(twice(key, keys[at])),
            Some(at) => values[at] = Some(value),
            None => rest.take(key, name, value)?,
        }
    }
    Ok(())
}

fn twice<'a>(at: Raw<'a>, key: &str) -> Wrong<'a> {
    at.wrong(format!("duplicate field `{key}`"))
}

pub(super) fn must<'a, T: FromRaw<'a>>(
    object: Raw<'a>,
    value: Option<Raw<'a>>,
    key: &str,
) -> Result<T, Wrong<'a>> {
    match value {
        Some(value) => T::from_raw(value),
        None => Err(object.wrong(format!("missing field `{key}`"))),
    }
}

pub(super) fn may<'a, T: FromRaw<'a> + Default>(value: Option<Raw<'a>>) -> Result<T, Wrong<'a>> {
    match value {
        Some(value) if !value.is_null() => T::from_raw(value),
        _ => Ok(T::default()),
    }
}

/// A value, or its default and the first thing that was wrong. To give up in the middle of an
/// object would cost code at every key, for all that is made by then.
pub(super) fn kept<'a, T: Default>(
    value: Result<T, Wrong<'a>>,
    wrong: &mut Option<Wrong<'a>>,
) -> T {
    value.unwrap_or_else(|it| {
        wrong.get_or_insert(it);
        T::default()
    })
}

impl<'a, T: FromRaw<'a>> FromRaw<'a> for Option<T> {
    fn from_raw(raw: Raw<'a>) -> Result<Self, Wrong<'a>> {
        T::from_raw(raw).map(Some)
    }
}

/// What an object holds besides the keys of its own.
pub(super) trait Rest<'a> {
    /// `at`: where the key stands.
    fn take(&mut self, at: Raw<'a>, key: Str<'a>, value: Raw<'a>) -> Result<(), Wrong<'a>>;

    fn write(&self, to: &mut Writer);
}

/// Keys of a newer version or of another tool.
#[derive(Debug, Default)]
pub(super) struct Unknown<'a>(pub(super) Vec<(Str<'a>, Piece<'a>)>);

/// JSON that is not understood: as read, or as kept to be written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    Raw(Raw<'a>),
    Node(&'a Node),
}

impl ToJson for Piece<'_> {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Raw(raw) => to.plain(raw.as_str()),
            Self::Node(node) => node.write(to),
        }
    }
}

impl<'a> Rest<'a> for Unknown<'a> {
    fn take(&mut self, at: Raw<'a>, key: Str<'a>, value: Raw<'a>) -> Result<(), Wrong<'a>> {
        if self.0.len() >= MAX_UNKNOWN_KEYS {
            let said = format!("an object has more than {MAX_UNKNOWN_KEYS} unknown keys");
            return Err(at.wrong(said));
        }
        if self.0.iter().any(|(it, _)| it.as_str() == key.as_str()) {
            return Err(at.wrong(format!("duplicate key {:?}", key.as_str())));
        }
        self.0.push((key, Piece::Raw(value)));
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        for (key, piece) in &self.0 {
            to.entry(key.as_str(), piece);
        }
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
    fn take(&mut self, at: Raw<'a>, key: Str<'a>, value: Raw<'a>) -> Result<(), Wrong<'a>> {
        match key.as_str() {
            "annotator" if self.annotator.is_none() => self.annotator = may(Some(value))?,
            "created" if self.created.is_none() => self.created = may(Some(value))?,
            "modified" if self.modified.is_none() => self.modified = may(Some(value))?,
            "origin" if self.origin.is_none() => self.origin = may(Some(value))?,
            known @ ("annotator" | "created" | "modified" | "origin") => {
                return Err(twice(at, known));
            }
            _ => return self.unknown.take(at, key, value),
        }
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.entry_if_set("annotator", &self.annotator);
        to.entry_if_set("created", &self.created);
        to.entry_if_set("modified", &self.modified);
        to.entry_if_set("origin", &self.origin);
        self.unknown.write(to);
    }
}
