use std::borrow::Cow;
use std::mem::{replace, take};

use super::{FromJson, Misshapen};
use crate::model::Node;
use crate::model::json::{Cursor, Limits, Raw, Wrong};
use crate::model::sorted::SortedMap;

/// Goes through a text that is JSON, value by value.
///
/// Keeps the first thing that is misshapen. Reading goes on behind it, to no effect: going back
/// from wherever it was found would cost more code than all of the reading.
#[derive(Debug)]
pub struct Decoder<'a> {
    cursor: Cursor<'a>,
    /// Where the value that was read last begins.
    at: usize,
    /// The key whose value is being read as null, because it is not there, and where the object
    /// begins that does not have it.
    missing: Option<(&'static str, usize)>,
    misshapen: Option<Misshapen>,
}

/// Where to go on after a value that did not stand in its place.
#[derive(Debug)]
#[must_use]
pub struct Back<'a>(Option<Cursor<'a>>);

impl<'a> Decoder<'a> {
    pub fn of(raw: Raw<'a>) -> Self {
        Self {
            cursor: raw.cursor(),
            at: 0,
            missing: None,
            misshapen: None,
        }
    }

    /// What was read, unless something in it was misshapen.
    pub fn finish<T>(self, value: T) -> Result<T, Misshapen> {
        self.misshapen.map_or(Ok(value), Err)
    }

    /// Says why the value that was read last is misshapen.
    pub fn fail(&mut self, why: &str) {
        if self.misshapen.is_none() {
            self.misshapen = Some(match self.missing {
                Some((key, at)) => Misshapen::new(format!("missing field `{key}`"), at),
                None => Misshapen::new(why.to_owned(), self.at),
            });
        }
    }

    pub(super) fn wrong(&mut self, wrong: &Wrong<'a>) {
        self.fail(&wrong.problem);
    }

    /// What the next value begins with.
    pub(super) fn peek(&mut self) -> u8 {
        self.cursor.peek()
    }

    pub(super) fn value(&mut self) -> Raw<'a> {
        self.cursor.peek();
        self.at = self.cursor.at();
        self.cursor.value()
    }

    pub fn node(&mut self) -> Node {
        let raw = self.value();
        Node::of(raw, &mut Limits::OWN.clone()).unwrap_or_else(|wrong| {
            self.wrong(&wrong);
            Node::Null
        })
    }

    pub fn text(&mut self) -> Cow<'a, str> {
        self.value().string().unwrap_or_else(|wrong| {
            self.wrong(&wrong);
            Cow::Borrowed("")
        })
    }

    /// Goes into a list or an object, if that is what comes next.
    fn begins(&mut self, bracket: u8, expected: &str) -> bool {
        let found = self.cursor.peek() == bracket;
        if found {
            self.at = self.cursor.at();
            self.cursor.step();
        } else {
            let wrong = self.value().unexpected(expected);
            self.wrong(&wrong);
        }
        found
    }

    /// Goes into a list. [`Self::more`] leads through it.
    pub(super) fn list(&mut self) -> bool {
        self.begins(b'[', "a list")
    }

    /// Whether another value comes in the list, which is left behind the last one.
    pub(super) fn more(&mut self) -> bool {
        let more = !matches!(self.cursor.peek(), 0 | b']');
        if !more {
            self.cursor.step();
        }
        more
    }

    pub fn object(&mut self) -> Object<'_, 'a> {
        let open = self.begins(b'{', "an object");
        Object {
            begin: self.at,
            decoder: self,
            open,
            passed: Vec::new(),
        }
    }

    fn turn_to(&mut self, cursor: Cursor<'a>) -> Back<'a> {
        Back(Some(replace(&mut self.cursor, cursor)))
    }

    /// The name of an enum's variant. What it holds comes next, and [`Self::close`] is behind it.
    pub fn named(&mut self) -> (Cow<'a, str>, Back<'a>) {
        if self.cursor.peek() == b'{' {
            self.cursor.step();
            (self.text(), Back(None))
        } else {
            let name = self.text();
            (name, self.turn_to(Raw::NULL.cursor()))
        }
    }

    /// Which of an enum's variants it is; the first stands for a misshapen one. What it holds
    /// comes next, and [`Self::close`] is behind it.
    pub fn variant(&mut self, variants: &[&str]) -> (usize, Back<'a>) {
        let (name, back) = self.named();
        let at = variants.iter().position(|it| is_variant(&name, it));
        if at.is_none() {
            self.unknown_variant(&name);
        }
        (at.unwrap_or(0), back)
    }

    /// Leaves an enum's variant.
    pub fn close(&mut self, back: Back<'a>) {
        if let Back(Some(cursor)) = back {
            self.cursor = cursor;
            return;
        }
        while !matches!(self.cursor.peek(), 0 | b'}') {
            self.value();
            self.fail("expected a variant");
        }
        self.cursor.step();
    }

    pub fn unknown_variant(&mut self, name: &str) {
        self.fail(&format!("unknown variant `{name}`"));
    }
}

/// An object of which the keys are being read, in whatever order they stand.
#[derive(Debug)]
pub struct Object<'d, 'a> {
    decoder: &'d mut Decoder<'a>,
    begin: usize,
    /// There is an object.
    open: bool,
    /// The keys that were gone past, and where their values are.
    passed: Vec<(Raw<'a>, Cursor<'a>)>,
}

impl<'a> Object<'_, 'a> {
    /// The value of a key that must be there, unless null can stand for it.
    pub fn must<T: FromJson>(&mut self, key: &'static str) -> T {
        self.read(key, T::from_json)
    }

    /// The value of a key, read by a function.
    pub fn read<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Decoder<'a>) -> T) -> T {
        let back = self.enter(key);
        let value = read(self.decoder);
        self.leave(back);
        value
    }

    pub fn or_default<T: FromJson + Default>(&mut self, key: &'static str) -> T {
        self.read(key, |decoder| {
            if decoder.missing.is_some() {
                return T::default();
            }
            T::from_json(decoder)
        })
    }

    /// Goes to the value of a key; to a null where it is not there.
    // Not generic, and so code once.
    #[inline(never)]
    fn enter(&mut self, key: &'static str) -> Back<'a> {
        if let Some(at) = self.passed.iter().position(|it| it.0.is_key(key)) {
            let (_, cursor) = self.passed.swap_remove(at);
            return self.decoder.turn_to(cursor);
        }
        while let Some(name) = self.next() {
            if name.is_key(key) {
                return Back(None);
            }
            self.pass(name);
        }
        self.decoder.missing = Some((key, self.begin));
        self.decoder.turn_to(Raw::NULL.cursor())
    }

    #[inline(never)]
    fn leave(&mut self, back: Back<'a>) {
        self.decoder.missing = None;
        if let Back(Some(cursor)) = back {
            self.decoder.cursor = cursor;
        }
    }

    fn pass(&mut self, name: Raw<'a>) {
        self.passed.push((name, self.decoder.cursor.clone()));
        self.decoder.cursor.value();
    }

    /// The next key; its value comes next.
    pub(super) fn next(&mut self) -> Option<Raw<'a>> {
        let more = self.open && !matches!(self.decoder.cursor.peek(), 0 | b'}');
        more.then(|| self.decoder.cursor.value())
    }

    /// The key of an entry whose key is data; its value comes next.
    pub(super) fn next_key(&mut self) -> Option<Cow<'a, str>> {
        let name = self.next()?;
        let key = name.string();
        Some(key.unwrap_or_else(|wrong| {
            self.decoder.wrong(&wrong);
            Cow::Borrowed("")
        }))
    }

    pub(super) fn value<T: FromJson>(&mut self) -> T {
        T::from_json(self.decoder)
    }

    /// The keys that nobody asked for.
    pub fn rest(&mut self) -> SortedMap<String, Node> {
        while let Some(name) = self.next() {
            self.pass(name);
        }
        let mut rest = SortedMap::new();
        for (name, cursor) in take(&mut self.passed) {
            let back = self.decoder.turn_to(cursor);
            let key = name.string().unwrap_or_default().into_owned();
            rest.insert(key, self.decoder.node());
            self.leave(back);
        }
        rest
    }

    /// Goes behind the object.
    pub fn end(mut self) {
        while self.next().is_some() {
            self.decoder.cursor.value();
        }
        if self.open {
            self.decoder.cursor.step();
        }
    }
}

/// Whether `name` is what `Variant` is called in JSON: in `snake_case`.
fn is_variant(name: &str, variant: &str) -> bool {
    let mut name = name.chars();
    variant.chars().enumerate().all(|(at, letter)| {
        let capital = letter.is_ascii_uppercase();
        (!capital || at == 0 || name.next() == Some('_'))
            && name.next() == Some(letter.to_ascii_lowercase())
    }) && name.next().is_none()
}
