//! The caret over read-only text, and the keys that move it.

use cotejo::app::ViewingAction;
use wasm_bindgen_test::wasm_bindgen_test;

use super::elements::{all, document, press};
use super::page::{Page, frame, select, selection, until};

/// The caret's offset in UTF-16 units, as the app has it.
fn at(page: &Page) -> u32 {
    page.store.read(|state| {
        let caret = state.caret().unwrap();
        state
            .project
            .text(caret.article)
            .unwrap()
            .to_utf16(caret.at)
            .0
    })
}

/// Puts the caret at a byte of the first article, with the keyboard in the text.
async fn stand(page: &Page, byte: usize) {
    // What the last key selects is there before something else is selected.
    page.shown().await;
    page.text(0).focus().unwrap();
    let (node, offset) = page.place(0, byte);
    select((&node, offset), (&node, offset));
    let wanted = page.source(0).as_str()[..byte].encode_utf16().count();
    until("the caret is heard", || {
        page.store.state().session.selection.is_some() && at(page) as usize == wanted
    })
    .await;
}

/// Presses a key until the caret stops, and says where it was each time.
async fn steps(page: &Page, chord: &str) -> Vec<u32> {
    let mut seen = vec![at(page)];
    loop {
        assert!(press(chord));
        page.shown().await;
        if seen.last() == Some(&at(page)) {
            return seen;
        }
        seen.push(at(page));
    }
}

const CLUSTERS: &str = "a👩‍👩‍👧‍👦e\u{301}🇨🇱\u{1112}\u{1161}\u{11ab}\nb";

#[wasm_bindgen_test]
async fn an_arrow_takes_what_a_reader_sees_as_one_character() {
    let page = Page::open(&[CLUSTERS]).await;
    stand(&page, 0).await;
    let stops = [0, 1, 12, 14, 18, 21, 22, 23];
    assert_eq!(steps(&page, "ArrowRight").await, stops);
    let back: Vec<u32> = stops.into_iter().rev().collect();
    assert_eq!(steps(&page, "ArrowLeft").await, back);
}

#[wasm_bindgen_test]
async fn the_browsers_selection_follows_the_keys() {
    let page = Page::open(&["One two.\nThree.\n"]).await;
    stand(&page, 0).await;
    press("Mod+Shift+ArrowRight");
    page.shown().await;
    assert_eq!(String::from(selection().to_string()), "One");
    press("ArrowRight");
    page.shown().await;
    let it = selection();
    assert!(it.is_collapsed());
    assert!(
        it.focus_node()
            .unwrap()
            .is_same_node(Some(&page.nodes(0)[0]))
    );
    assert_eq!(it.focus_offset(), 3);
}

#[wasm_bindgen_test]
async fn shift_extends_from_where_the_selection_began() {
    let page = Page::open(&["One two three.\n"]).await;
    stand(&page, 7).await;
    for _ in 0..3 {
        press("Shift+ArrowLeft");
    }
    assert_eq!(page.selected(), "two");
    press("Mod+Shift+ArrowLeft");
    assert_eq!(page.selected(), "One two");
    press("Mod+Shift+ArrowRight");
    assert_eq!(page.selected(), " two");
    // Inside a word, and over to the other side of it.
    stand(&page, 6).await;
    press("Shift+ArrowLeft");
    press("Shift+ArrowLeft");
    assert_eq!(page.selected(), "tw");
    press("Mod+Shift+ArrowRight");
    assert_eq!(page.selected(), "o");
    press("Mod+Shift+ArrowRight");
    assert_eq!(page.selected(), "o three");
}

/// Back at its beginning nothing is selected any more, and by words a selection begins with
/// a word, whichever way the caret came: what one sees decides, not what one did before.
#[wasm_bindgen_test]
async fn a_selection_by_words_begins_with_a_word_where_words_are_wanted() {
    let page = Page::open(&["One two three.\n"]).await;
    for (snap, wanted) in [(true, "three"), (false, " three")] {
        let mut settings = page.store.state().settings.clone();
        settings.snap_to_words = snap;
        page.does(ViewingAction::Set(Box::new(settings))).await;
        stand(&page, 7).await;
        press("Mod+Shift+ArrowRight");
        assert_eq!(page.selected(), wanted, "from a caret");
        stand(&page, 7).await;
        for _ in 0..3 {
            press("Shift+ArrowLeft");
        }
        assert_eq!(page.selected(), "two");
        press("Mod+Shift+ArrowRight");
        assert_eq!(page.selected(), "");
        press("Mod+Shift+ArrowRight");
        assert_eq!(page.selected(), wanted, "from where the selection began");
    }
}

#[wasm_bindgen_test]
async fn lines_and_paragraphs_are_walked_too() {
    let page = Page::open(&["One two.\n\nThree four.\n"]).await;
    stand(&page, 4).await;
    press("ArrowDown");
    until("the empty line", || at(&page) == 9).await;
    press("ArrowDown");
    until("the third line", || at(&page) >= 10).await;
    press("ArrowUp");
    until("the empty line again", || at(&page) == 9).await;
    press("ArrowUp");
    until("the first line again", || at(&page) < 9).await;
    press("ArrowDown");
    press("ArrowDown");
    until("down again", || at(&page) >= 10).await;
    press("Shift+ArrowUp");
    until("extended up to the empty line", || at(&page) == 9).await;
    let selected = page.selected();
    assert!("\nThree four.".starts_with(&selected) && !selected.is_empty());
    press("Shift+ArrowDown");
    until("back again", || at(&page) >= 10).await;
    press("End");
    until("the end of the line", || at(&page) == 21).await;
    press("Home");
    until("the start of the line", || at(&page) == 10).await;
    press("Mod+Home");
    assert_eq!(at(&page), 0);
    press("Mod+ArrowDown");
    assert_eq!(at(&page), 9);
    press("Mod+End");
    assert_eq!(at(&page), 22);
}

#[wasm_bindgen_test]
async fn a_word_is_selected_and_labelled_without_the_mouse() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    stand(&page, 5).await;
    press("w");
    assert_eq!(page.selected(), "mayor");
    press("3");
    assert_eq!(page.annotations(), ["Source: mayor"]);
    assert_eq!(page.focused(), "Source: mayor");
}

#[wasm_bindgen_test]
async fn letters_and_digits_belong_to_a_field_that_has_the_keyboard() {
    let page = Page::open(&["The mayor said so.\n"]).await;
    page.select(0, "mayor").await;
    let field = all(&page.root, "input[type=search]").remove(0);
    field.focus().unwrap();
    assert!(!press("1"));
    assert_eq!(page.annotations(), [""; 0]);
}

/// Caret and the place where the browser itself would draw it.
fn caret_is_at(page: &Page, byte: usize, what: &str) {
    let caret = all(&page.root, ".caret").remove(0);
    assert!(!caret.class_list().contains("hidden"), "{what}: shown");
    let shown = caret.get_bounding_client_rect();
    let (node, offset) = page.place(0, byte);
    let range = document().create_range().unwrap();
    // Around the next character: a range without any has no box in some places.
    range.set_start(&node, offset).unwrap();
    range.set_end(&node, offset + 1).unwrap();
    let drawn = range.get_client_rects().unwrap().item(0);
    assert!(
        shown.height() > 8.0 && shown.height() < 40.0,
        "{what}: as high as a line, not {}",
        shown.height()
    );
    if let Some(drawn) = drawn {
        assert!(
            (shown.left() - drawn.left()).abs() < 1.5,
            "{what}: {} is not {}",
            shown.left(),
            drawn.left()
        );
        assert!(
            (shown.top() - drawn.top()).abs() < 8.0,
            "{what}: {} is not {}",
            shown.top(),
            drawn.top()
        );
    }
}

#[wasm_bindgen_test]
async fn the_caret_stands_where_the_next_character_begins() {
    let text = "One 👋 two.\n\nThree.\n";
    let page = Page::open(&[text]).await;
    for words in ["One", "👋", " two", "\n\n", "\nThree", "Three", ".\n"] {
        let byte = text.find(words).unwrap();
        let byte = if words == ".\n" { text.len() - 2 } else { byte };
        stand(&page, byte).await;
        caret_is_at(&page, byte, &format!("before {words:?}"));
    }
}

#[wasm_bindgen_test]
async fn the_caret_stands_one_line_high_behind_the_last_newline() {
    let text = "One.\nTwo.\n";
    let page = Page::open(&[text]).await;
    stand(&page, 3).await;
    press("Mod+End");
    page.shown().await;
    let caret = all(&page.root, ".caret")
        .remove(0)
        .get_bounding_client_rect();
    assert!(
        caret.height() > 8.0 && caret.height() < 40.0,
        "{}",
        caret.height()
    );
}

#[wasm_bindgen_test]
async fn the_caret_hides_while_words_are_selected() {
    let page = Page::open(&["One two.\n"]).await;
    page.select(0, "two").await;
    assert!(
        all(&page.root, ".caret")
            .remove(0)
            .class_list()
            .contains("hidden")
    );
}

#[wasm_bindgen_test]
async fn f6_takes_keyboard_and_keys_to_the_other_pane() {
    let page = Page::open(&["One.\n", "Uno dos.\n"]).await;
    stand(&page, 0).await;
    press("F6");
    let second = page.text(1);
    until("the other text has the keyboard", || {
        document()
            .active_element()
            .is_some_and(|it| it.is_same_node(Some(&second)))
    })
    .await;
    press("ArrowRight");
    assert_eq!(
        page.store.state().caret().unwrap().article,
        page.articles[1]
    );
}

#[wasm_bindgen_test]
async fn a_caret_far_down_is_scrolled_to() {
    let text = "A line.\n".repeat(500);
    let page = Page::open(&[&text]).await;
    stand(&page, 0).await;
    press("Mod+End");
    let scroller = page.text(0).closest(".pane-scroll").unwrap().unwrap();
    let last = page.paragraphs(0).pop().unwrap();
    until("the last line is in view", || {
        let (line, frame) = (
            last.get_bounding_client_rect(),
            scroller.get_bounding_client_rect(),
        );
        line.top() >= frame.top() && line.bottom() <= frame.bottom()
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_caret_stays_with_its_line_while_lines_above_take_their_height() {
    let text = "A line.\n".repeat(500);
    let page = Page::open(&[&text]).await;
    stand(&page, 0).await;
    press("Mod+End");
    // Lines are as high as the stylesheet guesses until they come near.
    for _ in 0..4 {
        frame().await;
    }
    let last = page.paragraphs(0).pop().unwrap();
    let caret = all(&page.root, ".caret").remove(0);
    let scroller = page.text(0).closest(".pane-scroll").unwrap().unwrap();
    until("caret and last line are in view together", || {
        let frame = scroller.get_bounding_client_rect();
        let line = last.get_bounding_client_rect();
        let caret = caret.get_bounding_client_rect();
        line.top() >= frame.top()
            && line.bottom() <= frame.bottom()
            && (caret.top() - line.top()).abs() < 12.0
    })
    .await;
}
