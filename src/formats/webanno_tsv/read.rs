use super::FORMAT;
use super::cells::{NONE, disambiguated};
use super::header::{Column, Kind, Layer, layer};
use super::marks::{LINK, Mark, Marks, Row};
use super::sentences::Sentences;
use crate::formats::foreign::{Builder, Document, ForeignText, Place, Said};
use crate::formats::inception::{Saying, is_of_tokens, short};
use crate::formats::warning::Warnings;
use crate::formats::{NotFound, NotRead, Unit};

/// Layers of one file; each is looked for when something is joined.
const LAYERS: usize = 1_000;

/// Bytes of annotations that are not where their rows say.
const QUOTED: usize = 16_000_000;

/// Reads a file. What a line says that cannot be taken over is a warning with the line's number.
pub(super) fn read(name: &str, text: &str, warnings: &mut Warnings) -> Option<Document> {
    let mut reader = Reader {
        file: name,
        numbers: false,
        layers: Vec::new(),
        left_out: Vec::new(),
        sentences: Sentences::default(),
        marks: Marks::default(),
        left: QUOTED,
        warnings,
    };
    for (at, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        reader.line(at + 1, line);
    }
    reader.finish()
}

struct Reader<'a, 'w> {
    file: &'a str,
    /// Whether characters may be written by their number.
    numbers: bool,
    layers: Vec<Layer<'a>>,
    /// Of each layer: whether it is left out, and that was said.
    left_out: Vec<Option<bool>>,
    sentences: Sentences,
    marks: Marks<'a>,
    /// Bytes that may still be quoted.
    left: usize,
    warnings: &'w mut Warnings,
}

impl<'a> Reader<'a, '_> {
    fn place(&self, line: usize) -> Place<'a> {
        Place {
            file: self.file,
            line,
        }
    }

    fn line(&mut self, number: usize, line: &'a str) {
        if line.is_empty() {
        } else if let Some(said) = line.strip_prefix("#Text=") {
            self.sentences.line(said, self.numbers);
        } else if let Some(version) = line.strip_prefix(FORMAT) {
            self.numbers = version.trim().parse::<u32>().is_ok_and(|it| it < 2);
        } else if let Some(layer) =
            layer(line, self.columns()).filter(|_| self.layers.len() < LAYERS)
        {
            let of_tokens = is_of_tokens(layer.type_name);
            self.left_out.push(of_tokens.then_some(false));
            self.layers.push(layer);
        } else if line.starts_with(|it: char| it.is_ascii_digit()) {
            if let Err(why) = self.row(number, line) {
                let place = self.place(number);
                self.warnings.skip(&place, why);
            }
        } else if !line.starts_with("#Sentence.id=") {
            let place = self.place(number);
            self.warnings.skip(&place, NotRead::UnknownLine);
        }
    }

    fn columns(&self) -> usize {
        let last = self.layers.last();
        last.map_or(3, |it| it.first + it.columns.len())
    }

    /// `1-2 5-7 is PER[1] _`
    fn row(&mut self, line: usize, said: &'a str) -> Result<(), NotRead> {
        let fields: Vec<&str> = said.split('\t').collect();
        let [unit, offsets, words, ..] = fields[..] else {
            return Err(NotRead::NoOffsets);
        };
        let (begin, end) = offsets.split_once('-').ok_or(NotRead::NoOffsets)?;
        let number = |it: &str| it.parse::<u32>().map_err(|_| NotRead::NoOffsets);
        let said = (number(begin)?, number(end)?);
        let row = Row {
            line,
            unit,
            said,
            place: self.sentences.row(said.0, said.1, words),
        };
        for (number, layer) in self.layers.iter().enumerate() {
            let Some(cells) = fields.get(layer.first..) else {
                break;
            };
            let cells = &cells[..cells.len().min(layer.columns.len())];
            match &mut self.left_out[number] {
                None => self.marks.take(row, number, layer, cells),
                Some(said) if !*said && cells.iter().any(|it| !matches!(*it, NONE | "")) => {
                    *said = true;
                    let place = Place {
                        file: self.file,
                        line,
                    };
                    let layer = short(layer.type_name).to_owned();
                    self.warnings.skip(&place, NotRead::OfTokens(layer));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Option<Document> {
        let text = std::mem::take(&mut self.sentences).finish();
        let foreign = match ForeignText::of_text(&text) {
            Ok(foreign) => foreign,
            Err(why) => {
                self.warnings.skip(&self.file, NotRead::NoText(why));
                return None;
            }
        };
        let name = self.file.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |it| it.0);
        let mut document = Builder::new(name, foreign);
        let all = std::mem::take(&mut self.marks.all);
        for (number, mark) in all.iter().enumerate() {
            let place = self.place(mark.line);
            if let Err(why) = self.span(&mut document, number, mark, &text) {
                self.warnings.skip(&place, why);
            }
        }
        self.marks.all = all;
        self.chains(&mut document);
        self.slots(&mut document);
        self.relations(&mut document);
        Some(document.finish())
    }

    fn span(
        &mut self,
        document: &mut Builder,
        number: usize,
        mark: &Mark<'a>,
        text: &str,
    ) -> Result<(), NotRead> {
        let place = self.place(mark.line);
        if mark.said.0 == mark.said.1 {
            return Err(NotRead::NoWords);
        }
        let spot = mark.place.ok_or(NotRead::NoPlace(NotFound::Absent))?;
        let quote = if spot.exact {
            None
        } else {
            let quote = text.get(spot.begin..spot.end).unwrap_or_default();
            let left = self.left.checked_sub(quote.len());
            self.left = left.ok_or(NotRead::NoPlace(NotFound::TooManySearches))?;
            Some(quote.to_owned())
        };
        let type_name = self.layers[mark.layer].type_name;
        let features = mark.features.iter().filter(|it| it.0 != LINK);
        let features = features.map(|it| (it.0.to_owned(), it.1.clone())).collect();
        let saying = Saying::of(type_name, features);
        let said = Said {
            id: number.to_string(),
            label: &saying.label,
            fragments: vec![(mark.said.0, mark.said.1, quote)],
        };
        document.sure = spot.exact;
        let span = document.span(&place, Unit::Utf16, said, self.warnings)?;
        saying.tell(span);
        Ok(())
    }

    fn chains(&mut self, document: &mut Builder) {
        for (from, to) in self.marks.linked() {
            let mark = &self.marks.all[from];
            let kind = mark.features.iter().find(|it| it.0 == LINK);
            let kind = kind.map_or_else(|| short(self.layers[mark.layer].type_name), |it| &it.1);
            let place = self.place(mark.line);
            let (from, to) = (from.to_string(), to.to_string());
            document.take_relation(&place, kind, &from, &to, self.warnings);
        }
    }

    fn slots(&mut self, document: &mut Builder) {
        for (number, mark) in self.marks.all.iter().enumerate() {
            for (role, slot) in &mark.slots {
                let (unit, id) = disambiguated(slot);
                let place = self.place(mark.line);
                match self.marks.meant(unit, id, None) {
                    Some(to) => {
                        let (from, to) = (number.to_string(), to.to_string());
                        document.take_relation(&place, role, &from, &to, self.warnings);
                    }
                    None => self
                        .warnings
                        .skip(&place, NotRead::Unknown((*slot).to_owned())),
                }
            }
        }
    }

    fn relations(&mut self, document: &mut Builder) {
        let layers = &self.layers;
        for joined in std::mem::take(&mut self.marks.relations) {
            let place = self.place(joined.line);
            let layer = &layers[joined.layer];
            let ends = layer.columns.iter().find_map(|it| match it {
                Column::Ends(ends) => Some(*ends),
                _ => None,
            });
            let is_ends = |it: &Layer<'_>| it.kind == Kind::Spans && Some(it.type_name) == ends;
            let of = layers.iter().position(is_ends);
            let ids = joined.ids.and_then(|it| it.split_once('_'));
            let from = joined.from.unwrap_or_default();
            let source = self.marks.meant(from, ids.map(|it| it.0), of);
            let target = self.marks.meant(joined.to, ids.map(|it| it.1), of);
            let related = match (source, target) {
                (Some(from), Some(to)) => {
                    let features = joined.features.into_iter();
                    let features = features.map(|it| (it.0.to_owned(), it.1)).collect();
                    let said = Saying::of(layer.type_name, features);
                    let (from, to) = (from.to_string(), to.to_string());
                    document.relate(&said.label, &from, &to).map(|at| {
                        if let Some(relation) = document.relation(at) {
                            relation.note = said.note;
                            relation.attributes = said.attributes;
                        }
                    })
                }
                (None, _) => Err(NotRead::Unknown(from.to_owned())),
                (_, None) => Err(NotRead::Unknown(joined.to.to_owned())),
            };
            if let Err(why) = related {
                self.warnings.skip(&place, why);
            }
        }
    }
}
