//! Numbers in any notation: digits with either separator, words, and both together.
//!
//! A value counts thousandths, so that `1.5` and `1,5` and `one and a half` are one number.

use super::lexicon::{Lexicon, NumberWord};
use super::tokens::{Token, Tongue, tokens_of};

pub(super) const ONE: u64 = 1_000;

/// A number that begins at a token.
#[derive(Clone, Debug, Default)]
pub(super) struct Number {
    /// In thousandths; two where the notation leaves that open.
    pub values: Vec<u64>,
    pub percent: bool,
    /// Four digits that are probably a year.
    pub year: bool,
    pub tokens: usize,
    /// Where it ends, a percent sign included.
    pub end: usize,
}

/// All values of the numbers in a text, in thousandths.
pub fn number_values(text: &str, language: &str, lexicon: &Lexicon) -> Vec<Vec<u64>> {
    all_in(text, language, lexicon, |reader| {
        reader.number().map(|it| (it.tokens, it.values))
    })
}

/// What is read anywhere in a text, and how many tokens it is.
pub(super) fn all_in<T>(
    text: &str,
    language: &str,
    lexicon: &Lexicon,
    read: fn(&Reader<'_>) -> Option<(usize, T)>,
) -> Vec<T> {
    let tongue = Tongue::of(language);
    let tokens = tokens_of(text, tongue);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let reader = Reader {
            text,
            tokens: &tokens[at..],
            tongue,
            lexicon,
        };
        if let Some((taken, it)) = read(&reader) {
            at += taken;
            found.push(it);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads what the first token begins.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub tongue: Tongue,
    pub lexicon: &'a Lexicon,
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |it| &it.folded)
    }

    /// What stands between a token and the one before.
    pub(super) fn gap(&self, at: usize) -> &str {
        match (self.tokens.get(at - 1), self.tokens.get(at)) {
            (Some(before), Some(token)) => &self.text[before.end..token.start],
            _ => "?",
        }
    }

    fn number_word(&self, at: usize) -> Option<NumberWord> {
        // Nothing but a space or a hyphen joins the words of a number.
        if at > 0 && !matches!(self.gap(at), "" | " " | "-" | "\u{A0}") {
            return None;
        }
        self.lexicon.number(self.tongue, self.word(at))
    }

    pub(super) fn number(&self) -> Option<Number> {
        let mut number = if self.tokens.first()?.digits {
            self.in_digits()?
        } else {
            self.in_words()?
        };
        self.take_percent(&mut number);
        Some(number)
    }

    fn in_digits(&self) -> Option<Number> {
        let literal = self.tokens[0].raw(self.text);
        let mut number = Number {
            values: readings(literal, self.tongue),
            year: is_year(literal),
            tokens: 1,
            ..Number::default()
        };
        if number.values.is_empty() {
            return None;
        }
        if self.tokens.len() > 1 && self.gap(1).is_empty() {
            self.take_letters(&mut number);
        }
        let mut times = 1;
        while let Some(NumberWord::Times(by, _)) = self.number_word(number.tokens) {
            for value in &mut number.values {
                *value = value.saturating_mul(by);
            }
            number.tokens += 1;
            number.year = false;
            times = by;
        }
        if times > 1
            && let Some(tokens) = self.and_a_half(number.tokens)
        {
            number.values[0] = number.values[0].saturating_add(times * ONE / 2);
            number.tokens += tokens;
        }
        Some(number)
    }

    /// `2.4m`, `40k`, `21st`, `5º`.
    fn take_letters(&self, number: &mut Number) {
        let by = match self.word(1) {
            "k" => 1_000,
            "mil" | "bn" => return,
            "m" | "mn" | "mm" => 1_000_000,
            "b" => 1_000_000_000,
            _ => 1,
        };
        number.tokens = 2;
        number.year = false;
        // `100m` may be metres.
        if by > 1 {
            let plain = number.values[0];
            number.values.insert(0, plain.saturating_mul(by));
            number.values.truncate(2);
        }
    }

    /// How many tokens `y medio` and `and a half` are.
    fn and_a_half(&self, at: usize) -> Option<usize> {
        if !matches!(self.word(at), "y" | "and") {
            return None;
        }
        let mut next = at + 1;
        if self.word(next) == "a" {
            next += 1;
        }
        (self.number_word(next)? == NumberWord::Half).then_some(next + 1 - at)
    }

    fn in_words(&self) -> Option<Number> {
        if self.number_word(0)? == NumberWord::Half {
            return self.half_of();
        }
        let mut sum = Sum::default();
        let mut at = 0;
        loop {
            let taken = match self.number_word(at) {
                Some(NumberWord::Value(value)) => usize::from(sum.add(value)),
                Some(NumberWord::Times(by, alone)) => usize::from(sum.multiply(by, alone)),
                Some(NumberWord::Half) => 0,
                None => self.joined(at, &mut sum),
            };
            if taken == 0 {
                break;
            }
            at += taken;
        }
        let value = sum.total.saturating_add(sum.open.unwrap_or(0) * ONE);
        // `one` and `una` are hardly ever meant as numbers.
        (value > ONE).then(|| Number {
            values: vec![value],
            tokens: at,
            ..Number::default()
        })
    }

    /// What `y`, `and` add. They may join two numbers of a list as well.
    fn joined(&self, at: usize, sum: &mut Sum) -> usize {
        if at == 0 || !matches!(self.word(at), "y" | "and") {
            return 0;
        }
        if sum.last > 1
            && let Some(tokens) = self.and_a_half(at)
        {
            sum.total = sum.total.saturating_add(sum.last * ONE / 2);
            return tokens;
        }
        let fits = match self.number_word(at + 1) {
            Some(NumberWord::Value(value)) if self.word(at) == "y" => {
                value < 10 && sum.open.is_some_and(|it| it % 100 >= 30)
            }
            Some(NumberWord::Value(value)) => {
                let counted = self.word(at + 1) != "a" && value < 100;
                counted && sum.open.is_none_or(|it| it >= 100)
            }
            _ => false,
        };
        match self.number_word(at + 1) {
            Some(NumberWord::Value(value)) if fits && sum.add(value) => 2,
            _ => 0,
        }
    }

    /// `half a million`, `medio millón`.
    fn half_of(&self) -> Option<Number> {
        let at = 1 + usize::from(self.word(1) == "a");
        match self.number_word(at)? {
            NumberWord::Times(by, _) => Some(Number {
                values: vec![by * ONE / 2],
                tokens: at + 1,
                ..Number::default()
            }),
            _ => None,
        }
    }

    fn take_percent(&self, number: &mut Number) {
        number.end = self.tokens[number.tokens - 1].end;
        let behind = self.text[number.end..].trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        let words = [self.word(number.tokens), self.word(number.tokens + 1)];
        let tokens = match words {
            _ if behind.starts_with('%') => {
                number.end = self.text.len() - behind.len() + 1;
                0
            }
            ["percent" | "pct" | "porciento", _] => 1,
            ["per", "cent"] | ["por", "ciento"] => 2,
            _ => return,
        };
        number.percent = true;
        number.year = false;
        if tokens > 0 {
            number.tokens += tokens;
            number.end = self.tokens[number.tokens - 1].end;
        }
    }
}

/// A number as its words add up.
#[derive(Default)]
struct Sum {
    /// In thousandths.
    total: u64,
    /// What no multiplier has closed.
    open: Option<u64>,
    /// The last multiplier.
    last: u64,
}

impl Sum {
    fn add(&mut self, value: u64) -> bool {
        let fits = match self.open {
            None => self.last == 0 || value < self.last,
            Some(open) if value < 10 => value > 0 && open % 10 == 0 && open >= 20,
            Some(open) => value < 100 && open % 100 == 0 && open > 0,
        };
        if fits {
            self.open = Some(self.open.unwrap_or(0) + value);
        }
        fits
    }

    fn multiply(&mut self, by: u64, alone: bool) -> bool {
        if by <= 100 {
            return self.multiply_open(by);
        }
        let below = if self.total < by * ONE { self.total } else { 0 };
        let base = match self.open {
            Some(open) => below + open * ONE,
            None if below > 0 => below,
            None if alone => ONE,
            None => return false,
        };
        let product = base.saturating_mul(by);
        self.total = (self.total - below).saturating_add(product);
        self.open = None;
        self.last = by;
        true
    }

    /// `two hundred`, and whatever may follow them.
    fn multiply_open(&mut self, by: u64) -> bool {
        match self.open {
            Some(open) if open > 0 && open < 100 => self.open = Some(open * by),
            _ => return false,
        }
        true
    }
}

fn is_year(literal: &str) -> bool {
    literal.len() == 4 && (literal.starts_with("19") || literal.starts_with("20"))
}

/// The values that digits may stand for, the likeliest first. Three digits behind a separator are
/// thousands; where the language has the other separator for those, they may be decimals.
pub(super) fn readings(literal: &str, tongue: Tongue) -> Vec<u64> {
    let mut groups: Vec<&str> = Vec::new();
    let mut marks: Vec<char> = Vec::new();
    let mut from = 0;
    for (at, c) in literal.char_indices() {
        if !c.is_ascii_digit() {
            groups.push(&literal[from..at]);
            marks.push(c);
            from = at + c.len_utf8();
        }
    }
    groups.push(&literal[from..]);
    let mut values = Vec::new();
    let whole = |groups: &[&str]| groups.concat().parse::<u64>().ok();
    let Some(&mark) = marks.last() else {
        values.extend(whole(&groups).map(|it| it.saturating_mul(ONE)));
        return values;
    };
    let (head, tail) = (&groups[..groups.len() - 1], groups[groups.len() - 1]);
    let decimal = || {
        let whole = whole(head)?.saturating_mul(ONE);
        Some(whole.saturating_add(thousandths(tail)))
    };
    let same = marks.iter().all(|it| *it == mark);
    if same && are_thousands(&groups) {
        values.extend(whole(&groups).map(|it| it.saturating_mul(ONE)));
        let decimals = match tongue {
            Tongue::Spanish => mark == ',',
            Tongue::English => mark == '.',
            Tongue::Other => matches!(mark, '.' | ','),
        };
        if decimals && groups.len() == 2 && tail != "000" {
            values.extend(decimal());
        }
    } else if matches!(mark, '.' | ',') && (marks.len() == 1 || are_thousands(head)) {
        values.extend(decimal());
    }
    values
}

fn are_thousands(groups: &[&str]) -> bool {
    let first = groups[0];
    groups[1..].iter().all(|it| it.len() == 3)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
}

/// Decimals as thousandths.
fn thousandths(decimals: &str) -> u64 {
    let mut value = 0;
    for at in 0..3 {
        let digit = decimals.as_bytes().get(at).map_or(0, |it| it - b'0');
        value = value * 10 + u64::from(digit);
    }
    value
}
