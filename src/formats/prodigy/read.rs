use serde::Deserialize;
use serde_json::{Map, Value};

use crate::formats::foreign::{
    Builder, Details, Document, Documents, ForeignText, Items, Place, Said, records,
};
use crate::formats::warning::Warnings;
use crate::formats::{NamedFile, NotRead, Unit};
use crate::model::sorted::SortedMap;

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
    meta: Map<String, Value>,
}

#[derive(Deserialize)]
struct Token {
    text: String,
    start: u32,
    end: u32,
}

#[derive(Clone, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
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
    let details = Details::of(&task.meta);
    let name = match &*details.title {
        "" => place.line.to_string(),
        title => title.to_owned(),
    };
    let mut document = Builder::new(&name, text);
    document.details = details;
    let tokens = Tokens::of(&task.tokens.well_formed(place, warnings), &written);
    let spans = task.spans.well_formed(place, warnings);
    let relations = task.relations.well_formed(place, warnings);
    let mut known: SortedMap<Span, usize> = SortedMap::new();
    let mut count = 0;
    let mut take = |span: &Span, known: &mut SortedMap<Span, usize>, warnings: &mut Warnings| {
        let said = Said {
            id: count.to_string(),
            label: span.label.as_deref().unwrap_or_default(),
            fragments: vec![(span.start, span.end, tokens.quoted(span, &written))],
        };
        document.take_span(&place, Unit::CodePoint, said, warnings);
        if !known.contains_key(span) {
            known.insert(span.clone(), count);
        }
        count += 1;
    };
    for span in &spans {
        take(span, &mut known, warnings);
    }
    for it in &relations {
        // Relations name spans by what they cover and are called, and not all stand among the spans.
        for end in [&it.head_span, &it.child_span] {
            if !known.contains_key(end) {
                take(end, &mut known, warnings);
            }
        }
    }
    for it in &relations {
        let id = |end: &Span| known.get(end).map_or_else(String::new, usize::to_string);
        let (from, to) = (id(&it.head_span), id(&it.child_span));
        document.take_relation(&place, &it.label, &from, &to, warnings);
    }
    Ok(document.finish())
}

/// Where tokens stand in the text.
struct Tokens {
    /// Of those that stand there in this order, one behind the other, in bytes.
    places: Vec<(usize, usize)>,
    /// Which one begins, and which one ends, where the file says.
    starts: SortedMap<u32, usize>,
    ends: SortedMap<u32, usize>,
}

impl Tokens {
    fn of(tokens: &[Token], text: &str) -> Self {
        let mut all = Self {
            places: Vec::with_capacity(tokens.len()),
            starts: SortedMap::new(),
            ends: SortedMap::new(),
        };
        let mut at = 0;
        for (number, token) in tokens.iter().enumerate() {
            let rest = text.get(at..).unwrap_or_default();
            let Some(before) = rest.find(&token.text) else {
                break;
            };
            let begins = at + before;
            at = begins + token.text.len();
            all.places.push((begins, at));
            if !all.starts.contains_key(&token.start) {
                all.starts.insert(token.start, number);
            }
            all.ends.insert(token.end, number);
        }
        all
    }

    /// The words from the token in which a span begins to the one in which it ends, as the text has them.
    fn quoted(&self, span: &Span, text: &str) -> Option<String> {
        let first = self.places.get(*self.starts.get(&span.start)?)?;
        let last = self.places.get(*self.ends.get(&span.end)?)?;
        text.get(first.0..last.1).map(str::to_owned)
    }
}
