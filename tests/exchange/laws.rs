//! Round trips through every format of another tool: what it holds comes back equal, and all that it
//! does not is listed.

use cotejo::formats::foreign::{kept, of_project};
use cotejo::formats::{Format, Lost};
use cotejo::ingest::ingest_text;
use cotejo::model::{AnnotationId, Project, Reference};
use proptest::prelude::*;
use uuid::Uuid;

use crate::arbitrary::project;
use crate::round_trip::{come_back, exchanged};
use crate::sample;

fn comes_back(project: &Project, format: &dyn Format) {
    let (documents, _) = of_project(project);
    come_back(&documents, project.codebook(), format);
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
