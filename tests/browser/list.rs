//! The list of annotations shows a window of its rows, whatever their number.

use cotejo::app::{Dialog, Grouping, ListFilter, Selected, ViewingAction};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::elements::{all, document, name, named, press, roles};
use super::page::{Page, Told, until};

const MANY: usize = 5_000;

async fn many() -> Page {
    let mut told = Told::new();
    let line = "Word 00000 and more.\n";
    let lines: Vec<String> = (0..MANY)
        .map(|it| format!("Word {it:05} and more.\n"))
        .collect();
    let text = lines.concat();
    let article = told.article("Long", &text);
    for at in 0..MANY {
        let label = ["Claim", "Stance", "Source", "Cue"][at % 4];
        told.annotate(
            article,
            label,
            &[(at * line.len() + 5, at * line.len() + 10)],
        );
    }
    told.open().await
}

/// Names and positions of the rows in the page.
fn rows(page: &Page) -> Vec<(String, usize)> {
    let list = named(&page.root, "listbox", "Annotations");
    let options = roles(&list, "option").into_iter();
    let told = options.map(|it| {
        assert_eq!(it.get_attribute("aria-setsize").unwrap(), MANY.to_string());
        let at = it.get_attribute("aria-posinset").unwrap().parse().unwrap();
        (name(&it), at)
    });
    told.collect()
}

#[wasm_bindgen_test]
async fn few_rows_are_in_the_page_and_each_knows_its_place() {
    let page = many().await;
    // The list was scrolled back when this project was opened.
    until("the first row", || rows(&page)[0].1 == 1).await;
    let shown = rows(&page);
    assert!((5..60).contains(&shown.len()), "{} rows", shown.len());
    for (row, (name, at)) in shown.iter().enumerate() {
        assert_eq!(*at, row + 1);
        let label = ["Claim", "Stance", "Source", "Cue"][row % 4];
        assert_eq!(*name, format!("{label}: {row:05}"));
    }
}

#[wasm_bindgen_test]
async fn scrolling_shows_other_rows_at_their_place() {
    let page = many().await;
    let list = named(&page.root, "listbox", "Annotations");
    assert_eq!(
        list.scroll_height(),
        28 * i32::try_from(MANY).unwrap(),
        "as high as all rows"
    );
    list.set_scroll_top(28 * 2_500);
    until("the row in the middle", || {
        rows(&page).iter().any(|it| it.1 == 2_501)
    })
    .await;
    assert!(rows(&page).len() < 60);
    let row = named(&list, "option", "Claim: 02500");
    let (row, frame) = (
        row.get_bounding_client_rect(),
        list.get_bounding_client_rect(),
    );
    assert!(
        (row.top() - frame.top()).abs() < 2.0,
        "where it belongs: {} {} (list at {}, room above {:?})",
        row.top(),
        frame.top(),
        list.scroll_top(),
        list.first_element_child().map(|it| it.client_height())
    );
}

#[wasm_bindgen_test]
async fn a_focused_annotation_far_down_is_scrolled_to() {
    let page = many().await;
    let id = page
        .store
        .read(|state| state.project.annotations_of(page.articles[0])[4_000].id);
    page.does(ViewingAction::Focus(Some(id))).await;
    until("its row is there", || {
        rows(&page).iter().any(|it| it.0 == "Claim: 04000")
    })
    .await;
    let list = named(&page.root, "listbox", "Annotations");
    let row = named(&list, "option", "Claim: 04000");
    assert_eq!(row.get_attribute("aria-selected").unwrap(), "true");
    assert_eq!(
        list.get_attribute("aria-activedescendant").unwrap(),
        row.id()
    );
}

#[wasm_bindgen_test]
async fn arrows_in_the_list_go_from_row_to_row() {
    let page = many().await;
    let list = named(&page.root, "listbox", "Annotations");
    list.focus().unwrap();
    for wanted in ["Claim: 00000", "Stance: 00001", "Source: 00002"] {
        press("ArrowDown");
        page.shown().await;
        assert_eq!(page.focused(), wanted);
    }
    press("ArrowUp");
    page.shown().await;
    assert_eq!(page.focused(), "Stance: 00001");
    press("End");
    page.shown().await;
    assert_eq!(page.focused(), "Cue: 04999");
}

#[wasm_bindgen_test]
async fn a_filter_that_leaves_few_rows_shows_them_wherever_one_was() {
    let page = many().await;
    let list = named(&page.root, "listbox", "Annotations");
    list.set_scroll_top(28 * 4_000);
    until("scrolled", || rows(&page).iter().any(|it| it.1 == 4_001)).await;
    let filter = ListFilter {
        text: "0004".to_owned(),
        ..ListFilter::default()
    };
    page.does(ViewingAction::Filter(filter)).await;
    let shown = || -> Vec<String> {
        let list: web_sys::Element = list.clone().unchecked_into();
        roles(&list, "option").iter().map(|it| name(it)).collect()
    };
    // 00004, and 00040 to 00049.
    until("the rows of the filter", || shown().len() == 11).await;
    assert_eq!(shown()[..2], ["Claim: 00004", "Claim: 00040"]);
    // And all of them again, at the place where the list now stands.
    page.does(ViewingAction::Filter(ListFilter::default()))
        .await;
    let first = usize::try_from(list.scroll_top() / 28).unwrap() + 1;
    until("the row at the top", || {
        rows(&page).iter().any(|it| it.1 == first)
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_unfolded_list_shows_its_rows_wherever_it_stood() {
    let page = many().await;
    let list = named(&page.root, "listbox", "Annotations");
    list.set_scroll_top(28 * 4_000);
    until("scrolled", || rows(&page).iter().any(|it| it.1 == 4_001)).await;
    let area = list.closest(".list-area").unwrap().unwrap();
    let fold = named(&area, "button", "Annotations");
    fold.click();
    page.shown().await;
    assert!(roles(&page.root, "listbox").is_empty(), "folded");
    fold.click();
    page.shown().await;
    let list = named(&page.root, "listbox", "Annotations");
    let first = usize::try_from(list.scroll_top() / 28).unwrap() + 1;
    until("the row at the top", || {
        rows(&page).iter().any(|it| it.1 == first)
    })
    .await;
}

#[wasm_bindgen_test]
async fn groups_have_names_and_the_keys_pass_over_them() {
    let mut told = Told::new();
    let article = told.article("Article", "She said that taxes rise and rents fall.\n");
    told.annotate(article, "Source", &[(0, 3)]);
    told.annotate(article, "Claim", &[(14, 24)]);
    told.annotate(article, "Claim", &[(29, 39)]);
    let page = told.open().await;
    page.does(ViewingAction::Filter(ListFilter {
        group: Grouping::Label,
        ..ListFilter::default()
    }))
    .await;
    let groups = || {
        let rows = all(&page.root, ".row-group").into_iter();
        rows.map(|it| it.text_content().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(groups(), ["Claim2", "Source1"]);
    let list = named(&page.root, "listbox", "Annotations");
    let places: Vec<String> = roles(&list, "option")
        .iter()
        .map(|it| it.get_attribute("aria-posinset").unwrap())
        .collect();
    assert_eq!(places, ["1", "2", "3"]);
    list.focus().unwrap();
    for wanted in ["Claim: taxes rise", "Claim: rents fall", "Source: She"] {
        press("ArrowDown");
        page.shown().await;
        assert_eq!(page.focused(), wanted);
    }
    press("Home");
    page.shown().await;
    assert_eq!(page.focused(), "Claim: taxes rise");
}

#[wasm_bindgen_test]
async fn coverage_follows_and_leads_to_what_has_none() {
    let mut told = Told::new();
    let article = told.article("Article", "She said that “taxes rise”.\n");
    told.annotate(article, "Cue", &[(4, 8)]);
    let page = told.open().await;
    let area = page.root.query_selector(".list-area").unwrap().unwrap();
    let shown = || {
        let meter = all(&area, "button.coverage");
        meter.first().map(|it| name(it)).unwrap_or_default()
    };
    until("half of it", || shown() == "Coverage 50 %: 1 of 2").await;
    all(&area, "button.coverage")[0].click();
    page.shown().await;
    assert_eq!(page.store.state().session.dialog, Some(Dialog::Checks));
}

#[wasm_bindgen_test]
async fn page_keys_go_through_the_list_by_what_is_in_view() {
    let page = many().await;
    let list = named(&page.root, "listbox", "Annotations");
    list.focus().unwrap();
    press("ArrowDown");
    page.shown().await;
    let a_page = usize::try_from(list.client_height() / 28).unwrap();
    for (key, wanted) in [
        ("PageDown", a_page),
        ("PageDown", 2 * a_page),
        ("PageUp", a_page),
    ] {
        press(key);
        page.shown().await;
        assert!(page.focused().ends_with(&format!("{wanted:05}")), "{key}");
    }
    press("End");
    page.shown().await;
    press("PageDown");
    page.shown().await;
    assert_eq!(page.focused(), "Cue: 04999");
}

#[wasm_bindgen_test]
async fn who_deletes_in_the_list_goes_on_from_there() {
    let page = many().await;
    let list = named(&page.root, "listbox", "Annotations");
    list.focus().unwrap();
    for _ in 0..3 {
        press("ArrowDown");
        page.shown().await;
    }
    assert_eq!(page.focused(), "Source: 00002");
    assert!(press("Delete"));
    assert_eq!(page.focused(), "Cue: 00003", "before anything is rendered");
    page.shown().await;
    press("ArrowDown");
    page.shown().await;
    assert_eq!(page.focused(), "Claim: 00004");
    let gone = page.annotations();
    assert!(!gone.contains(&"Source: 00002".to_owned()));
    // The last row leaves the one before it.
    press("End");
    page.shown().await;
    assert!(press("Delete"));
    assert_eq!(page.focused(), "Source: 04998");
}

#[wasm_bindgen_test]
async fn only_attributes_of_the_chosen_label_are_offered() {
    let mut told = Told::new();
    told.article("Article", "Taxes rise.\n");
    let page = told.open().await;
    let offered = || -> Vec<String> {
        let list = named(&page.root, "combobox", "Filter by attribute");
        let options = all(&list, "option").into_iter();
        options.map(|it| it.text_content().unwrap()).collect()
    };
    let has = |words: &str| offered().contains(&words.to_owned());
    assert!(has("Type: quantity") && has("Holder: article"));
    assert!(has("Type – not coded") && has("Holder – not coded"));
    page.does(ViewingAction::Filter(ListFilter {
        label: Some("Stance".into()),
        ..ListFilter::default()
    }))
    .await;
    assert!(!has("Type: quantity") && has("Holder: article"));
    assert!(!has("Type – not coded") && has("Holder – not coded"));
}

#[wasm_bindgen_test]
async fn what_stands_at_the_caret_is_gone_to_in_the_list() {
    let mut told = Told::new();
    let article = told.article("Article", "The mayor said that taxes rise.\n");
    told.annotate(article, "Claim", &[(0, 30)]);
    told.annotate(article, "Source", &[(4, 9)]);
    told.annotate(article, "Cue", &[(10, 14)]);
    let page = told.open().await;
    let caret = page.source(0).byte(6).unwrap();
    page.text(0).focus().unwrap();
    let selected = Selected::caret(page.articles[0], caret);
    page.does(ViewingAction::Selected(Some(selected))).await;
    assert!(press("i"));
    let list = named(&page.root, "listbox", "Annotations");
    let active = || {
        let row = list.get_attribute("aria-activedescendant")?;
        let row = page.root.query_selector(&format!("[id='{row}']"));
        Some(name(&row.unwrap()?))
    };
    let has_keyboard = || document().active_element().as_ref() == Some(&list);
    until("the list to have the keyboard", has_keyboard).await;
    assert_eq!(active().as_deref(), Some("Source: mayor"));
    // What it lies in is its neighbour.
    press("ArrowUp");
    page.shown().await;
    assert_eq!(
        active().as_deref(),
        Some("Claim: The mayor said that taxes rise")
    );
    // Without a caret at one, the one that has the focus is gone to.
    page.text(0).focus().unwrap();
    let nowhere = Selected::caret(page.articles[0], page.source(0).byte(31).unwrap());
    page.does(ViewingAction::Selected(Some(nowhere))).await;
    press("i");
    until("the list to have the keyboard again", has_keyboard).await;
    assert_eq!(
        active().as_deref(),
        Some("Claim: The mayor said that taxes rise")
    );
}

#[wasm_bindgen_test]
async fn whoever_filters_hears_how_many_are_left() {
    let page = many().await;
    let count = || {
        let all = page.root.query_selector(".list-head [role=status]");
        let count = all.unwrap().unwrap();
        (
            count.get_attribute("aria-live").unwrap(),
            count.text_content().unwrap(),
        )
    };
    let (live, said) = count();
    assert_eq!(
        (live.as_str(), said.as_str()),
        ("off", "5000 of 5000 shown")
    );
    let filter = ListFilter {
        text: "0012".to_owned(),
        ..ListFilter::default()
    };
    page.does(ViewingAction::Filter(filter)).await;
    let (live, said) = count();
    assert_eq!(
        (live.as_str(), said.as_str()),
        ("polite", "11 of 5000 shown")
    );
}
