//! Lists and maps of bounded length.

use super::object::{Decoder, FromRaw, twice};
use super::values::Str;
use crate::limits::{self, ENTRIES};
use crate::model::json::Raw;
use crate::model::sorted::sort_by;

/// A list of strings.
#[derive(Debug, Default)]
pub(super) struct Strings<'a>(pub(super) Vec<Str<'a>>);

impl<'a> FromRaw<'a> for Strings<'a> {
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
        let items = items(raw, limits::ENTRIES, decoder).into_iter();
        Self(items.map(|it| Str::from_raw(it, decoder)).collect())
    }
}

/// Places of carriage returns.
#[derive(Debug, Default)]
pub(super) struct Returns(pub(super) Vec<u32>);

impl<'a> FromRaw<'a> for Returns {
    fn from_raw(raw: Raw<'a>, decoder: &Decoder<'a>) -> Self {
        // There can be so many that they are not listed first.
        let mut returns = Vec::new();
        let items = raw.items().map_err(|wrong| decoder.fail(wrong));
        for it in items.into_iter().flatten() {
            if returns.len() == limits::CARRIAGE_RETURNS {
                decoder.fail(it.wrong(too_long(limits::CARRIAGE_RETURNS)));
            }
            if decoder.failed() {
                break;
            }
            returns.push(u32::from_raw(it, decoder));
        }
        Self(returns)
    }
}

pub(super) fn items<'a>(list: Raw<'a>, most: usize, decoder: &Decoder<'a>) -> Vec<Raw<'a>> {
    let mut items: Vec<Raw<'a>> = match list.items() {
        Ok(all) => all.take(most + 1).collect(),
        Err(wrong) => {
            decoder.fail(wrong);
            Vec::new()
        }
    };
    if items.len() > most
        && let Some(item) = items.pop()
    {
        decoder.fail(item.wrong(too_long(most)));
        return Vec::new();
    }
    items
}

fn too_long(most: usize) -> String {
    format!("a list has more than {most} entries")
}

/// What an object has whose keys are data, by key.
pub(super) fn entries<'a>(object: Raw<'a>, decoder: &Decoder<'a>) -> Vec<(Str<'a>, Raw<'a>)> {
    let mut entries = Vec::new();
    match object.members() {
        Ok(all) => {
            for (key, value) in all {
                if entries.len() == ENTRIES {
                    let said = format!("an object has more than {ENTRIES} entries");
                    decoder.fail(key.wrong(said));
                    break;
                }
                entries.push((Str::from_raw(key, decoder), value));
            }
        }
        Err(wrong) => decoder.fail(wrong),
    }
    sort_by(&mut entries, |(a, _), (b, _)| a.cmp(b));
    if let Some(two) = entries.windows(2).find(|it| it[0].0 == it[1].0) {
        decoder.fail(twice(object, two[0].0.as_str()));
    }
    entries
}
