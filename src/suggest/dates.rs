//! Days in any notation.

use super::lexicon::Lexicon;
use super::numbers::{Reader, all_in};
use super::tokens::Tongue;

/// A day, or a month, that begins at a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Date {
    /// Month and day, 0 where none is said; two where the notation leaves open which is which.
    pub days: Vec<(u32, u32)>,
    pub year: Option<u32>,
    pub tokens: usize,
}

/// All months and days in a text.
pub fn date_keys(text: &str, language: &str, lexicon: &Lexicon) -> Vec<Vec<(u32, u32)>> {
    all_in(text, language, lexicon, |reader| {
        reader.date().map(|it| (it.tokens, it.days))
    })
}

impl Reader<'_> {
    pub(super) fn date(&self) -> Option<Date> {
        if let Some(date) = self.numeric_date() {
            return Some(date);
        }
        let mut date = self.day_and_month().or_else(|| self.month_and_day())?;
        self.take_year(&mut date);
        Some(date)
    }

    /// `16 January`, `16th of January`, `16 de enero`, `primero de enero`.
    fn day_and_month(&self) -> Option<Date> {
        let day = match self.word(0) {
            "primero" => 1,
            _ => self.day(0)?,
        };
        let mut at = 1 + self.ordinal(1);
        at += usize::from(matches!(self.word(at), "de" | "of"));
        let month = self.month(at)?;
        Some(Date {
            days: vec![(month, day)],
            year: None,
            tokens: at + 1,
        })
    }

    /// `January 16`, `January`.
    fn month_and_day(&self) -> Option<Date> {
        let month = self.month(0)?;
        let mut date = Date {
            days: vec![(month, 0)],
            year: None,
            tokens: 1,
        };
        if self.tokens.len() > 1
            && matches!(self.gap(1), " " | ". ")
            && let Some(day) = self.day(1)
        {
            date.days = vec![(month, day)];
            date.tokens = 2 + self.ordinal(2);
        } else if !self.is_clear() {
            return None;
        }
        Some(date)
    }

    /// Whether the first word means a month even without a day: `may` and `mar` need not.
    fn is_clear(&self) -> bool {
        let word = &self.tokens[0];
        let english = self.tongue != Tongue::Spanish;
        word.folded.len() > 3 && (!english || word.is_capital() || word.folded != "march")
            || self
                .year_at(1 + usize::from(self.word(1) == "de"))
                .is_some()
    }

    fn month(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        if self.tongue == Tongue::English && !token.is_capital() && token.folded.len() < 5 {
            return None;
        }
        self.lexicon.month(self.tongue, &token.folded)
    }

    fn day(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        let raw = token.raw(self.text);
        let day: u32 = raw.parse().ok()?;
        (token.digits && raw.len() <= 2 && (1..=31).contains(&day)).then_some(day)
    }

    /// How many tokens the `st` of `1st` is.
    fn ordinal(&self, at: usize) -> usize {
        let glued = at < self.tokens.len() && self.gap(at).is_empty();
        usize::from(glued && !self.tokens[at].digits)
    }

    fn year_at(&self, at: usize) -> Option<u32> {
        let raw = self.tokens.get(at)?.raw(self.text);
        let year: u32 = raw.parse().ok()?;
        (raw.len() == 4 && (1900..2100).contains(&year)).then_some(year)
    }

    fn take_year(&self, date: &mut Date) {
        let mut at = date.tokens;
        at += usize::from(matches!(self.word(at), "de" | "del" | "of"));
        if let Some(year) = self.year_at(at) {
            date.year = Some(year);
            date.tokens = at + 1;
        }
    }

    /// `16/01/2026`, `16.01.2026`, `2026-01-16`.
    fn numeric_date(&self) -> Option<Date> {
        let first = self.tokens.first().filter(|it| it.digits)?;
        let dotted = first.raw(self.text);
        let (parts, tokens) = if dotted.contains('.') {
            let mut parts = Vec::new();
            for part in dotted.split('.') {
                parts.push(part.parse::<u32>().ok()?);
            }
            // Anything else with dots may be a version or a chapter.
            if parts.last().is_none_or(|it| *it < 1_000) {
                return None;
            }
            (parts, 1)
        } else {
            if self.tokens.len() < 3 || self.gap(1) != self.gap(2) {
                return None;
            }
            if !matches!(self.gap(1), "/" | "-") {
                return None;
            }
            let mut parts = Vec::new();
            for token in &self.tokens[..3] {
                parts.push(token.raw(self.text).parse::<u32>().ok()?);
            }
            (parts, 3)
        };
        let &[a, b, c] = parts.as_slice() else {
            return None;
        };
        let (year, days) = if a > 1_000 {
            (a, vec![(b, c)])
        } else if self.tongue == Tongue::Spanish {
            (c, vec![(b, a), (a, b)])
        } else {
            (c, vec![(a, b), (b, a)])
        };
        let mut date = Date {
            days,
            year: Some(year).filter(|it| *it > 1_000),
            tokens,
        };
        date.days
            .retain(|it| (1..=12).contains(&it.0) && (1..=31).contains(&it.1));
        date.days.dedup();
        // Spanish has one order only; the other is read where that one does not fit.
        if self.tongue == Tongue::Spanish {
            date.days.truncate(1);
        }
        (!date.days.is_empty()).then_some(date)
    }
}
