//! Nothing is lost when the page is closed.

use serde_json::Value;

use crate::harness::{Page, at, stories};

stories! {
    reload_brings_everything_back_with_its_history,
    what_is_saved_of_the_sample_is_where_the_address_leads,
}

const TEXT: &str =
    "Prices rise\n\nThe ministry said that prices will rise 🖐️🇨🇱 by May. Critics doubt it.\n";

async fn reload_brings_everything_back_with_its_history(page: Page) {
    page.project_with(TEXT).await;
    page.tag("prices will rise", "1").await;
    page.tag("The ministry", "3").await;
    page.press("l").await;
    page.click_on("prices will").await;
    page.see(("button", "Undo: relation attributed to")).await;
    page.saved().await;

    // The save state leaves "Saved" in the very task of the edit.
    page.drag_over("Critics").await;
    page.see(("toolbar", "Label selection")).await;
    page.run::<Value>(
        "const state = look.one({steps: [['status', 'Save state']], nth: 0});
         const next = new MessageChannel();
         next.port2.onmessage = () => { window.afterEdit = state.textContent.trim(); };
         addEventListener('keydown', () => next.port1.postMessage(0), { capture: true, once: true });",
    )
    .await;
    page.press("3").await;
    let after: String = page
        .until("the task after the edit", async || {
            page.get("window.afterEdit ?? null").await
        })
        .await;
    assert_eq!(after, "Saving…");
    page.saved().await;
    let before = page.export().await;

    page.reload().await;
    let all = [
        "Source: The ministry",
        "Claim: prices will rise",
        "Source: Critics",
    ];
    page.annotations_are(&all).await;
    page.saved().await;
    let after = page.export().await;
    assert_eq!(before.bytes, after.bytes, "the project is as it was");

    // Undo goes on where it was, and through everything.
    page.click(("button", "Undo: label Source")).await;
    page.annotations_are(&all[..2]).await;
    page.click(("button", "Redo: label Source")).await;
    page.annotations_are(&all).await;
    assert_eq!(page.export().await.bytes, before.bytes);
    page.click(("button", "Undo: label Source")).await;
    page.click(("button", "Undo: relation attributed to")).await;
    page.click(("button", "Undo: label Source")).await;
    page.annotations_are(&["Claim: prices will rise"]).await;
    page.saved().await;

    // Also what was undone can still be redone after another reload.
    page.reload().await;
    page.annotations_are(&["Claim: prices will rise"]).await;
    for name in ["label Source", "relation attributed to", "label Source"] {
        page.click(at("button", &format!("Redo: {name}"))).await;
    }
    page.annotations_are(&all).await;
    assert_eq!(page.export().await.bytes, before.bytes);
    page.click(("button", "Undo: label Source")).await;
    page.click(("button", "Undo: relation attributed to")).await;
    page.click(("button", "Undo: label Source")).await;
    page.click(("button", "Undo: label Claim")).await;
    page.annotations_are(&[]).await;
    page.click(("button", "Undo: add article Prices rise"))
        .await;
    page.see(("heading", "No articles yet")).await;
}

async fn what_is_saved_of_the_sample_is_where_the_address_leads(page: Page) {
    page.open_at("/#sample").await;
    // Where a reload would lead at the moment in which the page says that all is saved.
    page.run::<Value>(
        "const state = look.one({steps: [['status', 'Save state']], nth: 0});
         let edited = false;
         new MutationObserver(() => {
           const saved = look.tidy(state.textContent) === 'Saved';
           if (edited && saved) window.whenSaved ??= location.hash;
           edited ||= !saved;
         }).observe(state, { subtree: true, childList: true, characterData: true });",
    )
    .await;
    page.tag("una pieza clave", "3").await;
    let address: String = page
        .until("the edit to be saved", async || {
            page.get("window.whenSaved ?? null").await
        })
        .await;
    assert!(address.starts_with("#project="), "{address}");
    page.reload().await;
    page.see(at("listbox", "Annotations").then("option", "Source: una pieza clave"))
        .await;
}
