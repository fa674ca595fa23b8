//! What of a claim can be found again in another one.

use super::lexicon::{Lexicon, Mark, hash};
use super::numbers::{Number, ONE, Reader};
use super::stem::{skeleton, stem};
use super::tokens::{Case, Token, Tongue, tokens_of};

/// What a feature is, for the words in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    Date,
    Name,
    Words,
}

/// One way to find a feature again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub hash: u64,
    /// How much it tells, whatever its rarity: an ordinary word tells [`PLAIN`].
    pub weight: u16,
    /// What the lexicon says, not what a word looks like.
    pub means: bool,
}

pub(super) const PLAIN: u16 = 16;
const WEAK: u16 = 7;
const NAME: u16 = 20;
const DAY: u16 = 24;
const MONTH: u16 = 12;
const YEAR: u16 = 12;

/// The longest phrase of the lexicon, in words.
const LONGEST_PHRASE: usize = 4;

/// Words of fewer letters are not compared across languages.
const SHORT: usize = 4;

/// A word, phrase, number or date of a claim, by any of its keys.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    pub start: usize,
    pub end: usize,
    pub sort: Sort,
    pub keys: Vec<Key>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    pub all: Vec<Feature>,
    pub denies: bool,
    pub rises: bool,
    pub falls: bool,
}

impl Features {
    pub(super) fn of(text: &str, tongue: Tongue, lexicon: &Lexicon) -> Self {
        let tokens = tokens_of(text, tongue);
        let mut stems = Vec::with_capacity(tokens.len());
        for token in &tokens {
            stems.push(stem(&token.folded));
        }
        let mut features = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            let reader = Reader {
                text,
                tokens: &tokens[at..],
                tongue,
                lexicon,
            };
            let taken = features.take_figures(&reader);
            at += if taken > 0 {
                taken
            } else {
                features.take_words(&reader, &stems[at..])
            };
        }
        features
    }

    /// A date or a number, and how many tokens it is.
    fn take_figures(&mut self, reader: &Reader<'_>) -> usize {
        if let Some(date) = reader.date() {
            let mut keys = Vec::new();
            for &(month, day) in &date.days {
                if day > 0 {
                    keys.push(key("day", &[month.into(), day.into()], DAY));
                }
            }
            for &(month, _) in &date.days {
                keys.push(key("month", &[month.into()], MONTH));
            }
            let end = reader.tokens[date.tokens - 1].end;
            self.add(reader, end, Sort::Date, keys);
            if let Some(year) = date.year {
                let keys = vec![number_key(u64::from(year) * ONE, false, YEAR)];
                self.add(reader, end, Sort::Date, keys);
            }
            return date.tokens;
        }
        let Some(number) = reader.number() else {
            return 0;
        };
        let mut keys = Vec::new();
        for &value in &number.values {
            keys.push(number_key(value, number.percent, weight_of(&number, value)));
        }
        self.add(reader, number.end, Sort::Number, keys);
        number.tokens
    }

    /// A phrase or a word, and how many tokens it is.
    fn take_words(&mut self, reader: &Reader<'_>, stems: &[String]) -> usize {
        let longest = if reader.lexicon.begins_phrase(reader.tongue, &stems[0]) {
            LONGEST_PHRASE.min(stems.len())
        } else {
            1
        };
        for len in (2..=longest).rev() {
            let concepts = reader
                .lexicon
                .phrase(reader.tongue, &stems[..len].join("_"));
            if !concepts.is_empty() {
                self.take_phrase(reader, len, &concepts);
                return len;
            }
        }
        let token = &reader.tokens[0];
        if reader.lexicon.denies(reader.tongue, &token.folded) || is_not(reader.text, token) {
            self.denies = true;
        } else if token.is_acronym() || !is_empty(reader, token) {
            self.take_word(reader, &stems[0]);
        }
        1
    }

    fn take_phrase(&mut self, reader: &Reader<'_>, len: usize, concepts: &[u32]) {
        let mut sort = Sort::Words;
        let mut keys = Vec::new();
        for &concept in concepts {
            keys.push(self.concept_key(reader.lexicon, concept, &mut sort));
        }
        for token in &reader.tokens[..len] {
            if !is_empty(reader, token) {
                keys.push(look_of(token, reader.tongue, WEAK));
            }
        }
        self.add(reader, reader.tokens[len - 1].end, sort, keys);
    }

    fn take_word(&mut self, reader: &Reader<'_>, stem: &str) {
        let token = &reader.tokens[0];
        let mut keys = Vec::new();
        let mut sort = Sort::Words;
        let concepts = reader.lexicon.concepts(reader.tongue, &token.folded, stem);
        for &concept in &concepts {
            keys.push(self.concept_key(reader.lexicon, concept, &mut sort));
        }
        let known = keys.iter().map(|it| it.weight).min();
        if token.is_acronym() || (known.is_none() && token.case == Case::Capital) {
            sort = Sort::Name;
        }
        let weight = match sort {
            Sort::Name if is_followed(reader) => NAME / 2,
            Sort::Name => NAME,
            _ => known.unwrap_or(PLAIN),
        };
        keys.push(look_of(token, reader.tongue, weight));
        self.add(reader, token.end, sort, keys);
    }

    fn concept_key(&mut self, lexicon: &Lexicon, concept: u32, sort: &mut Sort) -> Key {
        let mut weight = PLAIN;
        match lexicon.mark(concept) {
            Mark::Plain => {}
            Mark::Weak => weight = WEAK,
            Mark::Rise => self.rises = true,
            Mark::Fall => self.falls = true,
            Mark::Name => {
                *sort = Sort::Name;
                weight = NAME;
            }
        }
        key("concept", &[concept.into()], weight)
    }

    /// Adds what is not there yet: a word that comes twice says nothing more.
    fn add(&mut self, reader: &Reader<'_>, end: usize, sort: Sort, keys: Vec<Key>) {
        for feature in &self.all {
            if feature.keys[0].hash == keys[0].hash {
                return;
            }
        }
        self.all.push(Feature {
            start: reader.tokens[0].start,
            end,
            sort,
            keys,
        });
    }
}

/// Whether a name goes on: first names tell less than the last one, and come with it.
fn is_followed(reader: &Reader<'_>) -> bool {
    let next = reader.tokens.get(1);
    next.is_some_and(|it| it.is_capital() && !it.digits) && reader.gap(1) == " "
}

/// Whether a word has nothing to be found by.
fn is_empty(reader: &Reader<'_>, token: &Token) -> bool {
    let lexicon = reader.lexicon;
    token.folded.chars().nth(1).is_none() && token.folded.is_ascii()
        || token.folded.len() < 3 && token.folded.is_ascii() && !token.digits
        || lexicon.is_function_word(reader.tongue, &token.folded)
        || lexicon.denies(reader.tongue, &token.folded)
}

/// The `t` of `don't`.
fn is_not(text: &str, token: &Token) -> bool {
    token.folded == "t" && text[..token.start].ends_with(['\'', '’'])
}

/// What a word has in common with those that look like it.
fn look_of(token: &Token, tongue: Tongue, weight: u16) -> Key {
    let look = skeleton(&token.folded);
    let abroad = look.len() >= SHORT || token.is_acronym() || token.is_capital();
    let kind = if abroad { 0 } else { 1 + tongue as u8 };
    Key {
        hash: hash(kind, &look),
        weight,
        means: false,
    }
}

fn key(kind: &str, numbers: &[u64], weight: u16) -> Key {
    let mut key = hash(b'#', kind);
    for &number in numbers {
        key = (key ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        key ^= key >> 29;
    }
    Key {
        hash: key,
        weight,
        means: kind == "concept",
    }
}

fn number_key(value: u64, percent: bool, weight: u16) -> Key {
    key(if percent { "percent" } else { "number" }, &[value], weight)
}

/// Larger numbers and such with many digits are less often the same by chance.
fn weight_of(number: &Number, value: u64) -> u16 {
    if number.year {
        return YEAR;
    }
    if number.percent {
        return 24;
    }
    match value {
        0..=2_000 => 4,
        2_001..=10_000 if value.is_multiple_of(ONE) => 8,
        10_001..=100_000 if value.is_multiple_of(ONE) => 16,
        _ => 26,
    }
}
