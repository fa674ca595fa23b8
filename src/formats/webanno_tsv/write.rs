use std::fmt::Write;
use std::ops::Range;

use super::cells::{NO_VALUE, NONE, escape_text, escape_value};
use crate::formats::foreign::{Document, file_names, tokens};
use crate::formats::inception::{LABEL, NOTE, RELATIONS, SPANS, Used};
use crate::formats::{NamedFile, uima};
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::text::ArticleText;

/// A file for each document, all with the same columns.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let used = Used::of(documents);
    let mut files = Vec::with_capacity(documents.len() + 1);
    for (document, name) in documents.iter().zip(file_names(documents)) {
        files.push(NamedFile {
            name: format!("{name}.tsv"),
            bytes: Page::new(document, &used).written().into_bytes(),
        });
    }
    files.push(uima::type_system(&used));
    files
}

/// A token, or a part of one that an annotation has.
struct Unit {
    /// `1-2`, or `1-2.1`.
    name: String,
    place: Range<usize>,
    /// Numbers of the annotations that have it.
    spans: Vec<usize>,
}

struct Page<'a> {
    document: &'a Document,
    used: &'a Used<'a>,
    text: ArticleText,
    sentences: Vec<(Range<usize>, Vec<Unit>)>,
    /// Relations by the annotation they lead to, whose first row has them.
    led_to: SortedMap<usize, Vec<usize>>,
    numbers: SortedMap<&'a str, usize>,
}

impl<'a> Page<'a> {
    fn new(document: &'a Document, used: &'a Used<'a>) -> Self {
        let mut page = Self {
            document,
            used,
            text: ArticleText::new(document.text.text.clone()),
            sentences: Vec::new(),
            led_to: SortedMap::new(),
            numbers: SortedMap::new(),
        };
        for (number, span) in document.spans.iter().enumerate() {
            page.numbers.insert(&span.id, number);
        }
        for (number, relation) in document.relations.iter().enumerate() {
            if let Some(to) = page.numbers.get(&&*relation.to) {
                page.led_to.or_insert_with(*to, Vec::new).push(number);
            }
        }
        page.cut();
        page
    }

    /// Paragraphs as sentences, from the first token of each to that of the next one.
    fn cut(&mut self) {
        let text = &self.document.text.text;
        let tokens = tokens(text);
        let mut of_tokens: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); tokens.len()];
        for (number, span) in self.document.spans.iter().enumerate() {
            let place = span.fragments.first().map_or(0..0, |it| it.range());
            let first = tokens.partition_point(|it| it.end <= place.start);
            let behind = tokens.partition_point(|it| it.start < place.end);
            for at in first..behind {
                let token = &tokens[at];
                let (from, to) = (place.start.max(token.start), place.end.min(token.end));
                of_tokens[at].push((from, to, number));
            }
        }
        let mut last_line = usize::MAX;
        let (mut line, mut counted) = (0, 0);
        for (token, mut spans) in tokens.into_iter().zip(of_tokens) {
            line += text[counted..token.start].matches('\n').count();
            counted = token.start;
            if line != last_line {
                if let Some((last, _)) = self.sentences.last_mut() {
                    last.end = token.start;
                }
                self.sentences.push((token.start..text.len(), Vec::new()));
                last_line = line;
            }
            let sentence = self.sentences.len();
            let Some((_, units)) = self.sentences.last_mut() else {
                continue;
            };
            let is_token = |it: &Unit| !it.name.contains('.');
            let at = units.iter().rev().find(|it| is_token(it));
            let at = at.and_then(|it| it.name.rsplit_once('-')?.1.parse::<usize>().ok());
            let name = format!("{sentence}-{}", at.unwrap_or(0) + 1);
            let whole = (token.start, token.end);
            let is_whole = |it: &(usize, usize, usize)| (it.0, it.1) == whole;
            units.push(Unit {
                name: name.clone(),
                place: token.clone(),
                spans: spans
                    .iter()
                    .filter(|it| is_whole(it))
                    .map(|it| it.2)
                    .collect(),
            });
            spans.retain(|it| !is_whole(it));
            sort_by_key(&mut spans, |it| *it);
            let mut number = 0;
            for (from, to, span) in spans {
                match units.last_mut() {
                    Some(unit) if number > 0 && unit.place == (from..to) => unit.spans.push(span),
                    _ => {
                        number += 1;
                        units.push(Unit {
                            name: format!("{name}.{number}"),
                            place: from..to,
                            spans: vec![span],
                        });
                    }
                }
            }
        }
    }

    fn written(&self) -> String {
        let mut lines = String::from("#FORMAT=WebAnno TSV 3.3\n");
        put(&mut lines, format_args!("#T_SP={SPANS}|{LABEL}|{NOTE}"));
        for name in self.used.of_spans.keys() {
            put(&mut lines, format_args!("|{name}"));
        }
        lines.push('\n');
        if self.used.relations {
            put(&mut lines, format_args!("#T_RL={RELATIONS}|{LABEL}|{NOTE}"));
            for name in self.used.of_relations.keys() {
                put(&mut lines, format_args!("|{name}"));
            }
            put(&mut lines, format_args!("|BT_{SPANS}\n"));
        }
        lines.push('\n');
        let first = self.first_units();
        for (place, units) in &self.sentences {
            let said = &self.document.text.text[place.clone()];
            let is_last = place.end == self.document.text.text.len();
            // The line end behind a sentence is not written; the last one has none.
            let said = match said.strip_suffix('\n') {
                Some(before) if !is_last => before,
                _ => said,
            };
            for line in said.split('\n') {
                lines.push_str("\n#Text=");
                escape_text(line, &mut lines);
            }
            lines.push('\n');
            for unit in units {
                self.row(unit, &first, &mut lines);
            }
        }
        lines
    }

    /// The name of the first unit of each annotation.
    fn first_units(&self) -> Vec<&str> {
        let mut first = vec![""; self.document.spans.len()];
        for (_, units) in &self.sentences {
            for unit in units {
                for span in &unit.spans {
                    if first[*span].is_empty() {
                        first[*span] = &unit.name;
                    }
                }
            }
        }
        first
    }

    fn row(&self, unit: &Unit, first: &[&str], lines: &mut String) {
        let utf16 = |it: usize| {
            let at = u32::try_from(it)
                .ok()
                .and_then(|it| self.text.byte(it).ok());
            at.map_or(0, |it| self.text.to_utf16(it).0)
        };
        let (begin, end) = (utf16(unit.place.start), utf16(unit.place.end));
        let words = &self.document.text.text[unit.place.clone()];
        put(
            lines,
            format_args!("{}\t{begin}-{end}\t{words}\t", unit.name),
        );
        let spans = &self.document.spans;
        column(&unit.spans, lines, &|it, to| {
            escape_value(&spans[it].label, to);
        });
        column(&unit.spans, lines, &|it, to| noted(&spans[it].note, to));
        for name in self.used.of_spans.keys() {
            column(&unit.spans, lines, &|it, to| {
                valued(&spans[it].attributes, name, to);
            });
        }
        if !self.used.relations {
            lines.push('\n');
            return;
        }
        let mut led_to = Vec::new();
        for span in unit.spans.iter().filter(|it| first[**it] == unit.name) {
            led_to.extend(self.led_to.get(span).into_iter().flatten().copied());
        }
        let relations = &self.document.relations;
        let mut stacked = |say: &dyn Fn(usize, &mut String)| {
            for (at, relation) in led_to.iter().enumerate() {
                if at > 0 {
                    lines.push('|');
                }
                say(*relation, lines);
            }
            lines.push_str(if led_to.is_empty() { "_\t" } else { "\t" });
        };
        stacked(&|it, to| escape_value(&relations[it].kind, to));
        stacked(&|it, to| noted(&relations[it].note, to));
        for name in self.used.of_relations.keys() {
            stacked(&|it, to| valued(&relations[it].attributes, name, to));
        }
        stacked(&|it, to| {
            let number = |id: &String| self.numbers.get(&**id).copied().unwrap_or(0);
            let (from, to_span) = (number(&relations[it].from), number(&relations[it].to));
            let unit = first.get(from).copied().unwrap_or_default();
            put(to, format_args!("{unit}[{}_{}]", from + 1, to_span + 1));
        });
        lines.push('\n');
    }
}

/// What each annotation of a unit says, with its number.
fn column(spans: &[usize], lines: &mut String, say: &dyn Fn(usize, &mut String)) {
    for (at, span) in spans.iter().enumerate() {
        if at > 0 {
            lines.push('|');
        }
        say(*span, lines);
        put(lines, format_args!("[{}]", span + 1));
    }
    lines.push_str(if spans.is_empty() { NONE } else { "" });
    lines.push('\t');
}

fn noted(note: &str, to: &mut String) {
    if note.is_empty() {
        to.push_str(NO_VALUE);
    } else {
        escape_value(note, to);
    }
}

fn valued(attributes: &[(String, String)], name: &str, to: &mut String) {
    match attributes.iter().find(|it| it.0 == name) {
        Some((_, value)) => escape_value(value, to),
        None => to.push_str(NO_VALUE),
    }
}

/// Writing into a string never fails.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = to.write_fmt(what);
}
