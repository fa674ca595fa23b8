//! The mouse in the text. Events made by a script select nothing, so tests select what a
//! browser would have between press and release.

use cotejo::app::{Settings, ViewingAction};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DomRect, Element};

use super::elements::{all, document, pointer, press, send};
use super::page::{Page, Told, select, selection, until};

/// The boxes of the first place where words stand, one for each line.
fn words_boxes(page: &Page, words: &str) -> Vec<DomRect> {
    let start = page.source(0).as_str().find(words).unwrap();
    let (from, to) = (page.place(0, start), page.place(0, start + words.len()));
    let range = document().create_range().unwrap();
    range.set_start(&from.0, from.1).unwrap();
    range.set_end(&to.0, to.1).unwrap();
    let rects = range.get_client_rects().unwrap();
    (0..rects.length())
        .map(|at| rects.item(at).unwrap())
        .collect()
}

/// The first of them.
fn words_box(page: &Page, words: &str) -> DomRect {
    words_boxes(page, words).remove(0)
}

fn under(x: f64, y: f64) -> Element {
    #[allow(clippy::cast_possible_truncation, reason = "the interface wants f32")]
    document().element_from_point(x as f32, y as f32).unwrap()
}

/// Clicks into the middle of the first place where words stand.
async fn click(page: &Page, words: &str) {
    let_go_on(page, words);
    settled(page).await;
}

/// The same up to the release, which is heard later.
fn let_go_on(page: &Page, words: &str) {
    let there = words_box(page, words);
    let (x, y) = (
        there.left() + there.width() / 2.0,
        there.top() + there.height() / 2.0,
    );
    let target = under(x, y);
    assert!(
        page.text(0).contains(Some(&target)),
        "“{words}” is under the pointer"
    );
    pointer(&target, "pointerdown", x, y, false);
    let middle = page.source(0).as_str().find(words).unwrap() + words.len() / 2;
    let (node, offset) = page.place(0, middle);
    select((&node, offset), (&node, offset));
    pointer(&target, "pointerup", x, y, false);
}

/// A click or a drag is heard in the task after the release.
async fn settled(page: &Page) {
    gloo_timers::future::TimeoutFuture::new(0).await;
    gloo_timers::future::TimeoutFuture::new(0).await;
    page.shown().await;
}

/// Drags over `words`, which may cut words in two; with Mod held where asked.
async fn drag(page: &Page, words: &str, with_mod: bool) {
    let there = words_box(page, words);
    let y = there.top() + there.height() / 2.0;
    let text = page.text(0);
    pointer(&text, "pointerdown", there.left(), y, with_mod);
    let start = page.source(0).as_str().find(words).unwrap();
    let (from, to) = (page.place(0, start), page.place(0, start + words.len()));
    select((&from.0, from.1), (&to.0, to.1));
    pointer(&text, "pointerup", there.right(), y, with_mod);
    settled(page).await;
}

#[wasm_bindgen_test]
async fn a_key_right_after_a_click_is_about_what_was_clicked() {
    let page = nested().open().await;
    page.text(0).focus().unwrap();
    let_go_on(&page, "rise");
    assert!(press("2"), "changes the label of what was clicked");
    settled(&page).await;
    assert_eq!(page.focused(), "Stance: rise");
    let_go_on(&page, "He");
    assert!(press("0"));
    settled(&page).await;
    assert_eq!(
        page.focused(),
        "Stance: ",
        "the click takes it away no more"
    );
}

#[wasm_bindgen_test]
async fn a_gesture_begun_in_the_margin_leaves_the_keyboard_with_the_words() {
    let page = Page::open(&["He said that taxes rise again.\n"]).await;
    let margin = page.text(0).parent_element().unwrap();
    // Beside the words the margin belongs to the text; above them it does not.
    let edge = margin.get_bounding_client_rect();
    let (x, y) = (edge.left() + 4.0, edge.top() + 4.0);
    assert!(under(x, y).is_same_node(Some(&margin)));
    pointer(&margin, "pointerdown", x, y, false);
    let start = page.source(0).as_str().find("axes ris").unwrap();
    let (from, to) = (page.place(0, start), page.place(0, start + 8));
    select((&from.0, from.1), (&to.0, to.1));
    pointer(&margin, "pointerup", x, y, false);
    settled(&page).await;
    assert_eq!(page.selected(), "taxes rise");
    assert!(press("1"));
    assert_eq!(page.annotations(), ["Claim: taxes rise"]);
}

fn nested() -> Told {
    let mut told = Told::new();
    let article = told.article("A", "He said that taxes rise again soon, they say.\n");
    told.annotate(article, "Claim", &[(13, 34)]);
    told.annotate(article, "Stance", &[(19, 29)]);
    told.annotate(article, "Cue", &[(19, 23)]);
    told
}

#[wasm_bindgen_test]
async fn a_click_takes_the_innermost_and_further_ones_go_outwards() {
    let page = nested().open().await;
    click(&page, "rise").await;
    assert_eq!(page.focused(), "Cue: rise");
    click(&page, "rise").await;
    assert_eq!(page.focused(), "Stance: rise again");
    click(&page, "rise").await;
    assert_eq!(page.focused(), "Claim: taxes rise again soon");
    click(&page, "rise").await;
    assert_eq!(page.focused(), "Cue: rise");
}

#[wasm_bindgen_test]
async fn a_click_elsewhere_begins_with_the_innermost_there() {
    let page = nested().open().await;
    click(&page, "rise").await;
    click(&page, "again").await;
    assert_eq!(page.focused(), "Stance: rise again");
    click(&page, "taxes").await;
    assert_eq!(page.focused(), "Claim: taxes rise again soon");
}

#[wasm_bindgen_test]
async fn a_click_on_bare_words_leaves_the_focus() {
    let page = nested().open().await;
    click(&page, "rise").await;
    click(&page, "said").await;
    assert_eq!(page.focused(), "");
}

#[wasm_bindgen_test]
async fn the_first_and_the_last_character_of_an_annotation_can_be_clicked() {
    let page = nested().open().await;
    for last in [false, true] {
        page.store.dispatch(ViewingAction::Focus(None));
        let mut boxes = words_boxes(&page, "taxes rise again soon");
        // Three pixels inside the mark.
        let (line, x) = if last {
            let line = boxes.pop().unwrap();
            let x = line.right() - 3.0;
            (line, x)
        } else {
            let line = boxes.remove(0);
            let x = line.left() + 3.0;
            (line, x)
        };
        let y = line.top() + line.height() / 2.0;
        let target = under(x, y);
        selection().remove_all_ranges().unwrap();
        pointer(&target, "pointerdown", x, y, false);
        pointer(&target, "pointerup", x, y, false);
        settled(&page).await;
        assert_eq!(
            page.focused(),
            "Claim: taxes rise again soon",
            "at its last character: {last}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_drag_selects_whole_words() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    drag(&page, "ayor sa", false).await;
    assert_eq!(page.selected(), "mayor said");
    assert_eq!(
        String::from(selection().to_string()),
        "mayor said",
        "and shows it"
    );
}

#[wasm_bindgen_test]
async fn a_drag_is_exact_where_that_is_wanted() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    let exact = Settings {
        snap_to_words: false,
        ..Settings::default()
    };
    page.does(ViewingAction::Set(Box::new(exact))).await;
    drag(&page, "ayor sa", false).await;
    assert_eq!(page.selected(), "ayor sa");
}

#[wasm_bindgen_test]
async fn an_armed_label_is_given_to_what_is_dragged_over() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    page.does(ViewingAction::Arm(Some("Source".into()))).await;
    drag(&page, "ayo", false).await;
    assert_eq!(page.annotations(), ["Source: mayor"]);
    drag(&page, "said so", false).await;
    assert_eq!(
        page.annotations(),
        ["Source: mayor", "Source: said so"],
        "and stays armed"
    );
}

#[wasm_bindgen_test]
async fn a_drag_with_mod_adds_a_fragment_to_the_annotation() {
    let page = Page::open(&["No more, she said, ever.\n"]).await;
    page.select(0, "No more").await;
    super::elements::press("1");
    assert_eq!(
        page.annotations(),
        [""; 0],
        "keys are for the text only when it has them"
    );
    page.text(0).focus().unwrap();
    super::elements::press("1");
    drag(&page, "ever", true).await;
    assert_eq!(page.annotations(), ["Claim: No more … ever"]);
}

#[wasm_bindgen_test]
async fn several_drags_with_mod_make_one_annotation() {
    let page = Page::open(&["No more, she said, ever.\n"]).await;
    drag(&page, "No more", false).await;
    drag(&page, "ever", true).await;
    page.text(0).focus().unwrap();
    super::elements::press("1");
    assert_eq!(page.annotations(), ["Claim: No more … ever"]);
}

/// Presses before "two", the second word, and lets go over the inspector at some height. As
/// browsers do, all that follows in the text is selected by then.
async fn drag_out(page: &Page, x: f64, y: f64) {
    let start = words_box(page, "two");
    let text = page.text(0);
    pointer(&text, "pointerdown", start.left(), start.top() + 5.0, false);
    let from = page.place(0, 4);
    let outside = page.root.query_selector(".inspector").unwrap().unwrap();
    select((&from.0, from.1), (&outside, 0));
    pointer(&outside, "pointerup", x, y, false);
    settled(page).await;
}

#[wasm_bindgen_test]
async fn a_drag_let_go_outside_the_pane_ends_with_the_text() {
    let page = Page::open(&["One two.\nThree four.\n"]).await;
    drag_out(&page, 790.0, 300.0).await;
    assert_eq!(page.selected(), "two.\nThree four.");
}

#[wasm_bindgen_test]
async fn a_drag_into_another_article_stays_in_its_own_and_says_so() {
    let page = Page::open(&["One two.\nThree four.\n", "Another text.\n"]).await;
    let start = words_box(&page, "two");
    let text = page.text(0);
    pointer(&text, "pointerdown", start.left(), start.top() + 5.0, false);
    let (from, other) = (page.place(0, 4), page.text(1));
    select((&from.0, from.1), (&other, 0));
    let there = other.get_bounding_client_rect();
    let (x, y) = (there.left() + 40.0, there.top() + 10.0);
    pointer(&other, "pointerup", x, y, false);
    settled(&page).await;
    let selection = page.store.state().session.selection.unwrap();
    assert_eq!(selection.article, page.articles[0]);
    let notes = all(&page.root, ".note");
    let said: String = notes.iter().filter_map(|it| it.text_content()).collect();
    assert!(said.contains("A selection stays in its article."), "{said}");
}

#[wasm_bindgen_test]
async fn a_drag_let_go_beside_a_line_ends_with_that_line() {
    let page = Page::open(&["One two.\nThree four.\nFive six.\n"]).await;
    let line = words_box(&page, "four");
    let outside = page.root.query_selector(".inspector").unwrap().unwrap();
    let frame = outside.get_bounding_client_rect();
    drag_out(&page, frame.left() + 5.0, line.top() + 5.0).await;
    assert_eq!(page.selected(), "two.\nThree four.");
}

#[wasm_bindgen_test]
async fn the_labels_appear_beside_a_selection_once_the_button_is_up() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    let popovers = || all(&page.root, ".popover").len();
    let text = page.text(0);
    let there = words_box(&page, "mayor");
    pointer(&text, "pointerdown", there.left(), there.top() + 5.0, false);
    let (from, to) = (page.place(0, 4), page.place(0, 9));
    select((&from.0, from.1), (&to.0, to.1));
    settled(&page).await;
    assert_eq!(popovers(), 0, "not while dragging");
    pointer(&text, "pointerup", there.right(), there.top() + 5.0, false);
    settled(&page).await;
    assert_eq!(popovers(), 1);
}

#[wasm_bindgen_test]
async fn selections_are_heard_again_after_a_gesture_that_the_browser_took_over() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    let text = page.text(0);
    let there = words_box(&page, "mayor");
    pointer(&text, "pointerdown", there.left(), there.top() + 5.0, false);
    // Scrolling with a finger, or dragging the selected words away.
    pointer(
        &text,
        "pointercancel",
        there.left(),
        there.top() + 5.0,
        false,
    );
    page.select(0, "said").await;
    assert_eq!(page.selected(), "said");
}

#[wasm_bindgen_test]
async fn a_drag_over_white_space_alone_leaves_nothing_selected() {
    let page = Page::open(&["The mayor  said so.\n"]).await;
    drag(&page, "mayor", false).await;
    drag(&page, "  ", false).await;
    assert_eq!(
        page.selected(),
        "",
        "what was selected before is not any more"
    );
}

#[wasm_bindgen_test]
async fn a_label_button_beside_the_selection_tags_it() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    drag(&page, "mayor", false).await;
    let toolbar = super::elements::named(&page.root, "toolbar", "Label selection");
    let button = super::elements::named(&toolbar, "button", "Source");
    send(&button, "mousedown");
    button.click();
    page.shown().await;
    assert_eq!(page.annotations(), ["Source: mayor"]);
    until("the browser's selection is gone", || {
        selection().is_collapsed()
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_line_joins_the_fragments_of_what_the_mouse_is_on() {
    let mut told = Told::new();
    let article = told.article("A", "Taxes rise in May.\nThey fall in June.\n");
    told.annotate(article, "Claim", &[(0, 5), (24, 28)]);
    told.annotate(article, "Cue", &[(6, 10)]);
    let page = told.open().await;
    let lines = || all(&page.root, ".connectors path").len();
    let over = |words: &str| {
        let there = words_box(&page, words);
        let (x, y) = (there.left() + 3.0, there.top() + there.height() / 2.0);
        pointer(&under(x, y), "pointermove", x, y, false);
    };
    over("rise");
    assert_eq!(lines(), 0, "what is in one piece needs none");
    over("fall");
    assert_eq!(lines(), 1);
    over("in June");
    assert_eq!(lines(), 0, "the mouse has left it");
}
