use super::brackets::{Bracket, brackets};
use super::spaces::unescaped;
use crate::formats::foreign::{Builder, Document, ForeignText, Place, Said};
use crate::formats::warning::Warnings;
use crate::formats::{Finding, NotRead, Unit};
use crate::model::sorted::SortedMap;

/// Reads all documents of a file.
pub(super) fn read<'a>(file: &'a str, text: &'a str, warnings: &mut Warnings) -> Vec<Document> {
    let name = file.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |it| it.0);
    let mut pages = vec![Page::default()];
    // Which fields a bracket has; GUM and CorefUD say so at the top.
    let mut fields: Vec<&str> = vec!["eid", "etype"];
    for (at, line) in text.split('\n').enumerate() {
        let place = Place { file, line: at + 1 };
        let line = line.strip_suffix('\r').unwrap_or(line);
        let Some(page) = pages.last_mut() else {
            break;
        };
        if let Some(said) = line.strip_prefix('#') {
            let (key, value) = said.split_once('=').unwrap_or((said, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match key.trim() {
                "newdoc id" | "newdoc" if page.text.is_empty() => value.clone_into(&mut page.name),
                "newdoc id" | "newdoc" => {
                    page.end_sentence(warnings);
                    pages.push(Page {
                        name: value.to_owned(),
                        ..Page::default()
                    });
                }
                "newpar" | "newpar id" => page.new_paragraph = true,
                "global.Entity" => fields = value.trim().split('-').collect(),
                "text" => page.said = Some((place, value)),
                _ => {}
            }
        } else if line.trim().is_empty() {
            page.end_sentence(warnings);
        } else if let Err(why) = page.word(place, line, &fields, warnings) {
            warnings.skip(&place, why);
        }
    }
    let several = pages.len() > 1;
    let mut documents = Vec::new();
    for (at, mut page) in pages.into_iter().enumerate() {
        page.end_sentence(warnings);
        if page.name.is_empty() {
            page.name = if several {
                format!("{name} {}", at + 1)
            } else {
                name.to_owned()
            };
        }
        documents.extend(page.document(file, &fields, warnings));
    }
    documents
}

struct Mention<'a> {
    place: Place<'a>,
    /// Those that are said, in the order of the fields.
    values: Vec<&'a str>,
    from: usize,
    to: usize,
}

#[derive(Default)]
struct Page<'a> {
    name: String,
    text: String,
    mentions: Vec<Mention<'a>>,
    /// Numbers of mentions that no bracket closed, by id.
    open: SortedMap<&'a str, Vec<usize>>,
    /// White space behind the last word, where it is said.
    spaces: Option<String>,
    new_paragraph: bool,
    /// `# text`, and where the sentence begins.
    said: Option<(Place<'a>, &'a str)>,
    begins: Option<usize>,
    /// Up to which number words are parts of one that was read.
    within: u32,
    /// Where the last word stands.
    last: (usize, usize),
}

impl<'a> Page<'a> {
    fn word(
        &mut self,
        place: Place<'a>,
        line: &'a str,
        fields: &[&str],
        warnings: &mut Warnings,
    ) -> Result<(), NotRead> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns[..] else {
            return Err(NotRead::UnknownLine);
        };
        let said = |key: &str| {
            let mut all = misc.split('|').filter_map(|it| it.split_once('='));
            all.find(|it| it.0 == key).map(|it| it.1)
        };
        let entity = said("Entity").or(said("Entities"));
        let range = id.split_once('-').map(|it| it.1.parse::<u32>());
        let number = id.parse::<u32>().ok();
        let is_part = number.is_some_and(|it| it <= self.within);
        if range.is_none() && number.is_none() {
            // An empty word is in no text, and what begins or ends at it neither.
            if entity.is_some() {
                return Err(NotRead::NoWords);
            }
            return Ok(());
        }
        if !is_part {
            if let Some(range) = range {
                self.within = range.map_err(|_| NotRead::UnknownLine)?;
            }
            let before = said("SpacesBefore").map(unescaped);
            let after = match said("SpacesAfter") {
                Some(spaces) => Some(unescaped(spaces)),
                None if said("SpaceAfter") == Some("No") => Some(String::new()),
                None => None,
            };
            self.put(form, before, after);
        }
        if let Some(entity) = entity {
            self.brackets(place, entity, fields, warnings);
        }
        Ok(())
    }

    fn put(&mut self, form: &str, before: Option<String>, after: Option<String>) {
        if !self.text.is_empty() {
            let spaces = self.spaces.take();
            let paragraph = self.new_paragraph && self.begins.is_none();
            match spaces {
                Some(spaces) if !paragraph || spaces.contains('\n') => self.text.push_str(&spaces),
                _ => self.text.push_str(if paragraph { "\n" } else { " " }),
            }
        }
        self.text.push_str(&before.unwrap_or_default());
        if self.begins.is_none() {
            self.new_paragraph = false;
            self.begins = Some(self.text.len());
        }
        let from = self.text.len();
        self.text.push_str(form);
        self.last = (from, self.text.len());
        self.spaces = after;
    }

    fn brackets(
        &mut self,
        place: Place<'a>,
        said: &'a str,
        fields: &[&str],
        warnings: &mut Warnings,
    ) {
        for bracket in brackets(said) {
            match bracket {
                Bracket::Opens(values) | Bracket::Both(values) => {
                    let values: Vec<&str> = values.splitn(fields.len().max(1), '-').collect();
                    let id = values.first().copied().unwrap_or_default();
                    if !matches!(bracket, Bracket::Both(_)) {
                        let number = self.mentions.len();
                        self.open.or_insert_with(id, Vec::new).push(number);
                    }
                    let (from, to) = self.last;
                    self.mentions.push(Mention {
                        place,
                        values,
                        from,
                        to,
                    });
                }
                Bracket::Closes(id) => {
                    let open = self.open.get_mut(id).and_then(Vec::pop);
                    match open.and_then(|it| self.mentions.get_mut(it)) {
                        Some(mention) => mention.to = self.last.1,
                        None => warnings.skip(&place, NotRead::Unknown(id.to_owned())),
                    }
                }
            }
        }
    }

    /// Says where `# text` is another one.
    fn end_sentence(&mut self, warnings: &mut Warnings) {
        self.within = 0;
        let begins = self.begins.take();
        if let (Some((place, said)), Some(begins)) = (self.said.take(), begins)
            && self.text[begins..].trim_end() != said.trim_end()
        {
            warnings.add(&place, Finding::OtherText);
        }
    }

    fn document(
        mut self,
        file: &str,
        fields: &[&str],
        warnings: &mut Warnings,
    ) -> Option<Document> {
        self.text.push_str(&self.spaces.take().unwrap_or_default());
        if self.text.is_empty() {
            return None;
        }
        let text = match ForeignText::of_text(&self.text) {
            Ok(text) => text,
            Err(why) => {
                warnings.skip(&file, NotRead::NoText(why));
                return None;
            }
        };
        for open in self.open.values() {
            for mention in open {
                let mention = &self.mentions[*mention];
                let id = mention.values.first().copied().unwrap_or_default();
                let item = id.to_owned();
                warnings.add(&mention.place, Finding::NotClosed { item });
            }
        }
        let mut ids: SortedMap<&str, usize> = SortedMap::new();
        for mention in &self.mentions {
            let id = mention.values.first().copied().unwrap_or_default();
            *ids.or_insert_with(id, || 0) += 1;
        }
        let mut document = Builder::new(&self.name, text);
        document.sure = true;
        let label = fields.iter().position(|it| *it == "etype").unwrap_or(1);
        let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        for (number, mention) in self.mentions.iter().enumerate() {
            let said = Said {
                id: number.to_string(),
                label: mention.values.get(label).copied().unwrap_or_default(),
                fragments: vec![(count(mention.from), count(mention.to), None)],
            };
            let span = match document.span(&mention.place, Unit::Byte, said, warnings) {
                Ok(span) => span,
                Err(why) => {
                    warnings.skip(&mention.place, why);
                    continue;
                }
            };
            for (at, (field, value)) in fields.iter().zip(&mention.values).enumerate() {
                // An id that one mention has says nothing.
                let says = at != label && !matches!(*value, "" | "_") && *field != "minspan";
                let is_id = at == 0 && ids.get(value).is_none_or(|it| *it < 2);
                if says && !is_id {
                    span.attributes
                        .push(((*field).to_owned(), unpercented(value)));
                }
            }
        }
        Some(document.finish())
    }
}

/// What brackets and fields would be taken for is written as `%2D`.
fn unpercented(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let hex = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
        if let Some(byte) = hex.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}
