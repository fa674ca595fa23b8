use crate::text::TextSpan;

/// Edits that are remembered by their places.
const REMEMBERED: usize = 32;

/// Edits of an article's annotations: how many there were, and where the last ones were.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    count: u64,
    /// The newest last; `None` where an edit is nowhere in the text.
    recent: Vec<Option<TextSpan>>,
}

impl Edits {
    pub(super) fn note(&mut self, place: Option<TextSpan>) {
        self.count += 1;
        if self.recent.len() == REMEMBERED {
            self.recent.remove(0);
        }
        self.recent.push(place);
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// The places of all edits after the first `count` ones, unless those are too many.
    pub(super) fn since(&self, count: u64) -> Option<impl Iterator<Item = TextSpan>> {
        let later = usize::try_from(self.count.checked_sub(count)?).ok()?;
        let first = self.recent.len().checked_sub(later)?;
        Some(self.recent[first..].iter().flatten().copied())
    }
}
