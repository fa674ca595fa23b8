use thiserror::Error;

use super::{BinaryKind, MAX_BYTES};
use crate::limits;

/// Why no article was made of a file or paste.
///
/// Each sentence says what it is, what to do, and that nothing was changed; the caller puts
/// the file's name before it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejected {
    /// No bytes, or nothing but white space and invisible characters.
    #[error(
        "There is no text in it. Choose another file, or paste the article's text. \
         Nothing was changed."
    )]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error(
        "It has {} MB; an article can have up to {} MB. Split it into single articles. \
         Nothing was changed.",
        bytes.div_ceil(1_000_000),
        MAX_BYTES / 1_000_000
    )]
    TooLarge { bytes: usize },
    /// Another kind of file, or bytes that no text has.
    #[error("{}. {} Nothing was changed.", .0.what_it_is(), .0.what_to_do())]
    Binary(BinaryKind),
    /// A web page in which no text was found.
    #[error(
        "This is a saved web page without an article's text in it. Open it, select the \
         article's text, copy it and paste it here. Nothing was changed."
    )]
    NoArticle,
    /// More lines than [`limits::LINES`].
    #[error(
        "It has more than {} lines, too many to be shown at once. Split it into single articles. \
         Nothing was changed.",
        limits::LINES
    )]
    TooManyLines,
    /// More tags than [`limits::PAGE_TAGS`], or more in one than [`limits::TAG_SPACES`].
    #[error(
        "This is a saved web page with more than {} tags, or one with more than {} spaces, too many \
         to be looked through. Open it, select the article's text, copy it and paste it here. \
         Nothing was changed.",
        limits::PAGE_TAGS,
        limits::TAG_SPACES
    )]
    TooMuchMarkup,
    /// Marked as UTF-8 or mostly UTF-8, but a byte breaks it. Taking it for Windows-1252
    /// would spoil every accented letter ("cárcel" would read "cÃ¡rcel").
    #[error(
        "It is UTF-8 text, but damaged in line {line} (byte {byte} of the file). Mend that \
         place, or save the text once more as UTF-8. Nothing was changed."
    )]
    DamagedUtf8 {
        /// From 1.
        line: usize,
        /// Of the first bad byte, from 0.
        byte: usize,
    },
    /// Marked as UTF-16, but with half a character in it, or cut off.
    #[error(
        "It is UTF-16 text, but damaged in line {line} (byte {byte} of the file). Save the \
         text once more, best as UTF-8. Nothing was changed."
    )]
    DamagedUtf16 {
        /// From 1.
        line: usize,
        /// Of the first bad unit, from 0.
        byte: usize,
    },
}
