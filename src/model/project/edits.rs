/// Edits that are remembered.
const REMEMBERED: usize = 32;

/// Edits, how many there were, and what the last ones were about: places in a text, rows.
#[derive(Clone, Debug)]
pub(super) struct Edits<T> {
    count: u64,
    /// The newest last; `None` where an edit is about nothing of the kind.
    recent: Vec<Option<T>>,
}

impl<T> Default for Edits<T> {
    fn default() -> Self {
        Self {
            count: 0,
            recent: Vec::new(),
        }
    }
}

impl<T: Copy> Edits<T> {
    pub(super) fn note(&mut self, about: Option<T>) {
        self.count += 1;
        if self.recent.len() == REMEMBERED {
            self.recent.remove(0);
        }
        self.recent.push(about);
    }

    /// An edit that may be about anything.
    pub(super) fn note_any(&mut self) {
        self.count += 1;
        self.recent.clear();
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// What all edits after the first `count` ones were about, unless those are too many.
    pub(super) fn since(&self, count: u64) -> Option<impl Iterator<Item = T>> {
        let later = usize::try_from(self.count.checked_sub(count)?).ok()?;
        let first = self.recent.len().checked_sub(later)?;
        Some(self.recent[first..].iter().flatten().copied())
    }
}
