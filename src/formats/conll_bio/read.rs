use super::DOCUMENT;
use crate::formats::foreign::{Builder, Document, ForeignText, Place, Said};
use crate::formats::warning::Warnings;
use crate::formats::{NotRead, Unit};

/// Reads all documents of a file: tokens with a space between two, and a line for each sentence.
pub(super) fn read(file: &str, text: &str, warnings: &mut Warnings) -> Vec<Document> {
    let name = file.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |it| it.0);
    let mut pages: Vec<Page<'_>> = Vec::new();
    let mut page = Page::default();
    for (at, line) in text.lines().enumerate() {
        let place = Place { file, line: at + 1 };
        if line.starts_with(DOCUMENT) {
            pages.push(std::mem::take(&mut page));
        } else if line.trim().is_empty() {
            page.end_sentence();
        } else if !line.starts_with('#') || line.contains('\t') {
            match columns(line) {
                Some((token, tag)) => page.token(place, token, tag),
                None => warnings.skip(&place, NotRead::UnknownLine),
            }
        }
    }
    pages.push(page);
    pages.retain(|it| !it.text.is_empty());
    let several = pages.len() > 1;
    let mut documents = Vec::new();
    for (at, page) in pages.into_iter().enumerate() {
        let name = if several {
            format!("{name} {}", at + 1)
        } else {
            name.to_owned()
        };
        documents.extend(page.document(file, &name, warnings));
    }
    documents
}

/// The token and its tag.
fn columns(line: &str) -> Option<(&str, &str)> {
    if line.contains('\t') {
        let mut columns = line.split('\t').filter(|it| !it.is_empty());
        let token = columns.next()?;
        return Some((token, columns.next_back()?));
    }
    let mut columns = line.split_ascii_whitespace();
    let token = columns.next()?;
    Some((token, columns.next_back()?))
}

#[derive(Default)]
struct Page<'a> {
    text: String,
    /// How many bytes it has.
    length: u32,
    /// Line, label, and from where to where in bytes.
    spans: Vec<(Place<'a>, &'a str, u32, u32)>,
    /// The label that may go on.
    open: Option<&'a str>,
    ends: bool,
}

impl<'a> Page<'a> {
    fn end_sentence(&mut self) {
        self.open = None;
        self.ends = !self.text.is_empty();
    }

    fn token(&mut self, place: Place<'a>, token: &'a str, tag: &'a str) {
        if self.ends {
            self.push("\n");
        } else if !self.text.is_empty() {
            self.push(" ");
        } else if token.starts_with('\u{feff}') {
            // Else it would be the mark of a file.
            self.push(" ");
        }
        self.ends = false;
        let from = self.length;
        self.push(token);
        let (prefix, label) = match tag.split_once('-') {
            Some((prefix @ ("B" | "I" | "E" | "L" | "S" | "U" | "M"), label)) => (prefix, label),
            _ if matches!(tag, "O" | "_") => {
                self.open = None;
                return;
            }
            _ => ("I", tag),
        };
        let goes_on = !matches!(prefix, "B" | "S" | "U") && self.open == Some(label);
        match self.spans.last_mut() {
            Some(span) if goes_on => span.3 = self.length,
            _ => {
                self.spans.push((place, label, from, self.length));
            }
        }
        self.open = (!matches!(prefix, "E" | "L" | "S" | "U")).then_some(label);
    }

    fn push(&mut self, said: &str) {
        self.text.push_str(said);
        self.length += u32::try_from(said.len()).unwrap_or(0);
    }

    fn document(self, file: &str, name: &str, warnings: &mut Warnings) -> Option<Document> {
        let text = match ForeignText::of_text(&self.text) {
            Ok(text) => text,
            Err(why) => {
                warnings.skip(&file, NotRead::NoText(why));
                return None;
            }
        };
        let mut document = Builder::new(name, text);
        document.sure = true;
        for (number, (place, label, from, to)) in self.spans.into_iter().enumerate() {
            let said = Said {
                id: number.to_string(),
                label,
                fragments: vec![(from, to, None)],
            };
            document.take_span(&place, Unit::Byte, said, warnings);
        }
        Some(document.finish())
    }
}
