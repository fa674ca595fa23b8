//! Round trips through every format of another tool: what it holds comes back equal, and all that it
//! does not is listed.

use std::fmt::Write;

use cotejo::formats::foreign::{kept, of_project, tokens};
use cotejo::formats::{Bundle, Document, FORMATS, Format, Known, Lost, Reads};
use cotejo::ingest::ingest_text;
use cotejo::model::{AnnotationId, Project, Reference};
use cotejo::text::ArticleText;
use proptest::prelude::*;
use uuid::Uuid;

use crate::arbitrary::project;
use crate::sample;

fn exchanged() -> impl Iterator<Item = &'static dyn Format> {
    let both = |it: &&'static dyn Format| {
        let described = it.describe();
        described.reads == Reads::Texts && described.writes
    };
    FORMATS.iter().copied().filter(both)
}

/// All that a document says, in words that do not depend on ids and order.
fn said(document: &Document, format: &dyn Format) -> String {
    let holds = format.holds();
    let text = &document.text.text;
    let tokens = tokens(text);
    let mut said = String::new();
    if holds.text {
        writeln!(said, "{text:?}").unwrap();
    } else {
        let words: Vec<&str> = tokens.iter().map(|it| &text[it.clone()]).collect();
        writeln!(said, "{words:?}").unwrap();
    }
    if holds.details {
        writeln!(said, "{:?}", document.details).unwrap();
    } else if holds.address {
        writeln!(said, "{:?}", document.details.url).unwrap();
    }
    let mut words: Vec<String> = Vec::new();
    let span = |id: &str| {
        let span = document.spans.iter().find(|it| it.id == id).unwrap();
        let places: Vec<_> = if holds.text {
            span.fragments.iter().map(|it| it.range()).collect()
        } else {
            let number = |at: usize| tokens.partition_point(|it| it.start < at);
            let places = span.fragments.iter().map(|it| it.range());
            places.map(|it| number(it.start)..number(it.end)).collect()
        };
        let mut attributes = span.attributes.clone();
        attributes.sort();
        format!("{places:?} {:?} {attributes:?} {:?}", span.label, span.note)
    };
    for it in &document.spans {
        words.push(span(&it.id));
    }
    for it in &document.relations {
        let mut attributes = it.attributes.clone();
        attributes.sort();
        let (from, to) = (span(&it.from), span(&it.to));
        let (kind, note) = (&it.kind, &it.note);
        words.push(format!("{from} -{kind:?} {attributes:?} {note:?}-> {to}"));
    }
    words.sort();
    said + &words.join("\n")
}

fn comes_back(project: &Project, format: &dyn Format) {
    let id = format.describe().id;
    let (documents, _) = of_project(project);
    let (kept, _) = kept(&documents, format.holds());
    let files = format.write(&kept, project.codebook());
    let texts: Vec<ArticleText> = kept
        .iter()
        .map(|it| ArticleText::new(it.text.text.clone()))
        .collect();
    let known: Vec<Known<'_>> = kept
        .iter()
        .zip(&texts)
        .map(|(it, text)| Known {
            title: &it.details.title,
            url: &it.details.url,
            text,
        })
        .collect();
    let read = format.read(Bundle(&files), &known);
    let shown = || {
        let each = files.iter().map(|it| {
            let content = String::from_utf8_lossy(&it.bytes);
            format!("=== {}\n{content}", it.name)
        });
        each.collect::<Vec<_>>().join("\n")
    };
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{id}: {warnings:#?}\n{}", shown());
    assert_eq!(read.documents.len(), kept.len(), "{id}\n{}", shown());
    for (read, kept) in read.documents.iter().zip(&kept) {
        let (read, kept) = (said(read, format), said(kept, format));
        assert!(
            read == kept,
            "{id}\nread {read}\n\nkept {kept}\n\n{}",
            shown()
        );
    }
}

/// What is listed is what is not the same any more, and nothing else.
fn all_is_kept_or_listed(project: &Project, format: &dyn Format) {
    let id = format.describe().id;
    let (documents, _) = of_project(project);
    let (kept, lost) = kept(&documents, format.holds());
    let about_names = [Lost::Names, Lost::Characters];
    if lost.iter().any(|it| about_names.contains(&it.what)) {
        return;
    }
    let mut listed: Vec<AnnotationId> = Vec::new();
    for loss in lost.iter().filter(|it| it.what != Lost::Relations) {
        for item in &loss.items {
            if let Some(Reference::Annotation(id)) = item.of {
                listed.push(id);
            }
        }
    }
    let readable = documents
        .iter()
        .filter(|it| ingest_text(&it.text.text).is_ok());
    for (document, kept) in readable.zip(&kept) {
        for span in &document.spans {
            let same = kept.spans.contains(span);
            let record = AnnotationId(Uuid::try_parse(&span.id).unwrap());
            let is_listed = listed.contains(&record);
            // What is listed for one of its relations is the same itself.
            assert!(
                same || is_listed,
                "{id}: {span:?} is neither kept nor listed"
            );
        }
        let missing = document
            .relations
            .iter()
            .filter(|it| !kept.relations.contains(it))
            .count();
        let changes = [
            Lost::Relations,
            Lost::Attributes,
            Lost::Notes,
            Lost::WhiteSpace,
        ];
        let listed: usize = lost
            .iter()
            .filter(|it| changes.contains(&it.what))
            .map(|it| it.items.len())
            .sum();
        assert!(
            missing <= listed,
            "{id}: {missing} relations, {listed} items"
        );
    }
}

/// How many projects are made: `COTEJO_PROJECTS`.
fn cases() -> u32 {
    let given = std::env::var("COTEJO_PROJECTS").ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn what_a_format_holds_comes_back(project in project()) {
        for format in exchanged() {
            comes_back(&project, format);
        }
    }

    #[test]
    fn what_a_format_does_not_hold_is_listed(project in project()) {
        for format in exchanged() {
            all_is_kept_or_listed(&project, format);
        }
    }
}

#[test]
fn the_sample_comes_back_from_every_format() {
    let project = sample();
    for format in exchanged() {
        comes_back(&project, format);
        all_is_kept_or_listed(&project, format);
    }
}
