//! The dialog that adds an article.

use cotejo::app::{Dialog, ViewingAction};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::elements::{fill, named, press};
use super::page::Page;

fn field(page: &Page, name: &str) -> HtmlElement {
    let dialog = named(&page.root, "dialog", "Add article");
    named(&dialog, "textbox", name)
}

fn value(page: &Page, name: &str) -> String {
    field(page, name)
        .unchecked_ref::<HtmlInputElement>()
        .value()
}

#[wasm_bindgen_test]
async fn what_was_written_is_still_there_after_leaving() {
    let page = Page::open(&["One two.\n"]).await;
    page.opens(Dialog::AddArticle).await;
    fill(&field(&page, "Text"), "Title\n\nA long text.\n", "input");
    page.shown().await;
    assert_eq!(value(&page, "Title"), "Title");
    fill(&field(&page, "Outlet"), "The Paper", "input");
    page.does(ViewingAction::Close).await;
    assert!(page.root.query_selector("dialog").unwrap().is_none());
    page.opens(Dialog::AddArticle).await;
    // A text area has no return characters, whatever its lines end with.
    assert_eq!(value(&page, "Text"), "Title\n\nA long text.\n");
    assert_eq!(value(&page, "Title"), "Title");
    assert_eq!(value(&page, "Outlet"), "The Paper");
}

#[wasm_bindgen_test]
async fn what_was_added_is_not_offered_again() {
    let page = Page::open(&["One two.\n"]).await;
    page.opens(Dialog::AddArticle).await;
    fill(&field(&page, "Text"), "Another text.\n", "input");
    page.shown().await;
    let dialog = named(&page.root, "dialog", "Add article");
    named(&dialog, "button", "Add").click();
    page.shown().await;
    let articles = page.store.read(|state| state.project.articles().len());
    assert_eq!(articles, 2);
    page.opens(Dialog::AddArticle).await;
    assert_eq!(value(&page, "Text"), "");
    assert_eq!(value(&page, "Title"), "");
    let _ = press("Escape");
}
