//! What is written for readers and for other programs, and is not read again.

use cotejo::formats::{ExportOptions, NamedFile, format};
use serde_json::Value;

use crate::sample;

fn written(id: &str) -> Vec<NamedFile> {
    let options = ExportOptions { generator: "test" };
    format(id).unwrap().export(&sample(), &options).files
}

fn text(file: &NamedFile) -> &str {
    str::from_utf8(&file.bytes).unwrap()
}

#[test]
fn tables_have_a_row_for_each_annotation_and_each_relation() {
    let project = sample();
    for (id, separator) in [("annotations-csv", ','), ("annotations-tsv", '\t')] {
        let files = written(id);
        let lines = |at: usize| text(&files[at]).matches("\r\n").count();
        assert_eq!(lines(0), project.annotations().len() + 1);
        assert_eq!(lines(1), project.relations().len() + 1);
        let head = text(&files[0]).lines().next().unwrap();
        assert!(head.starts_with(&format!("id{separator}article{separator}url")));
        assert!(head.contains("claim_type"), "{head}");
    }
}

#[test]
fn every_annotated_word_is_marked_and_every_annotation_listed() {
    let project = sample();
    let files = written("highlighted-markdown");
    for (article, file) in project.ordered_articles().iter().zip(&files) {
        let text = text(file);
        let all = project.annotations_of(article.id);
        let fragments: usize = all.iter().map(|it| it.fragments.len()).sum();
        assert_eq!(text.matches("<sup>").count(), fragments);
        assert_eq!(
            text.matches("<mark>").count(),
            text.matches("</mark>").count()
        );
        // A mark ends in the line in which it begins.
        for line in text.lines() {
            assert_eq!(
                line.matches("<mark>").count(),
                line.matches("</mark>").count(),
                "{line}"
            );
        }
        assert!(text.contains(&format!("\n{}. ", all.len())));
    }
    let plain = written("highlighted-text");
    assert!(text(&plain[0]).contains("[1 "), "{}", text(&plain[0]));
}

#[test]
fn a_draft_of_claim_review_has_the_claim_and_no_verdict() {
    let project = sample();
    let files = written("claim-review");
    assert_eq!(files.len(), project.canonical_claims().len());
    for file in &files {
        let draft: Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(draft["@type"], "ClaimReview");
        let claim = draft["claimReviewed"].as_str().unwrap();
        assert!(project.canonical_claims().any(|it| it.text == claim));
        for invented in ["reviewRating", "author", "datePublished", "url"] {
            assert_eq!(draft[invented], Value::Null);
        }
    }
}
