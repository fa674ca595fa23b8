//! Web annotations name words by selectors, and texts by addresses; Hypothesis has the same with another unit.

use std::cell::Cell;
use std::fmt::{Display, Write};

use serde_json::{Value, json};

use super::{Around, Builder, Document, ForeignSpan, ForeignText, Known, Said, utf8};
use crate::formats::warning::Warnings;
use crate::formats::{Bundle, Finding, Moved, NamedFile, NotFound, NotRead, Unit};
use crate::text::{ArticleText, TextSpan};

/// How many quotes are looked for in texts that are there, to tell which one is meant.
const COMPARED: usize = 50;

/// What selectors say of one stretch of words.
#[derive(Debug, Default)]
pub(in crate::formats) struct Selected {
    pub offsets: Option<(u32, u32)>,
    pub quote: Option<String>,
    pub prefix: String,
    pub suffix: String,
}

impl Selected {
    /// One selector, or several that mean the same; what refines another one stands within it.
    pub fn of(selectors: &Value) -> Self {
        let mut all = Self::default();
        let mut left: Vec<&Value> = vec![selectors];
        while let Some(it) = left.pop() {
            if let Value::Array(several) = it {
                left.extend(several);
                continue;
            }
            let number = |key: &str| u32::try_from(it.get(key)?.as_u64()?).ok();
            let words = |key: &str| it.get(key).and_then(Value::as_str).map(str::to_owned);
            match it.get("type").and_then(Value::as_str) {
                Some("TextPositionSelector") => all.offsets = number("start").zip(number("end")),
                Some("TextQuoteSelector") => {
                    all.quote = words("exact");
                    all.prefix = words("prefix").unwrap_or_default();
                    all.suffix = words("suffix").unwrap_or_default();
                }
                _ => {}
            }
            left.extend(it.get("refinedBy"));
        }
        all
    }

    /// Offsets and the quote. If that is not where they say, by any unit, it is where the quote stands with
    /// what is around it.
    fn place(&self, document: &mut Builder, unit: Unit) -> Result<Placed, NotRead> {
        let Some(quote) = &self.quote else {
            let (start, end) = self.offsets.ok_or(NotRead::NoOffsets)?;
            return Ok((start, end, None));
        };
        let around = Around {
            quote,
            prefix: &self.prefix,
            suffix: &self.suffix,
        };
        let Some((start, end)) = self.offsets else {
            let found = document.find(unit, &around, None);
            let (start, end) = found.map_err(NotRead::NoPlace)?;
            return Ok((start, end, Some(quote.clone())));
        };
        let units = [unit, Unit::CodePoint, Unit::Utf16, Unit::Byte];
        let stands = |it: &Unit| document.covered(*it, start, end) == Some(quote);
        let has_context = !self.prefix.is_empty() || !self.suffix.is_empty();
        // Without anything around it, the nearest one is meant.
        let search = has_context && !units.iter().any(stands);
        let found = search.then(|| document.find(unit, &around, Some(start)));
        let (start, end) = found.and_then(Result::ok).unwrap_or((start, end));
        Ok((start, end, Some(quote.clone())))
    }
}

/// As [`Said`] has it.
type Placed = (u32, u32, Option<String>);

impl Builder {
    /// Takes a span of these words.
    pub fn take_selected(
        &mut self,
        place: &dyn Display,
        unit: Unit,
        (id, label): (&str, &str),
        selected: &[Selected],
        warnings: &mut Warnings,
    ) -> Result<&mut ForeignSpan, NotRead> {
        let mut fragments = Vec::with_capacity(selected.len());
        for it in selected {
            let placed = it.place(self, unit)?;
            let to = (placed.0, placed.1);
            if let Some(from) = it.offsets.filter(|from| *from != to) {
                let item = id.to_owned();
                let how = Moved::Quote;
                warnings.add(
                    place,
                    Finding::Moved {
                        item,
                        from,
                        to,
                        how,
                    },
                );
            }
            fragments.push(placed);
        }
        let id = id.to_owned();
        let said = Said {
            id,
            label,
            fragments,
        };
        self.span(place, unit, said, warnings)
    }
}

/// Both selectors of a stretch of words, with up to 32 characters around it.
pub(in crate::formats) fn positions(text: &ArticleText, span: TextSpan, unit: Unit) -> Value {
    let (start, end) = match unit {
        Unit::Utf16 => (text.to_utf16(span.start()).0, text.to_utf16(span.end()).0),
        _ => (text.to_char(span.start()).0, text.to_char(span.end()).0),
    };
    json!([
        {
            "type": "TextQuoteSelector",
            "exact": text.slice(span),
            "prefix": text.prefix(span),
            "suffix": text.suffix(span),
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ])
}

/// Before the name of the file beside: what is no absolute address is no source.
const FILE_URN: &str = "urn:x-cotejo:";

/// What a text is called as a source that has no address of the web.
fn source_name(file: &str) -> String {
    let mut name = FILE_URN.to_owned();
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            name.push(char::from(byte));
        } else {
            // Writing into a string never fails.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

/// The source of annotations: the address of the article, or the text beside them by its name.
pub(in crate::formats) fn source_of(document: &Document, text: &str) -> String {
    match &*document.details.url {
        "" => source_name(text),
        url => url.to_owned(),
    }
}

fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|it| u8::from_str_radix(str::from_utf8(it).ok()?, 16).ok());
        if let Some(byte) = hex {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Bytes of texts that all sources of a file may have looked through, or made of them.
const LOOKED_THROUGH: u64 = 2_000_000_000;

/// Where texts are that annotations are about.
#[derive(Debug)]
pub(in crate::formats) struct TextOf<'a> {
    pub bundle: Bundle<'a>,
    pub known: &'a [Known<'a>],
    /// The file with the annotations.
    pub file: &'a NamedFile,
    left: Cell<u64>,
}

impl<'a> TextOf<'a> {
    pub fn new(bundle: Bundle<'a>, known: &'a [Known<'a>], file: &'a NamedFile) -> Self {
        Self {
            bundle,
            known,
            file,
            left: Cell::new(LOOKED_THROUGH),
        }
    }

    fn spend(&self, bytes: usize) -> Result<(), NotRead> {
        let left = self.left.get().checked_sub(bytes as u64);
        self.left.set(left.unwrap_or_default());
        left.map(|_| ())
            .ok_or(NotRead::NoPlace(NotFound::TooManySearches))
    }

    /// The text beside the file that is called as it is.
    fn beside(&self) -> Option<&'a NamedFile> {
        let stem = self.file.name.rsplit_once('.')?.0;
        let wanted = format!("{stem}.txt");
        self.bundle.0.iter().find(|it| it.name == wanted)
    }

    /// The text that is called `source`: among the files, the one beside if all annotations of the file are
    /// about one text, or one that is known. And what it is called.
    pub fn source(
        &self,
        source: &str,
        only_one: bool,
        quotes: &[&str],
    ) -> Result<(String, ForeignText), NotRead> {
        let name = decoded(source.strip_prefix(FILE_URN).unwrap_or(source));
        let folder = self
            .file
            .name
            .rfind('/')
            .map_or("", |at| &self.file.name[..=at]);
        let wanted = format!("{folder}{name}");
        let is_text = name.rsplit('.').next() == Some("txt");
        let named = self.bundle.0.iter().find(|it| is_text && it.name == wanted);
        let file = named.or_else(|| self.beside().filter(|_| only_one));
        if let Some(file) = file {
            self.spend(file.bytes.len())?;
            utf8(file).map_err(|(_, why)| why)?;
            let text = ForeignText::of_bytes(Some(&file.name), &file.bytes);
            let last = file.name.rsplit('/').next().unwrap_or_default();
            let name = last.strip_suffix(".txt").unwrap_or(last);
            return Ok((name.to_owned(), text.map_err(NotRead::NoText)?));
        }
        let quotes = quotes.get(..COMPARED).unwrap_or(quotes);
        let all = self.known.iter().map(|it| it.text.as_str().len());
        self.spend(all.sum::<usize>().saturating_mul(quotes.len() + 1))?;
        let known = Known::meant_by(self.known, source, quotes).ok_or(NotRead::NoKnownText)?;
        let text = ForeignText::of_text(known.text.as_str()).map_err(NotRead::NoText)?;
        Ok((known.title.to_owned(), text))
    }

    /// The text of a file that has no annotations.
    pub fn without_any(&self) -> Option<(String, ForeignText)> {
        self.beside()?;
        self.source("", true, &[]).ok()
    }
}
