use std::fmt::Debug;

use super::Reference;

/// Something somebody decided, kept in a table of the project under its key.
pub trait Record: Clone + PartialEq + Debug {
    type Key: Clone + Ord + Debug;
    /// One changeable property with a value.
    type Field: Clone + PartialEq + Debug;

    fn key(&self) -> Self::Key;

    /// The present value of the property that `like` names.
    fn field(&self, like: &Self::Field) -> Self::Field;

    fn set(&mut self, field: Self::Field);

    /// The record as others refer to it.
    fn reference(key: &Self::Key) -> Reference;

    /// The records this one cannot exist without, or names.
    fn refers_to(&self) -> Vec<Reference>;
}

/// A change to one record; its inverse is a swap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit<R, K, F> {
    Add(R),
    Remove(R),
    Set { key: K, before: F, after: F },
}

/// The edit of a record type.
pub type EditOf<R> = Edit<R, <R as Record>::Key, <R as Record>::Field>;

impl<R, K, F> Edit<R, K, F> {
    pub fn inverse(self) -> Self {
        match self {
            Self::Add(record) => Self::Remove(record),
            Self::Remove(record) => Self::Add(record),
            Self::Set { key, before, after } => Self::Set {
                key,
                before: after,
                after: before,
            },
        }
    }
}

/// Declares the changeable properties of a record.
///
/// `each NAME(Key => Value) = map` behind the braces makes one property of every entry of a map.
macro_rules! fields {
    ($record:ident => $field:ident {
        $($name:ident($type:ty) = $($path:ident).+,)*
    } $(each $each:ident($key:ty => $value:ty) = $map:ident)?) => {
        /// A changeable property with a value.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $field {
            $($name($type),)*
            $($each($key, Option<$value>),)?
        }

        impl $field {
            /// Which property it is.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)*
                    $(Self::$each(..) => stringify!($each),)?
                }
            }
        }

        impl crate::model::form::FromNode for $field {
            fn from_node(
                node: crate::model::Node,
                decoder: &mut crate::model::form::Decoder,
            ) -> Self {
                use crate::model::form::{FromNode, read_variant};
                read_variant!(node, decoder,
                    $($name(value) => Self::$name(FromNode::from_node(value, decoder)),)*
                    $($each(value) => {
                        let (key, value) = decoder.pair(value);
                        Self::$each(
                            FromNode::from_node(key, decoder),
                            FromNode::from_node(value, decoder),
                        )
                    },)?
                )
            }
        }

        impl crate::model::json::ToJson for $field {
            fn write(&self, to: &mut crate::model::json::Writer) {
                match self {
                    $(Self::$name(value) => to.variant(stringify!($name), value),)*
                    $(Self::$each(key, value) => {
                        to.variant(stringify!($each), &crate::model::json::Pair(key, value));
                    })?
                }
            }
        }

        impl $record {
            pub(in crate::model) fn field_of(&self, like: &$field) -> $field {
                match like {
                    $($field::$name(_) => $field::$name(self.$($path).+.clone()),)*
                    $($field::$each(key, _) => {
                        $field::$each(key.clone(), self.$map.get(key).cloned())
                    })?
                }
            }

            pub(in crate::model) fn set_field(&mut self, field: $field) {
                match field {
                    $($field::$name(value) => self.$($path).+ = value,)*
                    $($field::$each(key, Some(value)) => { self.$map.insert(key, value); })?
                    $($field::$each(key, None) => { self.$map.remove(&key); })?
                }
            }
        }
    };
}
pub(in crate::model) use fields;

/// Implements [`Record`] from a key, the record's name among references, its fields, and
/// what it refers to.
macro_rules! record {
    ($record:ident, $field:ident, $reference:ident, $key_type:ty,
     |$this:ident| $key:expr, |$me:ident| $refers:expr) => {
        impl crate::model::Record for $record {
            type Key = $key_type;
            type Field = $field;

            fn key(&self) -> $key_type {
                let $this = self;
                $key
            }

            fn field(&self, like: &$field) -> $field {
                self.field_of(like)
            }

            fn set(&mut self, field: $field) {
                self.set_field(field);
            }

            fn reference(key: &$key_type) -> crate::model::Reference {
                crate::model::Reference::$reference(key.clone())
            }

            fn refers_to(&self) -> Vec<crate::model::Reference> {
                let $me = self;
                $refers
            }
        }
    };
}
pub(in crate::model) use record;

/// Gives a record with provenance `edited`: the changes that set a field and the time of
/// the edit, or none when the field already has that value.
macro_rules! edited {
    ($($record:ident $field:ident;)*) => {$(
        impl $record {
            /// The changes that set one field at a time; none when it already has the value.
            pub fn edited(
                &self,
                after: $field,
                at: crate::model::Timestamp,
            ) -> Vec<crate::model::Change> {
                use crate::model::{Change, Edit, Record};
                let mut changes = Vec::new();
                for after in [after, $field::Modified(at)] {
                    let before = self.field(&after);
                    if before == after {
                        if changes.is_empty() {
                            break;
                        }
                        continue;
                    }
                    let key = self.key();
                    changes.push(Change::$record(Edit::Set { key, before, after }));
                }
                changes
            }
        }
    )*};
}
pub(in crate::model) use edited;
