use std::ops::Range;

use super::{BadOffset, ByteOffset};

/// A non-empty half-open range of bytes of one text.
///
/// Ordered by start, then end. Which text it belongs to is known by whoever holds it;
/// [`ArticleText::check`](super::ArticleText::check) proves that it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSpan {
    start: ByteOffset,
    end: ByteOffset,
}

impl TextSpan {
    /// The smallest there is, for where one is needed that says nothing.
    pub const FIRST_BYTE: Self = Self {
        start: ByteOffset::new(0),
        end: ByteOffset::new(1),
    };

    /// The span between two offsets, or an error when it would be empty or reversed.
    pub const fn new(start: ByteOffset, end: ByteOffset) -> Result<Self, BadOffset> {
        if start.get() < end.get() {
            Ok(Self { start, end })
        } else {
            Err(BadOffset::EmptySpan {
                start: start.get(),
                end: end.get(),
            })
        }
    }

    /// The span of a text between two numbers of bytes that were offsets in it before.
    pub const fn of_bytes(start: u32, end: u32) -> Result<Self, BadOffset> {
        Self::new(ByteOffset::new(start), ByteOffset::new(end))
    }

    pub const fn start(self) -> ByteOffset {
        self.start
    }

    pub const fn end(self) -> ByteOffset {
        self.end
    }

    /// Length in bytes; never zero.
    #[allow(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub const fn len(self) -> u32 {
        self.end.get() - self.start.get()
    }

    pub const fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the character at `at` is inside.
    pub fn covers(self, at: ByteOffset) -> bool {
        self.start <= at && at < self.end
    }

    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end)).ok()
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl From<TextSpan> for (ByteOffset, ByteOffset) {
    fn from(span: TextSpan) -> Self {
        (span.start, span.end)
    }
}
