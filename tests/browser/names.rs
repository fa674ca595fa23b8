//! The names by which tests, scripts and assistive technology find things: a contract.

use cotejo::app::{
    AnnotatingAction, ArticlesAction, Dialog, ProjectsAction, SaveState, View, ViewingAction,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::elements::{all, document, fill, name, named, press, roles, send};
use super::page::{Page, Told, until};

fn names(root: &HtmlElement, role: &str) -> Vec<String> {
    roles(root, role).iter().map(|it| name(it)).collect()
}

fn attribute(element: &HtmlElement, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

async fn tagged() -> Page {
    let mut told = Told::new();
    let article = told.article("Kast visita", "The mayor said that taxes rise.\n");
    told.annotate(article, "Source", &[(4, 9)]);
    told.annotate(article, "Claim", &[(20, 30)]);
    told.article("Kast visits", "Another one.\n");
    told.open().await
}

#[wasm_bindgen_test]
async fn the_page_has_one_banner_one_main_and_a_tab_for_each_view() {
    let page = tagged().await;
    assert_eq!(roles(&page.root, "banner").len(), 1);
    assert_eq!(roles(&page.root, "main").len(), 1);
    let tabs = named(&page.root, "tablist", "Views");
    assert_eq!(
        names(&tabs, "tab"),
        ["Read", "Compare", "Sources", "Codebook"]
    );
    for tab in roles(&tabs, "tab") {
        let panel = document()
            .get_element_by_id(&attribute(&tab, "aria-controls"))
            .unwrap();
        assert_eq!(panel.get_attribute("role").as_deref(), Some("tabpanel"));
        assert_eq!(name(&panel), name(&tab));
    }
}

#[wasm_bindgen_test]
async fn a_tab_shows_its_view() {
    let page = tagged().await;
    let tabs = named(&page.root, "tablist", "Views");
    for (title, view) in [
        ("Compare", View::Compare),
        ("Sources", View::Sources),
        ("Codebook", View::Codebook),
        ("Read", View::Read),
    ] {
        let tab = named(&tabs, "tab", title);
        tab.click();
        page.shown().await;
        assert_eq!(page.store.state().session.view, view);
        assert_eq!(attribute(&tab, "aria-selected"), "true");
        assert_eq!(names(page.root.unchecked_ref(), "tabpanel"), [title]);
    }
}

#[wasm_bindgen_test]
async fn panes_are_regions_named_by_their_article() {
    let page = tagged().await;
    for (title, at) in [("Article: Kast visita", 0), ("Article: Kast visits", 1)] {
        let reader = named(&page.root, "region", title);
        let text = page.text(at);
        assert!(reader.contains(Some(&text)));
        named(&reader, "checkbox", "Fully read");
    }
}

#[wasm_bindgen_test]
async fn fully_read_is_a_checkbox_that_says_so() {
    let page = tagged().await;
    let reader = named(&page.root, "region", "Article: Kast visita");
    named(&reader, "checkbox", "Fully read").click();
    page.shown().await;
    let read = page
        .store
        .read(|state| state.shown_reading(page.articles[0]).is_some());
    assert!(read);
    let shown: web_sys::HtmlInputElement =
        named(&reader, "checkbox", "Fully read").unchecked_into();
    assert!(shown.checked());
}

#[wasm_bindgen_test]
async fn labels_are_toggle_buttons_in_a_toolbar() {
    let page = tagged().await;
    let toolbar = named(&page.root, "toolbar", "Labels");
    assert_eq!(
        names(&toolbar, "button"),
        ["Claim", "Stance", "Source", "Cue"]
    );
    let keys: Vec<String> = roles(&toolbar, "button")
        .iter()
        .map(|it| attribute(it, "aria-keyshortcuts"))
        .collect();
    assert_eq!(keys, ["1", "2", "3", "4"]);
    let claim = named(&toolbar, "button", "Claim");
    assert_eq!(attribute(&claim, "aria-pressed"), "false");
    claim.click();
    page.shown().await;
    assert_eq!(attribute(&claim, "aria-pressed"), "true");
    claim.click();
    page.shown().await;
    assert_eq!(attribute(&claim, "aria-pressed"), "false");
}

#[wasm_bindgen_test]
async fn a_selection_gets_a_toolbar_with_the_same_names() {
    let page = tagged().await;
    page.select(0, "said").await;
    let toolbar = named(&page.root, "toolbar", "Label selection");
    assert_eq!(
        names(&toolbar, "button"),
        ["Claim", "Stance", "Source", "Cue"]
    );
}

#[wasm_bindgen_test]
async fn articles_are_buttons_in_a_navigation() {
    let page = tagged().await;
    let articles = named(&page.root, "navigation", "Articles");
    assert_eq!(
        names(&articles, "button"),
        ["Kast visita", "Kast visits", "Add article"]
    );
}

#[wasm_bindgen_test]
async fn the_list_holds_an_option_for_each_annotation() {
    let page = tagged().await;
    let list = named(&page.root, "listbox", "Annotations");
    assert_eq!(
        names(&list, "option"),
        ["Source: mayor", "Claim: taxes rise"]
    );
    for (at, option) in roles(&list, "option").iter().enumerate() {
        assert_eq!(attribute(option, "aria-setsize"), "2");
        assert_eq!(attribute(option, "aria-posinset"), (at + 1).to_string());
    }
    named(&list, "option", "Claim: taxes rise").click();
    page.shown().await;
    assert_eq!(page.focused(), "Claim: taxes rise");
    let selected = || {
        let row = named(&list, "option", "Claim: taxes rise");
        attribute(&row, "aria-selected") == "true"
    };
    until("the row is marked", selected).await;
}

#[wasm_bindgen_test]
async fn the_inspector_has_what_the_focused_annotation_needs() {
    let page = tagged().await;
    let list = named(&page.root, "listbox", "Annotations");
    named(&list, "option", "Claim: taxes rise").click();
    page.shown().await;
    let inspector = named(&page.root, "complementary", "Inspector");
    for attribute in ["Type", "Reporting", "Check-worthiness", "Certainty"] {
        named(&inspector, "combobox", attribute);
    }
    named(&inspector, "button", "Delete annotation");
    named(&inspector, "button", "Add relation");
    named(&inspector, "textbox", "Note");
}

#[wasm_bindgen_test]
async fn what_is_set_in_the_inspector_is_recorded() {
    let page = tagged().await;
    let list = named(&page.root, "listbox", "Annotations");
    named(&list, "option", "Claim: taxes rise").click();
    page.shown().await;
    let id = page.store.state().session.focused.unwrap();
    let inspector = named(&page.root, "complementary", "Inspector");
    fill(&named(&inspector, "combobox", "Type"), "causal", "change");
    page.shown().await;
    fill(
        &named(&inspector, "textbox", "Note"),
        "see page 3",
        "change",
    );
    page.shown().await;
    page.store.read(|state| {
        let claim = state.project.annotation(id).unwrap();
        assert!(claim.has("claim_type", "causal"));
        assert_eq!(claim.note, "see page 3");
    });
    named(&inspector, "button", "Delete annotation").click();
    page.shown().await;
    assert_eq!(page.annotations(), ["Source: mayor"]);
}

#[wasm_bindgen_test]
async fn undo_and_redo_name_what_they_do() {
    let page = tagged().await;
    let button = |starts: &str| {
        let all = roles(&page.root, "button");
        let mut found = all.into_iter().filter(|it| name(it).starts_with(starts));
        let one = found.next().unwrap();
        assert!(
            found.next().is_none(),
            "one button whose name begins with {starts}"
        );
        one
    };
    assert!(button("Undo").has_attribute("disabled"));
    let id = page
        .store
        .read(|state| state.project.annotations_of(page.articles[0])[0].id);
    page.does(AnnotatingAction::Relabel(id, "Cue".into())).await;
    assert_eq!(name(&button("Undo")), "Undo: change label to Cue");
    button("Undo").click();
    page.shown().await;
    assert_eq!(name(&button("Redo")), "Redo: change label to Cue");
    assert_eq!(page.annotations()[0], "Source: mayor");
}

#[wasm_bindgen_test]
async fn search_is_a_region_with_a_box() {
    let page = tagged().await;
    let search = named(&page.root, "search", "Search");
    let field = named(&search, "searchbox", "Search in articles");
    fill(&field, "TAXES", "input");
    page.shown().await;
    assert!(
        search.text_content().unwrap().contains('1'),
        "says how many hits"
    );
}

#[wasm_bindgen_test]
async fn the_save_state_tells_the_truth_without_being_spoken() {
    let page = tagged().await;
    page.does(ProjectsAction::Saving(SaveState::Saved)).await;
    let state = named(&page.root, "status", "Save state");
    assert_eq!(attribute(&state, "aria-live"), "off");
    assert_eq!(state.text_content().unwrap(), "Saved");
    let id = page
        .store
        .read(|state| state.project.annotations_of(page.articles[0])[0].id);
    page.does(AnnotatingAction::Relabel(id, "Cue".into())).await;
    assert_eq!(state.text_content().unwrap(), "Saving…");
    page.does(ProjectsAction::Saving(SaveState::NotSaved(
        "the disk is full".to_owned(),
    )))
    .await;
    assert_eq!(state.text_content().unwrap(), "Not saved: the disk is full");
    let alerts = roles(&page.root, "alert");
    assert_eq!(alerts.len(), 1, "and a failure is an alert");
    page.does(ProjectsAction::Saving(SaveState::Saved)).await;
    assert_eq!(roles(&page.root, "alert").len(), 0);
}

/// The state leaves "Saved" before the browser could paint anything else.
#[wasm_bindgen_test]
async fn the_save_state_leaves_saved_in_the_task_of_the_edit() {
    let page = tagged().await;
    page.does(ProjectsAction::Saving(SaveState::Saved)).await;
    let id = page
        .store
        .read(|state| state.project.annotations_of(page.articles[0])[0].id);
    page.store.dispatch(AnnotatingAction::Delete(id));
    // Microtasks run, no other task does.
    yew::scheduler::flush().await;
    let state = named(&page.root, "status", "Save state");
    assert_eq!(state.text_content().unwrap(), "Saving…");
}

#[wasm_bindgen_test]
async fn messages_are_polite_once_and_errors_are_alerts_that_stay() {
    let page = tagged().await;
    let live = all(&page.root, "[aria-live=polite]");
    assert_eq!(live.len(), 1);
    page.does(ProjectsAction::Refused {
        name: "a.json".to_owned(),
        reason: "Line 3: not a project.".to_owned(),
    })
    .await;
    let id = page
        .store
        .read(|state| state.project.annotations_of(page.articles[0])[0].id);
    page.does(AnnotatingAction::Delete(id)).await;
    let alerts = roles(&page.root, "alert");
    assert_eq!(alerts.len(), 1);
    assert!(
        alerts[0]
            .text_content()
            .unwrap()
            .contains("a.json: Line 3: not a project.")
    );
    assert_eq!(live[0].text_content().unwrap(), "Deleted Source: mayor");
    named(&alerts[0], "button", "Dismiss").click();
    page.shown().await;
    assert_eq!(roles(&page.root, "alert").len(), 0);
}

#[wasm_bindgen_test]
async fn the_projects_menu_is_named_by_the_project() {
    let page = tagged().await;
    named(&page.root, "button", "Test").click();
    page.shown().await;
    let menu = named(&page.root, "menu", "Projects");
    let items = names(&menu, "menuitem");
    for item in ["New project", "Open sample", "Import"] {
        assert!(items.contains(&item.to_owned()), "{item} in {items:?}");
    }
    let first = roles(&menu, "menuitem").remove(0);
    until("the first item has the keyboard", || {
        document().active_element().as_ref() == Some(&first)
    })
    .await;
    press("Escape");
    page.shown().await;
    assert_eq!(roles(&page.root, "menu").len(), 0);
    assert_eq!(name(&document().active_element().unwrap()), "Test");
}

/// Every dialog with its name.
fn dialogs(page: &Page) -> Vec<(Dialog, &'static str)> {
    vec![
        (Dialog::AddArticle, "Add article"),
        (Dialog::ArticleDetails(page.articles[0]), "Article details"),
        (Dialog::Projects, "Projects"),
        (Dialog::Export, "Export"),
        (Dialog::Import, "Import"),
        (Dialog::Commands, "Commands"),
        (Dialog::Shortcuts, "Keyboard shortcuts"),
        (Dialog::Checks, "Checks"),
        (Dialog::Registries, "Actors, canonical claims, topics"),
    ]
}

#[wasm_bindgen_test]
async fn dialogs_are_native_and_modal_and_have_their_names() {
    let page = tagged().await;
    for (dialog, title) in dialogs(&page) {
        page.opens(dialog).await;
        let shown: HtmlDialogElement = named(&page.root, "dialog", title).unchecked_into();
        assert!(shown.open(), "{title} is open");
        assert!(shown.matches(":modal").unwrap(), "{title} is modal");
        page.does(ViewingAction::Close).await;
        assert_eq!(roles(&page.root, "dialog").len(), 0, "{title} is gone");
    }
}

#[wasm_bindgen_test]
async fn a_dialog_takes_the_keyboard_and_gives_it_back() {
    let page = tagged().await;
    let text = page.text(0);
    for (dialog, title) in dialogs(&page) {
        text.focus().unwrap();
        page.opens(dialog).await;
        let shown = named(&page.root, "dialog", title);
        let active = document().active_element().unwrap();
        assert!(shown.contains(Some(&active)), "{title} has the keyboard");
        // What Escape makes of a dialog; that it does is for the end-to-end tests.
        send(&shown, "cancel");
        page.shown().await;
        assert_eq!(page.store.state().session.dialog, None, "{title} closes");
        let active = document().active_element().unwrap();
        assert!(
            active.is_same_node(Some(&text)),
            "{title} gives the keyboard back to the text, not to {}",
            active.outer_html()
        );
    }
}

#[wasm_bindgen_test]
async fn keys_of_the_page_do_nothing_under_a_dialog() {
    let page = tagged().await;
    page.text(0).focus().unwrap();
    page.select(0, "said").await;
    page.opens(Dialog::Shortcuts).await;
    assert!(!press("1"));
    assert!(!press("Mod+z"));
    page.does(ViewingAction::Close).await;
    assert_eq!(page.annotations().len(), 2);
}

#[wasm_bindgen_test]
async fn an_article_is_pasted_into_named_fields() {
    let page = Page::open(&[]).await;
    page.opens(Dialog::AddArticle).await;
    let dialog = named(&page.root, "dialog", "Add article");
    named(&dialog, "combobox", "Language");
    named(&dialog, "file", "Article files");
    fill(
        &named(&dialog, "textbox", "Text"),
        "A headline\n\nSome text of an article.\n",
        "input",
    );
    page.shown().await;
    fill(&named(&dialog, "textbox", "Title"), "My title", "input");
    page.shown().await;
    named(&dialog, "button", "Add").click();
    page.shown().await;
    assert_eq!(roles(&page.root, "dialog").len(), 0);
    let reader = named(&page.root, "region", "Article: My title");
    let text = all(&reader, ".text").remove(0).text_content().unwrap();
    assert_eq!(text, "A headline\n\nSome text of an article.\n");
}

#[wasm_bindgen_test]
async fn export_offers_formats_and_says_what_they_cannot_hold() {
    let page = tagged().await;
    named(&page.root, "button", "Export").click();
    page.shown().await;
    let dialog = named(&page.root, "dialog", "Export");
    let format = named(&dialog, "combobox", "Format");
    let first = all(&format, "option").remove(0).text_content().unwrap();
    assert_eq!(first, "Project (JSON)");
    named(&dialog, "list", "What this format cannot hold");
    named(&dialog, "button", "Download").click();
    let downloads = page
        .effects
        .borrow()
        .iter()
        .filter(|it| matches!(it, cotejo::app::Effect::Download(_)))
        .count();
    assert_eq!(downloads, 1);
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn another_format_says_what_it_cannot_hold_before_it_is_written() {
    let page = tagged().await;
    let read = ArticlesAction::SetFullyRead(page.articles[0], true);
    page.does(read).await;
    page.opens(Dialog::Export).await;
    let dialog = named(&page.root, "dialog", "Export");
    let losses = named(&dialog, "list", "What this format cannot hold");
    let said = || losses.text_content().unwrap();
    assert!(said().starts_with("Nothing"), "{}", said());
    let format = named(&dialog, "combobox", "Format");
    fill(&format, "annotation-lines", "change");
    page.shown().await;
    assert!(said().contains("readings: 1"), "{}", said());
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn import_takes_files_and_waits_for_its_button() {
    let page = tagged().await;
    page.opens(Dialog::Import).await;
    let dialog = named(&page.root, "dialog", "Import");
    named(&dialog, "file", "Files to import");
    assert!(named(&dialog, "button", "Import").has_attribute("disabled"));
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn an_empty_project_says_what_to_do_with_buttons_that_do_it() {
    let page = Page::open(&[]).await;
    let empty: HtmlElement = page
        .root
        .query_selector(".empty")
        .unwrap()
        .unwrap()
        .unchecked_into();
    assert_eq!(
        names(&empty, "button"),
        ["Add article", "Open sample", "Import"]
    );
    named(&empty, "button", "Import").click();
    page.shown().await;
    named(&page.root, "dialog", "Import");
    page.does(ViewingAction::Close).await;
}

/// Controls without a name are nothing to those who cannot see them.
#[wasm_bindgen_test]
async fn every_control_has_a_name() {
    let page = tagged().await;
    let list = named(&page.root, "listbox", "Annotations");
    named(&list, "option", "Claim: taxes rise").click();
    page.shown().await;
    let nameless = |page: &Page| -> Vec<String> {
        [
            "button",
            "combobox",
            "textbox",
            "searchbox",
            "checkbox",
            "file",
            "option",
            "region",
            "dialog",
        ]
        .iter()
        .flat_map(|role| roles(&page.root, role))
        .filter(|it| name(it).is_empty())
        .map(|it| it.outer_html())
        .collect()
    };
    assert_eq!(nameless(&page), [""; 0], "the main screen");
    for (dialog, title) in dialogs(&page) {
        page.opens(dialog).await;
        assert_eq!(nameless(&page), [""; 0], "{title}");
        page.does(ViewingAction::Close).await;
    }
    for view in [View::Compare, View::Sources, View::Codebook] {
        page.does(ViewingAction::Show(view)).await;
        assert_eq!(nameless(&page), [""; 0], "{view:?}");
    }
}

#[wasm_bindgen_test]
async fn a_title_being_typed_stays_when_the_list_of_projects_arrives() {
    let page = tagged().await;
    page.opens(Dialog::Projects).await;
    let dialog = named(&page.root, "dialog", "Projects");
    let field = named(&dialog, "textbox", "Title of the open project");
    fill(&field, "Half a ti", "input");
    let listed = cotejo::app::ProjectSummary {
        id: page.store.read(|state| state.project.id()),
        title: "Test".to_owned(),
        articles: 2,
        annotations: 2,
        modified: cotejo::model::Timestamp::from_millis(1_700_000_000_000),
        deleted: false,
        bytes: None,
    };
    page.does(ProjectsAction::Listed(vec![listed])).await;
    let field: web_sys::HtmlInputElement = field.unchecked_into();
    assert_eq!(field.value(), "Half a ti");
    page.does(ViewingAction::Close).await;
}
