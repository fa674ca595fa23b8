//! Objects of a file: known keys typed, all others kept as they stand.
//!
//! serde's `flatten` would do this, but it buffers every unknown value without bounds and
//! cannot carry raw JSON.

use serde::de::{Error, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::values::{Id, Str, When};
use crate::model::Node;

/// Unknown keys that one object may have.
pub(super) const MAX_UNKNOWN_KEYS: usize = 256;

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
        #[derive(Debug)]
        #[allow(clippy::struct_field_names, reason = "fields are named as keys of the file")]
        pub(super) struct $name<$life> {
            $(pub(super) $field: $type,)*
            pub(super) rest: $rest,
        }

        impl<$life> serde::Deserialize<$life> for $name<$life> {
            fn deserialize<D: serde::Deserializer<$life>>(from: D) -> Result<Self, D::Error> {
                struct Keys<$life>(std::marker::PhantomData<&$life ()>);

                impl<$life> serde::de::Visitor<$life> for Keys<$life> {
                    type Value = $name<$life>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<$life>>(
                        self,
                        mut map: A,
                    ) -> Result<Self::Value, A::Error> {
                        $(let mut $field: Option<$type> = None;)*
                        let mut rest = <$rest>::default();
                        while let Some(key) = map.next_key::<Str<$life>>()? {
                            match key.as_str() {
                                $($key => {
                                    if $field.is_some() {
                                        return Err(serde::de::Error::duplicate_field($key));
                                    }
                                    $field = Some(object!(@value $rule map $type));
                                })*
                                _ => Rest::take(&mut rest, key, &mut map)?,
                            }
                        }
                        Ok($name { $($field: object!(@absent $rule $field $key),)* rest })
                    }
                }
                from.deserialize_map(Keys(std::marker::PhantomData))
            }
        }

        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let mut map = to.serialize_map(None)?;
                $(
                    if object!(@written $rule self.$field) {
                        map.serialize_entry($key, &self.$field)?;
                    }
                )*
                Rest::write(&self.rest, &mut map)?;
                map.end()
            }
        }
    };
    (@value must $map:ident $type:ty) => { $map.next_value::<$type>()? };
    (@value $rule:ident $map:ident $type:ty) => {
        $map.next_value::<Option<$type>>()?.unwrap_or_default()
    };
    (@absent must $field:ident $key:literal) => {
        $field.ok_or_else(|| serde::de::Error::missing_field($key))?
    };
    (@absent $rule:ident $field:ident $key:literal) => { $field.unwrap_or_default() };
    (@written may $value:expr) => { !Absent::is_absent(&$value) };
    (@written $rule:ident $value:expr) => { true };
}
pub(super) use object;

/// What is not written when unset.
pub(super) trait Absent {
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}

impl Absent for Str<'_> {
    fn is_absent(&self) -> bool {
        self.as_str().is_empty()
    }
}

/// What an object holds besides the keys of its own.
pub(super) trait Rest<'a>: Default {
    fn take<A: MapAccess<'a>>(&mut self, key: Str<'a>, map: &mut A) -> Result<(), A::Error>;

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// Keys of a newer version or of another tool.
#[derive(Debug, Default)]
pub(super) struct Unknown<'a>(pub(super) Vec<(Str<'a>, Piece<'a>)>);

/// JSON that is not understood: as read, or as kept to be written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    Raw(&'a RawValue),
    Node(&'a Node),
}

impl Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Raw(raw) => raw.serialize(to),
            Self::Node(node) => node.serialize(to),
        }
    }
}

impl<'a> Rest<'a> for Unknown<'a> {
    fn take<A: MapAccess<'a>>(&mut self, key: Str<'a>, map: &mut A) -> Result<(), A::Error> {
        if self.0.len() >= MAX_UNKNOWN_KEYS {
            let said = format!("an object has more than {MAX_UNKNOWN_KEYS} unknown keys");
            return Err(A::Error::custom(said));
        }
        if self.0.iter().any(|(it, _)| it.as_str() == key.as_str()) {
            return Err(A::Error::custom(format!(
                "duplicate key {:?}",
                key.as_str()
            )));
        }
        self.0.push((key, Piece::Raw(map.next_value()?)));
        Ok(())
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0
            .iter()
            .try_for_each(|(key, piece)| map.serialize_entry(key, piece))
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
    fn take<A: MapAccess<'a>>(&mut self, key: Str<'a>, map: &mut A) -> Result<(), A::Error> {
        match key.as_str() {
            "annotator" => once(&mut self.annotator, "annotator", map),
            "created" => once(&mut self.created, "created", map),
            "modified" => once(&mut self.modified, "modified", map),
            "origin" => once(&mut self.origin, "origin", map),
            _ => self.unknown.take(key, map),
        }
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(annotator) = &self.annotator {
            map.serialize_entry("annotator", annotator)?;
        }
        if let Some(created) = &self.created {
            map.serialize_entry("created", created)?;
        }
        if let Some(modified) = &self.modified {
            map.serialize_entry("modified", modified)?;
        }
        if let Some(origin) = &self.origin {
            map.serialize_entry("origin", origin)?;
        }
        self.unknown.write(map)
    }
}

fn once<'a, T: serde::Deserialize<'a>, A: MapAccess<'a>>(
    value: &mut Option<T>,
    key: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    if value.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *value = map.next_value()?;
    Ok(())
}
