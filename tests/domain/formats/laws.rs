//! What holds for every project and every file.

use cotejo::formats::project_json::{export, read};
use cotejo::model::{ArticleField, Change, Edit, OrderKey, Project};
use proptest::prelude::*;

use crate::arbitrary;

/// The project with new keys of order, which are not in the file.
pub(super) fn reordered(project: &Project) -> Project {
    let mut reordered = project.clone();
    let mut last: Option<OrderKey> = None;
    for article in project.ordered_articles() {
        let after = OrderKey::between(last.as_ref(), None);
        let change = Change::Article(Edit::Set {
            key: article.id,
            before: ArticleField::Order(article.order.clone()),
            after: ArticleField::Order(after.clone()),
        });
        reordered.apply(&change).unwrap();
        last = Some(after);
    }
    reordered
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

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
        match read(&bytes) {
            Ok(opened) => prop_assert_eq!(opened.project.check(), Ok(())),
            Err(error) => prop_assert!(error.to_string().ends_with("Nothing was changed.")),
        }
    }
}
