use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::formats::NamedFile;
use crate::formats::foreign::{Document, json_lines, tokens};
use crate::model::sorted::SortedMap;
use crate::text::{ArticleText, TextSpan};

pub(super) fn write(documents: &[Document]) -> NamedFile {
    let records: Vec<Value> = documents.iter().map(task).collect();
    json_lines("prodigy.jsonl", &records)
}

fn task(document: &Document) -> Value {
    let text = ArticleText::new(document.text.text.clone());
    let tokens = with_white_space(text.as_str());
    let mut spans = Vec::with_capacity(document.spans.len());
    // Relations have copies of the spans that they join, and the last token of each.
    let mut ends = SortedMap::new();
    for span in &document.spans {
        for place in span.fragments.iter().take(1) {
            let (first, last) = numbers(&tokens, *place);
            let end = json!({
                "start": text.to_char(place.start()).0,
                "end": text.to_char(place.end()).0,
                "token_start": first,
                "token_end": last,
                "label": span.label,
            });
            spans.push(end.clone());
            ends.insert(&*span.id, (last, end));
        }
    }
    let mut relations = Vec::with_capacity(document.relations.len());
    for it in &document.relations {
        let both = ends.get(&&*it.from).zip(ends.get(&&*it.to));
        if let Some(((head, head_span), (child, child_span))) = both {
            relations.push(json!({
                "head": head,
                "child": child,
                "head_span": head_span,
                "child_span": child_span,
                "label": it.kind,
            }));
        }
    }
    let mut meta = Map::new();
    document.details.put(&mut meta);
    json!({
        "text": text.as_str(),
        "meta": meta,
        "tokens": listed(&text, &tokens),
        "spans": spans,
        "relations": relations,
        "answer": "accept",
    })
}

/// A token, and whether a space follows it that is in none.
type Token = (Range<usize>, bool);

/// The tokens of a text and, as `spaCy` has them, one for all white space that is not a single space
/// between two: from them the text can be made again.
fn with_white_space(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut at = 0;
    let end = text.len()..text.len();
    for token in tokens(text).into_iter().chain([end]) {
        if text[at..token.start].starts_with(' ')
            && let Some((_, space)) = all.last_mut()
        {
            *space = true;
            at += 1;
        }
        if at < token.start {
            all.push((at..token.start, false));
        }
        at = token.end;
        if !token.is_empty() {
            all.push((token, false));
        }
    }
    all
}

/// The first and the last token of a span.
fn numbers(tokens: &[Token], place: TextSpan) -> (usize, usize) {
    let place = place.range();
    let first = tokens.partition_point(|it| it.0.end <= place.start);
    let behind = tokens.partition_point(|it| it.0.start < place.end);
    (first, behind.saturating_sub(1))
}

fn listed(text: &ArticleText, tokens: &[Token]) -> Vec<Value> {
    let mut listed = Vec::with_capacity(tokens.len());
    let mut start = 0;
    for (id, (token, space)) in tokens.iter().enumerate() {
        let words = &text.as_str()[token.clone()];
        let end = start + words.chars().count();
        listed.push(json!({"text": words, "start": start, "end": end, "id": id, "ws": space}));
        start = end + usize::from(*space);
    }
    listed
}
