//! The forms of single values.

use std::rc::Rc;

use smallvec::{Array, SmallVec};

use super::{Decoder, FromJson};
use crate::model::json::{ToJson, Writer};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{AttributeValue, Attributes, BadHash, Node, TextHash, Timestamp};
use crate::text::TextSpan;

impl FromJson for Node {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        decoder.node()
    }
}

impl FromJson for String {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        decoder.text().into_owned()
    }
}

impl FromJson for bool {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        decoder.value().flag().unwrap_or_else(|wrong| {
            decoder.wrong(&wrong);
            false
        })
    }
}

impl FromJson for i64 {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let raw = decoder.value();
        raw.as_str().parse().unwrap_or_else(|_| {
            decoder.wrong(&raw.unexpected("a whole number"));
            0
        })
    }
}

impl FromJson for u64 {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let raw = decoder.value();
        raw.as_str().parse().unwrap_or_else(|_| {
            decoder.wrong(&raw.unexpected("a natural number"));
            0
        })
    }
}

/// A number that is kept in fewer bits.
fn smaller<T: TryFrom<u64> + Default>(decoder: &mut Decoder<'_>) -> T {
    T::try_from(u64::from_json(decoder)).unwrap_or_else(|_| {
        decoder.fail("expected a smaller number");
        T::default()
    })
}

impl FromJson for u32 {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        smaller(decoder)
    }
}

impl FromJson for usize {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        smaller(decoder)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        if decoder.peek() == b'n' {
            decoder.value();
            return None;
        }
        Some(T::from_json(decoder))
    }
}

impl<T: FromJson> FromJson for Rc<T> {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        Self::new(T::from_json(decoder))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let mut items = Self::new();
        let there = decoder.list();
        while there && decoder.more() {
            items.push(T::from_json(decoder));
        }
        items
    }
}

impl<A: Array<Item: FromJson>> FromJson for SmallVec<A> {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let mut items = Self::new();
        let there = decoder.list();
        while there && decoder.more() {
            items.push(A::Item::from_json(decoder));
        }
        items
    }
}

impl<K: From<String> + Ord, V: FromJson> FromJson for SortedMap<K, V> {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let mut map = Self::new();
        let mut object = decoder.object();
        while let Some(key) = object.next_key() {
            map.insert(key.into_owned().into(), object.value());
        }
        object.end();
        map
    }
}

impl FromJson for Attributes {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let mut attributes = Self::new();
        let mut object = decoder.object();
        while let Some(key) = object.next_key() {
            attributes.insert((*key).into(), object.value());
        }
        object.end();
        attributes
    }
}

impl FromJson for AttributeValue {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        match decoder.peek() {
            b't' | b'f' => Self::Flag(bool::from_json(decoder)),
            b'"' => Self::One((*decoder.text()).into()),
            _ => {
                let mut many = SortedSet::new();
                let there = decoder.list();
                while there && decoder.more() {
                    many.insert((*decoder.text()).into());
                }
                Self::Many(many)
            }
        }
    }
}

impl FromJson for TextHash {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let text = String::from_json(decoder);
        text.try_into().unwrap_or_else(|it: BadHash| {
            decoder.fail(&it.to_string());
            Self([0; 32])
        })
    }
}

impl FromJson for TextSpan {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let ends = SmallVec::<[u32; 2]>::from_json(decoder);
        let &[start, end] = ends.as_slice() else {
            decoder.fail("expected two values");
            return Self::FIRST_BYTE;
        };
        Self::of_bytes(start, end).unwrap_or_else(|it| {
            decoder.fail(&it.to_string());
            Self::FIRST_BYTE
        })
    }
}

impl FromJson for Timestamp {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        Self::from_millis(i64::from_json(decoder))
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
