use thiserror::Error;

/// Offset in UTF-8 bytes, on a character boundary of the text it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(u32);

/// Offset in UTF-16 code units, as the DOM counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Offset(pub u32);

/// Offset in Unicode code points, as Python and most exchange formats count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(pub u32);

impl ByteOffset {
    pub(super) const fn new(bytes: u32) -> Self {
        Self(bytes)
    }

    pub const fn get(self) -> u32 {
        self.0
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Why a number is not a position, or two positions not a span, of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadOffset {
    #[error("offset {offset} is past the end of the text, which has {len}")]
    PastEnd { offset: u32, len: u32 },
    #[error("offset {offset} falls inside a character")]
    InsideChar { offset: u32 },
    #[error("the span from {start} to {end} is empty or reversed")]
    EmptySpan { start: u32, end: u32 },
}
