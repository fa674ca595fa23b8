//! What is not lost on the way: the selection beside a dialog, the keyboard beside the mouse,
//! the beginning of a relation, and a part inside a paragraph.

use cotejo::app::{ArticlesAction, Dialog, LinkingAction, ViewingAction};
use cotejo::model::{AnnotationId, End, PartId};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::elements::{all, document, fill, name, named, pointer, press, roles, taken};
use super::marks::painted_ranges as painted;
use super::page::{Page, Told, frame, select, selection, span, until};

const TEXT: &str = "He said that taxes rise again soon, they say.\nA second line is here.\n";

async fn tagged() -> (Page, AnnotationId) {
    let mut told = Told::new();
    let article = told.article("A", TEXT);
    let claim = told.annotate(article, "Claim", &[(13, 23)]);
    let page = told.open().await;
    page.text(0).focus().unwrap();
    (page, claim)
}

fn active() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

fn has_keyboard(page: &Page) -> bool {
    active().is_same_node(Some(&page.text(0)))
}

fn dialog(page: &Page) -> HtmlElement {
    all(&page.root, "dialog").remove(0)
}

#[wasm_bindgen_test]
async fn a_command_from_the_palette_is_about_the_selected_words() {
    let (page, _) = tagged().await;
    page.select(0, "second line").await;
    page.opens(Dialog::Commands).await;
    // A browser tells of a lost selection in a task of its own.
    frame().await;
    frame().await;
    assert_eq!(page.selected(), "second line");
    let field = roles(&dialog(&page), "combobox").remove(0);
    fill(&field, "label: stance", "input");
    page.shown().await;
    field.focus().unwrap();
    assert!(press("Enter"));
    page.shown().await;
    assert_eq!(
        page.annotations(),
        ["Claim: taxes rise", "Stance: second line"]
    );
}

#[wasm_bindgen_test]
async fn a_dialog_that_is_left_leaves_the_words_selected() {
    let (page, _) = tagged().await;
    page.select(0, "second line").await;
    page.opens(Dialog::Commands).await;
    selection().remove_all_ranges().unwrap();
    frame().await;
    page.does(ViewingAction::Close).await;
    let words = || String::from(selection().to_string());
    until("they are selected in the browser", || {
        words() == "second line"
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_press_of_the_mouse_begins_a_selection_also_where_words_are_selected() {
    let (page, _) = tagged().await;
    page.select(0, "second line").await;
    let text = page.text(0);
    let there = text.get_bounding_client_rect();
    pointer(&text, "pointerdown", there.left(), there.top(), false);
    assert!(
        selection().is_collapsed(),
        "nothing is there to be dragged away"
    );
    pointer(&text, "pointerup", there.left(), there.top(), false);
    page.shown().await;
}

#[wasm_bindgen_test]
async fn whoever_clicks_bare_words_goes_on_looking_for_the_other_end() {
    let (page, claim) = tagged().await;
    page.does(ViewingAction::Focus(Some(claim))).await;
    page.does(LinkingAction::Start(End::Annotation(claim)))
        .await;
    let (node, offset) = page.place(0, 3);
    let range = document().create_range().unwrap();
    range.set_start(&node, offset).unwrap();
    range.set_end(&node, offset + 4).unwrap();
    let there = range.get_bounding_client_rect();
    let (x, y) = (there.left() + 4.0, there.top() + there.height() / 2.0);
    pointer(&page.text(0), "pointerdown", x, y, false);
    select((&node, offset), (&node, offset));
    let line = page.paragraphs(0).remove(0);
    pointer(&line, "pointerup", x, y, false);
    until("the field has the keyboard", || {
        active().id() == "other-end"
    })
    .await;
    assert_eq!(page.focused(), "Claim: taxes rise");
    page.does(LinkingAction::Cancel).await;
}

#[wasm_bindgen_test]
async fn a_row_of_the_list_can_be_the_other_end() {
    let mut told = Told::new();
    let article = told.article("A", TEXT);
    let claim = told.annotate(article, "Claim", &[(13, 23)]);
    told.annotate(article, "Source", &[(0, 2)]);
    let page = told.open().await;
    page.does(ViewingAction::Focus(Some(claim))).await;
    page.does(LinkingAction::Start(End::Annotation(claim)))
        .await;
    named(&page.root, "option", "Source: He").click();
    page.shown().await;
    let related = page.store.read(|state| state.project.relations().len());
    assert_eq!(related, 1);
}

#[wasm_bindgen_test]
async fn the_mouse_on_a_button_leaves_the_keyboard_with_the_text() {
    let (page, claim) = tagged().await;
    page.does(ViewingAction::Focus(Some(claim))).await;
    page.text(0).focus().unwrap();
    let buttons = roles(&page.root, "button").into_iter();
    let delete = buttons
        .clone()
        .find(|it| name(it) == "Delete annotation")
        .unwrap();
    assert!(taken(&delete, "mousedown"));
    let drags = buttons
        .clone()
        .find(|it| name(it) == "Add relation")
        .unwrap();
    assert!(!taken(&drags, "mousedown"), "a press begins a drag");
}

#[wasm_bindgen_test]
async fn the_text_gets_the_keyboard_of_what_is_gone() {
    let (page, claim) = tagged().await;
    page.does(ViewingAction::Focus(Some(claim))).await;
    let delete = named(&page.root, "button", "Delete annotation");
    delete.focus().unwrap();
    delete.click();
    page.shown().await;
    until("the text has it", || has_keyboard(&page)).await;
}

#[wasm_bindgen_test]
async fn a_part_is_shown_as_far_as_it_goes() {
    let (page, _) = tagged().await;
    let text = page.source(0);
    let set = |bytes: (usize, usize)| ArticlesAction::SetPart {
        article: page.articles[0],
        span: span(&text, bytes),
        part: Some(PartId::from("headline")),
    };
    let shown = || -> Vec<Option<String>> {
        page.paragraphs(0)
            .iter()
            .map(|it| it.get_attribute("data-part"))
            .collect()
    };
    page.does(set((0, 7))).await;
    assert_eq!(shown()[0], None, "not the whole paragraph");
    assert_eq!(painted("cotejo-part"), 1);
    page.does(set((46, 68))).await;
    assert_eq!(shown()[1].as_deref(), Some("headline"));
    assert_eq!(
        painted("cotejo-part"),
        1,
        "what is shown by the paragraph is not painted"
    );
}
