//! Native lists show what is the case, whatever somebody chose in them before.

use cotejo::app::{Action, ViewingAction};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlSelectElement};

use super::elements::{fill, named};
use super::page::{Page, Told};

/// Two Claims; the first has the focus.
async fn claims() -> (Page, HtmlElement, [ViewingAction; 2]) {
    let mut told = Told::new();
    let article = told.article("Article", "Taxes rise.\nThe bishop left.\n");
    let first = told.annotate(article, "Claim", &[(0, 10)]);
    let second = told.annotate(article, "Claim", &[(12, 27)]);
    let page = told.open().await;
    page.does(ViewingAction::Focus(Some(first))).await;
    let list = named(&page.root, "combobox", "Type");
    let focus = [first, second].map(|it| ViewingAction::Focus(Some(it)));
    (page, list, focus)
}

fn shown(list: &HtmlElement) -> String {
    list.unchecked_ref::<HtmlSelectElement>().value()
}

async fn choose(page: &Page, list: &HtmlElement, value: &str) {
    fill(list, value, "change");
    page.shown().await;
}

#[wasm_bindgen_test]
async fn a_list_follows_undo_and_redo() {
    let (page, list, _) = claims().await;
    choose(&page, &list, "quantity").await;
    choose(&page, &list, "event_or_property").await;
    page.does(Action::Undo).await;
    assert_eq!(shown(&list), "quantity");
    page.does(Action::Undo).await;
    assert_eq!(shown(&list), "");
    page.does(Action::Redo).await;
    page.does(Action::Redo).await;
    assert_eq!(shown(&list), "event_or_property");
}

#[wasm_bindgen_test]
async fn a_list_shows_the_annotation_that_has_the_focus() {
    let (page, list, [first, second]) = claims().await;
    choose(&page, &list, "quantity").await;
    page.does(second).await;
    let list = named(&page.root, "combobox", "Type");
    assert_eq!(shown(&list), "");
    choose(&page, &list, "event_or_property").await;
    page.does(first).await;
    let list = named(&page.root, "combobox", "Type");
    assert_eq!(shown(&list), "quantity");
}
