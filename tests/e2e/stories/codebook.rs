//! The codebook is edited in the tool, by mouse and by keyboard.

use serde_json::Value;

use crate::harness::{Page, Spot, at, stories};

stories! {
    a_label_gets_another_name,
    a_label_in_use_is_removed_and_its_annotations_go_elsewhere,
    a_label_of_ones_own_is_given_by_its_key,
    a_new_project_is_coded_by_a_shipped_codebook,
    another_codebook_asks_where_goes_what_it_lacks,
    a_codebook_is_saved_and_comes_back,
}

const TEXT: &str = "The mayor said that taxes rise.\n\nNobody pays them.\n";

fn entry(name: &str) -> Spot {
    at("group", name)
}

async fn edit(page: &Page, name: &str) {
    page.click(("tab", "Codebook")).await;
    page.click(("button", &*format!("Edit {name}"))).await;
    page.see(entry(name).then("textbox", "Name")).await;
}

async fn rename(page: &Page, name: &str, to: &str) {
    page.fill(entry(name).then("textbox", "Name"), to).await;
    page.press("Tab").await;
}

/// A claim and its source.
async fn tagged(page: &Page) {
    page.project_with(TEXT).await;
    page.tag("taxes rise", "1").await;
    page.tag("The mayor", "3").await;
    page.annotations_are(&["Source: The mayor", "Claim: taxes rise"])
        .await;
}

async fn a_label_gets_another_name(page: Page) {
    tagged(&page).await;
    edit(&page, "Claim").await;
    rename(&page, "Claim", "Assertion").await;
    page.see(("button", "Undo: rename to Assertion in the codebook"))
        .await;
    // By keyboard: back to the button above the fields, out and in again.
    page.press("Shift+Tab").await;
    page.press("Shift+Tab").await;
    page.press("Enter").await;
    page.gone(entry("Assertion").then("textbox", "Name")).await;
    page.press("Enter").await;
    page.see(entry("Assertion").then("textbox", "Name")).await;
    page.press("Tab").await;
    page.press("Control+a").await;
    page.type_text("Statement").await;
    page.press("Enter").await;
    page.see(entry("Statement")).await;
    // What another label is called is refused, where it was written.
    rename(&page, "Statement", "Source").await;
    page.see(entry("Statement").then("alert", "")).await;
    page.click(("tab", "Read")).await;
    page.annotations_are(&["Source: The mayor", "Statement: taxes rise"])
        .await;
    page.see(at("toolbar", "Labels").then("button", "Statement"))
        .await;
    page.saved().await;
    page.reload().await;
    page.see(("button", "Undo: rename to Statement in the codebook"))
        .await;
    page.press("Control+z").await;
    page.press("Control+z").await;
    page.annotations_are(&["Source: The mayor", "Claim: taxes rise"])
        .await;
}

async fn a_label_in_use_is_removed_and_its_annotations_go_elsewhere(page: Page) {
    tagged(&page).await;
    edit(&page, "Claim").await;
    page.click(entry("Claim").then("button", "Remove…")).await;
    let dialog = || at("dialog", "Where do they go?");
    page.see(dialog()).await;
    let remove = dialog().then("button", "Remove");
    assert!(!page.is_enabled(remove.clone()).await, "nobody said where");
    let to = dialog().then("combobox", "Where to: Claim");
    page.choose(to, "to Stance").await;
    page.click(remove).await;
    page.gone(dialog()).await;
    page.gone(entry("Claim")).await;
    let keyboard = "document.activeElement.getAttribute('role') === 'tab'";
    page.until_true("the keyboard in the view", keyboard).await;
    let log = at("region", "Change log").then("listitem", "*");
    let line = page.text(log).await;
    let says = "removed label “Claim”; what had it has “Stance” now";
    assert!(
        line.starts_with("1.0.1 · ") && line.ends_with(says),
        "{line}"
    );
    page.click(("tab", "Read")).await;
    page.annotations_are(&["Source: The mayor", "Stance: taxes rise"])
        .await;
    page.click(("button", "Undo: remove Claim from the codebook"))
        .await;
    page.annotations_are(&["Source: The mayor", "Claim: taxes rise"])
        .await;
    // Or it is only not offered any more.
    edit(&page, "Claim").await;
    page.click(entry("Claim").then("button", "Remove…")).await;
    page.click(dialog().then("button", "Deprecate instead"))
        .await;
    page.gone(dialog()).await;
    page.click(("tab", "Read")).await;
    page.annotations_are(&["Source: The mayor", "Claim: taxes rise"])
        .await;
    page.gone(at("toolbar", "Labels").then("button", "Claim"))
        .await;
}

async fn a_label_of_ones_own_is_given_by_its_key(page: Page) {
    page.project_with(TEXT).await;
    page.click(("tab", "Codebook")).await;
    page.fill(("textbox", "Add label: Name"), "Actor").await;
    page.press("Enter").await;
    page.see(entry("Actor")).await;
    page.click(("tab", "Read")).await;
    page.tag("The mayor", "5").await;
    page.annotations_are(&["Actor: The mayor"]).await;
}

async fn a_new_project_is_coded_by_a_shipped_codebook(page: Page) {
    page.open().await;
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.type_text("New project with another").await;
    page.press("Enter").await;
    let dialog = at("dialog", "Choose a codebook");
    page.click(dialog.clone().then("button", "Frames")).await;
    page.gone(dialog.clone()).await;
    page.see(("heading", "No articles yet")).await;
    page.see(at("toolbar", "Labels").then("button", "Remedy"))
        .await;
    page.click(("tab", "Compare")).await;
    page.see(("heading", "No canonical claims yet")).await;
    // It says why there are none, and offers what has them.
    page.click(at("main", "").then("button", "Use another codebook…"))
        .await;
    page.click(dialog.clone().then("button", "News claims"))
        .await;
    page.gone(dialog).await;
    page.click(("tab", "Read")).await;
    page.see(at("toolbar", "Labels").then("button", "Claim"))
        .await;
    page.press("Control+z").await;
    page.see(at("toolbar", "Labels").then("button", "Remedy"))
        .await;
}

async fn another_codebook_asks_where_goes_what_it_lacks(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Codebook")).await;
    page.click(("button", "Use another codebook…")).await;
    let choosing = at("dialog", "Choose a codebook");
    page.click(choosing.then("button", "Attribution")).await;
    let asking = at("dialog", "Where do they go?");
    let claims = asking.clone().then("combobox", "Where to: Claim");
    page.holds(
        claims.clone(),
        "it.selectedOptions[0].text === 'keep as it is'",
    )
    .await;
    page.choose(claims, "to Content").await;
    page.choose(
        asking.clone().then("combobox", "Where to: Affiliation"),
        "take it away from them",
    )
    .await;
    page.click(asking.clone().then("button", "Use this codebook"))
        .await;
    page.gone(asking).await;
    page.click(("tab", "Read")).await;
    let annotations = at("listbox", "Annotations");
    let content = annotations
        .clone()
        .then("option", "Content: el cambio en los*");
    page.see(content.clone()).await;
    page.see(at("toolbar", "Labels").then("button", "Content"))
        .await;
    // One step, and one back.
    page.press("Control+z").await;
    page.see(annotations.then("option", "Claim: el cambio en los*"))
        .await;
    page.gone(content).await;
}

async fn a_codebook_is_saved_and_comes_back(page: Page) {
    tagged(&page).await;
    edit(&page, "Claim").await;
    rename(&page, "Claim", "Assertion").await;
    page.catch_downloads().await;
    page.click(("button", "Export codebook")).await;
    let saved = page.caught().await;
    let json: Value = serde_json::from_str(&saved).expect("a codebook is JSON");
    assert_eq!(json["labels"][0]["name"]["en"], "Assertion");
    assert_eq!(json["log"][0]["edit"], "set");

    page.press("Control+z").await;
    page.see(entry("Claim")).await;
    page.click(("button", "Import codebook…")).await;
    let dialog = at("dialog", "Choose a codebook");
    let file = page.file("codebook.json", saved.as_bytes());
    page.choose_files(dialog.clone().then("file", "Codebook file"), &[&file])
        .await;
    page.gone(dialog.clone()).await;
    page.see(entry("Assertion")).await;
    let exported = page.export().await;
    assert_eq!(exported.json["codebook"], json);

    // What another one lacks is asked about, and stays as it is if nobody moves it.
    page.click(("button", "Use another codebook…")).await;
    page.click(dialog.then("button", "Argument")).await;
    let asks = at("dialog", "Where do they go?");
    page.see(asks.clone().then("combobox", "Where to: Source"))
        .await;
    page.click(asks.then("button", "Use this codebook")).await;
    page.see(entry("Premise")).await;
    page.see(("heading", "In use, and not in this codebook or not so"))
        .await;
    page.click(("tab", "Read")).await;
    // What the codebook does not know is underlined all the same.
    let marked = "![...CSS.highlights].every(([name, it]) => \
                  !name.startsWith('cotejo-mark_40unknown') || it.size === 0)";
    page.until_true("marks", marked).await;
    page.annotations_are(&["Source: The mayor", "Claim: taxes rise"])
        .await;
}
