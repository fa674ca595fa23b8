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

    /// Takes out all, and says what, but for a web address if that is to stay.
    pub(super) fn take(&mut self, but_address: bool) -> Vec<String> {
        let mut taken = Vec::new();
        for (key, value) in self.by_key() {
            if key == "url" && but_address && is_web_address(value) {
                continue;
            }
            if !value.is_empty() && key != "title" {
                taken.push(format!("{key}: {value}"));
            }
            value.clear();
        }
        taken
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

/// Whether something is the whole address of a page, as it can name a source.
fn is_web_address(said: &str) -> bool {
    let rest = said
        .strip_prefix("https://")
        .or_else(|| said.strip_prefix("http://"));
    let fits = |c: char| match c {
        '%' | '#' | '[' | ']' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
        _ if c.is_ascii() => c.is_ascii_graphic(),
        _ => c.is_alphanumeric(),
    };
    let is_plain = |part: &str| {
        let mut pieces = part.split('%');
        let hex = |it: &str| {
            let digits = it.as_bytes().get(..2);
            digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
        };
        let first = pieces.next().unwrap_or_default();
        first.chars().all(fits) && pieces.all(|it| hex(it) && it.chars().all(fits))
    };
    let Some(rest) = rest else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    let mut parts = rest.splitn(2, '#');
    host.chars().all(host_fits) && host.starts_with(char::is_alphanumeric) && parts.all(is_plain)
}
