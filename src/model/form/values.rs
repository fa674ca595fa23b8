//! The forms of single values.

use std::rc::Rc;

use smallvec::{Array, SmallVec};

use super::{Decoder, FromNode};
use crate::model::json::{ToJson, Writer};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{AttributeValue, BadHash, Node, TextHash, Timestamp};
use crate::text::TextSpan;

impl FromNode for Node {
    fn from_node(node: Node, _: &mut Decoder) -> Self {
        node
    }
}

impl FromNode for String {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        decoder.text(node)
    }
}

impl FromNode for bool {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        match node {
            Node::Flag(flag) => flag,
            node => {
                decoder.unexpected(&node, "a boolean");
                false
            }
        }
    }
}

impl FromNode for i64 {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        match node {
            Node::Whole(number) => number,
            node => {
                decoder.unexpected(&node, "a whole number");
                0
            }
        }
    }
}

impl FromNode for u64 {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        match node {
            Node::Natural(number) => number,
            node => i64::from_node(node, decoder)
                .try_into()
                .unwrap_or_else(|_| {
                    decoder.fail("expected a natural number");
                    0
                }),
        }
    }
}

/// A number that is kept in fewer bits.
fn smaller<T: TryFrom<u64> + Default>(node: Node, decoder: &mut Decoder) -> T {
    T::try_from(u64::from_node(node, decoder)).unwrap_or_else(|_| {
        decoder.fail("expected a smaller number");
        T::default()
    })
}

impl FromNode for u32 {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        smaller(node, decoder)
    }
}

impl FromNode for usize {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        smaller(node, decoder)
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        match node {
            Node::Null => None,
            node => Some(T::from_node(node, decoder)),
        }
    }
}

impl<T: FromNode> FromNode for Rc<T> {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        Self::new(T::from_node(node, decoder))
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        let list = decoder.list(node);
        let items = list.into_iter().enumerate();
        items.map(|it| decoder.item(it)).collect()
    }
}

impl<A: Array<Item: FromNode>> FromNode for SmallVec<A> {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        let list = decoder.list(node);
        let items = list.into_iter().enumerate();
        items.map(|it| decoder.item(it)).collect()
    }
}

impl<K: From<String> + Ord, V: FromNode> FromNode for SortedMap<K, V> {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        let mut map = Self::new();
        for (key, value) in decoder.keys(node) {
            let value = decoder.entry(&key, value);
            map.insert(key.into(), value);
        }
        map
    }
}

impl FromNode for AttributeValue {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        match node {
            Node::Flag(flag) => Self::Flag(flag),
            Node::Text(one) => Self::One(one.into()),
            node => {
                let mut many = SortedSet::new();
                for one in decoder.list(node) {
                    many.insert(decoder.text(one).into());
                }
                Self::Many(many)
            }
        }
    }
}

impl FromNode for TextHash {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        decoder.text(node).try_into().unwrap_or_else(|it: BadHash| {
            decoder.fail(&it.to_string());
            Self([0; 32])
        })
    }
}

impl FromNode for TextSpan {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        let (start, end) = decoder.pair(node);
        let (start, end) = (u32::from_node(start, decoder), u32::from_node(end, decoder));
        Self::of_bytes(start, end).unwrap_or_else(|it| {
            decoder.fail(&it.to_string());
            Self::FIRST_BYTE
        })
    }
}

impl FromNode for Timestamp {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        Self::of_millis(i64::from_node(node, decoder))
    }
}

impl ToJson for AttributeValue {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Flag(flag) => flag.write(to),
            Self::One(one) => one.write(to),
            Self::Many(many) => many.write(to),
        }
    }
}

impl ToJson for TextHash {
    fn write(&self, to: &mut Writer) {
        to.text(&self.to_string());
    }
}

impl ToJson for TextSpan {
    fn write(&self, to: &mut Writer) {
        to.list([self.start().get(), self.end().get()]);
    }
}

impl ToJson for Timestamp {
    fn write(&self, to: &mut Writer) {
        self.millis().write(to);
    }
}
