//! What holds for every project and every file.

use cotejo::formats::project_json::{Pieces, export};
use cotejo::model::{Annotation, AnnotationId, ArticleField, Change, OrderKey, Project};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::arbitrary;
use crate::files::read;

/// The project with new keys of order, which are not in the file.
pub(super) fn reordered(project: &Project) -> Project {
    let mut reordered = project.clone();
    let mut last: Option<OrderKey> = None;
    for article in project.ordered_articles() {
        let after = OrderKey::between(last.as_ref(), None);
        let change = Change::set(
            article.id,
            ArticleField::Order(article.order.clone()),
            ArticleField::Order(after.clone()),
        );
        reordered.apply(&change).unwrap();
        last = Some(after);
    }
    reordered
}

/// Whatever opens is a sound project, and is written and read like any other.
fn refused_or_sound(bytes: &[u8]) -> Result<(), TestCaseError> {
    match read(bytes) {
        Ok(opened) => {
            prop_assert_eq!(opened.project.check(), Ok(()));
            let written = export(&opened.project, "test");
            let again = read(&written).unwrap().project;
            prop_assert_eq!(reordered(&again), reordered(&opened.project));
        }
        Err(error) => prop_assert!(error.to_string().ends_with("Nothing was changed.")),
    }
    Ok(())
}

/// The other laws would hold of empty projects, too.
#[test]
fn arbitrary_projects_have_records_of_all_kinds() {
    let mut runner = TestRunner::deterministic();
    let mut counts = [0; 12];
    let (mut orphans, mut wordless, mut discontinuous) = (0, 0, 0);
    for _ in 0..200 {
        let it = arbitrary::project()
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let of_it = [
            it.articles().len(),
            it.parts().len(),
            it.annotations().len(),
            it.relations().len(),
            it.memberships().len(),
            it.canonical_claims().len(),
            it.actors().len(),
            it.topics().len(),
            it.readings().len(),
            it.overrides().len(),
            it.codings().len(),
            it.lint_exceptions().len(),
        ];
        counts
            .iter_mut()
            .zip(of_it)
            .for_each(|(all, one)| *all += one);
        orphans += it.annotations().filter(|it| it.orphan).count();
        wordless += it
            .annotations()
            .filter(|it| it.fragments.is_empty())
            .count();
        discontinuous += it.annotations().filter(|it| it.fragments.len() > 1).count();
    }
    assert!(counts.iter().all(|&count| count > 50), "{counts:?}");
    assert!(orphans > 50 && wordless > 50 && discontinuous > 50);
}

/// Where an annotation stands in a file, by what the format says.
fn rank(it: &Annotation) -> (bool, Option<(u32, u32)>, AnnotationId) {
    let hull = it.hull().map(|it| (it.start().get(), it.end().get()));
    (hull.is_none(), hull, it.id)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn annotations_stand_in_order_of_place(project in arbitrary::project()) {
        let bytes = export(&project, "test");
        let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let written: Vec<&str> = file["annotations"].as_array().unwrap().iter()
            .map(|it| it["id"].as_str().unwrap())
            .collect();
        let mut expected = Vec::new();
        for article in project.ordered_articles() {
            let mut all = project.annotations_of(article.id);
            all.sort_by_key(|it| rank(it));
            expected.extend(all.into_iter().map(|it| it.id.to_string()));
        }
        prop_assert_eq!(written, expected);
    }

    #[test]
    fn a_file_in_pieces_is_the_same_whatever_is_edited_meanwhile(project in arbitrary::project()) {
        let mut pieces = Pieces::of(&project);
        let copy = project.records_alone();
        let expected = export(&project, "test");
        let mut edited = project;
        let mut written = Vec::new();
        loop {
            let more = pieces.write(&copy, "test");
            written.extend(pieces.take());
            let first = edited.annotations().next().cloned();
            if let Some(first) = first {
                for change in edited.removal(&first.id.into()) {
                    edited.apply(&change).unwrap();
                }
            }
            if !more {
                break;
            }
        }
        prop_assert_eq!(String::from_utf8(written), String::from_utf8(expected));
    }

    #[test]
    fn what_was_written_reads_as_the_same_project(project in arbitrary::project()) {
        let bytes = export(&project, "test");
        let opened = read(&bytes).unwrap();
        opened.project.check().unwrap();
        prop_assert_eq!(reordered(&opened.project), reordered(&project));
        prop_assert_eq!(opened.generator, "test");
        let again = export(&opened.project, "test");
        prop_assert!(again == bytes, "{}", String::from_utf8_lossy(&again));
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics(
        project in arbitrary::project(),
        damage in proptest::collection::vec((any::<usize>(), any::<usize>(), any::<u8>(), 0..5_u8), 1..6),
    ) {
        let mut bytes = export(&project, "test");
        for (a, b, byte, kind) in damage {
            if bytes.is_empty() {
                break;
            }
            let (a, b) = (a % bytes.len(), b % bytes.len());
            match kind {
                0 => bytes.truncate(a),
                1 => bytes[a] ^= byte,
                2 => { bytes.remove(a); }
                3 => bytes.swap(a, b),
                _ => { bytes.drain(a.min(b)..(a.min(b) + 40).min(bytes.len())); }
            }
        }
        refused_or_sound(&bytes)?;
    }

    /// Other digits keep the file JSON, and break offsets, ids, times and hashes.
    #[test]
    fn a_file_with_other_digits_is_refused_or_opens_sound(
        project in arbitrary::project(),
        digits in proptest::collection::vec((any::<usize>(), b'0'..=b'9'), 1..30),
    ) {
        let mut bytes = export(&project, "test");
        // Past the codebook, which fills most of a small file.
        let records = bytes.windows(14).position(|it| it == b"\"annotators\": ").unwrap_or(0);
        let places: Vec<usize> =
            (records..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
        for (at, digit) in digits {
            if let Some(place) = at.checked_rem(places.len()) {
                bytes[places[place]] = digit;
            }
        }
        refused_or_sound(&bytes)?;
    }
}
