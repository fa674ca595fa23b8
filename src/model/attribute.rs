use std::rc::Rc;

use super::json::{Absent, ToJson, Writer};
use super::sorted::SortedSet;
use super::{AttributeId, ValueId};

/// Attributes that were set, by id. What is unset is absent: absence means "not coded".
///
/// Very many records have the same ones, which then are in memory once: a copy shares them until
/// one of the two changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Option<Rc<Vec<Set>>>);

type Set = (AttributeId, AttributeValue);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeValue {
    Flag(bool),
    /// The value id of a closed attribute, or the words of an open one.
    One(ValueId),
    Many(SortedSet<ValueId>),
}

impl Attributes {
    pub const fn new() -> Self {
        Self(None)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Set> {
        self.0.as_ref().map_or(&[][..], |it| it).iter()
    }

    pub fn keys(&self) -> impl Iterator<Item = &AttributeId> {
        self.iter().map(|it| &it.0)
    }

    pub fn len(&self) -> usize {
        self.iter().len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub fn get(&self, attribute: &AttributeId) -> Option<&AttributeValue> {
        let mut all = self.iter();
        all.find(|it| it.0 == *attribute).map(|it| &it.1)
    }

    pub fn contains_key(&self, attribute: &AttributeId) -> bool {
        self.get(attribute).is_some()
    }

    pub fn insert(&mut self, attribute: AttributeId, value: AttributeValue) {
        let all = Rc::make_mut(self.0.get_or_insert_default());
        match all.binary_search_by(|it| it.0.cmp(&attribute)) {
            Ok(at) => all[at].1 = value,
            Err(at) => all.insert(at, (attribute, value)),
        }
    }
}

impl<'a> IntoIterator for &'a Attributes {
    type Item = &'a Set;
    type IntoIter = std::slice::Iter<'a, Set>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Set> for Attributes {
    fn from_iter<I: IntoIterator<Item = Set>>(all: I) -> Self {
        let mut attributes = Self::new();
        for (attribute, value) in all {
            attributes.insert(attribute, value);
        }
        attributes
    }
}

impl ToJson for Attributes {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            for (key, value) in self {
                to.entry(key.as_str(), value);
            }
        });
    }
}

impl Absent for Attributes {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl AttributeValue {
    pub fn one(value: &str) -> Self {
        Self::One(value.into())
    }

    pub fn is(&self, value: &str) -> bool {
        match self {
            Self::Flag(_) => false,
            Self::One(one) => one == value,
            Self::Many(many) => many.iter().any(|it| it == value),
        }
    }
}
