use thiserror::Error;

use super::{MAX_BYTES, VERSION};
use crate::model::json::{Raw, Wrong};

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    #[error("The file is empty. Nothing was changed.")]
    Empty,
    #[error(
        "The file has {} MB; at most {} MB are read. Nothing was changed.",
        bytes / 1_000_000,
        MAX_BYTES / 1_000_000
    )]
    TooLarge { bytes: usize },
    #[error(
        "The file is UTF-16, not UTF-8. Save it as UTF-8 and open it again. Nothing was changed."
    )]
    Utf16,
    #[error(
        "The file is no text in UTF-8: line {line}, column {column} holds other bytes. Nothing was changed."
    )]
    NotUtf8 { line: usize, column: usize },
    #[error("The file is not JSON: line {line}, column {column}: {problem}. Nothing was changed.")]
    NotJson {
        line: usize,
        column: usize,
        problem: String,
    },
    #[error(
        "The file ends in the middle, at line {line}, column {column}: it was not saved or copied whole. Nothing was changed."
    )]
    Truncated { line: usize, column: usize },
    #[error(
        "The file is JSON, but no project of Cotejo: expected an object with \"format\": \"cotejo-project\", found {found}. Nothing was changed."
    )]
    NotAProject { found: String },
    #[error("The file has no `version`; expected one like {VERSION:?}. Nothing was changed.")]
    NoVersion,
    #[error("The `version` {found} is none; expected one like {VERSION:?}. Nothing was changed.")]
    BadVersion { found: String },
    #[error(
        "The file is of version {found}, made by a newer Cotejo; this one reads version 1. Nothing was changed."
    )]
    NewerVersion { found: String },
    #[error("The file is wrong at line {line}, column {column}: {problem}. Nothing was changed.")]
    Wrong {
        line: usize,
        column: usize,
        problem: String,
    },
    #[error(
        "{place} has no text; expected `text`, or `revisions` with a `text` each. Nothing was changed."
    )]
    NoText { place: String },
    #[error("{place} cannot be taken in: {problem}. Nothing was changed.")]
    Refused { place: String, problem: String },
    #[error("The bundle has no file. Nothing was changed.")]
    NoFile,
    #[error("{format} is written, not read. Nothing was changed.")]
    ExportOnly { format: &'static str },
}

impl ReadError {
    /// An error of the typed reading of `file`.
    pub(super) fn wrong(file: &str, wrong: &Wrong<'_>) -> Self {
        Self::wrong_at(file, wrong.at, &wrong.problem)
    }

    pub(super) fn wrong_at(file: &str, at: Raw<'_>, problem: &str) -> Self {
        let start = at.as_str().as_ptr() as usize;
        let offset = start.checked_sub(file.as_ptr() as usize);
        Self::wrong_behind(file, offset.unwrap_or_default(), problem)
    }

    /// The same of what begins behind so many bytes.
    pub(super) fn wrong_behind(file: &str, offset: usize, problem: &str) -> Self {
        let before = file.get(..offset).unwrap_or_default();
        let (line, column) = position(before);
        let problem = shortened(problem);
        Self::Wrong {
            line,
            column,
            problem,
        }
    }

    pub(super) fn syntax(file: &str, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            return Self::Truncated { line, column };
        }
        let problem = if is_behind_comma(file, line, column) {
            "trailing comma".to_owned()
        } else {
            problem(error)
        };
        Self::NotJson {
            line,
            column,
            problem,
        }
    }
}

/// Line and column behind a text, both counted from 1, the column in bytes.
pub(super) fn position(before: &str) -> (usize, usize) {
    let line = before.bytes().filter(|it| *it == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.len() - start + 1)
}

/// Whether a list or object ends here right behind a comma, the mistake made most often by
/// hand. The parser has other words for it.
fn is_behind_comma(file: &str, line: usize, column: usize) -> bool {
    let lines = file.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let place = file.split_at_checked(start + column.saturating_sub(1));
    place.is_some_and(|(before, behind)| {
        before.trim_end().ends_with(',') && behind.starts_with(['}', ']'])
    })
}

/// What the parser says, without its own account of the place.
fn problem(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said
        .rsplit_once(" at line ")
        .map_or(said.as_str(), |(it, _)| it);
    shortened(said)
}

/// Not too long: it quotes strings of the file.
fn shortened(said: &str) -> String {
    const LONGEST: usize = 200;
    match said.char_indices().nth(LONGEST) {
        None => said.to_owned(),
        Some((end, _)) => format!("{}…", &said[..end]),
    }
}
