//! Immutable article text: its coordinate systems, spans, paragraphs, words and lanes.
//!
//! Inside the app a position is a [`ByteOffset`]; [`Utf16Offset`] exists only where the
//! DOM is, [`CharOffset`] (Unicode code points) only where files are. The three never mix.

mod anchor;
mod article_text;
mod boundary;
mod case;
mod lanes;
mod offset;
pub mod search;
mod segmenter;
mod span;

pub use anchor::{Anchor, CONTEXT_CHARS, Found};
pub use article_text::ArticleText;
pub use boundary::{Motion, Unit};
pub use case::capital;
pub use lanes::{Lane, assign_lanes};
pub use offset::{BadOffset, ByteOffset, CharOffset, Utf16Offset};
pub use segmenter::{Granularity, Segmenter, pieces, use_segmenter};
pub use span::TextSpan;
