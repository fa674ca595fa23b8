//! Which claims are proposed as saying the same, and why.

mod fixtures;
mod quality;

use cotejo::suggest::Lexicon;

/// The lexicon as it is shipped.
pub fn lexicon() -> Lexicon {
    Lexicon::parse(include_str!("../../static/lexicon/es-en.txt"))
}
