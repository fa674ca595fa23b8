use super::Documents;
use crate::formats::{Bundle, Confidence, NamedFile};

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

/// The confidence of the file of which it is greatest.
pub(in crate::formats) fn surest(
    bundle: Bundle<'_>,
    sniff: fn(&NamedFile) -> Confidence,
) -> Confidence {
    let each = bundle.0.iter().map(sniff);
    each.max().unwrap_or(Confidence::No)
}

/// Those files that may be of a format. If none may, it was said all the same that they are: then those that
/// are JSON at a glance, or else all.
pub(in crate::formats) fn meant(
    bundle: Bundle<'_>,
    sniff: fn(&NamedFile) -> Confidence,
) -> Vec<&NamedFile> {
    let fits = |it: &&NamedFile| sniff(it) > Confidence::No;
    let is_json = |it: &&NamedFile| {
        let begin = it.bytes.trim_ascii_start().first();
        matches!(begin, Some(b'[' | b'{'))
    };
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
