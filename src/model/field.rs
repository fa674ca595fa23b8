//! One property of a record at a time: what people edit, and what undo puts back.
//!
//! A property is set in the record's form as JSON, under the name that stands in the journal.
//! So a kind of record says once, in its form, what it is made of.

use super::form::{Decoder, FromNode, Misshapen, decoded};
use super::json::{Limits, Raw, ToJson, Writer, compact};
use super::sorted::SortedMap;
use super::{Change, Conflict, Node, Reference, Timestamp};

/// A property with a value, as `{"note": "…"}`. What there are many of, attributes and
/// aliases, has its key before its value: `{"attribute": ["certainty", "probable"]}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    name: String,
    value: Node,
}

impl Field {
    pub(super) fn of(field: &dyn ToJson) -> Self {
        Self::from_node(form_of(field), &mut Decoder::default())
    }

    pub fn is_called(&self, name: &str) -> bool {
        self.name == name
    }

    /// The value as what it should be.
    pub fn value<T: FromNode>(&self) -> Result<T, Misshapen> {
        decoded(self.value.clone())
    }

    /// Puts the value into a record's form; the same property as it was there.
    fn put(&self, record: &mut Node) -> Option<Self> {
        let name = self.name.as_str();
        let (within, many) = match name {
            "attribute" => (Some("attributes"), true),
            "aliases" => (Some("aliases"), true),
            "modified" => (Some("provenance"), false),
            _ => (None, false),
        };
        let mut keys = keys_of(record)?;
        if let Some(within) = within {
            keys = keys_of(keys.get_mut(within)?)?;
        }
        let (key, value) = match &self.value {
            Node::List(pair) if many => match pair.as_slice() {
                [Node::Text(key), value] => (key.as_str(), value),
                _ => return None,
            },
            value if !many => (own_key(name, keys)?, value),
            _ => return None,
        };
        let before = keys.take(key).unwrap_or(Node::Null);
        if !many || *value != Node::Null {
            keys.insert(key.to_owned(), value.clone());
        }
        let value = if many {
            Node::List(vec![Node::Text(key.to_owned()), before])
        } else {
            before
        };
        let name = self.name.clone();
        Some(Self { name, value })
    }
}

fn keys_of(node: &mut Node) -> Option<&mut SortedMap<String, Node>> {
    match node {
        Node::Object(keys) => Some(keys),
        _ => None,
    }
}

/// The key of a property that the record has. Two stand in journals under another name.
fn own_key<'a>(name: &'a str, keys: &SortedMap<String, Node>) -> Option<&'a str> {
    let other = match name {
        "kind" => "type",
        "polarity" => "as",
        _ => name,
    };
    [name, other].into_iter().find(|it| keys.contains_key(*it))
}

/// What a value is in JSON.
fn form_of(value: &dyn ToJson) -> Node {
    let json = compact(value);
    let json = str::from_utf8(&json).unwrap_or_default();
    let node = Raw::of(json).ok().and_then(|raw| {
        let mut limits = Limits::OWN;
        Node::of(raw, &mut limits).ok()
    });
    node.unwrap_or(Node::Null)
}

/// A record's form with one property set, if that is as it was before.
pub(super) fn set(record: &dyn ToJson, before: &Field, after: &Field) -> Result<Node, Conflict> {
    let mut form = form_of(record);
    if after.put(&mut form).as_ref() != Some(before) {
        return Err(Conflict::Changed);
    }
    Ok(form)
}

/// The swaps that set a property, and with it when the record was modified; none when it has
/// that value already.
pub(super) fn swaps(
    record: &dyn ToJson,
    after: &dyn ToJson,
    modified: Option<Timestamp>,
) -> Vec<(Field, Field)> {
    let mut form = form_of(record);
    let mut swaps = Vec::new();
    let modified = modified.map(|it| Field {
        name: "modified".to_owned(),
        value: Node::Whole(it.millis()),
    });
    for after in [Some(Field::of(after)), modified].into_iter().flatten() {
        match after.put(&mut form) {
            Some(before) if before != after => swaps.push((before, after)),
            // When something was modified says nothing if nothing was.
            _ if swaps.is_empty() => break,
            _ => {}
        }
    }
    swaps
}

/// The changes that make these swaps in a record.
pub(super) fn changes(of: &Reference, swaps: Vec<(Field, Field)>) -> Vec<Change> {
    let set = |(before, after)| Change::Set {
        of: of.clone(),
        before,
        after,
    };
    swaps.into_iter().map(set).collect()
}

impl FromNode for Field {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        let (name, value) = decoder.named(node);
        Self { name, value }
    }
}

impl ToJson for Field {
    fn write(&self, to: &mut Writer) {
        to.object(|to| to.entry(&self.name, &self.value));
    }
}

/// Declares what people edit of a record: for each property its type, and under which name,
/// in `snake_case`, it stands in the record's form and in journals.
macro_rules! fields {
    ($field:ident {
        $($name:ident($type:ty),)*
    } $(each $each:ident($key:ty => $value:ty))?) => {
        /// A property that can be edited, with a value.
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

        impl From<$field> for crate::model::Field {
            fn from(field: $field) -> Self {
                Self::of(&field)
            }
        }
    };
}
pub(in crate::model) use fields;

/// Gives records what edits them: the changes that set a property and when that was done;
/// none when it has that value already.
macro_rules! edited {
    ($($record:ident $field:ident;)*) => {$(
        impl $record {
            /// The changes that set a property; none when it has that value already.
            pub fn edited(
                &self,
                after: &$field,
                at: crate::model::Timestamp,
            ) -> Vec<crate::model::Change> {
                let of = crate::model::Reference::$record(self.key());
                crate::model::field::changes(&of, crate::model::field::swaps(self, after, Some(at)))
            }
        }
    )*};
}
pub(in crate::model) use edited;
