//! The labels at a selection stand beside the selected words, never over them.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DomRect, Element};

use super::elements::named;
use super::page::{Page, frame, selection, until};

/// Forty paragraphs of a line or more.
fn text() -> String {
    let lines = (1..=40).map(|at| format!("Paragraph {at} says that prices will rise again.\n"));
    lines.collect()
}

fn pane(page: &Page) -> Element {
    page.text(0).closest(".pane-scroll").unwrap().unwrap()
}

fn words() -> DomRect {
    let range = selection().get_range_at(0).unwrap();
    range.get_bounding_client_rect()
}

/// Scrolls so that the selected words stand this far below the top of the pane.
async fn scroll_to(page: &Page, below_top: f64) {
    let scroller = pane(page);
    let top = scroller.get_bounding_client_rect().top();
    scroller.scroll_by_with_x_and_y(0.0, words().top() - top - below_top);
    frame().await;
    frame().await;
}

fn is_clear(page: &Page) -> bool {
    let labels = named(&page.root, "toolbar", "Label selection").get_bounding_client_rect();
    let (words, frame) = (words(), pane(page).get_bounding_client_rect());
    let beside = labels.bottom() <= words.top() || labels.top() >= words.bottom();
    beside && labels.top() >= frame.top() && labels.bottom() <= frame.bottom()
}

#[wasm_bindgen_test]
async fn the_labels_cover_no_selected_words() {
    let page = Page::open(&[&text()]).await;
    page.select(0, "20 says that prices").await;
    let room = pane(&page).get_bounding_client_rect().height();
    for below_top in [0.0, 12.0, room / 2.0, room - 40.0] {
        scroll_to(&page, below_top).await;
        until("the labels beside the words", || is_clear(&page)).await;
    }
}
