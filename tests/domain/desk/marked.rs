//! The notation of marked text, read and written.

use std::cmp::Reverse;

use cotejo::model::ArticleId;
use cotejo::text::search::lower;
use cotejo::text::{ArticleText, TextSpan};

use super::Desk;

pub struct Mark {
    pub label: String,
    pub number: u32,
    pub spans: Vec<TextSpan>,
}

/// Label, number and places, before there is a text to prove them in.
type Told = (String, u32, Vec<(usize, usize)>);

/// The bare text, and its marks in the order in which they open.
pub fn read(marked: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Told> = Vec::new();
    let mut rest = marked.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.extend(rest.next()),
            '[' => {
                let head: String = rest.by_ref().take_while(|&c| c != '|').collect();
                let (label, number) = head.split_once(':').expect("a mark is [label:number|…]");
                let number = number.parse().expect("marks are numbered");
                let known = found.iter().position(|it| it.1 == number);
                let mark = known.unwrap_or_else(|| {
                    found.push((label_of(label), number, Vec::new()));
                    found.len() - 1
                });
                open.push((mark, text.len()));
            }
            ']' => {
                let (mark, start) = open.pop().expect("every ] closes a mark");
                found[mark].2.push((start, text.len()));
            }
            _ => text.push(c),
        }
    }
    assert!(open.is_empty(), "every mark is closed");
    let indexed = ArticleText::new(text.as_str());
    let at = |index: usize| indexed.byte(u32::try_from(index).unwrap()).unwrap();
    let span = |(start, end): (usize, usize)| TextSpan::new(at(start), at(end)).unwrap();
    let marks = found
        .into_iter()
        .map(|(label, number, spans)| Mark {
            label,
            number,
            spans: spans.into_iter().map(span).collect(),
        })
        .collect();
    (text, marks)
}

fn label_of(lower: &str) -> String {
    let mut letters = lower.chars();
    let first = letters.next().expect("a label has letters");
    first.to_uppercase().chain(letters).collect()
}

pub fn write(desk: &Desk, article: ArticleId) -> String {
    let text = desk.project.text(article).unwrap();
    let current = desk.project.article(article).unwrap().current().n;
    let mut pieces: Vec<(TextSpan, u32)> = Vec::new();
    for (number, id) in &desk.handles {
        let Some(annotation) = desk.project.annotation(*id) else {
            continue;
        };
        let here = annotation.article == article && annotation.revision == current;
        if here && !annotation.orphan {
            pieces.extend(annotation.fragments.iter().map(|it| (*it, *number)));
        }
    }
    pieces.sort_by_key(|it| (it.0.start(), Reverse(it.0.end()), it.1));
    let mut out = String::new();
    let mut open: Vec<(TextSpan, u32)> = Vec::new();
    for (index, c) in text
        .as_str()
        .char_indices()
        .chain([(text.as_str().len(), '\0')])
    {
        let at = text.byte(u32::try_from(index).unwrap()).unwrap();
        // What must close here takes everything inside it along; the rest opens again.
        let outermost = open.iter().position(|it| it.0.end() <= at);
        let mut again = open.split_off(outermost.unwrap_or(open.len()));
        out.push_str(&"]".repeat(again.len()));
        again.retain(|it| it.0.end() > at);
        again.extend(pieces.iter().filter(|it| it.0.start() == at));
        for (span, number) in again {
            let annotation = desk.annotation(number);
            let label = lower(annotation.label.as_str());
            out.extend(["[", &label, ":", &number.to_string(), "|"]);
            open.push((span, number));
        }
        if c != '\0' {
            if matches!(c, '[' | ']' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
