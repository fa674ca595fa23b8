//! Lists and maps of bounded length.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::object::Absent;
use super::values::Str;
use crate::model::sorted::sort_by;

/// Entries that one list may have.
pub(super) const MAX_LIST: usize = 1_000_000;

/// Entries that an object may have whose keys are data: attributes, languages.
pub(super) const MAX_ENTRIES: usize = 10_000;

/// A list of bounded length.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: Deserialize<'a>> Deserialize<'a> for List<T> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct Items<T>(PhantomData<T>);

        impl<'a, T: Deserialize<'a>> Visitor<'a> for Items<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    if items.len() == MAX_LIST {
                        let said = format!("a list has more than {MAX_LIST} entries");
                        return Err(A::Error::custom(said));
                    }
                    items.push(item);
                }
                Ok(List(items))
            }
        }
        from.deserialize_seq(Items(PhantomData))
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<T> Absent for List<T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

/// An object whose keys are data, by key.
#[derive(Debug)]
pub(super) struct Entries<'a, T>(pub(super) Vec<(Str<'a>, T)>);

impl<T> Default for Entries<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: Deserialize<'a>> Deserialize<'a> for Entries<'a, T> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct Pairs<T>(PhantomData<T>);

        impl<'a, T: Deserialize<'a>> Visitor<'a> for Pairs<T> {
            type Value = Entries<'a, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(Str<'a>, T)> = Vec::new();
                while let Some(key) = map.next_key::<Str<'a>>()? {
                    if entries.len() == MAX_ENTRIES {
                        let said = format!("an object has more than {MAX_ENTRIES} entries");
                        return Err(A::Error::custom(said));
                    }
                    entries.push((key, map.next_value()?));
                }
                sort_by(&mut entries, |(a, _), (b, _)| a.cmp(b));
                if let Some(twice) = entries.windows(2).find(|it| it[0].0 == it[1].0) {
                    let said = format!("duplicate key {:?}", twice[0].0.as_str());
                    return Err(A::Error::custom(said));
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(Pairs(PhantomData))
    }
}

impl<T: Serialize> Serialize for Entries<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<T> Absent for Entries<'_, T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}
