use std::fmt::Write;

use super::Style;
use crate::formats::foreign::{Document, ForeignSpan, SET};
use crate::model::sorted::SortedMap;

/// What happens in a text at some byte of it.
#[derive(Clone, Copy)]
enum Event {
    /// So that of two at one place the one that ends comes first.
    Ends(usize),
    Begins(usize),
}

pub(super) fn written(document: &Document, style: &Style) -> String {
    let details = &document.details;
    let title = match document.name.trim() {
        "" => "Untitled article",
        title => title,
    };
    let mut all = (style.heading)(&one_line(title));
    all.push('\n');
    let about = [
        &details.outlet,
        &details.author,
        &details.published,
        &details.language,
        &details.url,
    ];
    let about: Vec<String> = about
        .into_iter()
        .filter(|it| !it.is_empty())
        .map(|it| (style.words)(&one_line(it)))
        .collect();
    if !about.is_empty() {
        let _ = write!(all, "{}\n\n", about.join(" · "));
    }
    text(&mut all, document, style);
    if document.spans.is_empty() {
        return all;
    }
    let _ = write!(all, "\n{}\n", (style.lesser)("Annotations"));
    let mut numbers = SortedMap::new();
    for (at, span) in document.spans.iter().enumerate() {
        numbers.insert(&*span.id, at + 1);
    }
    let mut relations: SortedMap<&str, Vec<String>> = SortedMap::new();
    for it in &document.relations {
        let Some(to) = numbers.get(&&*it.to) else {
            continue;
        };
        let mut said = format!("{} → {to}", (style.words)(&it.kind));
        for attribute in &it.attributes {
            let _ = write!(said, ", {}", named(attribute, style));
        }
        if !it.note.is_empty() {
            let _ = write!(said, ": {}", (style.words)(&it.note));
        }
        match relations.get_mut(&&*it.from) {
            Some(known) => known.push(said),
            None => {
                relations.insert(&it.from, vec![said]);
            }
        }
    }
    for (at, span) in document.spans.iter().enumerate() {
        entry(&mut all, at + 1, span, document, style);
        for said in relations.get(&&*span.id).into_iter().flatten() {
            let _ = writeln!(all, "{}{said}", style.below);
        }
    }
    all
}

/// The text itself, line by line.
fn text(all: &mut String, document: &Document, style: &Style) {
    let text = &document.text.text;
    let mut events: Vec<(usize, Event)> = Vec::new();
    for (at, span) in document.spans.iter().enumerate() {
        for fragment in &span.fragments {
            let place = fragment.range();
            events.push((place.start, Event::Begins(at + 1)));
            events.push((place.end, Event::Ends(at + 1)));
        }
    }
    events.sort_by_key(|(at, event)| match event {
        Event::Ends(number) => (*at, 0, usize::MAX - number),
        Event::Begins(number) => (*at, 1, *number),
    });
    let mut events = events.into_iter().peekable();
    let mut open = 0_usize;
    let mut from = 0;
    for line in text.split('\n') {
        let end = from + line.len();
        let mut at = from;
        let mut first = true;
        if open > 0 {
            all.push_str(style.mark.0);
        }
        let mut put = |all: &mut String, words: &str| {
            let escape = if first { style.line } else { style.words };
            first = first && words.is_empty();
            all.push_str(&escape(words));
        };
        // What ends with the line is said in it, what begins behind its end in the next one.
        while let Some((place, event)) = events.next_if(|(place, event)| match event {
            Event::Ends(_) => *place <= end,
            Event::Begins(_) => *place < end || (*place == end && end == text.len()),
        }) {
            put(all, &text[at..place.max(at)]);
            at = place.max(at);
            match event {
                Event::Begins(number) => {
                    all.push_str(&(style.begins)(number));
                    if open == 0 {
                        all.push_str(style.mark.0);
                    }
                    open += 1;
                }
                Event::Ends(number) => {
                    open -= 1;
                    if open == 0 {
                        all.push_str(style.mark.1);
                    }
                    all.push_str(&(style.ends)(number));
                }
            }
        }
        put(all, &text[at..end]);
        if open > 0 {
            all.push_str(style.mark.1);
        }
        all.push_str(style.between);
        from = end + 1;
    }
}

/// `1. Claim “words”`, and what is said of them below.
fn entry(all: &mut String, number: usize, span: &ForeignSpan, document: &Document, style: &Style) {
    let words = span.fragments.iter();
    let words: Vec<&str> = words
        .filter_map(|it| document.text.text.get(it.range()))
        .collect();
    let label = (style.words)(&span.label);
    let _ = write!(all, "{number}. {label}");
    if !words.is_empty() {
        let quote = (style.words)(&one_line(&words.join(" … ")));
        let _ = write!(all, " “{quote}”");
    }
    all.push('\n');
    for attribute in &span.attributes {
        let _ = writeln!(all, "{}{}", style.below, named(attribute, style));
    }
    if !span.note.is_empty() {
        let _ = writeln!(all, "{}{}", style.below, (style.words)(&span.note));
    }
}

fn named((name, value): &(String, String), style: &Style) -> String {
    let name = (style.words)(name);
    match &**value {
        SET => name,
        value => format!("{name}: {}", (style.words)(value)),
    }
}

fn one_line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}
