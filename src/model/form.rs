//! Records from JSON and to JSON, as kept in journals, codebooks and settings.
//!
//! Each type says once, in a table, what its keys are. JSON is read as one tree, and records
//! are taken out of that.

mod misshapen;
mod values;

use std::collections::BTreeMap;

pub use misshapen::Misshapen;

use super::json::{Limits, Raw, ToJson, Writer};
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

/// The keys of an object that were not taken yet.
#[derive(Debug)]
pub struct Keys(BTreeMap<String, Node>);

impl Keys {
    pub fn of(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Object(keys) => Ok(Self(keys)),
            node => Err(Misshapen::unexpected(&node, "an object")),
        }
    }

    pub fn take<T: FromNode>(&mut self, key: &str) -> Result<T, Misshapen> {
        self.take_or(key, T::absent)?
            .ok_or_else(|| Misshapen::missing(key))
    }

    pub fn take_or_default<T: FromNode + Default>(&mut self, key: &str) -> Result<T, Misshapen> {
        self.take_or(key, || None).map(Option::unwrap_or_default)
    }

    fn take_or<T: FromNode>(
        &mut self,
        key: &str,
        absent: impl FnOnce() -> Option<T>,
    ) -> Result<Option<T>, Misshapen> {
        match self.0.remove(key) {
            Some(node) => T::from_node(node).map(Some).map_err(|it| it.under(key)),
            None => Ok(absent()),
        }
    }

    /// What was not taken.
    pub fn rest(self) -> BTreeMap<String, Node> {
        self.0
    }
}

/// What an enum holds, by the name of the variant.
pub fn variant(node: Node) -> Result<(String, Node), Misshapen> {
    match node {
        Node::Text(name) => return Ok((name, Node::Null)),
        Node::Object(mut all) if all.len() == 1 => {
            if let Some(variant) = all.pop_first() {
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
/// keys that are not known.
macro_rules! form {
    ($name:ident {
        $($field:ident $(: $key:literal)? $(or $otherwise:tt)?),* $(,)?
    } $(keeps $rest:ident)?) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
            ) -> Result<Self, $crate::model::form::Misshapen> {
                let mut keys = $crate::model::form::Keys::of(node)?;
                Ok(Self {
                    $($field: $crate::model::form::form!(
                        @take keys $crate::model::form::form!(@key $field $($key)?), $($otherwise)?
                    ),)*
                    $($rest: keys.rest(),)?
                })
            }
        }

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
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@take $keys:ident $key:expr,) => { $keys.take($key)? };
    (@take $keys:ident $key:expr, ($otherwise:expr)) => {
        $keys.take::<Option<_>>($key)?.unwrap_or_else(|| $otherwise)
    };
    (@take $keys:ident $key:expr, $otherwise:tt) => { $keys.take_or_default($key)? };
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
                let mut keys = Keys::of(value)?;
                Ok(Self::Set {
                    key: keys.take("key")?,
                    before: keys.take("before")?,
                    after: keys.take("after")?,
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
