//! The running example of the domain guide, as the shipped sample project has it coded.

use std::rc::Rc;

use cotejo::formats::project_json;
use cotejo::journal::{Start, ship, shipped};
use cotejo::model::coverage::{ReportingVerbs, coverage};
use cotejo::model::lint::{Lint, lint};
use cotejo::model::matrix::Status::{self, Endorses, Omits, Reports};
use cotejo::model::matrix::matrix;
use cotejo::model::{Codebook, Project};

use crate::files::read;

pub fn sample() -> Project {
    let file = include_bytes!("../../static/samples/kast-cecot.cotejo.json");
    read(file).unwrap().project
}

/// The Spanish and the English cell of the row with these words.
fn cells(project: &Project, words: &str) -> [Vec<Status>; 2] {
    let row = project
        .canonical_claims()
        .find(|it| it.text.contains(words));
    let id = row.expect("the sample has the row").id;
    let matrix = matrix(project, None);
    let row = matrix
        .rows
        .iter()
        .find(|it| it.canonical_claim == id)
        .unwrap();
    [row.cells[0].statuses.clone(), row.cells[1].statuses.clone()]
}

#[test]
fn the_matrix_shows_what_only_one_article_says() {
    let project = sample();
    let cells = |words| cells(&project, words);
    assert_eq!(
        cells("capacity for 40,000"),
        [vec![Endorses], vec![Endorses, Reports]]
    );
    assert_eq!(
        cells("to be studied, not copied"),
        [vec![Reports], vec![Reports]]
    );
    assert_eq!(
        cells("most dangerous countries to its safest"),
        [vec![Reports], vec![Omits]]
    );
    assert_eq!(cells("At least 480 people"), [vec![Omits], vec![Reports]]);
    assert_eq!(cells("Torture takes place"), [vec![Omits], vec![Reports]]);
    // "did not commit to replicating them exactly" decides nothing.
    assert_eq!(cells("practices exactly"), [vec![Status::Related], vec![]]);
}

#[test]
fn careful_coding_has_no_findings_and_no_gaps() {
    let project = sample();
    let Lint { findings, excused } = lint(&project);
    assert_eq!(findings, []);
    // The exception that is documented beside the sample is seen by whoever looks at it.
    let rules: Vec<&str> = excused.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["coverage"]);
    for article in project.ordered_articles() {
        let verbs = ReportingVerbs::shipped();
        assert_eq!(coverage(&project, article.id, &verbs).uncovered, []);
    }
}

#[test]
fn the_sample_is_what_the_app_itself_would_export() {
    let project = sample();
    let exported = cotejo::formats::project_json::export(&project, "cotejo 0.1.0");
    let shipped = include_bytes!("../../static/samples/kast-cecot.cotejo.json");
    if std::env::var_os("COTEJO_WRITE_SAMPLE").is_some() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/static/samples/kast-cecot.cotejo.json"
        );
        std::fs::write(file, &exported).unwrap();
    }
    assert!(
        exported == shipped,
        "run the test once with COTEJO_WRITE_SAMPLE=1 and look at the difference"
    );
}

#[test]
fn what_a_page_begins_with_is_the_sample() {
    let project = sample();
    let bytes = ship(&project);
    if std::env::var_os("COTEJO_WRITE_SAMPLE").is_some() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/static/samples/kast-cecot.shipped.json"
        );
        std::fs::write(file, &bytes).unwrap();
    }
    assert!(
        bytes == include_bytes!("../../static/samples/kast-cecot.shipped.json"),
        "run the test once with COTEJO_WRITE_SAMPLE=1"
    );
    let read = shipped(&bytes, &Rc::new(Codebook::news_claims())).unwrap();
    assert_eq!(read.check(), Ok(()));
    let [read_start, start] = [&read, &project].map(Start::of);
    assert_eq!(read_start.codebook, start.codebook);
    assert_eq!(read_start.records, start.records);
    assert_eq!(read_start.about, start.about);
    let file = |it| project_json::export(it, "cotejo 0.1.0");
    assert!(file(&read) == file(&project));
}

#[test]
fn what_is_not_the_sample_is_not_taken_for_it() {
    let codebook = Rc::new(Codebook::news_claims());
    let bytes = ship(&sample());
    assert!(shipped(b"<!doctype html>", &codebook).is_none());
    assert!(shipped(&bytes[..bytes.len() / 2], &codebook).is_none());
    // Another text has another hash.
    let text = String::from_utf8(bytes).unwrap();
    let other = text.replacen("una pieza clave", "una pieza", 1);
    assert!(text != other && shipped(other.as_bytes(), &codebook).is_none());
}
