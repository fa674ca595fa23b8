//! What of the app comes later: when it is needed, or before, while nothing happens.

use serde_json::Value;

use crate::harness::{Page, at, stories};

stories! {
    reading_and_annotating_need_no_part,
    a_view_that_did_not_come_is_loaded_when_asked_again,
    a_dialog_that_did_not_come_is_loaded_when_asked_again,
    parts_come_by_themselves_after_the_page,
}

/// What the files of parts begin with.
const PARTS: &str = "/part-";

fn asked(page: &Page, beginning: &str) -> usize {
    let requests = page.requests();
    requests
        .iter()
        .filter(|it| it.starts_with(beginning))
        .count()
}

async fn reading_and_annotating_need_no_part(page: Page) {
    page.lose(PARTS);
    page.open_at("/#sample").await;
    page.tag("una pieza clave", "3").await;
    page.see(at("listbox", "Annotations").then("option", "Source: una pieza clave"))
        .await;
    page.press("Control+z").await;
    page.see(("button", "Redo: label Source")).await;
    page.press("Control+Shift+z").await;
    page.see(("button", "Undo: label Source")).await;
    page.saved().await;
    page.reload().await;
    page.see(at("listbox", "Annotations").then("option", "Source: una pieza clave"))
        .await;
    assert_eq!(page.alerts().await, Vec::<String>::new());
}

async fn a_view_that_did_not_come_is_loaded_when_asked_again(page: Page) {
    page.lose(PARTS);
    page.open_at("/#sample").await;
    page.tag("una pieza clave", "3").await;
    page.click(("tab", "Compare")).await;
    page.warned("could not be loaded").await;
    page.click(("button", "Try again")).await;
    page.warned("could not be loaded").await;
    page.find_again();
    page.click(("button", "Try again")).await;
    page.see(("grid", "Claims by article")).await;
    assert_eq!(page.alerts().await, Vec::<String>::new());
    // It is loaded once.
    let compare = asked(&page, "/part-compare-");
    page.click(("tab", "Read")).await;
    page.see(at("listbox", "Annotations").then("option", "Source: una pieza clave"))
        .await;
    page.click(("tab", "Compare")).await;
    page.see(("grid", "Claims by article")).await;
    assert_eq!(asked(&page, "/part-compare-"), compare);
    page.click(("tab", "Sources")).await;
    page.see(("heading", "Claims by voice and article")).await;
    page.click(("tab", "Codebook")).await;
    page.see(("heading", "News claims 1.0")).await;
}

async fn a_dialog_that_did_not_come_is_loaded_when_asked_again(page: Page) {
    page.lose(PARTS);
    page.open_at("/#sample").await;
    page.press("?").await;
    let failed = at("dialog", "Not loaded");
    page.see(failed.clone().then("alert", "*")).await;
    page.press("Escape").await;
    page.gone(&failed).await;
    // What a key does without a dialog of its own is refused with a sentence, and done later.
    page.press("z").await;
    page.warned("could not be loaded").await;
    page.click(("button", "Dismiss")).await;
    page.press("?").await;
    page.see(&failed).await;
    page.find_again();
    page.click(failed.clone().then("button", "Try again")).await;
    page.see(("dialog", "Keyboard shortcuts")).await;
    page.gone(&failed).await;
    page.press("Escape").await;
    page.gone(("dialog", "Keyboard shortcuts")).await;
    page.press("z").await;
    page.see(("region", "Unlinked claims")).await;
}

async fn parts_come_by_themselves_after_the_page(page: Page) {
    page.open_at("/#sample").await;
    page.until("all parts", async || {
        let all = ["dialogs", "compare", "sources", "codebook"];
        let came = |it: &str| asked(&page, &format!("{PARTS}{it}-")) == 1;
        all.into_iter().all(came).then_some(())
    })
    .await;
    let before: Value = page
        .run(
            "const opened = performance.getEntriesByName('cotejo:open')[0];
             const parts = performance.getEntriesByType('resource').filter((it) => it.name.includes('/part-'));
             return parts.filter((it) => it.startTime < opened.startTime + opened.duration).map((it) => it.name);",
        )
        .await;
    assert_eq!(before, Value::Array(Vec::new()));
    // And then nothing is asked for any more.
    let requests = page.requests().len();
    page.press("?").await;
    page.see(("dialog", "Keyboard shortcuts")).await;
    page.press("Escape").await;
    page.click(("tab", "Compare")).await;
    page.see(("grid", "Claims by article")).await;
    assert_eq!(page.requests().len(), requests);
}
