use super::holds::{Edges, Holds, Names, RESERVED, Room};
use super::renamed::Renamed;
use super::tokens::tokens;
use super::{Document, ForeignRelation, ForeignSpan, without_line_ends_between};
use crate::formats::{Loss, Lost, LostItem};
use crate::ingest::check_text;
use crate::model::AnnotationId;
use crate::model::sorted::{SortedMap, SortedSet};
use crate::text::{ArticleText, TextSpan};
use uuid::Uuid;

/// What a format holds of some documents, and all that it does not, item by item. Reading what was
/// written of it gives the same again.
pub fn kept(documents: &[Document], holds: &Holds) -> (Vec<Document>, Vec<Loss>) {
    let mut keeper = Keeper {
        holds,
        names: Renamed::default(),
        attribute_names: Renamed::without(match holds.attribute_names {
            Names::Identifier => RESERVED,
            _ => &[],
        }),
        lost: Vec::new(),
    };
    let mut kept = Vec::with_capacity(documents.len());
    for document in documents {
        // What nobody could read again is none: it is empty, or binary.
        if check_text(&document.text.text).is_ok() {
            kept.push(keeper.document(document));
        } else {
            keeper.lose(Lost::Articles, document.name.clone().into());
            let text = ArticleText::new(document.text.text.clone());
            for span in &document.spans {
                keeper.lose(Lost::Annotations, words(&text, span));
            }
        }
    }
    (kept, keeper.lost)
}

struct Keeper<'a> {
    holds: &'a Holds,
    names: Renamed,
    attribute_names: Renamed,
    lost: Vec<Loss>,
}

impl Keeper<'_> {
    fn lose(&mut self, what: Lost, item: LostItem) {
        Loss::add(&mut self.lost, what, vec![item]);
    }

    fn document(&mut self, document: &Document) -> Document {
        let mut kept = document.clone();
        self.readable(&mut kept);
        if !self.holds.details {
            self.without_details(&mut kept);
        }
        let text = ArticleText::new(kept.text.text.clone());
        let mut spans = Vec::with_capacity(kept.spans.len());
        let edges = EdgesOf::new(self.holds, &text);
        for span in std::mem::take(&mut kept.spans) {
            let words = words(&text, &span);
            self.places(span, &words, &edges, &mut spans);
        }
        if !self.holds.overlaps {
            spans = self.without_overlaps(&text, spans);
        }
        for span in &mut spans {
            let item = words(&text, span);
            span.label = self.name(&span.label, false);
            let all = std::mem::take(&mut span.attributes);
            span.attributes = self.attributes(all, self.holds.attributes, &item);
            let note = std::mem::take(&mut span.note);
            span.note = self.note(note, self.holds.notes, &item);
        }
        let mut there: SortedMap<&str, &ForeignSpan> = SortedMap::new();
        for span in &document.spans {
            there.insert(&span.id, span);
        }
        let mut left = SortedSet::new();
        for span in &spans {
            left.insert(span.id.clone());
        }
        for mut relation in std::mem::take(&mut kept.relations) {
            let item = of_relation(&text, &relation, &there);
            if !self.holds.relations
                || !left.contains(&relation.from)
                || !left.contains(&relation.to)
            {
                self.lose(Lost::Relations, item);
                continue;
            }
            relation.kind = self.name(&relation.kind, false);
            let all = std::mem::take(&mut relation.attributes);
            relation.attributes = self.attributes(all, self.holds.relation_attributes, &item);
            let note = std::mem::take(&mut relation.note);
            relation.note = self.note(note, self.holds.relation_notes, &item);
            kept.relations.push(relation);
        }
        kept.spans = spans;
        kept
    }

    fn without_details(&mut self, document: &mut Document) {
        for said in document.details.take(self.holds.address) {
            let item = format!("{}, {said}", document.name);
            self.lose(Lost::ArticleDetails, item.into());
        }
    }

    /// Fragments as the format has them.
    fn places(
        &mut self,
        mut span: ForeignSpan,
        item: &LostItem,
        edges: &EdgesOf<'_>,
        to: &mut Vec<ForeignSpan>,
    ) {
        if span.fragments.is_empty() {
            if self.holds.wordless {
                to.push(span);
            } else {
                self.lose(Lost::WithoutWords, item.clone());
            }
            return;
        }
        let mut there = span.fragments.clone();
        if !self.holds.line_end_gaps {
            there = without_line_ends_between(edges.text, there);
        }
        if (there.len() > 1 && !self.holds.gaps) || there != span.fragments {
            self.lose(Lost::Gaps, item.clone());
        }
        span.fragments = there;
        let mut fragments: Vec<TextSpan> = Vec::with_capacity(span.fragments.len());
        for fragment in &span.fragments {
            fragments.extend(edges.fitting(*fragment));
        }
        if fragments != span.fragments {
            self.lose(Lost::Edges, item.clone());
        }
        if fragments.is_empty() {
            return;
        }
        if self.holds.gaps && self.holds.over_lines {
            span.fragments = crate::model::normalize(fragments).to_vec();
            to.push(span);
            return;
        }
        for (at, fragment) in fragments.into_iter().enumerate() {
            let mut piece = span.clone();
            piece.fragments = vec![fragment];
            if at > 0 {
                // A tab is in no id.
                piece.id = format!("{}\t{at}", span.id);
            }
            to.push(piece);
        }
    }

    /// The first and longest of those that share words.
    fn without_overlaps(
        &mut self,
        text: &ArticleText,
        spans: Vec<ForeignSpan>,
    ) -> Vec<ForeignSpan> {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        let place = |at: &usize| {
            let span = spans[*at].fragments.first();
            span.map(|it| (it.start(), std::cmp::Reverse(it.end())))
        };
        order.sort_by_key(place);
        let mut kept = vec![false; spans.len()];
        let mut end = None;
        for at in order {
            let Some(span) = spans[at].fragments.first() else {
                kept[at] = true;
                continue;
            };
            if end.is_none_or(|end| span.start() >= end) {
                end = Some(span.end());
                kept[at] = true;
            }
        }
        let mut left = Vec::with_capacity(spans.len());
        for (span, kept) in spans.into_iter().zip(kept) {
            if kept {
                left.push(span);
            } else {
                let item = words(text, &span);
                self.lose(Lost::Overlaps, item);
            }
        }
        left
    }

    fn attributes(
        &mut self,
        all: Vec<(String, String)>,
        room: Room,
        of: &LostItem,
    ) -> Vec<(String, String)> {
        let mut kept: Vec<(String, String)> = Vec::with_capacity(all.len());
        for (name, value) in all {
            let item = LostItem {
                words: format!("{}, {name}: {value}", of.words),
                of: of.of.clone(),
            };
            if room == Room::Nothing {
                self.lose(Lost::Attributes, item);
                continue;
            }
            let written = self.name(&name, true);
            if !self.holds.many_values && kept.iter().any(|it| it.0 == written) {
                self.lose(Lost::Attributes, item);
                continue;
            }
            let value = self.room(value, room, &item);
            if value.is_empty() && room != Room::Anything {
                self.lose(Lost::Attributes, item);
            } else {
                kept.push((written, value));
            }
        }
        kept
    }

    fn note(&mut self, note: String, room: Room, of: &LostItem) -> String {
        if note.is_empty() {
            return note;
        }
        let item = LostItem {
            words: format!("{}: {note}", of.words),
            of: of.of.clone(),
        };
        if room == Room::Nothing {
            self.lose(Lost::Notes, item);
            return String::new();
        }
        self.room(note, room, &item)
    }

    fn room(&mut self, said: String, room: Room, item: &LostItem) -> String {
        let between = |it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
        let line = match room {
            Room::Anything => return said,
            Room::Word => {
                let words: Vec<&str> = said
                    .split(|it: char| it.is_whitespace() || between(it))
                    .collect();
                words.join("_")
            }
            Room::Line | Room::Nothing => {
                let words = said.split(|it| it == ' ' || between(it));
                let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
                words.join(" ")
            }
        };
        if line != said {
            self.lose(Lost::WhiteSpace, item.clone());
        }
        line
    }

    /// A name as the format can have it.
    fn name(&mut self, name: &str, of_attribute: bool) -> String {
        let (renamed, names) = if of_attribute {
            (&mut self.attribute_names, self.holds.attribute_names)
        } else {
            (&mut self.names, self.holds.names)
        };
        let (written, is_new) = renamed.name(name, names);
        if is_new && written != name {
            self.lose(Lost::Names, format!("{name} → {written}").into());
        }
        written
    }

    /// Puts � for what the format cannot have.
    fn readable(&mut self, document: &mut Document) {
        let name = document.name.clone();
        let mut new = document.text.text.clone();
        // At the beginning of a file it would be a byte order mark.
        if let Some(rest) = new.strip_prefix('\u{feff}') {
            new = format!("\u{2060}{rest}");
            self.lose(Lost::Characters, format!("{name}, 0: U+FEFF").into());
        }
        if !self.holds.leading_space {
            let words = new.trim_start();
            let leading = new[..new.len() - words.len()].chars();
            let spaces = " ".repeat(leading.clone().count());
            for (at, c) in leading.enumerate().filter(|it| it.1 != ' ') {
                let item = format!("{name}, {at}: U+{:04X}", u32::from(c));
                self.lose(Lost::Characters, item.into());
            }
            new = spaces + words;
        }
        if !self.holds.controls {
            self.without_controls(&mut new, &name);
        }
        if new != document.text.text {
            let before = ArticleText::new(std::mem::take(&mut document.text.text));
            let after = ArticleText::new(new.clone());
            // As many characters as before, in other bytes.
            let moved = |span: TextSpan| {
                let (start, end) = (before.to_char(span.start()), before.to_char(span.end()));
                after.char_span(start, end).ok()
            };
            for span in &mut document.spans {
                let fragments = span.fragments.iter();
                span.fragments = fragments.filter_map(|it| moved(*it)).collect();
            }
            document.text.text = new;
        }
        if !self.holds.controls {
            for said in words_of(document) {
                self.without_controls(said, &name);
            }
        }
    }

    fn without_controls(&mut self, said: &mut String, of: &str) {
        let bad = |it: char| {
            (it.is_control() && !matches!(it, '\t' | '\n' | '\u{7f}'..='\u{9f}'))
                || matches!(it, '\u{fffe}' | '\u{ffff}')
        };
        if !said.contains(bad) {
            return;
        }
        for (at, c) in said.chars().enumerate().filter(|it| bad(it.1)) {
            let item = format!("{of}, {at}: U+{:04X}", u32::from(c));
            self.lose(Lost::Characters, item.into());
        }
        *said = said.replace(bad, "\u{fffd}");
    }
}

/// All that a document says beside its text.
fn words_of(document: &mut Document) -> Vec<&mut String> {
    let details = &mut document.details;
    let mut all = vec![
        &mut document.name,
        &mut details.title,
        &mut details.language,
        &mut details.outlet,
        &mut details.author,
        &mut details.published,
        &mut details.url,
    ];
    for span in &mut document.spans {
        all.extend([&mut span.label, &mut span.note]);
        all.extend(
            span.attributes
                .iter_mut()
                .flat_map(|it| [&mut it.0, &mut it.1]),
        );
    }
    for relation in &mut document.relations {
        all.extend([&mut relation.kind, &mut relation.note]);
        let attributes = relation.attributes.iter_mut();
        all.extend(attributes.flat_map(|it| [&mut it.0, &mut it.1]));
    }
    all
}

/// Where fragments can begin and end in a text.
struct EdgesOf<'a> {
    holds: &'a Holds,
    text: &'a ArticleText,
    tokens: Vec<std::ops::Range<usize>>,
}

impl<'a> EdgesOf<'a> {
    fn new(holds: &'a Holds, text: &'a ArticleText) -> Self {
        let tokens = match holds.edges {
            Edges::Tokens => tokens(text.as_str()),
            _ => Vec::new(),
        };
        Self {
            holds,
            text,
            tokens,
        }
    }

    fn fitting(&self, span: TextSpan) -> Vec<TextSpan> {
        let whole = self.text.as_str();
        let mut pieces = Vec::new();
        if self.holds.over_lines {
            pieces.push(span.range());
        } else {
            let mut from = span.range().start;
            for line in whole[span.range()].split('\n') {
                if !line.is_empty() {
                    pieces.push(from..from + line.len());
                }
                from += line.len() + 1;
            }
        }
        let mut fitting = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let (start, end) = match self.holds.edges {
                Edges::Anywhere => (piece.start, piece.end),
                Edges::Words => {
                    let words = &whole[piece.clone()];
                    let trimmed = words.trim_start();
                    let start = piece.end - trimmed.len();
                    (start, start + trimmed.trim_end().len())
                }
                Edges::Tokens => {
                    let first = self.tokens.partition_point(|it| it.end <= piece.start);
                    let behind = self.tokens.partition_point(|it| it.start < piece.end);
                    match self.tokens.get(first..behind) {
                        Some([one]) => (one.start, one.end),
                        Some([one, .., last]) => (one.start, last.end),
                        _ => (0, 0),
                    }
                }
            };
            let at = |it: usize| self.text.byte(u32::try_from(it).ok()?).ok();
            let place = at(start).zip(at(end));
            fitting.extend(place.and_then(|(start, end)| TextSpan::new(start, end).ok()));
        }
        fitting
    }
}

/// Label and words of a span.
fn words(text: &ArticleText, span: &ForeignSpan) -> LostItem {
    let quotes: Vec<&str> = span
        .fragments
        .iter()
        .filter_map(|it| text.get(*it))
        .collect();
    let words = match &quotes[..] {
        [] => span.label.clone(),
        some => format!("{} “{}”", span.label, some.join(" … ")),
    };
    let id = Uuid::try_parse(span.id.split('\t').next().unwrap_or_default());
    LostItem {
        words,
        of: id.ok().map(|it| AnnotationId(it).into()),
    }
}

fn of_relation(
    text: &ArticleText,
    relation: &ForeignRelation,
    spans: &SortedMap<&str, &ForeignSpan>,
) -> LostItem {
    let end = |id: &str| match spans.get(id) {
        Some(span) => words(text, span).words,
        None => id.to_owned(),
    };
    let (from, to) = (end(&relation.from), end(&relation.to));
    let first = spans.get(&*relation.from);
    LostItem {
        words: format!("{from} {} {to}", relation.kind),
        of: first.and_then(|it| words(text, it).of),
    }
}
