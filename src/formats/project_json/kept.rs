//! Where unknown keys are kept in the model, and how they come back.
//!
//! A record's own unknown keys are its `extra`. Objects without a record keep theirs there
//! too, under reserved names: `@file` in the project, `@source` in the revision,
//! `@fragments` (a list, one entry for each) and `@attributes` (values that are not
//! understood) in the annotation, `@from` and `@to` in the relation. A key of the file that
//! begins with `@` gets a second one, so that nothing clashes.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::containers::Entries;
use super::object::{Piece, Unknown};
use super::v1;
use super::values::{Attribute, Str};
use crate::model::{AttributeValue, Attributes, Extra, Node, ValueId};

/// Values, and bytes of strings, of all that is not understood in one file.
pub(super) const MAX_NODES: usize = 1_000_000;
pub(super) const MAX_NODE_TEXT: usize = 16_000_000;

/// JSON that is not understood and cannot be kept.
#[derive(Debug)]
pub(super) struct Unkept<'a> {
    pub(super) raw: &'a RawValue,
    pub(super) error: serde_json::Error,
}

/// Keeps unknown keys while there is room.
#[derive(Debug)]
pub(super) struct Keeper {
    nodes: usize,
    text: usize,
}

impl Default for Keeper {
    fn default() -> Self {
        Self {
            nodes: MAX_NODES,
            text: MAX_NODE_TEXT,
        }
    }
}

impl Keeper {
    pub(super) fn node<'a>(&mut self, piece: Piece<'a>) -> Result<Node, Unkept<'a>> {
        match piece {
            Piece::Node(node) => Ok(node.clone()),
            Piece::Raw(raw) => {
                let mut json = serde_json::Deserializer::from_str(raw.get());
                Seed(self)
                    .deserialize(&mut json)
                    .map_err(|error| Unkept { raw, error })
            }
        }
    }

    /// Unknown keys as an object of their own; `None` without any.
    pub(super) fn object<'a>(&mut self, unknown: Unknown<'a>) -> Result<Option<Node>, Unkept<'a>> {
        let mut object = BTreeMap::new();
        for (key, piece) in unknown.0 {
            object.insert(key.into_string(), self.node(piece)?);
        }
        Ok((!object.is_empty()).then_some(Node::Object(object)))
    }

    /// A record's `extra`: its unknown keys, and what is kept in it under reserved names.
    pub(super) fn extra<'a>(
        &mut self,
        unknown: Unknown<'a>,
        reserved: impl IntoIterator<Item = (&'static str, Option<Node>)>,
    ) -> Result<Extra, Unkept<'a>> {
        let mut extra = BTreeMap::new();
        for (key, piece) in unknown.0 {
            let key = key.into_string();
            let key = if key.starts_with('@') {
                format!("@{key}")
            } else {
                key
            };
            extra.insert(key, self.node(piece)?);
        }
        for (name, node) in reserved {
            if let Some(node) = node {
                extra.insert(name.to_owned(), node);
            }
        }
        Ok((!extra.is_empty()).then(|| Rc::new(extra)))
    }

    /// The attributes that are understood, and the others.
    pub(super) fn attributes<'a>(
        &mut self,
        entries: v1::Attributes<'a>,
    ) -> Result<(Attributes, Option<Node>), Unkept<'a>> {
        let (mut known, mut others) = (Attributes::new(), BTreeMap::new());
        for (key, attribute) in entries.0 {
            let value = match attribute {
                Attribute::Flag(flag) => AttributeValue::Flag(flag),
                Attribute::One(one) => AttributeValue::one(one.as_str()),
                Attribute::Many(many) => {
                    AttributeValue::Many(many.iter().map(|it| ValueId::from(it.as_str())).collect())
                }
                Attribute::Other(piece) => {
                    others.insert(key.into_string(), self.node(piece)?);
                    continue;
                }
            };
            known.insert(key.as_str().into(), value);
        }
        Ok((known, (!others.is_empty()).then_some(Node::Object(others))))
    }

    fn spend<E: Error>(&mut self, text: usize) -> Result<(), E> {
        let left = self.nodes.checked_sub(1).zip(self.text.checked_sub(text));
        let Some((nodes, text)) = left else {
            return Err(E::custom("the file has too much that is not understood"));
        };
        (self.nodes, self.text) = (nodes, text);
        Ok(())
    }
}

struct Seed<'k>(&'k mut Keeper);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Flag(flag))
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Whole(whole))
    }

    fn visit_u64<E: Error>(self, natural: u64) -> Result<Node, E> {
        self.0.spend(0)?;
        Ok(i64::try_from(natural).map_or(Node::Natural(natural), Node::Whole))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.0.spend(text.len())?;
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        self.0.spend(0)?;
        let mut list = Vec::new();
        while let Some(node) = seq.next_element_seed(Seed(self.0))? {
            list.push(node);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.0.spend(0)?;
        let mut object = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            self.0.spend(key.len())?;
            if object.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate key {key:?}")));
            }
            object.insert(key, map.next_value_seed(Seed(self.0))?);
        }
        Ok(Node::Object(object))
    }
}

/// The unknown keys of a record itself.
pub(super) fn own(extra: &Extra) -> Unknown<'_> {
    let keys = extra.iter().flat_map(|it| it.iter());
    let own = keys.filter_map(|(key, node)| {
        let key = match key.strip_prefix('@') {
            None => key,
            Some(escaped) if escaped.starts_with('@') => escaped,
            Some(_) => return None,
        };
        Some((Str::from(key), Piece::Node(node)))
    });
    Unknown(own.collect())
}

/// What is kept in a record under a reserved name.
pub(super) fn reserved<'a>(extra: &'a Extra, name: &str) -> Option<&'a Node> {
    extra.as_ref()?.get(name)
}

/// A kept object as unknown keys.
pub(super) fn unknown(node: Option<&Node>) -> Unknown<'_> {
    let Some(Node::Object(object)) = node else {
        return Unknown::default();
    };
    let keys = object.iter();
    Unknown(
        keys.map(|(key, node)| (key.as_str().into(), Piece::Node(node)))
            .collect(),
    )
}

/// The attributes of a record with those that are not understood; what was set since wins.
pub(super) fn attributes<'a>(set: &'a Attributes, extra: &'a Extra) -> v1::Attributes<'a> {
    let others = unknown(reserved(extra, "@attributes")).0;
    let others = others
        .into_iter()
        .map(|(key, piece)| (key, Attribute::Other(piece)));
    let set = set
        .iter()
        .map(|(key, value)| (Str::from(key.as_str()), Attribute::from(value)));
    let all: BTreeMap<Str<'a>, Attribute<'a>> = others.chain(set).collect();
    Entries(all.into_iter().collect())
}
