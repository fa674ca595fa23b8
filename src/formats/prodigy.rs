//! Prodigy's and spaCy's JSON Lines: one task a line, with tokens, spans and relations.
//!
//! Offsets count code points; the file has no quotes of spans, but those of tokens, by which the unit can
//! be told. What was rejected or ignored is not taken. After <https://prodi.gy/docs/api-interfaces>.

use serde::Deserialize;

use super::foreign::{Builder, Document, Documents, ForeignText, Items, Place, Said, records};
use super::warning::Warnings;
use super::{NamedFile, NotRead, Unit};

#[derive(Deserialize)]
struct Task {
    text: Option<String>,
    #[serde(default)]
    tokens: Items<Token>,
    #[serde(default)]
    spans: Items<Span>,
    #[serde(default)]
    relations: Items<Relation>,
    answer: Option<String>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    title: Option<String>,
}

#[derive(Deserialize)]
struct Token {
    text: String,
    start: u32,
    end: u32,
}

#[derive(Deserialize, PartialEq, Eq)]
struct Span {
    start: u32,
    end: u32,
    label: Option<String>,
}

#[derive(Deserialize)]
struct Relation {
    label: String,
    head_span: Span,
    child_span: Span,
}

/// Reads all tasks of a file that were accepted.
pub fn read(file: &NamedFile) -> Documents {
    records(file, document)
}

fn document(place: Place<'_>, task: Task, warnings: &mut Warnings) -> Result<Document, NotRead> {
    if let Some(answer) = task.answer.filter(|it| it != "accept") {
        return Err(NotRead::Answered(answer));
    }
    let written = task.text.ok_or(NotRead::NoWords)?;
    let text = ForeignText::of_text(&written).map_err(NotRead::NoText)?;
    let name = task.meta.title.unwrap_or_else(|| place.line.to_string());
    let mut document = Builder::new(&name, text);
    let tokens = task.tokens.well_formed(place, warnings);
    let spans = task.spans.well_formed(place, warnings);
    let relations = task.relations.well_formed(place, warnings);
    let mut known: Vec<Span> = Vec::new();
    let ends = relations
        .iter()
        .flat_map(|it| [&it.head_span, &it.child_span]);
    // Relations name spans by what they cover and are called, and not all stand among the spans.
    let all = spans.iter().chain(ends);
    for span in all {
        if known.contains(span) {
            continue;
        }
        let quote = quoted(&tokens, span, &written);
        let said = Said {
            id: known.len().to_string(),
            label: span.label.as_deref().unwrap_or_default(),
            fragments: vec![(span.start, span.end, quote)],
        };
        document.take_span(&place, Unit::CodePoint, said, warnings);
        known.push(Span {
            label: span.label.clone(),
            ..*span
        });
    }
    for it in &relations {
        let id = |end: &Span| {
            let at = known.iter().position(|it| it == end);
            at.map_or_else(String::new, |it| it.to_string())
        };
        let (from, to) = (id(&it.head_span), id(&it.child_span));
        document.take_relation(&place, &it.label, &from, &to, warnings);
    }
    Ok(document.finish())
}

/// The words from the token in which a span begins to the one in which it ends, as the text has them;
/// none where they do not stand there in this order, one behind the other.
fn quoted(tokens: &[Token], span: &Span, text: &str) -> Option<String> {
    let first = tokens.iter().position(|it| it.start == span.start)?;
    let last = first + tokens[first..].iter().position(|it| it.end == span.end)?;
    let mut at = 0;
    let mut from = None;
    for (number, token) in tokens[..=last].iter().enumerate() {
        let begins = at + text.get(at..)?.find(&token.text)?;
        if number == first {
            from = Some(begins);
        }
        at = begins + token.text.len();
    }
    text.get(from?..at).map(str::to_owned)
}
