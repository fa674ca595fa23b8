//! What nobody has annotated yet.

use cotejo::model::coverage::{Stretch, coverage};

use crate::desk::Desk;

fn uncovered(desk: &Desk) -> Vec<(String, Stretch)> {
    let article = desk.first();
    let text = desk.project.text(article).unwrap();
    let found = coverage(&desk.project, article).uncovered;
    found
        .iter()
        .map(|it| (text.slice(it.0).to_owned(), it.1))
        .collect()
}

#[test]
fn quotations_and_verbs_without_annotation_are_counted() {
    let desk = Desk::article(
        "es",
        "“No”, [cue:1|dijo] Ana. [claim:2|«Sí»], señaló. ‘x “y” z’",
    );
    let (quotation, verb) = (Stretch::Quotation, Stretch::ReportingVerb);
    assert_eq!(
        uncovered(&desk),
        [
            ("“No”".to_owned(), quotation),
            ("señaló".to_owned(), verb),
            ("‘x “y” z’".to_owned(), quotation),
        ]
    );
    let coverage = coverage(&desk.project, desk.first());
    assert_eq!((coverage.total, coverage.covered), (5, 2));
}

#[test]
fn verbs_are_those_of_the_language() {
    assert_eq!(uncovered(&Desk::article("es-CL", "said, dijo")).len(), 1);
    assert_eq!(uncovered(&Desk::article("en", "said, dijo")).len(), 1);
    assert_eq!(uncovered(&Desk::article("", "said, dijo")).len(), 2);
    assert_eq!(uncovered(&Desk::article("en", "Said the unsaid")).len(), 1);
}

#[test]
fn apostrophes_quote_nothing() {
    let desk = Desk::article(
        "en",
        "Chile's president doesn’t say it's the brothers' prison",
    );
    assert_eq!(
        uncovered(&desk),
        [("say".to_owned(), Stretch::ReportingVerb)]
    );
}

#[test]
fn boilerplate_is_not_the_article() {
    let mut desk = Desk::article("en", "Text. “Subscribe”, we said");
    desk.part(desk.first(), "boilerplate", "“Subscribe”, we said");
    assert_eq!(uncovered(&desk), []);
}

#[test]
fn a_gap_that_is_right_as_it_is_is_listed_among_what_is_excused() {
    let mut desk = Desk::article("en", "[claim:1|Torture], documented for years.");
    assert!(desk.excused().is_empty());
    desk.excuse("coverage", desk.subject(1));
    assert_eq!(desk.excused(), ["coverage 1"]);
}
