use serde_json::{Map, Value};

use super::Details;

impl Details {
    /// What stands under the keys that [`Details::put`] writes; what is no text is no detail.
    pub(in crate::formats) fn of(said: &Map<String, Value>) -> Self {
        let mut details = Self::default();
        for (key, value) in details.by_key() {
            let said = said.get(key).and_then(Value::as_str);
            said.unwrap_or_default().clone_into(value);
        }
        details
    }

    /// Puts all keys, empty ones as well: tools that make tables of records want the same in each.
    pub(in crate::formats) fn put(&self, into: &mut Map<String, Value>) {
        for (key, value) in self.clone().by_key() {
            into.insert(key.to_owned(), Value::from(&**value));
        }
    }

    fn by_key(&mut self) -> [(&'static str, &mut String); 6] {
        [
            ("title", &mut self.title),
            ("language", &mut self.language),
            ("outlet", &mut self.outlet),
            ("author", &mut self.author),
            ("published", &mut self.published),
            ("url", &mut self.url),
        ]
    }
}
