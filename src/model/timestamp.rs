use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment in milliseconds since 1970 (UTC), written as RFC 3339.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is no time like 2026-11-22T10:00:00Z")]
pub struct BadTimestamp(String);

impl Timestamp {
    /// Latest moment that RFC 3339 can write: the end of the year 9999.
    const LATEST: i64 = 253_402_300_799_999;

    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, Self::LATEST))
    }

    /// As kept before.
    pub(super) const fn of_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (self.0.div_euclid(1_000), self.0.rem_euclid(1_000));
        let text = OffsetDateTime::from_unix_timestamp(seconds)
            .and_then(|it| it.replace_millisecond(u16::try_from(millis).unwrap_or_default()))
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok());
        f.write_str(text.as_deref().unwrap_or("1970-01-01T00:00:00Z"))
    }
}

impl FromStr for Timestamp {
    type Err = BadTimestamp;

    fn from_str(text: &str) -> Result<Self, BadTimestamp> {
        let bad = || BadTimestamp(text.chars().take(40).collect());
        let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| bad())?;
        let millis = moment.unix_timestamp() * 1_000 + i64::from(moment.millisecond());
        if (0..=Self::LATEST).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(bad())
        }
    }
}
