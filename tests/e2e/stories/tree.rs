//! Everything by the accessibility tree alone: things are found by role and name in it, the
//! browser is asked for their default action, and what came of it is read in it again. Firefox
//! shows its tree to the system only.

use super::two_articles::{
    CANONICAL, CLAIM, ENGLISH, SAME, SOURCE, SPANISH, STANCE, inspector, is_the_main_job,
};
use crate::harness::{Exported, Page, Spot, at, stories};

stories! { in Chromium alone; the_main_job_is_done_by_the_accessibility_tree_alone }

fn row(label: &str, words: &str) -> Spot {
    at("listbox", "Annotations").then("option", &format!("{label}: {words}"))
}

async fn the_main_job_is_done_by_the_accessibility_tree_alone(page: Page) {
    page.open().await;
    page.activate(("button", "New project")).await;
    page.told(("heading", "No articles yet")).await;
    add(&page, SPANISH).await;
    let spanish = at("region", "Article: El presidente*").then("document", "*");
    reads(&page, &spanish, |it| it == SPANISH).await;

    // Who says it.
    tag(&page, &spanish, CLAIM, "Claim").await;
    tag(&page, &spanish, SOURCE, "Source").await;
    page.activate(inspector("button", "Add relation")).await;
    page.give_keyboard(inspector("combobox", "Other end")).await;
    page.dictate("medidas").await;
    page.activate(inspector("option", "is source of Claim*"))
        .await;
    page.told(inspector("button", "Delete relation to Claim*"))
        .await;

    // What the article makes of it.
    tag(&page, &spanish, STANCE, "Stance").await;
    choose(&page, inspector("combobox", "Stance"), "support").await;
    choose(&page, inspector("combobox", "Holder"), "unnamed").await;
    page.activate(inspector("button", "Add relation")).await;
    page.activate(inspector("option", "targets Claim*")).await;
    page.told(inspector("button", "Delete relation to Claim*"))
        .await;

    // What it is in one sentence, which the other article says too.
    page.activate(row("Claim", CLAIM)).await;
    let same = inspector("combobox", "Canonical claim");
    page.give_keyboard(&same).await;
    page.dictate(CANONICAL).await;
    page.activate(inspector("option", "New canonical claim*"))
        .await;
    page.told(("button", "Undo: new canonical claim*")).await;

    add(&page, ENGLISH).await;
    let english = at("region", "Article: Chile*").then("document", "*");
    reads(&page, &english, |it| it.contains(SAME)).await;
    tag(&page, &english, SAME, "Claim").await;
    page.give_keyboard(&same).await;
    page.dictate("not copied").await;
    page.activate(inspector("option", CANONICAL)).await;
    page.told(("button", "Undo: canonical claim*")).await;
    assert_eq!(page.told(&same).await.value, CANONICAL);

    // Who reports it.
    page.activate(("tab", "Compare")).await;
    let matrix = at("grid", "Claims by article");
    page.told(&matrix).await;
    let tree = page.tree().await;
    let all_names = |spot: Spot| -> Vec<String> {
        let all = tree.all(spot).into_iter();
        all.map(|it| it.name.clone()).collect()
    };
    assert_eq!(
        all_names(matrix.clone().then("rowheader", "*")),
        [CANONICAL]
    );
    assert_eq!(
        all_names(matrix.then("gridcell", "*")),
        ["reports, 1 quote", "unresolved, 1 quote"]
    );
    page.activate(("tab", "Read")).await;
    page.told(row("Claim", SAME)).await;

    let exported = export(&page).await;
    is_the_main_job(&exported);
}

async fn add(page: &Page, text: &str) {
    page.activate(at("navigation", "Articles").then("button", "Add article"))
        .await;
    let dialog = at("dialog", "Add article");
    page.give_keyboard(dialog.clone().then("textbox", "Text"))
        .await;
    page.dictate(text).await;
    page.activate(dialog.clone().then("button", "Add")).await;
    page.told_no_more(&dialog).await;
}

/// Waits until an article is read as it should be: its words come after its place in the page,
/// and in a long text only what is near the screen.
async fn reads(page: &Page, article: &Spot, is_so: impl Fn(&str) -> bool) {
    page.told(article).await;
    page.until(&format!("the words of {article}"), async || {
        let read = page.tree().await.text_in(article);
        is_so(&read).then_some(())
    })
    .await;
}

/// Selects words with the keys that move in a text, and gives them a label.
async fn tag(page: &Page, text: &Spot, words: &str, label: &str) {
    page.give_keyboard(text).await;
    let whole = page.tree().await.text_in(text);
    let start = whole.find(words).expect("the words stand there");
    let before = &whole[..start];
    let line = before.rfind('\n').map_or(0, |it| it + 1);
    page.press("Control+Home").await;
    page.press_times("Control+ArrowDown", before.matches('\n').count())
        .await;
    page.press_times("ArrowRight", whole[line..start].chars().count())
        .await;
    page.press_times("Shift+ArrowRight", words.chars().count())
        .await;
    page.activate(at("toolbar", "Label selection").then("button", label))
        .await;
    page.hears(&format!("{label}: ")).await;
    let row = page.told(row(label, words)).await;
    assert!(row.is("selected"), "{row:?}");
    page.told(("button", format!("Undo: label {label}").as_str()))
        .await;
}

/// Chooses from a native list by its words.
async fn choose(page: &Page, list: Spot, option: &str) {
    page.give_keyboard(&list).await;
    page.type_text(option).await;
    page.until(&format!("{option} to be chosen"), async || {
        (page.told(&list).await.value == option).then_some(())
    })
    .await;
}

/// Exports the project through the dialog, and gives the file that would be saved.
async fn export(page: &Page) -> Exported {
    page.catch_downloads().await;
    page.activate(("button", "Export")).await;
    let dialog = at("dialog", "Export");
    page.activate(dialog.clone().then("button", "Download"))
        .await;
    let bytes = page.caught().await;
    page.activate(dialog.clone().then("button", "Close")).await;
    page.told_no_more(&dialog).await;
    let json = serde_json::from_str(&bytes).expect("the export is JSON");
    Exported { bytes, json }
}
