//! Actors, canonical claims and topics as lists, and an article's own attributes.

use cotejo::app::{Dialog, RegisteringAction, ViewingAction};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::elements::{all, fill, name, named, roles};
use super::page::Page;

async fn registries() -> (Page, HtmlElement) {
    let page = Page::open(&["One.\n"]).await;
    page.does(RegisteringAction::AddActor {
        name: "Ana".to_owned(),
        source: None,
    })
    .await;
    page.opens(Dialog::Registries).await;
    let dialog = all(&page.root, "dialog").remove(0);
    (page, dialog)
}

fn actor(page: &Page) -> String {
    page.store.read(|state| {
        let it = state.project.actors().next().unwrap();
        format!(
            "{} | {} | {} | {}",
            it.name,
            it.kind,
            it.affiliation,
            it.aliases_in_words()
        )
    })
}

#[wasm_bindgen_test]
async fn an_actor_is_changed_field_by_field() {
    let (page, dialog) = registries().await;
    fill(&named(&dialog, "textbox", "Name"), "Ana Ruiz", "change");
    fill(&named(&dialog, "combobox", "Kind"), "person", "change");
    fill(&named(&dialog, "combobox", "Affiliation"), "ngo", "change");
    let fields = roles(&dialog, "textbox").into_iter();
    let aliases = fields
        .into_iter()
        .find(|it| name(it).starts_with("Aliases"))
        .unwrap();
    fill(&aliases, "es: la alcaldesa", "change");
    page.shown().await;
    assert_eq!(actor(&page), "Ana Ruiz | person | ngo | es: la alcaldesa");
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn a_record_is_added_and_removed() {
    let (page, dialog) = registries().await;
    let remove = roles(&dialog, "button")
        .into_iter()
        .find(|it| name(it).contains("Ana"));
    remove.unwrap().click();
    page.shown().await;
    assert_eq!(page.store.read(|state| state.project.actors().len()), 0);
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn an_article_is_coded_in_its_details() {
    let page = Page::open(&["One.\n"]).await;
    page.opens(Dialog::ArticleDetails(page.articles[0])).await;
    let dialog = all(&page.root, "dialog").remove(0);
    fill(&named(&dialog, "combobox", "Genre"), "news", "change");
    page.shown().await;
    let coded = page.store.read(|state| {
        let coding = state.project.codings().next().unwrap();
        format!("{:?}", coding.attributes.get(&"genre".into()))
    });
    assert!(coded.contains("news"), "{coded}");
    page.does(ViewingAction::Close).await;
}
