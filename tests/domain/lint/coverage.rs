//! What nobody has annotated yet.

use cotejo::model::coverage::{ReportingVerbs, Stretch, coverage};

use crate::desk::Desk;

fn uncovered(desk: &Desk) -> Vec<(String, Stretch)> {
    let article = desk.first();
    let text = desk.project.text(article).unwrap();
    let found = coverage(&desk.project, article, &ReportingVerbs::shipped()).uncovered;
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
    let coverage = coverage(&desk.project, desk.first(), &ReportingVerbs::shipped());
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

const VERBS: &str = include_str!("../../../static/lexicon/reporting-verbs.txt");

#[test]
fn participles_report_behind_an_auxiliary_alone() {
    let desk = Desk::article(
        "es",
        "Críticos han señalado el camino señalado, y es considerado",
    );
    let verb = |words: &str| (words.to_owned(), Stretch::ReportingVerb);
    assert_eq!(uncovered(&desk), [verb("señalado"), verb("considerado")]);
}

#[test]
fn the_list_has_many_verbs_of_each_language_and_none_twice() {
    let mut language = "";
    let mut verbs: Vec<(&str, &str)> = Vec::new();
    for line in VERBS.lines() {
        if let Some(it) = line.strip_prefix('[') {
            language = it.trim_end_matches(']');
        } else if let Some((verb, _)) = line.split_once(':').filter(|_| !line.starts_with('#')) {
            verbs.push((language, verb));
        }
    }
    for language in ["es", "en"] {
        assert!(verbs.iter().filter(|it| it.0 == language).count() >= 60);
    }
    let all = verbs.len();
    verbs.sort_unstable();
    verbs.dedup();
    assert_eq!(verbs.len(), all);
}

/// The cues of the sample that the list has, and what it takes for one that is none: what is still
/// missed is no verb of saying.
#[test]
fn the_list_finds_the_cues_of_the_sample() {
    let project = crate::sample::sample();
    let mut missed = Vec::new();
    let (mut cues, mut verbs, mut others) = (0, 0, Vec::new());
    for article in project.articles() {
        let text = project.text(article.id).unwrap();
        let annotations = project.annotations_of(article.id);
        let cue_at = |span: cotejo::text::TextSpan| {
            let mut all = annotations.iter();
            all.any(|it| it.label == "Cue" && it.fragments[0].overlaps(span))
        };
        // Without annotations, all of them are uncovered.
        let mut bare = project.clone();
        for it in &annotations {
            let changes = bare.removal(&cotejo::model::Reference::Annotation(it.id));
            bare.apply_all(&changes).unwrap();
        }
        let found = coverage(&bare, article.id, &ReportingVerbs::shipped()).uncovered;
        let found: Vec<_> = found
            .iter()
            .filter(|it| it.1 == Stretch::ReportingVerb)
            .collect();
        for (span, _) in &found {
            verbs += 1;
            if !cue_at(*span) {
                others.push(text.slice(*span));
            }
        }
        for cue in annotations.iter().filter(|it| it.label == "Cue") {
            cues += 1;
            if !found.iter().any(|it| it.0.overlaps(cue.fragments[0])) {
                missed.push(project.quote(cue));
            }
        }
        println!("{} {others:?}", article.language);
    }
    println!(
        "{} of {cues} cues, {verbs} verbs, missed {missed:?}",
        cues - missed.len()
    );
    missed.sort();
    let least = [
        "allegations",
        "allegations",
        "did not commit",
        "se presenta",
    ];
    assert_eq!(missed, least);
    assert!(others.len() <= 4, "{others:?}");
}
