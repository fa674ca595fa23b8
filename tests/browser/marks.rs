//! What is painted over the text, as the browser's own registry of highlights has it.

use cotejo::app::{Action, AnnotatingAction, ProjectsAction, Selected, Settings, ViewingAction};
use cotejo::model::AnnotationId;
use cotejo::text::Motion;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Node, StaticRange};

use super::elements::{all, document, listed, name, roles, send};
use super::page::{Page, Told, until};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static PAINT: JsValue;
}

/// A range in the registry.
struct Painted {
    name: String,
    range: StaticRange,
}

impl Painted {
    fn node(&self) -> Node {
        self.range.start_container()
    }

    fn words(&self) -> String {
        let units: Vec<u16> = self.node().node_value().unwrap().encode_utf16().collect();
        let (from, to) = (self.range.start_offset(), self.range.end_offset());
        String::from_utf16(&units[from as usize..to as usize]).unwrap()
    }
}

/// Every range in the registry whose highlight's name begins so.
fn painted(prefix: &str) -> Vec<Painted> {
    let entries = PAINT.with(listed);
    let mut found = Vec::new();
    for entry in entries {
        let [name, highlight] = <[JsValue; 2]>::try_from(listed(&entry)).unwrap();
        let name = name.as_string().unwrap();
        if name.starts_with(prefix) {
            found.extend(listed(&highlight).into_iter().map(|range| Painted {
                name: name.clone(),
                range: range.unchecked_into(),
            }));
        }
    }
    found
}

/// How many ranges the highlights have whose names begin so.
pub fn painted_ranges(prefix: &str) -> usize {
    painted(prefix).len()
}

/// The marks over an article as `Claim-0: words`, in order of place.
fn marks(page: &Page, article: usize) -> Vec<String> {
    let nodes = page.nodes(article);
    let mut found: Vec<_> = painted("cotejo-mark")
        .into_iter()
        .filter_map(|it| {
            let at = nodes
                .iter()
                .position(|node| node.is_same_node(Some(&it.node())))?;
            let name = it.name.trim_start_matches("cotejo-mark").to_owned();
            Some((at, it.range.start_offset(), name, it.words()))
        })
        .collect();
    found.sort();
    let told = found
        .into_iter()
        .map(|(_, _, name, words)| format!("{name}: {words}"));
    told.collect()
}

fn label(page: &Page, label: &str) -> Action {
    let (article, spans) = page.store.state().session.selected_spans().unwrap();
    let label = label.into();
    AnnotatingAction::Annotate {
        article,
        spans,
        label,
    }
    .into()
}

async fn tag(page: &Page, article: usize, words: &str, as_label: &str) -> AnnotationId {
    page.select(article, words).await;
    page.does(label(page, as_label)).await;
    page.store.state().session.focused.unwrap()
}

#[wasm_bindgen_test]
async fn an_annotation_is_painted_at_its_words_at_once() {
    let page = Page::open(&["The mayor 🖐️ said that taxes rise.\n"]).await;
    page.select(0, "taxes rise").await;
    page.store.dispatch(label(&page, "Claim"));
    assert_eq!(
        marks(&page, 0),
        ["Claim-0: taxes rise"],
        "in the task of the edit"
    );
}

#[wasm_bindgen_test]
async fn every_piece_of_an_annotation_is_painted() {
    let mut told = Told::new();
    let text = "One two.\n\nThree four.\nFive six seven.\n";
    let article = told.article("A", text);
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        (start, start + words.len())
    };
    told.annotate(
        article,
        "Claim",
        &[at("two.\n\nThree four.\nFive"), at("seven")],
    );
    let page = told.open().await;
    let expected = [
        "Claim-0: two.\n",
        "Claim-0: \n",
        "Claim-0: Three four.\n",
        "Claim-0: Five",
        "Claim-0: seven",
    ];
    assert_eq!(marks(&page, 0), expected);
}

#[wasm_bindgen_test]
async fn overlapping_marks_lie_in_different_lanes() {
    let page = Page::open(&["One two three four.\n"]).await;
    tag(&page, 0, "One two three", "Claim").await;
    tag(&page, 0, "two", "Claim").await;
    tag(&page, 0, "three four", "Claim").await;
    let expected = [
        "Claim-0: One two three",
        "Claim-1: two",
        "Claim-1: three four",
    ];
    assert_eq!(marks(&page, 0), expected);
}

#[wasm_bindgen_test]
async fn identical_spans_with_several_labels_are_all_painted() {
    let page = Page::open(&["One two.\n"]).await;
    for label in ["Claim", "Stance", "Source", "Cue"] {
        tag(&page, 0, "two", label).await;
    }
    let mut lanes: Vec<String> = painted("cotejo-mark")
        .iter()
        .map(|it| it.name.rsplit('-').next().unwrap().to_owned())
        .collect();
    lanes.sort();
    assert_eq!(lanes, ["0", "1", "2", "3"]);
}

#[wasm_bindgen_test]
async fn every_mark_has_a_style() {
    let page = Page::open(&["One two.\n"]).await;
    for label in ["Claim", "Stance", "Source", "Cue"] {
        tag(&page, 0, "two", label).await;
    }
    let sheets = Reflect::get(&document(), &"adoptedStyleSheets".into()).unwrap();
    let mut css = String::new();
    for sheet in listed(&sheets) {
        let rules = Reflect::get(&sheet, &"cssRules".into()).unwrap();
        for rule in listed(&rules) {
            let text = Reflect::get(&rule, &"cssText".into()).unwrap();
            css.push_str(&text.as_string().unwrap());
        }
    }
    for mark in painted("cotejo-mark") {
        assert!(
            css.contains(&format!("::highlight({})", mark.name)),
            "{} in {css}",
            mark.name
        );
    }
}

#[wasm_bindgen_test]
async fn relabelling_repaints_and_deleting_takes_the_paint_off() {
    let page = Page::open(&["One two three.\n"]).await;
    let id = tag(&page, 0, "two", "Claim").await;
    page.store
        .dispatch(AnnotatingAction::Relabel(id, "Source".into()));
    assert_eq!(marks(&page, 0), ["Source-0: two"]);
    page.store.dispatch(AnnotatingAction::Delete(id));
    assert_eq!(marks(&page, 0), [""; 0]);
    page.store.dispatch(Action::Undo);
    assert_eq!(marks(&page, 0), ["Source-0: two"], "undo paints again");
}

#[wasm_bindgen_test]
async fn an_edit_leaves_the_marks_of_other_articles_alone() {
    let page = Page::open(&["One two.\n", "Uno dos.\n"]).await;
    tag(&page, 1, "dos", "Source").await;
    let of_second = || {
        let nodes = page.nodes(1);
        let all = painted("cotejo-mark").into_iter();
        all.filter(|it| it.node().is_same_node(Some(&nodes[0])))
            .map(|it| it.range)
            .collect::<Vec<_>>()
    };
    let before = of_second();
    tag(&page, 0, "two", "Source").await;
    assert_eq!(marks(&page, 0), ["Source-0: two"]);
    assert_eq!(marks(&page, 1), ["Source-0: dos"]);
    let same = |(a, b): (&StaticRange, &StaticRange)| js_sys::Object::is(a, b);
    assert!(
        before.iter().zip(&of_second()).all(same),
        "not even painted anew"
    );
}

#[wasm_bindgen_test]
async fn an_edit_leaves_the_marks_beside_it_alone() {
    let page = Page::open(&["One two three.\nFour.\n"]).await;
    tag(&page, 0, "One", "Source").await;
    tag(&page, 0, "Four", "Source").await;
    let ranges = || {
        painted("cotejo-markSource-0")
            .into_iter()
            .map(|it| it.range)
    };
    let before: Vec<StaticRange> = ranges().collect();
    tag(&page, 0, "three", "Source").await;
    assert_eq!(
        marks(&page, 0),
        ["Source-0: One", "Source-0: three", "Source-0: Four"]
    );
    for old in before {
        let kept = ranges().any(|it| js_sys::Object::is(&it, &old));
        assert!(kept, "not even painted anew");
    }
}

#[wasm_bindgen_test]
async fn all_places_found_are_tinted_until_something_else_is_sought() {
    let page = Page::open(&["One two, two.\nTwo.\n", "Uno, two.\n"]).await;
    let words = |of: &str| {
        let all = painted(of).into_iter();
        let mut words: Vec<String> = all.map(|it| it.words()).collect();
        words.sort();
        words
    };
    let search = |words: &str| ViewingAction::Search(words.to_owned());
    page.does(search("two")).await;
    assert_eq!(words("cotejo-found"), ["Two", "two", "two", "two"]);
    assert_eq!(words("cotejo-hit"), [""; 0]);
    page.does(ViewingAction::ShowHit(Motion::Forward)).await;
    assert_eq!(words("cotejo-hit"), ["two"]);
    page.does(search("uno")).await;
    assert_eq!(words("cotejo-found"), ["Uno"]);
    page.does(search("")).await;
    assert_eq!(painted("cotejo-found").len(), 0);
}

#[wasm_bindgen_test]
async fn a_closed_pane_leaves_no_paint_behind() {
    let page = Page::open(&["One two.\n", "Uno dos.\n"]).await;
    tag(&page, 0, "two", "Claim").await;
    tag(&page, 1, "dos", "Source").await;
    page.does(ViewingAction::ClosePane(1)).await;
    assert_eq!(marks(&page, 0), ["Claim-0: two"]);
    let left: Vec<String> = painted("cotejo")
        .iter()
        .map(|it| format!("{}: {}", it.name, it.words()))
        .collect();
    assert_eq!(left, ["cotejo-markClaim-0: two"]);
}

#[wasm_bindgen_test]
async fn another_project_leaves_no_paint_behind() {
    let page = Page::open(&["One two.\n", "Uno dos.\n"]).await;
    tag(&page, 0, "two", "Claim").await;
    page.does(ProjectsAction::New).await;
    assert_eq!(painted("cotejo").len(), 0);
}

#[wasm_bindgen_test]
async fn the_same_project_without_its_annotations_leaves_no_paint_behind() {
    let page = Page::open(&["One two.\n"]).await;
    let untouched = page.store.read(|state| state.project.clone());
    tag(&page, 0, "two", "Claim").await;
    page.does(ProjectsAction::Opened(Box::new(
        cotejo::app::OpenedProject {
            project: untouched,
            history: None,
            keep: false,
            warnings: Vec::new(),
        },
    )))
    .await;
    assert_eq!(painted("cotejo").len(), 0);
}

#[wasm_bindgen_test]
async fn the_focused_annotation_and_no_other_is_tinted() {
    let page = Page::open(&["One two three.\n"]).await;
    let two = tag(&page, 0, "two", "Claim").await;
    tag(&page, 0, "three", "Source").await;
    let tinted = || {
        painted("cotejo-focused")
            .iter()
            .map(Painted::words)
            .collect::<Vec<_>>()
    };
    assert_eq!(tinted(), ["three"]);
    page.store.dispatch(ViewingAction::Focus(Some(two)));
    assert_eq!(tinted(), ["two"]);
    page.store.dispatch(ViewingAction::Focus(None));
    assert_eq!(tinted(), [""; 0]);
}

/// Three hundred paragraphs, the second word of each tagged.
async fn long_article() -> Page {
    let mut told = Told::new();
    let lines: Vec<String> = (0..300)
        .map(|it| format!("Line {it:03} of a long article.\n"))
        .collect();
    let text = lines.concat();
    let article = told.article("Long", &text);
    for line in 0..300 {
        let start = line * "Line 000 of a long article.\n".len() + 5;
        told.annotate(article, "Claim", &[(start, start + 3)]);
    }
    told.open().await
}

#[wasm_bindgen_test]
async fn only_what_is_near_the_viewport_is_painted() {
    let page = long_article().await;
    // The observer has its say in the next frames.
    until("far marks are not painted", || marks(&page, 0).len() < 150).await;
    let there = marks(&page, 0);
    assert!(there.contains(&"Claim-0: 000".to_owned()), "{there:?}");
    assert!(!there.contains(&"Claim-0: 299".to_owned()), "{there:?}");
}

#[wasm_bindgen_test]
async fn what_scrolls_near_is_painted_and_what_leaves_is_not() {
    let page = long_article().await;
    let scroller = page.text(0).closest(".pane-scroll").unwrap().unwrap();
    scroller.set_scroll_top(scroller.scroll_height());
    let has = |mark: &str| marks(&page, 0).contains(&format!("Claim-0: {mark}"));
    until("the last line is painted", || has("299")).await;
    until("the first line is not painted any more", || !has("000")).await;
    scroller.set_scroll_top(0);
    until("the first line is painted again", || has("000")).await;
    until("the last line is not painted any more", || !has("299")).await;
}

#[wasm_bindgen_test]
async fn marks_made_while_far_away_are_there_when_one_comes() {
    let page = long_article().await;
    until("far marks are not painted", || marks(&page, 0).len() < 150).await;
    let source = page.source(0);
    let start = source.as_str().find("Line 297 of").unwrap();
    let spans = smallvec::SmallVec::from_elem(super::page::span(&source, (start, start + 4)), 1);
    let article = page.articles[0];
    page.does(AnnotatingAction::Annotate {
        article,
        spans,
        label: "Cue".into(),
    })
    .await;
    let scroller = page.text(0).closest(".pane-scroll").unwrap().unwrap();
    scroller.set_scroll_top(scroller.scroll_height());
    until("the new mark is painted", || {
        marks(&page, 0).contains(&"Cue-0: Line".to_owned())
    })
    .await;
}

/// Nine Cues on the same word, each a little longer than the one before.
async fn nine_deep() -> Page {
    let mut told = Told::new();
    let article = told.article("A", "A line.\nTaxes rise in May, they say.\n");
    for more in 0..9 {
        told.annotate(article, "Cue", &[(8, 13 + more)]);
    }
    told.open().await
}

#[wasm_bindgen_test]
async fn what_lies_deeper_than_six_lines_is_counted_in_the_margin() {
    let page = nine_deep().await;
    let count = || roles(&page.text(0), "button");
    until("the number in the margin", || count().len() == 1).await;
    assert_eq!(name(&count()[0]), "More annotations here: 3");
    assert_eq!(
        page.text(0).text_content().unwrap(),
        page.source(0).as_str(),
        "it is no part of the text"
    );
    let there = marks(&page, 0);
    let lanes = (0..6).filter(|lane| {
        there
            .iter()
            .any(|it| it.starts_with(&format!("Cue-{lane}")))
    });
    assert_eq!(lanes.count(), 6, "{there:?}");
}

#[wasm_bindgen_test]
async fn the_number_in_the_margin_leads_through_what_lies_deeper() {
    let page = nine_deep().await;
    let count = || roles(&page.text(0), "button");
    until("the number in the margin", || count().len() == 1).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        count()[0].click();
        page.shown().await;
        seen.push(page.store.state().session.focused.unwrap());
    }
    assert_eq!(seen[3], seen[0], "it begins again behind the last");
    seen.truncate(3);
    seen.dedup();
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[wasm_bindgen_test]
async fn a_line_joins_the_fragments_of_the_selected_annotation() {
    let mut told = Told::new();
    let article = told.article("A", "Taxes rise in May.\nThey fall in June.\n");
    let pieces = told.annotate(article, "Claim", &[(0, 5), (24, 28)]);
    let whole = told.annotate(article, "Cue", &[(6, 10)]);
    let page = told.open().await;
    let lines = || all(&page.root, ".connectors path").len();
    page.does(ViewingAction::Focus(Some(pieces))).await;
    until("the line", || lines() == 1).await;
    page.does(ViewingAction::Focus(Some(whole))).await;
    until("no line", || lines() == 0).await;
}

#[wasm_bindgen_test]
async fn the_strip_shows_quotations_that_nobody_tagged() {
    let mut told = Told::new();
    let article = told.article(
        "A",
        "The mayor said: “Taxes rise in May.” Nobody believed it.\n",
    );
    told.annotate(article, "Cue", &[(10, 14)]);
    let page = told.open().await;
    let shown = || {
        let spots = all(&page.root, ".overview path[fill='var(--mark-red)']");
        spots
            .iter()
            .any(|it| it.get_attribute("d").is_some_and(|it| !it.is_empty()))
    };
    until("the quotation", shown).await;
    let source = page.source(0);
    let spans = smallvec::SmallVec::from_elem(super::page::span(&source, (16, 40)), 1);
    let label = "Claim".into();
    page.does(AnnotatingAction::Annotate {
        article: page.articles[0],
        spans,
        label,
    })
    .await;
    until("nothing is left to tag", || !shown()).await;
}

#[wasm_bindgen_test]
async fn a_printer_gets_all_marks() {
    let page = long_article().await;
    until("far marks are not painted", || marks(&page, 0).len() < 150).await;
    let near = marks(&page, 0).len();
    let window = web_sys::window().unwrap();
    send(&window, "beforeprint");
    assert_eq!(marks(&page, 0).len(), 300);
    send(&window, "afterprint");
    assert_eq!(marks(&page, 0).len(), near);
}

#[wasm_bindgen_test]
async fn labels_that_are_not_to_be_seen_are_left_alone_by_clicks() {
    let mut told = Told::new();
    let article = told.article("A", "Taxes rise.\n");
    told.annotate(article, "Claim", &[(0, 10)]);
    told.annotate(article, "Cue", &[(6, 10)]);
    let page = told.open().await;
    let settings = Settings {
        hidden_labels: vec!["Cue".into()],
        ..Settings::default()
    };
    page.does(ViewingAction::Set(Box::new(settings))).await;
    let at = super::page::span(&page.source(0), (7, 8)).start();
    page.does(ViewingAction::Click(Some(Selected::caret(article, at))))
        .await;
    assert_eq!(page.focused(), "Claim: Taxes rise");
    page.does(ViewingAction::Set(Box::default())).await;
}
