//! Objects of a file: known keys typed, all others kept as they stand.

use super::values::{Id, Str, When};
use crate::model::Node;
use crate::model::json::{Raw, ToJson, Writer, Wrong};

/// Unknown keys that one object may have.
pub(super) const MAX_UNKNOWN_KEYS: usize = 256;

/// What a value of a file is read as.
///
/// It is read into a place that is there already, so that an object is read by a table of
/// its fields and not by code for each of them.
pub(super) trait FromRaw<'a> {
    fn read(&mut self, raw: Raw<'a>) -> Result<(), Wrong<'a>>;

    fn from_raw(raw: Raw<'a>) -> Result<Self, Wrong<'a>>
    where
        Self: Default,
    {
        let mut it = Self::default();
        it.read(raw).map(|()| it)
    }
}

/// A field of an object; `to` is taken once its key was seen.
pub(super) struct Field<'o, 'a> {
    pub(super) key: &'static str,
    pub(super) must: bool,
    pub(super) to: Option<&'o mut dyn FromRaw<'a>>,
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
            fn read(&mut self, raw: Raw<$life>) -> Result<(), Wrong<$life>> {
                let fields: &mut [Field<'_, $life>] = &mut [$(Field {
                    key: $key,
                    must: object!(@must $rule),
                    to: Some(&mut self.$field),
                }),*];
                read_fields(raw, fields, &mut self.rest)
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
    (@must must) => { true };
    (@must $rule:ident) => { false };
    (@write may $to:ident $key:literal $value:expr) => { $to.entry_if_set($key, &$value) };
    (@write $rule:ident $to:ident $key:literal $value:expr) => { $to.entry($key, &$value) };
}
pub(super) use object;

/// Reads the values of known keys into `fields`, and all others into `rest`.
pub(super) fn read_fields<'a>(
    object: Raw<'a>,
    fields: &mut [Field<'_, 'a>],
    rest: &mut dyn Rest<'a>,
) -> Result<(), Wrong<'a>> {
    for (key, value) in object.members()? {
        let name = Str::from_raw(key)?;
        let Some(field) = fields.iter_mut().find(|it| it.key == name.as_str()) else {
            rest.take(key, name, value)?;
            continue;
        };
        let Some(to) = field.to.take() else {
            return Err(twice(key, field.key));
        };
        if field.must || !value.is_null() {
            to.read(value)?;
        }
    }
    match fields.iter().find(|it| it.must && it.to.is_some()) {
        Some(missing) => Err(object.wrong(format!("missing field `{}`", missing.key))),
        None => Ok(()),
    }
}

fn twice<'a>(at: Raw<'a>, key: &str) -> Wrong<'a> {
    at.wrong(format!("duplicate field `{key}`"))
}

impl<'a, T: FromRaw<'a> + Default> FromRaw<'a> for Option<T> {
    fn read(&mut self, raw: Raw<'a>) -> Result<(), Wrong<'a>> {
        *self = if raw.is_null() {
            None
        } else {
            Some(T::from_raw(raw)?)
        };
        Ok(())
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
            "annotator" if self.annotator.is_none() => self.annotator.read(value)?,
            "created" if self.created.is_none() => self.created.read(value)?,
            "modified" if self.modified.is_none() => self.modified.read(value)?,
            "origin" if self.origin.is_none() => self.origin.read(value)?,
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
