//! Choosing an actor, a canonical claim or the other end of a relation by typing.

use cotejo::app::{LinkingAction, ViewingAction};
use cotejo::model::End;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::elements::{fill, named, press, roles, send};
use super::page::{Page, Told};

const TEXT: &str = "The mayor and the bishop said that taxes rise.\n";

/// Two Sources; the first has the focus and names José Núñez.
async fn sources() -> (Page, HtmlElement) {
    let mut told = Told::new();
    let article = told.article("Article", TEXT);
    let mayor = told.annotate(article, "Source", &[(0, 9)]);
    told.annotate(article, "Source", &[(14, 24)]);
    let page = told.open().await;
    page.does(ViewingAction::Focus(Some(mayor))).await;
    let field = named(&page.root, "combobox", "Actor");
    field.focus().unwrap();
    types(&page, &field, "José Núñez").await;
    press("Enter");
    page.shown().await;
    (page, field)
}

async fn types(page: &Page, field: &HtmlElement, words: &str) {
    fill(field, words, "input");
    page.shown().await;
}

fn value(field: &HtmlElement) -> String {
    field.unchecked_ref::<HtmlInputElement>().value()
}

fn options(page: &Page) -> Vec<String> {
    let list = named(&page.root, "listbox", "Actor");
    let rows = roles(&list, "option").into_iter();
    rows.map(|it| it.text_content().unwrap()).collect()
}

/// By name: ids are random, and so is their order.
fn actors(page: &Page) -> Vec<String> {
    let state = page.store.state();
    let mut names: Vec<String> = state.project.actors().map(|it| it.name.clone()).collect();
    names.sort();
    names
}

/// The row that Enter would choose, as assistive technology is told.
fn active(page: &Page, field: &HtmlElement) -> Option<String> {
    let id = field.get_attribute("aria-activedescendant")?;
    let row = page.root.query_selector(&format!("#{id}")).unwrap()?;
    assert_eq!(row.get_attribute("aria-selected").as_deref(), Some("true"));
    row.text_content()
}

#[wasm_bindgen_test]
async fn a_name_is_found_whatever_its_case_and_accents() {
    let (page, field) = sources().await;
    assert_eq!(actors(&page), ["José Núñez"]);
    assert_eq!(
        field.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    types(&page, &field, "NUNEZ").await;
    assert_eq!(
        field.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert_eq!(options(&page), ["José Núñez", "New actor “NUNEZ”"]);
    assert_eq!(active(&page, &field).as_deref(), Some("José Núñez"));
    press("ArrowUp");
    page.shown().await;
    assert_eq!(active(&page, &field).as_deref(), Some("New actor “NUNEZ”"));
    press("ArrowDown");
    page.shown().await;
    assert_eq!(active(&page, &field).as_deref(), Some("José Núñez"));
    // The very name leaves nothing new to make.
    types(&page, &field, "jose nunez").await;
    assert_eq!(options(&page), ["José Núñez"]);
    press("Enter");
    page.shown().await;
    assert_eq!(actors(&page), ["José Núñez"]);
    assert_eq!(value(&field), "José Núñez");
}

#[wasm_bindgen_test]
async fn leaving_makes_nothing_and_emptying_takes_away() {
    let (page, field) = sources().await;
    types(&page, &field, "Somebody").await;
    field.blur().unwrap();
    page.shown().await;
    assert_eq!(value(&field), "José Núñez");
    field.focus().unwrap();
    types(&page, &field, "Somebody").await;
    assert!(press("Escape"));
    page.shown().await;
    assert_eq!(value(&field), "José Núñez");
    assert_eq!(
        field.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    assert_eq!(actors(&page), ["José Núñez"]);
    types(&page, &field, "").await;
    press("Enter");
    page.shown().await;
    assert_eq!(value(&field), "");
    let named_by = page.store.read(|state| {
        let all = state.project.annotations();
        all.filter(|it| it.actor.is_some()).count()
    });
    assert_eq!((named_by, actors(&page).len()), (0, 1));
}

#[wasm_bindgen_test]
async fn a_row_is_chosen_by_mouse() {
    let (page, field) = sources().await;
    types(&page, &field, "The Pope").await;
    let row = named(&page.root, "option", "New actor “The Pope”");
    // A press of the mouse leaves the keyboard in the field.
    send(&row, "mousedown");
    row.click();
    page.shown().await;
    assert_eq!(value(&field), "The Pope");
    assert_eq!(actors(&page), ["José Núñez", "The Pope"]);
}

#[wasm_bindgen_test]
async fn ends_that_read_the_same_are_told_apart_by_place() {
    let mut told = Told::new();
    let article = told.article("Article", "Taxes rise.\nShe said so.\nHe said no.\n");
    let claim = told.annotate(article, "Claim", &[(0, 10)]);
    told.annotate(article, "Cue", &[(16, 20)]);
    told.annotate(article, "Cue", &[(28, 32)]);
    told.annotate(article, "Source", &[(12, 15)]);
    let page = told.open().await;
    page.does(ViewingAction::Focus(Some(claim))).await;
    page.does(LinkingAction::Start(End::Annotation(claim)))
        .await;
    let list = named(&page.root, "listbox", "Other end");
    let mut names: Vec<String> = roles(&list, "option")
        .into_iter()
        .map(|it| it.text_content().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "attributed to Source “She”",
            "signalled by Cue “said” EN:2",
            "signalled by Cue “said” EN:3",
        ]
    );
}

/// Two Claims and a Source; the other end of a relation from the first is searched.
async fn searching() -> (Page, HtmlElement) {
    let mut told = Told::new();
    let article = told.article("Article", "Taxes rise.\nRents fall.\nShe said so.\n");
    let claim = told.annotate(article, "Claim", &[(0, 10)]);
    told.annotate(article, "Claim", &[(12, 22)]);
    told.annotate(article, "Source", &[(24, 27)]);
    let page = told.open().await;
    page.does(ViewingAction::Focus(Some(claim))).await;
    page.does(LinkingAction::Start(End::Annotation(claim)))
        .await;
    let field = named(&page.root, "combobox", "Other end");
    (page, field)
}

#[wasm_bindgen_test]
async fn an_end_is_found_by_the_name_of_the_relation() {
    let (page, field) = searching().await;
    types(&page, &field, "contradicts").await;
    assert_eq!(
        active(&page, &field).as_deref(),
        Some("contradicts Claim “Rents fall”")
    );
    press("Enter");
    page.shown().await;
    let state = page.store.state();
    let made: Vec<String> = state
        .project
        .relations()
        .map(|it| it.kind.to_string())
        .collect();
    assert_eq!(made, ["contradicts"]);
    assert!(actors(&page).is_empty(), "nobody of that name");
}

#[wasm_bindgen_test]
async fn enter_makes_nobody_of_words_that_name_a_relation() {
    let (page, field) = searching().await;
    // No Cue is there that could signal it.
    types(&page, &field, "signalled").await;
    let list = named(&page.root, "listbox", "Other end");
    assert_eq!(roles(&list, "option").len(), 1, "somebody new");
    assert_eq!(active(&page, &field), None);
    press("Enter");
    page.shown().await;
    assert!(actors(&page).is_empty());
    // Who goes there means it.
    press("ArrowDown");
    page.shown().await;
    press("Enter");
    page.shown().await;
    assert_eq!(actors(&page), ["signalled"]);
}

#[wasm_bindgen_test]
async fn a_name_that_nobody_has_is_one_enter_away() {
    let (page, field) = searching().await;
    types(&page, &field, "The bishop").await;
    assert_eq!(
        active(&page, &field).as_deref(),
        Some("attributed to New actor “The bishop”")
    );
    press("Enter");
    page.shown().await;
    assert_eq!(actors(&page), ["The bishop"]);
}
