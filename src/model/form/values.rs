//! The forms of single values.

use std::rc::Rc;

use smallvec::{Array, SmallVec};

use super::{FromNode, Misshapen, keys_of, pair, text};
use crate::model::json::{ToJson, Writer};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{AttributeValue, Node, TextHash, Timestamp};
use crate::text::TextSpan;

fn list(node: Node) -> Result<Vec<Node>, Misshapen> {
    match node {
        Node::List(all) => Ok(all),
        node => Err(Misshapen::unexpected(&node, "a list")),
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
            node => Err(Misshapen::unexpected(&node, "a boolean")),
        }
    }
}

impl FromNode for i64 {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Whole(number) => Ok(number),
            node => Err(Misshapen::unexpected(&node, "a whole number")),
        }
    }
}

impl FromNode for u64 {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        match node {
            Node::Natural(number) => Ok(number),
            node => u64::try_from(i64::from_node(node)?)
                .map_err(|_| Misshapen::new("expected a natural number")),
        }
    }
}

impl FromNode for u32 {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        u32::try_from(u64::from_node(node)?)
            .map_err(|_| Misshapen::new("expected a smaller number"))
    }
}

impl FromNode for usize {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        Self::try_from(u64::from_node(node)?)
            .map_err(|_| Misshapen::new("expected a smaller number"))
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
        let list = list(node)?;
        let mut items = Self::with_capacity(list.len());
        for (at, item) in list.into_iter().enumerate() {
            items.push(T::from_node(item).map_err(|it| it.at(at))?);
        }
        Ok(items)
    }
}

impl<A: Array<Item: FromNode>> FromNode for SmallVec<A> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let mut items = Self::new();
        for item in list(node)? {
            items.push(FromNode::from_node(item)?);
        }
        Ok(items)
    }
}

impl<K: From<String> + Ord, V: FromNode> FromNode for SortedMap<K, V> {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let mut map = Self::new();
        for (key, value) in keys_of(node)? {
            let value = V::from_node(value).map_err(|it| it.under(&key))?;
            map.insert(key.into(), value);
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
                let mut many = SortedSet::new();
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
        Self::try_from(text(node)?).map_err(|it| Misshapen::new(it.to_string()))
    }
}

impl FromNode for TextSpan {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        let (start, end) = pair(node)?;
        Self::of_bytes(u32::from_node(start)?, u32::from_node(end)?)
            .map_err(|it| Misshapen::new(it.to_string()))
    }
}

impl FromNode for Timestamp {
    fn from_node(node: Node) -> Result<Self, Misshapen> {
        i64::from_node(node).map(Self::of_millis)
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
