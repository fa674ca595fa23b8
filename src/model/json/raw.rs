use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::number;
use super::strings::unescaped;

/// One value as it stands in a text that is JSON to its end.
///
/// Because that was checked before, or the text was written here, taking it apart needs no
/// grammar: separators are skipped like spaces, and what a value is shows in its first byte.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a>(&'a str);

/// A value that is not what it should be, and why.
#[derive(Debug)]
pub struct Wrong<'a> {
    pub at: Raw<'a>,
    pub problem: String,
}

impl<'a> Raw<'a> {
    pub const NULL: Self = Self("null");

    /// The value that a text is.
    pub fn of(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str::<IgnoredAny>(text)?;
        Ok(Cursor { text, at: 0 }.value())
    }

    /// The value of a text that was written here. Of one that is no JSON after all, values are
    /// whatever they are.
    pub fn written(json: &'a [u8]) -> Self {
        let text = str::from_utf8(json).unwrap_or_default();
        Cursor { text, at: 0 }.value()
    }

    /// As it stands in the text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    pub fn is_null(self) -> bool {
        self.first() == b'n'
    }

    pub fn first(self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or_default()
    }

    /// What it is, for a sentence.
    pub fn kind(self) -> &'static str {
        match self.first() {
            b'{' => "an object",
            b'[' => "a list",
            b'"' => "a string",
            b't' | b'f' => "true or false",
            b'n' => "null",
            _ => "a number",
        }
    }

    /// Whether it is this text, as the key of an object.
    pub fn is_key(self, key: &str) -> bool {
        let plain = self.0.get(1..self.0.len().saturating_sub(1));
        plain == Some(key) || self.string().is_ok_and(|it| it == key)
    }

    /// The value of a key, if this is an object that has it.
    pub fn member(self, key: &str) -> Option<Self> {
        let mut members = self.members().ok()?;
        Some(members.find(|(name, _)| name.is_key(key))?.1)
    }

    /// The value within that begins at a byte.
    pub fn part(self, at: usize) -> Self {
        Cursor { text: self.0, at }.value()
    }

    pub fn flag(self) -> Result<bool, Wrong<'a>> {
        match self.first() {
            b't' => Ok(true),
            b'f' => Ok(false),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// A string; borrowed where it stands in the text as such.
    pub fn string(self) -> Result<Cow<'a, str>, Wrong<'a>> {
        if self.first() != b'"' {
            return Err(self.unexpected("a string"));
        }
        let inner = self.0.get(1..self.0.len() - 1).unwrap_or_default();
        unescaped(inner).ok_or_else(|| self.wrong("half of a surrogate pair in a string"))
    }

    pub fn small_number(self) -> Result<u32, Wrong<'a>> {
        self.0.parse().map_err(|_| {
            if number::is_whole(self.0) {
                self.wrong(format!("invalid value: integer `{}`, expected u32", self.0))
            } else {
                self.unexpected("u32")
            }
        })
    }

    pub fn items(self) -> Result<Items<'a>, Wrong<'a>> {
        if self.first() == b'[' {
            Ok(Items(self.inside()))
        } else {
            Err(self.unexpected("a list"))
        }
    }

    pub fn members(self) -> Result<Members<'a>, Wrong<'a>> {
        if self.first() == b'{' {
            Ok(Members(self.inside()))
        } else {
            Err(self.unexpected("an object"))
        }
    }

    pub fn wrong(self, problem: impl Into<String>) -> Wrong<'a> {
        let problem = problem.into();
        Wrong { at: self, problem }
    }

    /// The error of a value of another type than `expected`.
    pub fn unexpected(self, expected: &str) -> Wrong<'a> {
        let text = self.0;
        let found = match self.first() {
            b'{' => "map".to_owned(),
            b'[' => "sequence".to_owned(),
            b'"' => match self.string() {
                Ok(string) => format!("string {string:?}"),
                Err(wrong) => return wrong,
            },
            b't' | b'f' => format!("boolean `{text}`"),
            b'n' => text.to_owned(),
            _ if number::is_whole(text) => format!("integer `{text}`"),
            _ if number::is_out_of_range(text) => return self.wrong(number::OUT_OF_RANGE),
            _ => format!("floating point `{text}`"),
        };
        self.wrong(format!("invalid type: {found}, expected {expected}"))
    }

    fn inside(self) -> Cursor<'a> {
        Cursor {
            text: self.0,
            at: 1,
        }
    }

    pub(in crate::model) fn cursor(self) -> Cursor<'a> {
        Cursor {
            text: self.0,
            at: 0,
        }
    }
}

/// The values of a list.
#[derive(Clone, Debug)]
pub struct Items<'a>(Cursor<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = Raw<'a>;

    fn next(&mut self) -> Option<Raw<'a>> {
        let ended = matches!(self.0.peek(), 0 | b']');
        (!ended).then(|| self.0.value())
    }
}

/// The keys of an object, each with its value.
#[derive(Clone, Debug)]
pub struct Members<'a>(Cursor<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Raw<'a>, Raw<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let ended = matches!(self.0.peek(), 0 | b'}');
        (!ended).then(|| (self.0.value(), self.0.value()))
    }
}

/// A place in a text that is JSON.
#[derive(Clone, Debug)]
pub(in crate::model) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The byte that the next value, or the end of a list or object, starts with; 0 behind
    /// the last one.
    pub(in crate::model) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':') {
                return byte;
            }
            self.at += 1;
        }
        0
    }

    pub(in crate::model) fn at(&self) -> usize {
        self.at
    }

    pub(in crate::model) fn step(&mut self) {
        self.at += 1;
    }

    /// The next value, whole.
    pub(in crate::model) fn value(&mut self) -> Raw<'a> {
        let first = self.peek();
        let start = self.at;
        match first {
            b'"' => self.skip_string(),
            b'{' | b'[' => self.skip_nested(),
            _ => self.skip_word(),
        }
        // What begins no value is one: whoever reads a text that is no JSON gets to its end.
        self.at = self.at.max(start + 1).min(self.text.len());
        Raw(self.text.get(start..self.at).unwrap_or_default())
    }

    fn skip_string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += match byte {
                b'\\' => 2,
                b'"' => break,
                _ => 1,
            };
        }
        self.at = (self.at + 1).min(bytes.len());
    }

    /// Goes behind the bracket that closes the one here, however deep it is.
    fn skip_nested(&mut self) {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn skip_word(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'E' | b'+' | b'-' | b'.') {
                break;
            }
            self.at += 1;
        }
    }
}
