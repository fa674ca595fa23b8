use super::sorted::{SortedMap, SortedSet};
use super::{AttributeId, ValueId};

/// Attributes that were set. What is unset is absent: absence means "not coded".
pub type Attributes = SortedMap<AttributeId, AttributeValue>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeValue {
    Flag(bool),
    /// The value id of a closed attribute, or the words of an open one.
    One(ValueId),
    Many(SortedSet<ValueId>),
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
