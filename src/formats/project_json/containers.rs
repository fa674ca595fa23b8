//! Lists and maps of bounded length.

use super::object::{Decoder, FromRaw, twice};
use super::values::Str;
use crate::model::json::Raw;
use crate::model::sorted::sort_by;

/// Entries that one list may have.
pub(super) const MAX_LIST: usize = 1_000_000;

/// Carriage returns that one article may have had: as many as it had bytes.
pub(super) const MAX_RETURNS: usize = 20_000_000;

/// Entries that an object may have whose keys are data: attributes, languages.
pub(super) const MAX_ENTRIES: usize = 10_000;

/// A list of bounded length.
#[derive(Debug)]
pub(super) struct List<T, const MOST: usize = MAX_LIST>(pub(super) Vec<T>);

impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: FromRaw<'a>, const MOST: usize> FromRaw<'a> for List<T, MOST> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        let items = items(raw, MOST, decoder).into_iter();
        Self(items.map(|it| T::from_raw(it, decoder)).collect())
    }
}

fn items<'a>(list: Raw<'a>, most: usize, decoder: &mut Decoder<'a>) -> Vec<Raw<'a>> {
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
        decoder.fail(item.wrong(format!("a list has more than {most} entries")));
    }
    items
}

/// An object whose keys are data, by key.
#[derive(Debug)]
pub(super) struct Entries<'a, T>(pub(super) Vec<(Str<'a>, T)>);

impl<T> Default for Entries<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: FromRaw<'a>> FromRaw<'a> for Entries<'a, T> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        let entries = entries(raw, decoder).into_iter();
        Self(
            entries
                .map(|(key, value)| (key, T::from_raw(value, decoder)))
                .collect(),
        )
    }
}

/// Sorted by key.
fn entries<'a>(object: Raw<'a>, decoder: &mut Decoder<'a>) -> Vec<(Str<'a>, Raw<'a>)> {
    let mut entries = Vec::new();
    match object.members() {
        Ok(all) => {
            for (key, value) in all {
                if entries.len() == MAX_ENTRIES {
                    let said = format!("an object has more than {MAX_ENTRIES} entries");
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
