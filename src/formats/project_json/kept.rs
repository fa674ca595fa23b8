//! Where unknown keys are kept in the model, and how they come back.
//!
//! A record's own unknown keys are its `extra`. Objects without a record keep theirs there
//! too, under reserved names: `@file` in the project, `@source` in the revision,
//! `@fragments` (a list, one entry for each) and `@attributes` (values that are not
//! understood) in the annotation, `@from` and `@to` in the relation. The fragments of an
//! orphan whose quotes are gone are kept whole, as `@lost`. A key of the file that
//! begins with `@` gets a second one, so that nothing clashes.

use std::rc::Rc;

use super::containers::Strings;
use super::object::{Decoder, FromRaw, Unknown, decoded};
use super::values::Str;
use crate::limits;
use crate::model::json::{Limits, Raw, ToJson, Writer};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{AttributeValue, Attributes, Extra, Node, ValueId};

/// Keeps unknown keys while there is room.
#[derive(Debug)]
pub(super) struct Keeper<'o, 'a> {
    room: Limits,
    decoder: &'o Decoder<'a>,
}

impl<'o, 'a> Keeper<'o, 'a> {
    pub(super) const fn new(nodes: usize, decoder: &'o Decoder<'a>) -> Self {
        Self {
            room: Limits {
                depth: limits::DEPTH,
                nodes,
                text: limits::NODE_BYTES,
            },
            decoder,
        }
    }

    /// Takes room for text that is kept beside what stands in the file; whether there was any.
    pub(super) fn has_room(&mut self, at: Raw<'a>, bytes: usize) -> bool {
        let left = self.room.text.checked_sub(bytes);
        if left.is_none() {
            let said = "the fragments whose quotes are gone cover too much text";
            self.decoder.fail(at.wrong(said));
        }
        self.room.text = left.unwrap_or_default();
        left.is_some()
    }

    pub(super) fn node(&mut self, raw: Raw<'a>) -> Node {
        Node::of(raw, &mut self.room).unwrap_or_else(|wrong| {
            self.decoder.fail(wrong);
            Node::Null
        })
    }

    /// Unknown keys as an object of their own; `None` without any.
    pub(super) fn object(&mut self, unknown: &Unknown<'a>) -> Option<Node> {
        let mut object = SortedMap::new();
        for (key, raw) in &unknown.0 {
            object.insert(key.to_text(), self.node(*raw));
        }
        (!object.is_empty()).then_some(Node::Object(object))
    }

    /// A record's `extra`: its unknown keys, and what is kept in it under reserved names.
    pub(super) fn extra(
        &mut self,
        unknown: &Unknown<'a>,
        reserved: Vec<(&'static str, Option<Node>)>,
    ) -> Extra {
        let mut extra = SortedMap::new();
        for (key, raw) in &unknown.0 {
            let mut key = key.to_text();
            if key.starts_with('@') {
                key.insert(0, '@');
            }
            extra.insert(key, self.node(*raw));
        }
        for (name, node) in reserved {
            if let Some(node) = node {
                extra.insert(name.to_owned(), node);
            }
        }
        (!extra.is_empty()).then(|| Rc::new(extra))
    }

    /// The attributes that are understood, and the others.
    pub(super) fn attributes(
        &mut self,
        entries: Vec<(Str<'a>, Raw<'a>)>,
    ) -> (Attributes, Option<Node>) {
        let (mut known, mut others) = (Attributes::new(), SortedMap::new());
        for (key, raw) in entries {
            match self.attribute(raw) {
                Some(value) => {
                    known.insert(key.as_str().into(), value);
                }
                None => {
                    others.insert(key.into_text(), self.node(raw));
                }
            }
        }
        (known, (!others.is_empty()).then_some(Node::Object(others)))
    }

    /// A value, unless it is something that only a newer version understands.
    fn attribute(&self, raw: Raw<'a>) -> Option<AttributeValue> {
        match raw.first() {
            b'"' => {
                let one = Str::from_raw(raw, self.decoder);
                Some(AttributeValue::one(one.as_str()))
            }
            b't' | b'f' => Some(AttributeValue::Flag(bool::from_raw(raw, self.decoder))),
            b'[' => {
                let many: Strings<'_> = decoded(raw).ok()?;
                let mut values = SortedSet::new();
                values.extend(many.0.iter().map(|it| ValueId::from(it.as_str())));
                Some(AttributeValue::Many(values))
            }
            _ => None,
        }
    }
}

/// Writes the unknown keys of a record itself.
pub(super) fn own(to: &mut Writer, extra: &Extra) {
    let Some(extra) = extra else {
        return;
    };
    for (key, node) in extra.iter() {
        let key = match key.strip_prefix('@') {
            None => key,
            Some(escaped) if escaped.starts_with('@') => escaped,
            Some(_) => continue,
        };
        to.entry(key, node);
    }
}

/// What is kept in a record under a reserved name.
pub(super) fn reserved<'a>(extra: &'a Extra, name: &str) -> Option<&'a Node> {
    extra.as_ref()?.get(name)
}

/// The same, if it is an object with something in it.
pub(super) fn kept_under<'a>(extra: &'a Extra, name: &str) -> Option<&'a Node> {
    reserved(extra, name).filter(|it| matches!(it, Node::Object(keys) if !keys.is_empty()))
}

/// Writes the keys of a kept object.
pub(super) fn unknown(to: &mut Writer, node: Option<&Node>) {
    if let Some(Node::Object(object)) = node {
        for (key, node) in object {
            to.entry(key, node);
        }
    }
}

/// Writes the attributes of a record with those that are not understood; what was set since
/// wins.
pub(super) fn attributes(to: &mut Writer, set: &Attributes, extra: &Extra) {
    let mut all: SortedMap<&str, &dyn ToJson> = SortedMap::new();
    if let Some(Node::Object(others)) = reserved(extra, "@attributes") {
        for (key, node) in others {
            all.insert(key, node);
        }
    }
    for (key, value) in set {
        all.insert(key.as_str(), value);
    }
    to.entry_if_set("attributes", &all);
}
