//! From the bytes of a file or the characters of a paste to the text of an article.
//!
//! The *canonical* text is what annotations count in: decoded once, without a byte order
//! mark, every line end a `\n`. Nothing else is touched, and no Unicode normalisation is
//! done: NBSP, soft hyphens, joiners and blank lines at the end are the article's own.
//!
//! The *raw* text is what other tools saw: the same characters with the mark and the
//! carriage returns. [`Source`] remembers the difference, so that the very bytes come back
//! ([`original_bytes`]) and offsets of formats that count them can be converted
//! ([`raw_offset`], [`canonical_offset`]).
//!
//! Everything here is pure: no state, no I/O, and no input panics.

mod beginning;
mod binary;
mod encoding;
mod function_words;
mod inert;
mod language;
mod line_ends;
mod raw_offset;
mod rejected;
mod title;
mod visible;
mod web_page;

use sha2::{Digest, Sha256};

use crate::limits;

pub use binary::BinaryKind;
pub use encoding::Encoding;
pub use inert::Inert;
pub use language::guess_language;
pub use raw_offset::{canonical_offset, raw_offset};
pub use rejected::Rejected;
pub use title::{MAX_TITLE_CHARS, propose_title};
pub use web_page::{
    ATTRIBUTES, PageEvent, WebPage, article_of, check_web_page, is_web_page, may_be_web_page,
};

use encoding::{BYTE_ORDER_MARK, Decoded};
use line_ends::Unified;

/// No article may be larger, in bytes. Checked before anything is decoded.
pub const MAX_BYTES: usize = limits::ARTICLE_BYTES;

/// What came out of the bytes of one file or paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// The canonical text.
    pub text: String,
    /// How it was made.
    pub source: Source,
    /// A title to start from; see [`propose_title`].
    pub title: String,
    /// A BCP 47 tag to start from; see [`guess_language`].
    pub language: Option<&'static str>,
}

/// How a canonical text was made: enough to get the original bytes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As the user's system named the file; a paste has none.
    pub file_name: Option<String>,
    pub encoding: Encoding,
    /// A byte order mark stood at the start. UTF-16 always has one, Windows-1252 never.
    pub bom: bool,
    /// Where the `\r` of a `\r\n` stood that is missing in the canonical text: code points
    /// from the start of the raw text, each `\r` counted, a byte order mark not. Ascending.
    pub carriage_returns: Vec<u32>,
    /// Where a `\r` without `\n` stood that is a `\n` in the canonical text (line ends of
    /// the old Mac OS). The same unit. Such a `\r` shifts no offset.
    pub lone_carriage_returns: Vec<u32>,
    /// SHA-256 of the original bytes; of a paste, of its characters in UTF-8.
    pub sha256: [u8; 32],
}

/// Makes an article's text of the bytes of a file.
///
/// A byte order mark decides the encoding; without one, valid UTF-8 is UTF-8 and anything
/// else Windows-1252, except what [`Rejected`] lists. HTML comes out as the markup it is: see [`is_web_page`].
pub fn ingest_bytes(file_name: Option<&str>, bytes: &[u8]) -> Result<Ingested, Rejected> {
    check_size(bytes)?;
    if let Some(kind) = BinaryKind::of(bytes) {
        return Err(Rejected::Binary(kind));
    }
    ingest_decoded(file_name, bytes, encoding::decode(bytes)?)
}

/// Makes an article's text of a paste.
///
/// A byte order mark and carriage returns are treated as those of a UTF-8 file.
pub fn ingest_text(text: &str) -> Result<Ingested, Rejected> {
    check_size(text.as_bytes())?;
    ingest_decoded(None, text.as_bytes(), Decoded::from_utf8(text))
}

/// The raw text: the canonical one with its byte order mark and carriage returns back in
/// place. For formats whose offsets count those in another unit than [`raw_offset`] has.
pub fn raw_text(text: &str, source: &Source) -> String {
    let mut raw = String::with_capacity(
        text.len() + source.carriage_returns.len() + BYTE_ORDER_MARK.len_utf8(),
    );
    if source.bom {
        raw.push(BYTE_ORDER_MARK);
    }
    line_ends::restore(text, source, &mut raw);
    raw
}

/// The bytes a canonical text was made of.
///
/// A `source` that belongs to another text (a project file edited by hand) gives bytes
/// whose SHA-256 is not `source.sha256`; it never panics.
pub fn original_bytes(text: &str, source: &Source) -> Vec<u8> {
    source.encoding.encode(raw_text(text, source))
}

/// Whether a canonical text would be taken, without making anything of it.
pub fn check_text(text: &str) -> Result<(), Rejected> {
    check_size(text.as_bytes())?;
    check_words(text)?;
    check_lines(text)
}

fn check_words(text: &str) -> Result<(), Rejected> {
    if binary::has_too_many_controls(text) {
        return Err(Rejected::Binary(BinaryKind::Unknown));
    }
    if !text.chars().any(visible::is_visible) {
        return Err(Rejected::Empty);
    }
    Ok(())
}

fn check_lines(text: &str) -> Result<(), Rejected> {
    let mut ends = text.bytes().filter(|it| *it == b'\n');
    match ends.nth(limits::LINES) {
        Some(_) => Err(Rejected::TooManyLines),
        None => Ok(()),
    }
}

fn check_size(bytes: &[u8]) -> Result<(), Rejected> {
    if bytes.len() > MAX_BYTES {
        return Err(Rejected::TooLarge { bytes: bytes.len() });
    }
    Ok(())
}

fn ingest_decoded(
    file_name: Option<&str>,
    bytes: &[u8],
    decoded: Decoded,
) -> Result<Ingested, Rejected> {
    check_words(&decoded.raw)?;
    let Unified {
        text,
        carriage_returns,
        lone_carriage_returns,
    } = line_ends::unify(decoded.raw);
    check_lines(&text)?;
    Ok(Ingested {
        title: propose_title(&text),
        language: guess_language(&text),
        text,
        source: Source {
            file_name: file_name.map(str::to_owned),
            encoding: decoded.encoding,
            bom: decoded.bom,
            carriage_returns,
            lone_carriage_returns,
            sha256: Sha256::digest(bytes).into(),
        },
    })
}
