//! The dialog that adds an article.

use cotejo::app::{Dialog, ViewingAction};
use wasm_bindgen::{JsCast, JsValue};
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

/// Pastes a text into an element, as the browser tells of it; whether the app took it.
fn paste(target: &HtmlElement, text: &str) -> bool {
    let source = "const data = new DataTransfer(); data.setData('text/plain', text); \
                  const event = new Event('paste', { bubbles: true, cancelable: true }); \
                  Object.defineProperty(event, 'clipboardData', { value: data }); \
                  return !target.dispatchEvent(event);";
    let paste = js_sys::Function::new_with_args("target, text", source);
    let taken = paste.call2(&JsValue::NULL, target, &text.into()).unwrap();
    taken.as_bool().unwrap()
}

#[wasm_bindgen_test]
async fn what_is_pasted_beside_all_fields_is_an_article_to_add() {
    let page = Page::open(&["One two.\n"]).await;
    assert!(paste(&page.text(0), "A headline\n\nThe mayor said so.\n"));
    page.shown().await;
    assert_eq!(value(&page, "Text"), "A headline\n\nThe mayor said so.\n");
    assert_eq!(value(&page, "Title"), "A headline");
    let text = field(&page, "Text");
    assert!(!paste(&text, "more"), "in a field, the browser pastes");
    // Another one does not take the place of what is being written.
    page.does(ViewingAction::Close).await;
    assert!(paste(&page.text(0), "Another.\n"));
    page.shown().await;
    assert_eq!(value(&page, "Text"), "A headline\n\nThe mayor said so.\n");
}

#[wasm_bindgen_test]
async fn nothing_is_added_by_pasting_nothing() {
    let page = Page::open(&["One two.\n"]).await;
    assert!(!paste(&page.text(0), " \n"));
    page.shown().await;
    assert!(page.root.query_selector("dialog").unwrap().is_none());
}
