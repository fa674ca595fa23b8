use fractional_index::FractionalIndex;

use super::form::{Decoder, FromJson};
use super::json::{ToJson, Writer};

/// Place in a list that people rearrange. Moving one item changes that item alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderKey(String);

impl FromJson for OrderKey {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        Self(FromJson::from_json(decoder))
    }
}

impl ToJson for OrderKey {
    fn write(&self, to: &mut Writer) {
        to.text(&self.0);
    }
}

impl OrderKey {
    /// A key that sorts between two others; `None` stands for the end of the list.
    ///
    /// When `after` does not sort behind `before`, the key comes right behind `before`.
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        let before = before.and_then(Self::index);
        let after = after.and_then(Self::index);
        let key = FractionalIndex::new(before.as_ref(), after.as_ref())
            .or_else(|| before.as_ref().map(FractionalIndex::new_after))
            .unwrap_or_default();
        Self(key.to_string())
    }

    fn index(&self) -> Option<FractionalIndex> {
        FractionalIndex::from_string(&self.0).ok()
    }
}
