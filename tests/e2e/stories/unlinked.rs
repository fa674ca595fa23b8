//! Claims that are in no row: candidates come from a worker, and so does the report.

use crate::harness::{Page, Spot, at, stories};

stories! {
    a_claim_is_linked_by_its_candidate,
    the_report_is_written_apart_from_the_page,
    a_report_that_takes_long_is_cancelled,
    where_no_worker_starts_it_is_said,
}

const CAPACITY: &str = "CECOT has capacity for 40,000 inmates.";
const SCRIPT: &str = "/analyst.js";

pub(super) fn tray() -> Spot {
    at("region", "Unlinked claims")
}

/// What the Spanish article does with the capacity, or the beginning of that.
async fn spanish_cell(page: &Page, wanted: &str) {
    let row = at("grid", "Claims by article").then("rowheader", CAPACITY);
    let cell = "it.parentElement.querySelector('[role=gridcell]').ariaLabel";
    page.holds(row, &format!("{cell}.startsWith('{wanted}')"))
        .await;
}

/// Takes the Spanish claim about the capacity from its row; the matrix is open.
pub(super) async fn unlink(page: &Page) {
    page.click(("tab", "Compare")).await;
    let row = at("grid", "Claims by article").then("rowheader", CAPACITY);
    page.click(row).await;
    page.press("ArrowRight").await;
    page.press("Enter").await;
    page.focus_is("Claim: tiene capacidad para 40,000 prisioneros")
        .await;
    let field = at("complementary", "Inspector").then("combobox", "Canonical claim");
    page.fill(&field, "").await;
    page.press("Tab").await;
    page.see(("button", "Undo: take the claim out of*")).await;
    page.click(("tab", "Compare")).await;
}

async fn a_claim_is_linked_by_its_candidate(page: Page) {
    page.open_at("/#sample").await;
    unlink(&page).await;
    // Nobody has loaded what only this needs.
    assert!(!page.requests().iter().any(|it| it.contains("analyst")));
    spanish_cell(&page, "omits").await;
    page.click(("button", "Unlinked claims")).await;
    page.holds(
        tray(),
        "it.querySelector('blockquote strong')?.textContent
            === 'tiene capacidad para 40,000 prisioneros'",
    )
    .await;
    page.holds(
        tray(),
        "/40,000/.test(it.querySelector('.candidates .why')?.textContent)",
    )
    .await;
    assert!(page.requests().iter().any(|it| it == SCRIPT));
    page.press("1").await;
    spanish_cell(&page, "endorses, 1 quote").await;
    page.holds(
        tray(),
        "it.textContent.includes('Every claim has its row.')",
    )
    .await;
    // The worker follows: what is unlinked again finds its candidates again.
    page.press("Control+z").await;
    spanish_cell(&page, "omits").await;
    page.holds(
        tray(),
        "/40,000/.test(it.querySelector('.candidates .why')?.textContent)",
    )
    .await;
    assert_eq!(page.requests().iter().filter(|it| *it == SCRIPT).count(), 1);
}

async fn the_report_is_written_apart_from_the_page(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Compare")).await;
    page.catch_downloads().await;
    page.click(("button", "Report")).await;
    page.click(at("dialog", "Report").then("button", "Report (HTML)"))
        .await;
    let report = page.caught().await;
    page.gone(("dialog", "Report")).await;
    assert!(report.starts_with("<!doctype html>"), "{report:.100}");
    assert!(report.contains("40,000"));
    assert!(report.contains(CAPACITY));
    let measured = "performance.getEntriesByName('cotejo:report').length === 1";
    page.until_true("how long it took", measured).await;
    // A table of the project as it is by then: the worker has it already.
    page.catch_downloads().await;
    page.click(("button", "Report")).await;
    page.click(at("dialog", "Report").then("button", "Matrix (CSV)"))
        .await;
    assert!(page.caught().await.contains(CAPACITY));
    assert_eq!(page.requests().iter().filter(|it| *it == SCRIPT).count(), 1);
}

async fn a_report_that_takes_long_is_cancelled(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Compare")).await;
    // A worker that never comes to an end.
    page.run::<serde_json::Value>(
        "window.Worker = class extends EventTarget {
           postMessage() {}
           terminate() { window.ended = (window.ended ?? 0) + 1; }
         };",
    )
    .await;
    let dialog = at("dialog", "Report");
    let write = dialog.clone().then("button", "Report (HTML)");
    for ended in 1..=2 {
        page.click(("button", "Report")).await;
        page.click(&write).await;
        page.holds(
            &dialog,
            "it.querySelector('[role=status]').textContent === 'Writing…'",
        )
        .await;
        if ended == 1 {
            page.click(dialog.clone().then("button", "Cancel")).await;
            page.see(&write).await;
        }
        page.press("Escape").await;
        page.gone(&dialog).await;
        page.until_true(
            "the end of the worker",
            &format!("window.ended === {ended}"),
        )
        .await;
    }
}

/// The dialog says that no report can be written, and stays.
async fn no_report_is_written(page: &Page) {
    page.click(("tab", "Compare")).await;
    page.click(("button", "Report")).await;
    let dialog = at("dialog", "Report");
    page.click(dialog.clone().then("button", "Report (HTML)"))
        .await;
    page.holds(
        &dialog,
        "it.querySelector('[role=alert]')?.textContent.includes('work in the background')",
    )
    .await;
    page.see(dialog.then("button", "Report (HTML)")).await;
}

async fn where_no_worker_starts_it_is_said(page: Page) {
    page.lose("/cotejo-analyst_bg.wasm");
    page.open_at("/#sample").await;
    no_report_is_written(&page).await;
    page.lose(SCRIPT);
    page.step_aside().await;
    page.open_at("/#sample").await;
    no_report_is_written(&page).await;
    page.press("Escape").await;
    unlink(&page).await;
    page.click(("button", "Unlinked claims")).await;
    page.holds(
        tray(),
        "it.textContent.includes('does not let the page work in the background')",
    )
    .await;
}
