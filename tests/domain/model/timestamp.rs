//! Times beside those of the crate `time`.

use cotejo::model::{Timestamp, is_date};
use proptest::prelude::*;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The end of the year 9999.
const LATEST: i64 = 253_402_300_799_999;

/// What the crate makes of a text.
fn theirs(text: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let millis = moment.unix_timestamp_nanos().div_euclid(1_000_000);
    let millis = i64::try_from(millis).ok()?;
    (0..=LATEST).contains(&millis).then_some(millis)
}

fn ours(text: &str) -> Option<i64> {
    text.parse().ok().map(Timestamp::millis)
}

#[test]
fn times_are_written_and_read() {
    for text in ["2026-11-22T10:00:00Z", "1970-01-01T00:00:00Z"] {
        assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
    }
    let zoned: Timestamp = "2026-11-22T10:00:00+02:00".parse().unwrap();
    assert_eq!(zoned.to_string(), "2026-11-22T08:00:00Z");
}

#[test]
fn what_is_no_time_is_refused() {
    let none = [
        "",
        "yesterday",
        "2026-11-22",
        "2026-11-22T10:00Z",
        "2026-11-22T10:00:00",
        "2026-11-22T10:00:00.Z",
        "2026-11-22T10:00:00Z ",
        "2026-02-29T10:00:00Z",
        "2026-00-22T10:00:00Z",
        "2026-11-31T10:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:60:00Z",
        "2026-11-22T10:00:61Z",
        "2026-11-22T10:00:00+24:00",
        "1969-12-31T23:59:59Z",
        "+2026-11-22T10:00:00Z",
        "２０２６-11-22T10:00:00Z",
    ];
    for text in none {
        assert_eq!(ours(text), None, "{text}");
    }
}

/// Where the crate is stricter, which takes a leap second at the end of a month alone.
#[test]
fn a_leap_second_is_the_last_moment_of_its_minute() {
    let leap: Timestamp = "2016-12-31T23:59:60Z".parse().unwrap();
    assert_eq!(leap.to_string(), "2016-12-31T23:59:59.999Z");
    assert_eq!(Some(leap.millis()), theirs("2016-12-31T23:59:60Z"));
    let anywhere: Timestamp = "2026-11-22T10:00:60Z".parse().unwrap();
    assert_eq!(anywhere.to_string(), "2026-11-22T10:00:59.999Z");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn every_moment_is_written_as_the_crate_does(millis in 0..=LATEST) {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000);
        let text = Timestamp::from_millis(millis).to_string();
        prop_assert_eq!(&text, &moment.unwrap().format(&Rfc3339).unwrap());
        prop_assert_eq!(ours(&text), Some(millis));
    }

    #[test]
    fn what_looks_like_a_time_is_read_as_the_crate_does(
        year in 1_968..2_100_u32, month in 0..14_u32, day in 0..33_u32,
        hour in 0..26_u32, minute in 0..62_u32, second in 0..60_u32,
        fraction in "(\\.[0-9]{0,12})?", zone in "Z|z|[+-][0-2][0-9]:[0-6][0-9]|\\+0100|",
        between in "[Tt _x]",
    ) {
        let text = format!(
            "{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}{fraction}{zone}"
        );
        prop_assert_eq!(ours(&text), theirs(&text), "{}", text);
    }
}

#[test]
fn a_date_is_a_year_a_month_or_a_day_of_the_calendar() {
    let dates = [
        "2026",
        "2026-01",
        "2026-12",
        "2026-01-30",
        "2024-02-29",
        "2026-11-22T10:00:00Z",
        "2026-11-22T10:00",
    ];
    for text in dates {
        assert!(is_date(text), "{text}");
    }
    let others = [
        "",
        "26",
        "30/01/2026",
        "2026-1-30",
        "2026-13-45",
        "2026-13",
        "2026-00",
        "2026-01-00",
        "2026-02-29",
        "2026-",
        "2026-01-",
        "2026T10:00",
        "2026-01-30T",
        "2026-01-30 ",
        "January 2026",
    ];
    for text in others {
        assert!(!is_date(text), "{text}");
    }
}

proptest! {
    #[test]
    fn every_day_of_a_time_is_a_date(millis in 0..=LATEST) {
        let day = Timestamp::from_millis(millis).to_string();
        for length in [4, 7, 10, day.len()] {
            prop_assert!(is_date(&day[..length]), "{}", &day[..length]);
        }
    }
}
