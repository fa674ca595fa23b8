//! One property of a record at a time: what people edit, and what undo puts back.
//!
//! A property is set in the record's form as JSON, under the name that stands in the journal.
//! So a kind of record says once, in its form, what it is made of.

use super::form::{self, Decoder, FromJson, Misshapen};
use super::json::{Limits, Raw, ToJson, Writer, compact};
use super::sorted::SortedSet;
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
        // Whatever was written as one is a property.
        form::reread(field).unwrap_or(Self {
            name: String::new(),
            value: Node::Null,
        })
    }

    pub fn is_called(&self, name: &str) -> bool {
        self.name == name
    }

    /// The value as what it should be.
    pub fn value<T: FromJson>(&self) -> Result<T, Misshapen> {
        form::reread(&self.value)
    }

    /// A record's form with the value in it, and the same property as it was there.
    fn put(&self, record: &[u8]) -> Option<(Vec<u8>, Self)> {
        let record = Raw::written(record);
        let name = self.name.as_str();
        let (within, many) = match name {
            "attribute" => (Some("attributes"), true),
            "aliases" => (Some("aliases"), true),
            "modified" => (Some("provenance"), false),
            _ => (None, false),
        };
        let keys = match within {
            Some(within) => record.member(within)?,
            None => record,
        };
        let (key, value) = match &self.value {
            Node::List(pair) if many => match pair.as_slice() {
                [Node::Text(key), value] => (key.as_str(), value),
                _ => return None,
            },
            value if !many => (own_key(name, keys)?, value),
            _ => return None,
        };
        let before = match keys.member(key) {
            Some(raw) => Node::of(raw, &mut Limits::OWN.clone()).ok()?,
            None => Node::Null,
        };
        let unset = many && *value == Node::Null;
        let mut new = with(keys, key, (!unset).then_some(value));
        if let Some(within) = within {
            new = with(record, within, Some(&Raw::written(&new)));
        }
        let value = if many {
            Node::List(vec![Node::Text(key.to_owned()), before])
        } else {
            before
        };
        let name = self.name.clone();
        Some((new, Self { name, value }))
    }
}

/// An object with another value for one of its keys, or without it.
fn with(object: Raw<'_>, key: &str, value: Option<&dyn ToJson>) -> Vec<u8> {
    compact(&With { object, key, value })
}

struct With<'a> {
    object: Raw<'a>,
    key: &'a str,
    value: Option<&'a dyn ToJson>,
}

impl ToJson for With<'_> {
    fn write(&self, to: &mut Writer) {
        let mut new = self.value;
        to.object(|to| {
            for (name, old) in self.object.members().into_iter().flatten() {
                let old: &dyn ToJson = if name.is_key(self.key) {
                    match new.take() {
                        Some(new) => new,
                        None => continue,
                    }
                } else {
                    &old
                };
                to.entry(&name.string().unwrap_or_default(), old);
            }
            if let Some(new) = new {
                to.entry(self.key, new);
            }
        });
    }
}

/// The key of a property that the record has. Two stand in journals under another name.
fn own_key<'a>(name: &'a str, record: Raw<'_>) -> Option<&'a str> {
    let other = match name {
        "kind" => "type",
        "polarity" => "as",
        _ => name,
    };
    [name, other]
        .into_iter()
        .find(|it| record.member(it).is_some())
}

/// A record's form with one property set, if that is as it was before.
pub(super) fn set(record: &dyn ToJson, before: &Field, after: &Field) -> Result<Vec<u8>, Conflict> {
    match after.put(&compact(record)) {
        Some((form, found)) if found == *before => Ok(form),
        _ => Err(Conflict::Changed),
    }
}

/// The swaps that set a property, and with it when the record was modified; none when it has
/// that value already.
pub(super) fn swaps(
    record: &dyn ToJson,
    after: &dyn ToJson,
    modified: Option<Timestamp>,
) -> Vec<(Field, Field)> {
    let mut form = compact(record);
    let mut swaps = Vec::new();
    let modified = modified.map(|it| Field {
        name: "modified".to_owned(),
        value: Node::Whole(it.millis()),
    });
    for after in [Some(Field::of(after)), modified].into_iter().flatten() {
        match after.put(&form) {
            Some((new, before)) if before != after => {
                form = new;
                swaps.push((before, after));
            }
            // When something was modified says nothing if nothing was.
            _ if swaps.is_empty() => break,
            _ => {}
        }
    }
    swaps
}

/// The swaps that make one form of a record from another, property by property. What cannot be set
/// is left out.
pub(super) fn differences(before: &dyn ToJson, after: &dyn ToJson) -> Vec<(Field, Field)> {
    let (before, after) = (compact(before), compact(after));
    let mut swaps = Vec::new();
    properties(
        Raw::written(&before),
        Raw::written(&after),
        &mut |name, key, old, new| {
            let field = |value: Node| {
                let value = match key {
                    Some(key) => Node::List(vec![Node::Text(key.to_owned()), value]),
                    None => value,
                };
                let name = name.to_owned();
                Field { name, value }
            };
            swaps.push((field(old), field(new)));
        },
    );
    swaps
}

/// Hears of a property: its name, the key where there are many, what it was and what it is.
type Differs<'a> = dyn FnMut(&str, Option<&str>, Node, Node) + 'a;

/// The properties that are not the same in two forms: each with its name and, of what there are
/// many of, the key.
fn properties(before: Raw<'_>, after: Raw<'_>, found: &mut Differs<'_>) {
    for (name, old) in before.members().into_iter().flatten() {
        let name = name.string().unwrap_or_default();
        let new = after.member(&name).unwrap_or(Raw::NULL);
        if old.as_str() == new.as_str() {
            continue;
        }
        match &*name {
            "attributes" => each_of("attribute", old, new, found),
            "aliases" => each_of("aliases", old, new, found),
            "provenance" => {
                let at = |it: Raw<'_>| node(it.member("modified"));
                found("modified", None, at(old), at(new));
            }
            name => found(name, None, node(Some(old)), node(Some(new))),
        }
    }
}

fn each_of(name: &str, before: Raw<'_>, after: Raw<'_>, found: &mut Differs<'_>) {
    let mut keys = SortedSet::new();
    for object in [before, after] {
        for (key, _) in object.members().into_iter().flatten() {
            keys.insert(key.string().unwrap_or_default().into_owned());
        }
    }
    for key in &keys {
        let (old, new) = (node(before.member(key)), node(after.member(key)));
        if old != new {
            found(name, Some(key), old, new);
        }
    }
}

fn node(raw: Option<Raw<'_>>) -> Node {
    let read = raw.map(|it| Node::of(it, &mut Limits::OWN.clone()));
    read.and_then(Result::ok).unwrap_or(Node::Null)
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

impl FromJson for Field {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let (name, back) = decoder.named();
        let name = name.into_owned();
        let value = decoder.node();
        decoder.close(back);
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

            /// The same for several properties, with one time of change for all of them.
            pub fn all_edited(
                &self,
                after: &[$field],
                at: crate::model::Timestamp,
            ) -> Vec<crate::model::Change> {
                let mut changes = Vec::new();
                for field in after {
                    let at = if changes.is_empty() { at } else { self.provenance.modified };
                    changes.extend(self.edited(field, at));
                }
                changes
            }
        }
    )*};
}
pub(in crate::model) use edited;
