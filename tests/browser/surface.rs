//! The text in the page is the canonical text, and no edit replaces a node of it.

use cotejo::app::{Action, AnnotatingAction};
use smallvec::SmallVec;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Node;

use super::page::{Page, select, selection, span};

/// Canonical texts as articles have them, and as they should not be.
fn texts() -> Vec<(&'static str, String)> {
    let large = "La capacidad del CECOT 🖐️ es de 40.000 personas, dijo.\n".repeat(4_000);
    let fixed = [
        ("short", "One line.\n"),
        ("no newline at the end", "Headline\n\nOne.\nTwo."),
        ("blank lines at the end", "Headline\n\nText.\n\n\n"),
        ("blank lines at the start", "\n\n  Indented\n"),
        ("one newline", "\n"),
        ("one character", "x"),
        (
            "all kinds of characters",
            "👩‍👩‍👧‍👦 🇨🇱🇸🇻 👍🏽 e\u{301} \u{a0}\u{ad}\t𝒜\nעברית 123 العربية\n中文、ไทย\n\u{2028}a\u{85}b\u{b}c\r\n",
        ),
        ("spaces that HTML would collapse", "  a   b \n\t\tc  \n"),
        (
            "what HTML would read as markup",
            "<b>&amp;</b><!-- -->\n<script>1</script>\n",
        ),
    ];
    let fixed = fixed.map(|(name, text)| (name, text.to_owned()));
    let mut all: Vec<_> = fixed.into();
    all.push(("200 kB", large));
    all.push(("20,000 empty lines", "\n".repeat(20_000)));
    all
}

#[wasm_bindgen_test]
async fn the_text_in_the_page_is_the_canonical_text() {
    for (name, text) in texts() {
        let page = Page::open(&[&text]).await;
        let root = page.text(0);
        assert!(root.text_content().unwrap() == text, "{name}");
        let lines: String = page.nodes(0).iter().map(|it| it.data()).collect();
        assert!(
            lines == text,
            "{name}: one text node a paragraph holds it all"
        );
    }
}

#[wasm_bindgen_test]
async fn every_paragraph_says_at_which_utf16_offset_it_begins() {
    for (name, text) in texts() {
        let page = Page::open(&[&text]).await;
        let mut at = 0;
        for paragraph in page.paragraphs(0) {
            let said = paragraph.get_attribute("data-at").unwrap();
            assert_eq!(said, at.to_string(), "{name}");
            at += paragraph.text_content().unwrap().encode_utf16().count();
        }
    }
}

#[wasm_bindgen_test]
async fn paragraphs_end_with_their_newline_and_never_nest() {
    for (name, text) in texts() {
        let page = Page::open(&[&text]).await;
        let nested = page.text(0).query_selector("[data-at] [data-at]").unwrap();
        assert!(nested.is_none(), "{name}");
        let shown: Vec<String> = page.nodes(0).iter().map(|it| it.data()).collect();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        assert!(shown == lines, "{name}");
    }
}

#[wasm_bindgen_test]
async fn the_text_is_a_focusable_document_in_its_language_left_to_translators() {
    let page = Page::open(&["One.\n"]).await;
    let text = page.text(0);
    let attribute = |name: &str| text.get_attribute(name).unwrap_or_default();
    assert_eq!(attribute("role"), "document");
    assert_eq!(attribute("tabindex"), "0");
    assert_eq!(attribute("lang"), "en");
    assert_eq!(attribute("translate"), "no");
    assert_eq!(attribute("aria-label"), "Article 1");
}

fn annotate(page: &Page, start: usize, end: usize) -> Action {
    let span = span(&page.source(0), (start, end));
    let action = AnnotatingAction::Annotate {
        article: page.articles[0],
        spans: SmallVec::from_elem(span, 1),
        label: "Claim".into(),
    };
    action.into()
}

#[wasm_bindgen_test]
async fn no_edit_replaces_a_text_node() {
    let page = Page::open(&["One two three.\nFour five.\n\nSix.\n"]).await;
    let before = page.nodes(0);
    page.does(annotate(&page, 4, 20)).await;
    let id = page.store.state().session.focused.unwrap();
    let edits: [Action; 5] = [
        AnnotatingAction::Relabel(id, "Source".into()).into(),
        AnnotatingAction::SetNote(id, "a note".to_owned()).into(),
        AnnotatingAction::Delete(id).into(),
        Action::Undo,
        Action::Redo,
    ];
    for edit in edits {
        let said = format!("{edit:?}");
        page.does(edit).await;
        let now = page.nodes(0);
        assert_eq!(now.len(), before.len(), "{said}");
        let same = |(a, b): (&web_sys::Text, &web_sys::Text)| a.is_same_node(Some(b));
        assert!(now.iter().zip(&before).all(same), "{said}");
    }
}

#[wasm_bindgen_test]
async fn a_selection_survives_an_edit_elsewhere() {
    let page = Page::open(&["One two three.\nFour five.\n"]).await;
    page.does(annotate(&page, 0, 3)).await;
    let id = page.store.state().session.focused.unwrap();
    page.select(0, "three.\nFour").await;
    let at = || {
        let it = selection();
        let (from, to): (Node, Node) = (it.anchor_node().unwrap(), it.focus_node().unwrap());
        (from, it.anchor_offset(), to, it.focus_offset())
    };
    let before = at();
    page.does(AnnotatingAction::Relabel(id, "Cue".into())).await;
    assert_eq!(at(), before);
    assert_eq!(page.selected(), "three.\nFour");
}

#[wasm_bindgen_test]
async fn a_project_with_another_text_for_the_same_article_shows_that_text() {
    let page = Page::open(&["The old text, somewhat longer.\n"]).await;
    select(
        (&page.nodes(0)[0].clone().into(), 0),
        (&page.nodes(0)[0].clone().into(), 3),
    );
    let mut told = super::page::Told::new();
    told.article_as(page.articles[0], "Article 1", "Ñandú 🖐️\nnew\n");
    told.annotate(page.articles[0], "Claim", &[(0, 8)]);
    let page = told.open().await;
    assert_eq!(page.text(0).text_content().unwrap(), "Ñandú 🖐️\nnew\n");
}

#[wasm_bindgen_test]
async fn the_text_does_not_move_sideways_when_a_scrollbar_goes() {
    let left = |page: &Page| page.paragraphs(0)[0].get_bounding_client_rect().left();
    let page = Page::open(&["A line.\n"]).await;
    let without = left(&page);
    let page = Page::open(&[&"A line.\n".repeat(200)]).await;
    assert!((left(&page) - without).abs() < 0.5);
}

/// Else the second click of a double click would meet other words than the first.
#[wasm_bindgen_test]
async fn a_first_selection_moves_no_text_wherever_that_is_scrolled() {
    let page = Page::open(&[&"A line.\n".repeat(200)]).await;
    let scroller = page.text(0).closest(".pane-scroll").unwrap().unwrap();
    let reader = page.text(0).closest(".pane").unwrap().unwrap();
    assert_eq!(super::elements::all(&reader, ".hint").len(), 1);
    scroller.set_scroll_top(scroller.scroll_height());
    let height = scroller.client_height();
    page.select(0, "line").await;
    assert_eq!(
        super::elements::all(&reader, ".hint").len(),
        0,
        "it has gone"
    );
    assert_eq!(scroller.client_height(), height);
}

#[wasm_bindgen_test]
async fn what_the_browser_keeps_an_eye_on_does_not_grow_with_the_paragraphs() {
    let page = Page::open(&["Short.\n"]).await;
    assert_eq!(page.blocks(0).len(), 1);
    let line = "Some words of a paragraph that is as long as many are, and then some more.\n";
    let page = Page::open(&[&line.repeat(4_000)]).await;
    assert_eq!(page.paragraphs(0).len(), 4_000);
    let blocks = page.blocks(0);
    assert!((50..300).contains(&blocks.len()), "{} blocks", blocks.len());
    let held: usize = blocks
        .iter()
        .map(|it| it.child_nodes().length() as usize)
        .sum();
    assert_eq!(held, 4_000, "each paragraph is in one of them");
}
