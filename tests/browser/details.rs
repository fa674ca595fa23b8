//! What is known about an article, as its dialog takes it.

use cotejo::app::{Dialog, ViewingAction};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::elements::{document, fill, named};
use super::page::{Page, Told};

async fn details() -> Page {
    let mut told = Told::new();
    let article = told.article("Article", "Taxes rise.\n");
    let page = told.open().await;
    page.does(ViewingAction::Open(Dialog::ArticleDetails(article)))
        .await;
    page
}

async fn writes(page: &Page, name: &str, words: &str) -> HtmlElement {
    fill(&named(&page.root, "textbox", name), words, "change");
    page.shown().await;
    named(&page.root, "textbox", name)
}

/// The sentence that assistive technology reads with a field.
fn problem(field: &HtmlElement) -> Option<String> {
    let id = field.get_attribute("aria-describedby")?;
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    document().get_element_by_id(&id)?.text_content()
}

#[wasm_bindgen_test]
async fn what_cannot_be_kept_stands_there_with_a_sentence() {
    let page = details().await;
    let date = writes(&page, "Published", "30/01/2026").await;
    assert!(problem(&date).unwrap().contains("no date"));
    let address = writes(&page, "Address (URL)", "example.org").await;
    assert!(problem(&address).unwrap().contains("https://"));
    // One does not take away the other, nor what was written.
    let date = named(&page.root, "textbox", "Published");
    assert!(problem(&date).is_some());
    assert_eq!(
        date.unchecked_ref::<HtmlInputElement>().value(),
        "30/01/2026"
    );
    let kept = |page: &Page| {
        page.store.read(|state| {
            let article = state.project.article(page.articles[0]).unwrap();
            (article.published.clone(), article.url.clone())
        })
    };
    assert_eq!(kept(&page), (String::new(), String::new()));
    let date = writes(&page, "Published", "2026-01-30").await;
    assert_eq!(problem(&date), None);
    assert_eq!(kept(&page).0, "2026-01-30");
    page.does(ViewingAction::Close).await;
}
