//! Records out of JSON, as kept in journals.
//!
//! `serde`'s derived readers come as code anew for every record and every field, some
//! kilobytes each time. Here JSON is read as one tree, and records are taken out of that.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use smallvec::{Array, SmallVec};
use thiserror::Error;

use super::{AttributeValue, Codebook, Edit, Node, TextHash, Timestamp};
use crate::text::TextSpan;

/// JSON that is not of the form it should have.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Misshapen(String);

impl Misshapen {
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    fn expected(what: &str) -> Self {
        Self(format!("expected {what}"))
    }
}

/// What can be taken out of JSON.
pub trait FromNode: Sized {
    fn from_node(node: Node) -> Result<Self, Misshapen>;

    /// What stands for a key that is not there, if anything does.
    fn absent() -> Option<Self> {
        None
    }
}

/// The keys of an object that were not taken yet.
#[derive(Debug)]
pub struct Keys(BTreeMap<String, Node>);

impl Keys {
    pub fn of(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Object(keys) => Ok(Self(keys)),
            _ => Err(Misshapen::expected("an object")),
        }
    }

    pub fn take<T: FromNode>(&mut self, key: &str) -> Result<T, Misshapen> {
        match self.0.remove(key) {
            Some(node) => T::from_node(node),
            None => T::absent().ok_or_else(|| missing(key)),
        }
    }

    pub fn take_or_default<T: FromNode + Default>(&mut self, key: &str) -> Result<T, Misshapen> {
        self.0
            .remove(key)
            .map_or_else(|| Ok(T::default()), T::from_node)
    }
}

fn missing(key: &str) -> Misshapen {
    Misshapen(format!("missing field `{key}`"))
}

/// What an enum holds, by the name of the variant.
pub fn variant(node: Node) -> Result<(String, Node), Misshapen> {
    let bad = || Misshapen::expected("a variant");
    match node {
        Node::Text(name) => Ok((name, Node::Null)),
        Node::Object(mut all) if all.len() == 1 => all.pop_first().ok_or_else(bad),
        _ => Err(bad()),
    }
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
    Err(Misshapen(format!("unknown variant `{name}`")))
}

pub fn pair(node: Node) -> Result<(Node, Node), Misshapen> {
    let bad = || Misshapen::expected("two values");
    let Node::List(all) = node else {
        return Err(bad());
    };
    let [one, two] = <[Node; 2]>::try_from(all).map_err(|_| bad())?;
    Ok((one, two))
}

pub fn text(node: Node) -> Result<String, Misshapen> {
    match node {
        Node::Text(text) => Ok(text),
        _ => Err(Misshapen::expected("a string")),
    }
}

fn list(node: Node) -> Result<Vec<Node>, Misshapen> {
    match node {
        Node::List(all) => Ok(all),
        _ => Err(Misshapen::expected("a list")),
    }
}

/// Takes a record out of an object. Behind the semicolon: what is empty when absent.
macro_rules! form {
    ($name:ident { $($field:ident $(: $key:literal)?),* $(; $($may:ident),*)? }) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
            ) -> Result<Self, $crate::model::form::Misshapen> {
                let mut keys = $crate::model::form::Keys::of(node)?;
                Ok(Self {
                    $($field: keys.take($crate::model::form::form!(@key $field $($key)?))?,)*
                    $($($may: keys.take_or_default(stringify!($may))?,)*)?
                })
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(crate) use form;

/// Takes an enum of which each variant holds one value out of JSON.
macro_rules! form_of_variants {
    ($name:ident { $($variant:ident),* }) => {
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
    };
}
pub(crate) use form_of_variants;

/// Takes what is written as a string out of JSON.
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

impl FromNode for Node {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        Ok(node)
    }
}

impl FromNode for String {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        text(node)
    }
}

impl FromNode for bool {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Flag(flag) => Ok(flag),
            _ => Err(Misshapen::expected("true or false")),
        }
    }
}

impl FromNode for i64 {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Whole(number) => Ok(number),
            _ => Err(Misshapen::expected("a whole number")),
        }
    }
}

impl FromNode for u64 {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Natural(number) => Ok(number),
            node => u64::try_from(i64::from_node(node)?)
                .map_err(|_| Misshapen::expected("a natural number")),
        }
    }
}

impl FromNode for u32 {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        u32::try_from(u64::from_node(node)?).map_err(|_| Misshapen::expected("a smaller number"))
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Null => Ok(None),
            node => T::from_node(node).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromNode> FromNode for Rc<T> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        T::from_node(node).map(Self::new)
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        list(node)?.into_iter().map(T::from_node).collect()
    }
}

impl<A: Array<Item: FromNode>> FromNode for SmallVec<A> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        list(node)?.into_iter().map(FromNode::from_node).collect()
    }
}

impl<K: From<String> + Ord, V: FromNode> FromNode for BTreeMap<K, V> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let mut map = Self::new();
        for (key, value) in Keys::of(node)?.0 {
            map.insert(key.into(), V::from_node(value)?);
        }
        Ok(map)
    }
}

impl FromNode for AttributeValue {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Flag(flag) => Ok(Self::Flag(flag)),
            Node::Text(one) => Ok(Self::One(one.into())),
            node => {
                let mut many = std::collections::BTreeSet::new();
                for one in list(node)? {
                    many.insert(text(one)?.into());
                }
                Ok(Self::Many(many))
            }
        }
    }
}

impl FromNode for TextHash {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        Self::try_from(text(node)?).map_err(|it| Misshapen(it.to_string()))
    }
}

impl FromNode for TextSpan {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let (start, end) = pair(node)?;
        Self::of_bytes(u32::from_node(start)?, u32::from_node(end)?)
            .map_err(|it| Misshapen(it.to_string()))
    }
}

impl FromNode for Timestamp {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        i64::from_node(node).map(Self::of_millis)
    }
}

impl FromNode for Codebook {
    /// Codebooks are also read from files, so there is a reader for their text.
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let bad = |it: serde_json::Error| Misshapen(it.to_string());
        let text = serde_json::to_string(&node).map_err(bad)?;
        serde_json::from_str(&text).map_err(bad)
    }
}

impl<'a> Deserialize<'a> for Node {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'a> Visitor<'a> for Any {
            type Value = Node;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("JSON")
            }

            fn visit_unit<E: Error>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<Node, E> {
                Ok(Node::Flag(flag))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Node, E> {
                Ok(Node::Whole(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
                Ok(i64::try_from(number).map_or(Node::Natural(number), Node::Whole))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Node, E> {
                Ok(Node::Number(number))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Node, E> {
                Ok(Node::Text(text))
            }

            fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(node) = seq.next_element()? {
                    list.push(node);
                }
                Ok(Node::List(list))
            }

            fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut object = BTreeMap::new();
                while let Some((key, node)) = map.next_entry()? {
                    object.insert(key, node);
                }
                Ok(Node::Object(object))
            }
        }
        from.deserialize_any(Any)
    }
}
