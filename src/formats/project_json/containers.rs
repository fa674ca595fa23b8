//! Lists and maps of bounded length.

use super::object::FromRaw;
use super::values::Str;
use crate::model::json::{Absent, Raw, ToJson, Writer, Wrong};
use crate::model::sorted::sort_by;

/// Entries that one list may have.
pub(super) const MAX_LIST: usize = 1_000_000;

/// Entries that an object may have whose keys are data: attributes, languages.
pub(super) const MAX_ENTRIES: usize = 10_000;

/// A list of bounded length.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: FromRaw<'a> + Default> FromRaw<'a> for List<T> {
    fn read(&mut self, raw: Raw<'a>) -> Result<(), Wrong<'a>> {
        read_items(raw, &mut |item| {
            // Read where it is to stay: most are too large to be handed on.
            self.0.push(T::default());
            self.0.last_mut().map_or(Ok(()), |it| it.read(item))
        })
    }
}

fn read_items<'a>(
    list: Raw<'a>,
    read: &mut dyn FnMut(Raw<'a>) -> Result<(), Wrong<'a>>,
) -> Result<(), Wrong<'a>> {
    for (at, item) in list.items()?.enumerate() {
        if at == MAX_LIST {
            return Err(item.wrong(format!("a list has more than {MAX_LIST} entries")));
        }
        read(item)?;
    }
    Ok(())
}

impl<T: ToJson> ToJson for List<T> {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }
}

impl<T> Absent for List<T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

/// An object whose keys are data, by key.
#[derive(Debug)]
pub(super) struct Entries<'a, T>(pub(super) Vec<(Str<'a>, T)>);

impl<T> Default for Entries<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: FromRaw<'a> + Default> FromRaw<'a> for Entries<'a, T> {
    fn read(&mut self, raw: Raw<'a>) -> Result<(), Wrong<'a>> {
        let entries = &mut self.0;
        for (key, value) in raw.members()? {
            if entries.len() == MAX_ENTRIES {
                let said = format!("an object has more than {MAX_ENTRIES} entries");
                return Err(key.wrong(said));
            }
            entries.push((Str::from_raw(key)?, T::from_raw(value)?));
        }
        sort_by(entries, |(a, _), (b, _)| a.cmp(b));
        if let Some(twice) = entries.windows(2).find(|it| it[0].0 == it[1].0) {
            return Err(raw.wrong(format!("duplicate key {:?}", twice[0].0.as_str())));
        }
        Ok(())
    }
}

impl<T: ToJson> ToJson for Entries<'_, T> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            for (key, value) in &self.0 {
                to.entry(key.as_str(), value);
            }
        });
    }
}

impl<T> Absent for Entries<'_, T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}
