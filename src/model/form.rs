//! Records from JSON and to JSON, as kept in journals, codebooks and settings.
//!
//! Each type says once, in a table, what its keys are. JSON is read as one tree, and records
//! are taken out of that.

mod misshapen;
mod values;

pub use misshapen::Misshapen;

use super::json::{Limits, Raw, ToJson, Writer};
use super::sorted::SortedMap;
use super::{Edit, Node};

/// What can be taken out of JSON.
pub trait FromNode: Sized {
    fn from_node(node: Node) -> Result<Self, Misshapen>;

    /// What stands for a key that is not there, if anything does.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads what this app has written itself.
pub fn read<T: FromNode>(text: &str) -> Result<T, Misshapen> {
    tree(text).and_then(T::from_node)
}

fn tree(text: &str) -> Result<Node, Misshapen> {
    let raw = Raw::of(text).map_err(|it| Misshapen::new(it.to_string()))?;
    Node::of(raw, &mut Limits::OWN.clone()).map_err(|it| Misshapen::new(it.problem))
}

/// The keys of an object and what they hold.
pub fn keys_of(node: Node) -> Result<SortedMap<String, Node>, Misshapen> {
    match node {
        Node::Object(keys) => Ok(keys),
        node => Err(Misshapen::unexpected(&node, "an object")),
    }
}

/// Where the value of a key is put. Not generic, so that a record is read by a table of its
/// fields and not by code for each of them.
pub trait Slot {
    fn put(&mut self, value: Node) -> Result<(), Misshapen>;

    /// Puts what stands for a key that is not there; whether something does.
    fn put_absent(&mut self) -> bool;
}

impl<T: FromNode> Slot for Option<T> {
    fn put(&mut self, value: Node) -> Result<(), Misshapen> {
        *self = Some(T::from_node(value)?);
        Ok(())
    }

    fn put_absent(&mut self) -> bool {
        *self = T::absent();
        self.is_some()
    }
}

/// A field of a record that is being read.
pub struct Field<'a> {
    pub key: &'static str,
    /// Whether the key, or something that stands for it, has to be there.
    pub must: bool,
    pub slot: &'a mut dyn Slot,
}

impl<'a> Field<'a> {
    pub fn must(key: &'static str, slot: &'a mut dyn Slot) -> Self {
        let must = true;
        Self { key, must, slot }
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)
    }
}

/// Fills the slots of an object's fields, and gives back the keys that are none.
pub fn read_fields(
    node: Node,
    fields: &mut [Field<'_>],
) -> Result<SortedMap<String, Node>, Misshapen> {
    let mut keys = keys_of(node)?;
    for Field { key, must, slot } in fields {
        match keys.take(*key) {
            Some(value) => slot.put(value).map_err(|it| it.under(key))?,
            None if !slot.put_absent() && *must => return Err(Misshapen::missing(key)),
            None => {}
        }
    }
    Ok(keys)
}

/// What was read into the slot of a field that must be there.
///
/// # Panics
/// Before [`read_fields`] has filled it.
pub fn filled<T>(slot: Option<T>) -> T {
    slot.expect("a field that must be there was read")
}

/// What an enum holds, by the name of the variant.
pub fn variant(node: Node) -> Result<(String, Node), Misshapen> {
    match node {
        Node::Text(name) => return Ok((name, Node::Null)),
        Node::Object(all) if all.len() == 1 => {
            if let Some(variant) = all.into_iter().next() {
                return Ok(variant);
            }
        }
        _ => {}
    }
    Err(Misshapen::new("expected a variant"))
}

/// Whether `name` is what `Variant` is called in JSON: in `snake_case`.
pub fn is_variant(name: &str, variant: &str) -> bool {
    let mut name = name.chars();
    variant.chars().enumerate().all(|(at, letter)| {
        let capital = letter.is_ascii_uppercase();
        (!capital || at == 0 || name.next() == Some('_'))
            && name.next() == Some(letter.to_ascii_lowercase())
    }) && name.next().is_none()
}

pub fn unknown_variant<T>(name: &str) -> Result<T, Misshapen> {
    Err(Misshapen::new(format!("unknown variant `{name}`")))
}

pub fn pair(node: Node) -> Result<(Node, Node), Misshapen> {
    let bad = || Misshapen::new("expected two values");
    let Node::List(all) = node else {
        return Err(bad());
    };
    let [one, two] = <[Node; 2]>::try_from(all).map_err(|_| bad())?;
    Ok((one, two))
}

pub fn text(node: Node) -> Result<String, Misshapen> {
    match node {
        Node::Text(text) => Ok(text),
        node => Err(Misshapen::unexpected(&node, "a string")),
    }
}

/// The form of a record: its keys in the order in which they are written.
///
/// A key must be there, unless something stands behind `or`: `default`, which is written all
/// the same; `nothing`, which is not; or a value in parentheses. `keeps` names the field for
/// keys that are not known. `only read` stands before what is written in another way.
macro_rules! form {
    ($name:ident {
        $($field:ident $(: $key:literal)? $(or $otherwise:tt)?),* $(,)?
    } $(keeps $rest:ident)?) => {
        $crate::model::form::form!(only read $name {
            $($field $(: $key)? $(or $otherwise)?),*
        } $(keeps $rest)?);

        impl $crate::model::json::ToJson for $name {
            fn write(&self, to: &mut $crate::model::json::Writer) {
                to.object(|to| {
                    $($crate::model::form::form!(
                        @put to $crate::model::form::form!(@key $field $($key)?),
                        self.$field, $($otherwise)?
                    );)*
                    $(for (key, value) in &self.$rest {
                        to.entry(key, value);
                    })?
                });
            }
        }
    };
    (only read $name:ident {
        $($field:ident $(: $key:literal)? $(or $otherwise:tt)?),* $(,)?
    } $(keeps $rest:ident)?) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
            ) -> Result<Self, $crate::model::form::Misshapen> {
                $(let mut $field = $crate::model::form::form!(@slot $($otherwise)?);)*
                let _rest = $crate::model::form::read_fields(node, &mut [
                    $($crate::model::form::Field {
                        key: $crate::model::form::form!(@key $field $($key)?),
                        must: $crate::model::form::form!(@must $($otherwise)?),
                        slot: &mut $field,
                    }),*
                ])?;
                Ok(Self {
                    $($field: $crate::model::form::form!(@value $field $($otherwise)?),)*
                    $($rest: _rest,)?
                })
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@slot ($otherwise:expr)) => { None::<Option<_>> };
    (@slot $($otherwise:tt)?) => { None };
    (@must) => { true };
    (@must $otherwise:tt) => { false };
    (@value $slot:ident) => { $crate::model::form::filled($slot) };
    (@value $slot:ident ($otherwise:expr)) => { $slot.flatten().unwrap_or_else(|| $otherwise) };
    (@value $slot:ident $otherwise:tt) => { $slot.unwrap_or_default() };
    (@put $to:ident $key:expr, $value:expr, nothing) => { $to.entry_if_set($key, &$value) };
    (@put $to:ident $key:expr, $value:expr, $($otherwise:tt)?) => { $to.entry($key, &$value) };
}
pub(crate) use form;

/// The form of an enum of which each variant holds one value.
macro_rules! form_of_variants {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
            ) -> Result<Self, $crate::model::form::Misshapen> {
                use $crate::model::form::{FromNode, is_variant, unknown_variant, variant};
                let (name, value) = variant(node)?;
                match name.as_str() {
                    $(it if is_variant(it, stringify!($variant)) => {
                        Ok(Self::$variant(FromNode::from_node(value)?))
                    })*
                    _ => unknown_variant(&name),
                }
            }
        }

        impl $crate::model::json::ToJson for $name {
            fn write(&self, to: &mut $crate::model::json::Writer) {
                match self {
                    $(Self::$variant(value) => to.variant(stringify!($variant), value),)*
                }
            }
        }
    };
}
pub(crate) use form_of_variants;

/// The form of what is written as one of some words.
macro_rules! form_of_words {
    ($($name:ident),*) => {$(
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
            ) -> Result<Self, $crate::model::form::Misshapen> {
                let word = $crate::model::form::text(node)?;
                word.parse()
                    .or_else(|_| $crate::model::form::unknown_variant(&word))
            }
        }

        impl $crate::model::json::ToJson for $name {
            fn write(&self, to: &mut $crate::model::json::Writer) {
                to.text(<&str>::from(*self));
            }
        }
    )*};
}
pub(crate) use form_of_words;

impl<R: FromNode, K: FromNode, F: FromNode> FromNode for Edit<R, K, F> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let (name, value) = variant(node)?;
        match name.as_str() {
            "add" => Ok(Self::Add(R::from_node(value)?)),
            "remove" => Ok(Self::Remove(R::from_node(value)?)),
            "set" => {
                let (mut key, mut before, mut after) = (None, None, None);
                read_fields(
                    value,
                    &mut [
                        Field::must("key", &mut key),
                        Field::must("before", &mut before),
                        Field::must("after", &mut after),
                    ],
                )?;
                Ok(Self::Set {
                    key: filled(key),
                    before: filled(before),
                    after: filled(after),
                })
            }
            _ => unknown_variant(&name),
        }
    }
}

impl<R: ToJson, K: ToJson, F: ToJson> ToJson for Edit<R, K, F> {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Add(record) => to.variant("add", record),
            Self::Remove(record) => to.variant("remove", record),
            Self::Set { key, before, after } => {
                to.variant("set", &Set { key, before, after });
            }
        }
    }
}

/// What an edit sets.
struct Set<'a> {
    key: &'a dyn ToJson,
    before: &'a dyn ToJson,
    after: &'a dyn ToJson,
}

impl ToJson for Set<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            to.entry("key", self.key);
            to.entry("before", self.before);
            to.entry("after", self.after);
        });
    }
}
