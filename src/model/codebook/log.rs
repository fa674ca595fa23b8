//! Versions of a codebook, and what was changed in each.

use super::{Codebook, EntryKind, EntryRef};
use crate::model::form::form;
use crate::model::json::compact;
use crate::model::sorted::SortedMap;
use crate::model::{Node, TextHash};

/// One edit of a codebook. It is told by ids and names, so that whoever shows it has the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogEntry {
    /// The version that the edit made.
    pub version: String,
    /// When, as `2026-01-30T12:00:00.000Z`.
    pub at: String,
    /// Who: an annotator's name.
    pub by: String,
    /// `add`, `set`, `move`, `remove` or `declare`.
    pub edit: String,
    pub kind: EntryKind,
    pub of: String,
    pub id: String,
    /// What was set, by its key in the file, with the language behind it: `name.en`.
    pub property: String,
    /// What the entry was called.
    pub name: String,
    /// What it is called now, or where the annotations of what was removed went;
    /// `false` where a flag was taken off.
    pub to: String,
    pub note: String,
    pub extra: SortedMap<String, Node>,
}

form!(LogEntry {
    version,
    at or default,
    by or default,
    edit,
    kind or default,
    of or nothing,
    id or nothing,
    property or nothing,
    name or nothing,
    to or nothing,
    note or nothing,
} keeps extra);

impl LogEntry {
    pub fn entry(&self) -> EntryRef {
        EntryRef::within(self.kind, &self.of, &self.id)
    }
}

impl Codebook {
    /// The version without what tells it from others of that number.
    pub fn version_number(&self) -> &str {
        number_of(&self.version)
    }

    /// The number of the version that the next edit makes.
    pub fn next_version(&self) -> String {
        let number = self.version_number();
        match (number.matches('.').count(), number.rsplit_once('.')) {
            (2, Some((minor, patch))) => match patch.parse::<u64>() {
                Ok(patch) => format!("{minor}.{}", patch.saturating_add(1)),
                Err(_) => format!("{number}.1"),
            },
            _ => format!("{number}.1"),
        }
    }

    /// Gives what was edited its version. Two that differ in anything have different ones, also
    /// when both were made of the same one at different places: a part of the hash of all that
    /// the codebook says stands behind the number.
    pub(super) fn set_version(&mut self, number: &str) {
        number.clone_into(&mut self.version);
        let hash = TextHash::of(&compact(self)).to_string();
        self.version = format!("{number}+{}", &hash[..8]);
    }
}

/// The number in a version: what stands before the `+`.
pub fn number_of(version: &str) -> &str {
    version.split_once('+').map_or(version, |it| it.0)
}

/// `major.minor` or `major.minor.patch` as numbers that can be compared.
pub(super) fn parsed(number: &str) -> Option<Vec<u64>> {
    let plain = |it: &str| {
        let digits = it.bytes().all(|it| it.is_ascii_digit());
        digits && (it == "0" || !it.starts_with('0'))
    };
    let number_of = |it: &str| it.parse().ok().filter(|_| plain(it));
    let numbers: Option<Vec<u64>> = number.split('.').map(number_of).collect();
    numbers.filter(|it| matches!(it.len(), 2 | 3))
}
