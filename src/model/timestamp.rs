use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A moment in milliseconds since 1970 (UTC), written as RFC 3339.
///
/// Reading and writing that are here, and held against the crate `time` in tests: for these two
/// the crate would be 3 kB of the download.
///
/// Two stand in each record. There they take six bytes each, and need no room before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp([u16; 3]);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is no time like 2026-11-22T10:00:00Z")]
pub struct BadTimestamp(String);

impl Timestamp {
    /// Latest moment that RFC 3339 can write: the end of the year 9999.
    const LATEST: i64 = 253_402_300_799_999;

    pub fn from_millis(millis: i64) -> Self {
        let moment = millis.clamp(0, Self::LATEST);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is meant"
        )]
        let part = |at: u32| (moment >> (16 * at)) as u16;
        Self([part(2), part(1), part(0)])
    }

    pub const fn millis(self) -> i64 {
        let [high, middle, low] = self.0;
        (high as i64) << 32 | (middle as i64) << 16 | low as i64
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.millis();
        let (seconds, millis) = (moment / 1_000, moment % 1_000);
        let (year, month, day) = date(seconds / DAY);
        write!(f, "{year:04}-{month:02}-{day:02}T")?;
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        write!(f, "{hour:02}:{minute:02}:{second:02}")?;
        if millis > 0 {
            write!(f, ".{}", format!("{millis:03}").trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = BadTimestamp;

    fn from_str(text: &str) -> Result<Self, BadTimestamp> {
        let moment = parsed(text).filter(|it| (0..=Self::LATEST).contains(it));
        let bad = || BadTimestamp(text.chars().take(40).collect());
        moment.map(Self::from_millis).ok_or_else(bad)
    }
}

/// Whether a text is a year, a month or a day, with or without a time: `2026`, `2026-01`,
/// `2026-01-30`. The day must be one that the calendar has.
pub fn is_date(text: &str) -> bool {
    day_in(text).is_some()
}

/// The day of such a text, or the first that it may mean, since 1970.
pub fn day_in(text: &str) -> Option<i64> {
    day_of(&mut text.as_bytes())
}

fn day_of(rest: &mut &[u8]) -> Option<i64> {
    let year = number(rest, 4)?;
    let (mut month, mut day, mut whole) = (1, 1, false);
    if one_of(rest, b"-").is_some() {
        month = number(rest, 2)?;
        whole = one_of(rest, b"-").is_some();
    }
    if whole {
        day = number(rest, 2)?;
        if rest.len() > 1 && one_of(rest, b"T").is_some() {
            *rest = &[];
        }
    }
    let days = days(year, month, day);
    (date(days) == (year, month, day) && rest.is_empty()).then_some(days)
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Days of 400 years, after which the calendar is the same again.
const ERA: i64 = 146_097;

/// Days from the first of March of the year 0 to 1970.
const BEFORE_1970: i64 = 719_468;

/// Days since 1970. Years are counted as if they began in March: leap days come last then.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let before = of_era * 365 + of_era / 4 - of_era / 100;
    year.div_euclid(400) * ERA + before + of_year - BEFORE_1970
}

/// Year, month and day of a day since 1970.
const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + BEFORE_1970;
    let of_era = days.rem_euclid(ERA);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = days.div_euclid(ERA) * 400 + year;
    (if month > 2 { year } else { year + 1 }, month, day)
}

/// Milliseconds since 1970 of an RFC 3339 time.
fn parsed(text: &str) -> Option<i64> {
    let rest = &mut text.as_bytes();
    let year = number(rest, 4)?;
    one_of(rest, b"-")?;
    let month = number(rest, 2)?;
    one_of(rest, b"-")?;
    let day = number(rest, 2)?;
    // "T", as a rule; readers are asked to be lenient.
    *rest = rest.split_first()?.1;
    let hour = number(rest, 2)?;
    one_of(rest, b":")?;
    let minute = number(rest, 2)?;
    one_of(rest, b":")?;
    let second = number(rest, 2)?;
    let mut millis = 0;
    if one_of(rest, b".").is_some() {
        let mut worth = 100;
        millis += worth * number(rest, 1)?;
        while let Some(digit) = number(rest, 1) {
            worth /= 10;
            millis += worth * digit;
        }
    }
    let offset = match one_of(rest, b"Zz+-")? {
        b'Z' | b'z' => 0,
        sign => {
            let hours = number(rest, 2)?;
            one_of(rest, b":")?;
            let minutes = number(rest, 2)?;
            let offset = hours * 3_600 + minutes * 60;
            let there = hours < 24 && minutes < 60;
            there.then_some(if sign == b'-' { -offset } else { offset })?
        }
    };
    let days = days(year, month, day);
    let there = date(days) == (year, month, day) && hour < 24 && minute < 60 && second <= 60;
    if !there || !rest.is_empty() {
        return None;
    }
    // A leap second is the last moment before the next minute.
    let (second, millis) = if second == 60 {
        (59, 999)
    } else {
        (second, millis)
    };
    let seconds = days * DAY + hour * 3_600 + minute * 60 + second - offset;
    Some(seconds * 1_000 + millis)
}

/// Takes so many digits, if that many are there.
fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (number, behind) = rest.split_at_checked(digits)?;
    let mut value = 0;
    for digit in number {
        value = value * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    *rest = behind;
    Some(value)
}

/// Takes one byte, if it is one of these.
fn one_of(rest: &mut &[u8], which: &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    which.contains(first).then(|| {
        *rest = behind;
        *first
    })
}
