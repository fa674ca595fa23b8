use std::fmt::Display;
use std::io::Write;
use std::mem::take;
use std::rc::Rc;

use smallvec::{Array, SmallVec};
use uuid::Uuid;

use super::Raw;
use crate::model::sorted::{SortedMap, SortedSet};

/// What has a form in JSON.
pub trait ToJson {
    fn write(&self, to: &mut Writer);
}

/// What may be unset, and then is not written.
pub trait Absent {
    fn is_absent(&self) -> bool;
}

/// JSON on one line.
pub fn compact(value: &dyn ToJson) -> Vec<u8> {
    behind(Vec::new(), value, false)
}

/// Writes JSON on one line behind what is there.
pub fn append_compact(bytes: &mut Vec<u8>, value: &dyn ToJson) {
    *bytes = behind(take(bytes), value, false);
}

/// JSON with two spaces of indentation.
pub fn pretty(value: &dyn ToJson) -> Vec<u8> {
    behind(Vec::new(), value, true)
}

fn behind(bytes: Vec<u8>, value: &dyn ToJson, pretty: bool) -> Vec<u8> {
    let mut to = Writer {
        bytes,
        pretty,
        depth: 0,
        first: true,
    };
    value.write(&mut to);
    to.bytes
}

/// JSON as far as it is written.
#[derive(Debug)]
pub struct Writer {
    bytes: Vec<u8>,
    pretty: bool,
    depth: usize,
    /// Nothing stands yet in the innermost list or object.
    first: bool,
}

impl Writer {
    /// A text with two spaces of indentation, in which nothing stands yet.
    pub const fn pretty() -> Self {
        Self {
            bytes: Vec::new(),
            pretty: true,
            depth: 0,
            first: true,
        }
    }

    /// What is written and was not taken yet.
    pub fn take(&mut self) -> Vec<u8> {
        take(&mut self.bytes)
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.begin(b'{');
        fill(self);
        self.end(b'}');
    }

    /// A list of objects, each filled from one of `items`.
    pub fn objects<T>(&mut self, items: impl IntoIterator<Item = T>, fill: impl Fn(&mut Self, T)) {
        self.begin(b'[');
        for item in items {
            self.next();
            self.begin(b'{');
            fill(self, item);
            self.end(b'}');
        }
        self.end(b']');
    }

    /// An object with one entry: a variant of an enum.
    pub fn variant(&mut self, name: &str, value: &dyn ToJson) {
        self.begin(b'{');
        self.entry(&snake_case(name), value);
        self.end(b'}');
    }

    /// A key, of which the value is written next.
    pub fn key(&mut self, key: &str) {
        self.next();
        self.text(key);
        self.plain(if self.pretty { ": " } else { ":" });
    }

    pub fn entry(&mut self, key: &str, value: &dyn ToJson) {
        self.key(key);
        value.write(self);
    }

    /// An entry, unless its value is unset.
    pub fn entry_if_set<T: ToJson + Absent>(&mut self, key: &str, value: &T) {
        if !value.is_absent() {
            self.entry(key, value);
        }
    }

    pub fn list<T: ToJson>(&mut self, items: impl IntoIterator<Item = T>) {
        self.begin(b'[');
        for item in items {
            self.item(&item);
        }
        self.end(b']');
    }

    pub fn item(&mut self, value: &dyn ToJson) {
        self.next();
        value.write(self);
    }

    pub fn begin(&mut self, bracket: u8) {
        self.bytes.push(bracket);
        self.depth += 1;
        self.first = true;
    }

    pub fn end(&mut self, bracket: u8) {
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.bytes.push(bracket);
        self.first = false;
    }

    pub fn text(&mut self, text: &str) {
        // Writing to memory cannot fail, and every string has a form in JSON.
        let _ = serde_json::to_writer(&mut self.bytes, text);
    }

    /// What is JSON already.
    pub fn plain(&mut self, json: &str) {
        self.bytes.extend_from_slice(json.as_bytes());
    }

    /// What needs no quotes and no escapes.
    fn shown(&mut self, value: &dyn Display) {
        let _ = write!(self.bytes, "{value}");
    }

    fn next(&mut self) {
        if !self.first {
            self.bytes.push(b',');
        }
        self.first = false;
        self.line();
    }

    fn line(&mut self) {
        if self.pretty {
            self.bytes.push(b'\n');
            let end = self.bytes.len() + 2 * self.depth;
            self.bytes.resize(end, b' ');
        }
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

impl ToJson for Raw<'_> {
    fn write(&self, to: &mut Writer) {
        to.plain(self.as_str());
    }
}

/// Two values as a list.
#[expect(missing_debug_implementations, reason = "it is only passed on")]
pub struct Pair<'a>(pub &'a dyn ToJson, pub &'a dyn ToJson);

impl ToJson for Pair<'_> {
    fn write(&self, to: &mut Writer) {
        to.list([self.0, self.1]);
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
}

impl ToJson for str {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for String {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for bool {
    fn write(&self, to: &mut Writer) {
        to.plain(if *self { "true" } else { "false" });
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl ToJson for $number {
            fn write(&self, to: &mut Writer) {
                to.shown(self);
            }
        }
    )*};
}
numbers!(u32 u64 i64 usize);

impl ToJson for Uuid {
    fn write(&self, to: &mut Writer) {
        to.text(self.hyphenated().encode_lower(&mut [0; 36]));
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.plain("null"),
        }
    }
}

impl<T: ToJson> ToJson for Rc<T> {
    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
}

impl<T: ToJson> ToJson for [T] {
    fn write(&self, to: &mut Writer) {
        to.list(self);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.list(self);
    }
}

impl<A: Array<Item: ToJson>> ToJson for SmallVec<A> {
    fn write(&self, to: &mut Writer) {
        to.list(self);
    }
}

impl<T: ToJson> ToJson for SortedSet<T> {
    fn write(&self, to: &mut Writer) {
        to.list(self);
    }
}

impl<K: AsRef<str>, V: ToJson> ToJson for SortedMap<K, V> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            for (key, value) in self {
                to.entry(key.as_ref(), value);
            }
        });
    }
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Absent for SortedMap<K, V> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for str {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for String {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Absent + ?Sized> Absent for &T {
    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl Absent for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}
