use std::borrow::Cow;

use super::{Document, Documents, utf8};
use crate::formats::warning::Warnings;
use crate::formats::{Bundle, Confidence, Format, NamedFile};

/// How far a file is looked at; the text of an article may stand before what tells.
const LOOKED_AT: usize = 1_000_000;
/// Keys that are kept of a record.
const KEPT: usize = 256;
/// Levels below the record in which keys tell anything.
const LEVELS: usize = 5;

/// The keys of the first record of a file of JSON or JSON Lines, as far as a look at its beginning shows
/// them. None of what is no such file, and none of a file of ours.
#[derive(Debug, Default)]
pub(in crate::formats) struct Keys(Vec<(usize, String)>);

impl Keys {
    pub fn of(file: &NamedFile) -> Self {
        let bytes = file.bytes.get(..LOOKED_AT).unwrap_or(&file.bytes);
        let keys = Self(keys(bytes));
        let ours = keys.has("format") && keys.has("version");
        if ours { Self::default() } else { keys }
    }

    /// Whether the record itself has it.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(depth, it)| *depth == 1 && it == key)
    }

    /// Whether something within the record has it.
    pub fn within(&self, key: &str) -> bool {
        self.0.iter().any(|(depth, it)| *depth > 1 && it == key)
    }
}

/// Keys with how deep they are.
fn keys(bytes: &[u8]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let begin = bytes.trim_ascii_start();
    let record = match begin.strip_prefix(b"[") {
        Some(list) => list.trim_ascii_start(),
        None => begin,
    };
    if record.first() != Some(&b'{') {
        return found;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = record.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'"' => {
                let from = at;
                while let Some(byte) = record.get(at) {
                    match byte {
                        b'"' => break,
                        b'\\' => at += 2,
                        _ => at += 1,
                    }
                }
                let string = record.get(from..at).unwrap_or_default();
                at += 1;
                let rest = record.get(at..).unwrap_or_default();
                let is_key = rest.trim_ascii_start().first() == Some(&b':');
                if is_key && depth <= LEVELS && string.len() < 64 {
                    let key = String::from_utf8_lossy(string);
                    if !found.iter().any(|it| it.0 == depth && it.1 == key) {
                        found.push((depth, key.into_owned()));
                    }
                    if found.len() == KEPT {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The beginning of a file, in which a name can be looked for.
#[derive(Clone, Copy)]
pub(in crate::formats) struct Beginning<'a>(pub &'a [u8]);

impl<'a> Beginning<'a> {
    pub fn of(file: &'a NamedFile, most: usize) -> Self {
        Self(file.bytes.get(..most).unwrap_or(&file.bytes))
    }

    pub fn names(self, it: &str) -> bool {
        let mut windows = self.0.windows(it.len());
        windows.any(|there| there == it.as_bytes())
    }

    pub fn text(self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.0)
    }
}

/// Whether a file is JSON at a glance.
pub(in crate::formats) fn is_json(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'[' | b'{'))
}

/// Those files that may be of a format. If none may, it was said all the same that they are: then those that
/// are JSON at a glance, or else all.
pub(in crate::formats) fn meant<'a>(bundle: Bundle<'a>, format: &dyn Format) -> Vec<&'a NamedFile> {
    let fits = |it: &&NamedFile| format.knows(it) > Confidence::No;
    let is_json = |it: &&NamedFile| is_json(&it.bytes);
    let all = |_: &&NamedFile| true;
    for rule in [&fits as &dyn Fn(&&NamedFile) -> bool, &is_json, &all] {
        let files: Vec<&NamedFile> = bundle.0.iter().filter(rule).collect();
        if !files.is_empty() {
            return files;
        }
    }
    Vec::new()
}

/// Reads them one after the other.
pub(in crate::formats) fn read_each(
    files: &[&NamedFile],
    read: fn(&NamedFile) -> Documents,
) -> Documents {
    let mut all = Documents::default();
    for file in files {
        let read = read(file);
        all.documents.extend(read.documents);
        all.warnings.extend(read.warnings);
    }
    all
}

/// Reads the texts of those files that a format knows. Who reads one says what of it is left out.
pub(in crate::formats) fn read_texts<'a>(
    bundle: Bundle<'a>,
    format: &dyn Format,
    mut warnings: Warnings,
    read: &mut dyn FnMut(&'a NamedFile, &'a str, &mut Warnings) -> Vec<Document>,
) -> Documents {
    let mut documents = Vec::new();
    let known = |it: &&NamedFile| format.knows(it) > Confidence::No;
    for file in bundle.0.iter().filter(known) {
        match utf8(file) {
            Ok(text) => documents.extend(read(file, text, &mut warnings)),
            Err((place, why)) => warnings.skip(&place, why),
        }
    }
    Documents {
        documents,
        warnings: warnings.into_list(),
    }
}
