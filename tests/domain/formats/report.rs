//! The report: what a reader finds in it, and what no reader may be harmed by.

mod hostile;
mod structure;

use cotejo::formats::report::{ReportOptions, report};
use cotejo::model::matrix::{is_contested, matrix};
use cotejo::model::{AnnotatorId, Project};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};

use crate::arbitrary::project;
use crate::desk::Desk;
use crate::sample::sample;

/// What is the same in all tests.
fn options() -> ReportOptions<'static> {
    ReportOptions {
        title: "",
        generator: "cotejo 0.1.0",
        at: "2026-11-23T10:00:00Z".parse().unwrap(),
        include_data: true,
    }
}

fn written(project: &Project, annotators: Option<&[AnnotatorId]>) -> String {
    String::from_utf8(report(project, annotators, &options())).unwrap()
}

fn page(project: &Project) -> Html {
    Html::parse_document(&written(project, None))
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(text).collect()
}

/// What the table has in the row with these words.
fn cells(page: &Html, words: &str) -> Vec<String> {
    let rows = all(page, ".matrix tbody tr");
    let row = rows
        .into_iter()
        .find(|it| text(*it).contains(words))
        .unwrap();
    row.select(&Selector::parse("td").unwrap())
        .map(text)
        .collect()
}

#[test]
fn the_sample_shows_what_only_one_article_says() {
    let project = sample();
    let page = page(&project);
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/sample-report.html");
    std::fs::write(file, written(&project, None)).unwrap();
    assert_eq!(
        cells(&page, "capacity for 40,000"),
        ["● endorses 1 quote", "● endorses ◐ reports 2 quotes"]
    );
    assert_eq!(
        cells(&page, "most dangerous countries to its safest"),
        ["◐ reports 1 quote", "∅ omits"]
    );
    let lists = all(&page, "h3");
    let under = |title: &str| {
        let heading = lists.iter().find(|it| text(**it).contains(title)).unwrap();
        let mut next = heading.next_siblings().filter_map(ElementRef::wrap);
        text(next.find(|it| it.value().name() == "ul").unwrap())
    };
    assert!(under("are in all articles").contains("capacity for 40,000"));
    let spanish = under("in “Kast visita el CECOT en El Salvador” alone");
    assert!(spanish.contains("to its safest. (omits)"), "{spanish}");
    let english = texts(&page, "h3");
    assert!(
        english
            .iter()
            .any(|it| it.starts_with("Who published it first"))
    );
}

#[test]
fn every_quote_is_there_in_its_language() {
    let project = sample();
    let page = page(&project);
    let quotes = all(&page, "blockquote");
    let mut expected = 0;
    for row in &matrix(&project, None).rows {
        for evidence in row.cells.iter().flat_map(|it| &it.evidence) {
            let claim = project.annotation(evidence.claim).unwrap();
            let language = &project.article(claim.article).unwrap().language;
            let quote = project.quote(claim);
            assert!(
                quotes.iter().any(|it| it.attr("lang") == Some(language)
                    && it.attr("dir") == Some("auto")
                    && it.text().collect::<String>() == quote),
                "{quote}"
            );
            expected += 1;
        }
    }
    assert_eq!(quotes.len(), expected);
}

#[test]
fn it_says_on_whose_word_and_who_holds_what() {
    let told = "[source:1|Ana] [cue:2|said] [claim:3|taxes rise], [stance:4|wrongly].";
    let mut desk = Desk::article("en", told);
    let (row, ana) = (desk.row("Taxes rise"), desk.actor("Ana Pérez"));
    desk.same(3, row);
    desk.names(1, ana);
    desk.relate(3, "attributed_to", 1);
    desk.relate(3, "signalled_by", 2);
    desk.set(3, "reporting", "indirect");
    desk.set(4, "holder", "article");
    desk.set(4, "value", "deny");
    desk.relate(4, "targets", 3);
    desk.part(desk.first(), "summary", "Ana said taxes rise");
    let other = desk.add_article("es", "Nada.");
    desk.read(other);
    let page = page(&desk.project);
    let caption = &texts(&page, ".said figcaption")[0];
    assert!(
        caption.contains("on the word of Ana Pérez as “Ana”"),
        "{caption}"
    );
    assert!(caption.contains("signalled by “said”"), "{caption}");
    assert!(
        caption.to_ascii_lowercase().contains("summary"),
        "{caption}"
    );
    let stance = &texts(&page, ".stance")[0];
    assert!(stance.starts_with("Stance: the article:"), "{stance}");
    assert!(stance.contains("“wrongly”"), "{stance}");
    let section = &texts(&page, "section")[0];
    assert!(
        section.contains("Elsewhere: omits: Untitled article (2)"),
        "{section}"
    );
    assert!(texts(&page, "h3").contains(&"One is contested".to_owned()));
}

#[test]
fn an_override_shows_its_note() {
    let mut desk = Desk::article("en", "[claim:1|taxes rise]");
    let row = desk.row("Taxes rise");
    desk.same(1, row);
    desk.override_cell(row, desk.first(), "distances");
    let found = cells(&page(&desk.project), "Taxes rise");
    assert_eq!(found, ["◇ distances 1 quote✎ set by an annotator: because"]);
}

#[test]
fn omission_is_said_after_a_reading_only() {
    let mut desk = Desk::article("en", "[claim:1|taxes rise]");
    let row = desk.row("Taxes rise");
    desk.same(1, row);
    let other = desk.add_article("en", "Nothing.");
    let unread = page(&desk.project);
    assert_eq!(cells(&unread, "Taxes rise")[1], "? not read");
    assert!(
        texts(&unread, "p")
            .iter()
            .any(|it| it.contains("nothing is called omitted"))
    );
    desk.read(other);
    let read = page(&desk.project);
    assert_eq!(cells(&read, "Taxes rise")[1], "∅ omits");
    let readings = texts(&read, "td");
    assert!(readings.contains(&"Ana".to_owned()));
}

#[test]
fn dates_tell_who_published_it_first() {
    let mut desk = Desk::article("en", "[claim:1|taxes rise]");
    let row = desk.row("Taxes rise");
    desk.same(1, row);
    let other = desk.add_article("es", "[claim:2|suben los impuestos]");
    desk.same(2, row);
    let none = "The articles have no dates of publication that could be compared.";
    assert!(texts(&page(&desk.project), "p").contains(&none.to_owned()));
    desk.published(desk.first(), "2026-02-01");
    desk.published(other, "2026-01-31");
    let dated = page(&desk.project);
    let rows = texts(&dated, "td");
    let first = rows
        .iter()
        .position(|it| it == "Untitled article (2) 2026-01-31");
    let later = rows
        .iter()
        .position(|it| it == "Untitled article 2026-02-01");
    assert_eq!(later, first.map(|it| it + 1), "{rows:?}");
    assert!(first.is_some());
}

#[test]
fn every_drawing_has_words_and_a_table() {
    let page = page(&sample());
    let drawings = all(&page, "figure svg");
    assert!(drawings.len() > 7, "{}", drawings.len());
    for svg in drawings {
        assert_eq!(svg.attr("role"), Some("img"));
        for names in ["aria-labelledby", "aria-describedby"] {
            let id = svg.attr(names).unwrap();
            assert_ne!(texts(&page, &format!("[id={id}]")), [""]);
        }
    }
    // On whose word claims stand: what is drawn is what the table says.
    let table = &texts(&page, ".numbers")[0];
    let svg = all(&page, "[aria-labelledby=word-title]")[0];
    let texts = Selector::parse("text").unwrap();
    for value in svg.select(&texts).map(text) {
        let number = value.parse::<usize>().is_ok();
        assert!(!number || table.contains(&value), "{value}");
    }
    let sentences = all(&page, "p").into_iter().map(text);
    let critics: Vec<String> = sentences.filter(|it| it.contains("critic")).collect();
    assert!(
        critics[0].starts_with("No critic is heard in “Kast visita el CECOT"),
        "{critics:?}"
    );
}

#[test]
fn what_is_contested_in_the_report_is_so_in_the_matrix() {
    // Nobody affirms it: an article that only reports the contrary contests nothing.
    let mut desk = Desk::article("en", "[source:1|Ana] said [claim:2|taxes do not rise].");
    let row = desk.row("Taxes rise");
    desk.opposite(2, row);
    desk.relate(2, "attributed_to", 1);
    let contested = |desk: &Desk| {
        let found = texts(&page(&desk.project), "h3");
        let said = found.contains(&"One is contested".to_owned());
        assert_eq!(said, is_contested(&desk.project, None, row));
        said
    };
    assert!(!contested(&desk));
    desk.add_article("en", "[claim:3|Taxes rise]");
    desk.same(3, row);
    desk.set(3, "reporting", "authors_voice");
    assert!(contested(&desk));
}

#[test]
fn the_annotators_shown_are_named_and_theirs_counts() {
    let mut desk = Desk::article("en", "[claim:1|taxes rise]");
    let row = desk.row("Taxes rise");
    let ana = desk.annotator("Ana");
    desk.same(1, row);
    let ben = desk.annotator("Ben");
    let of = |who| Html::parse_document(&written(&desk.project, Some(&[who])));
    assert_eq!(cells(&of(ana), "Taxes rise")[0], "… unresolved 1 quote");
    assert_eq!(cells(&of(ben), "Taxes rise")[0], "? not read");
    let named = "Only the work of these annotators counts: Ben.";
    assert!(texts(&of(ben), "p").contains(&named.to_owned()));
}

#[test]
fn an_empty_project_has_a_report() {
    structure::check(&written(&Desk::new().project, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_project_has_a_sound_report(project in project()) {
        let first = written(&project, None);
        prop_assert_eq!(&first, &written(&project.clone(), None));
        structure::check(&first);
    }
}
