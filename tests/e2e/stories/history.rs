//! Earlier states, and what is there when the browser's database is not.

use serde_json::Value;

use crate::harness::{Page, Spot, at, stories};

stories! {
    what_changed_is_listed_and_gone_back_to,
    an_earlier_state_becomes_a_project_of_its_own,
    the_list_of_projects_says_how_much_is_kept,
    without_the_database_there_is_what_second_copies_hold,
}

const TEXT: &str =
    "Prices rise\n\nThe ministry said that prices will rise 🖐️🇨🇱 by May. Critics doubt it.\n";

fn dialog() -> Spot {
    at("dialog", "History")
}

async fn open_menu(page: &Page) {
    page.click(at("banner", "").then("button", "*")).await;
    page.see(at("menu", "Projects")).await;
}

async fn open_history(page: &Page) {
    open_menu(page).await;
    page.click(at("menu", "Projects").then("menuitem", "History"))
        .await;
    page.see(dialog()).await;
}

/// The list has it.
async fn says(page: &Page, words: &str) {
    page.until(words, async || {
        page.text(dialog()).await.contains(words).then_some(())
    })
    .await;
}

async fn what_changed_is_listed_and_gone_back_to(page: Page) {
    page.project_with(TEXT).await;
    page.tag("prices will rise", "1").await;
    page.tag("The ministry", "3").await;
    page.saved().await;
    let all = ["Source: The ministry", "Claim: prices will rise"];
    page.annotations_are(&all).await;
    open_history(&page).await;
    // By keys alone: into the list, and down to its end.
    says(&page, "label, 2 times").await;
    // With adding the article, and with how it began.
    assert_eq!(page.count(dialog().then("radio", "*")).await, 3);
    page.press("Tab").await;
    page.press("Space").await;
    page.see(dialog().then("button", "Go back to this state"))
        .await;
    assert!(
        !page
            .is_enabled(dialog().then("button", "Go back to this state"))
            .await,
        "nothing came after the last change"
    );
    page.press("ArrowDown").await;
    page.until("the state before", async || {
        let then = dialog().then("row", "Annotations*");
        page.text(then).await.contains('0').then_some(())
    })
    .await;
    page.click(dialog().then("button", "Go back to this state"))
        .await;
    page.gone(dialog()).await;
    page.annotations_are(&[]).await;
    page.saved().await;
    // It is one change: stored, listed, and taken back like any other.
    page.reload().await;
    page.annotations_are(&[]).await;
    page.click(("button", "Undo: go back to*")).await;
    page.annotations_are(&all).await;
    open_history(&page).await;
    says(&page, "Undone: go back to").await;
    page.press("Escape").await;
    page.gone(dialog()).await;
}

async fn an_earlier_state_becomes_a_project_of_its_own(page: Page) {
    page.project_with(TEXT).await;
    page.tag("prices will rise", "1").await;
    page.press("Control+z").await;
    page.annotations_are(&[]).await;
    page.saved().await;
    let address = page.url().await;
    open_history(&page).await;
    says(&page, "Undone: label Claim").await;
    // The change before that.
    page.click(dialog().then("radio", "*").nth(1)).await;
    page.click(dialog().then("button", "Open this state as a copy"))
        .await;
    page.gone(dialog()).await;
    page.annotations_are(&["Claim: prices will rise"]).await;
    page.saved().await;
    page.until("an address of its own", async || {
        let now = page.url().await;
        (now.contains("#project=") && now != address).then_some(())
    })
    .await;
    page.reload().await;
    page.annotations_are(&["Claim: prices will rise"]).await;
}

async fn the_list_of_projects_says_how_much_is_kept(page: Page) {
    page.project_with(TEXT).await;
    page.tag("prices will rise", "1").await;
    page.saved().await;
    open_menu(&page).await;
    page.click(at("menu", "Projects").then("menuitem", "Manage projects"))
        .await;
    page.until("a size", async || {
        let text = page.text(("dialog", "Projects")).await;
        text.contains(" kB").then_some(())
    })
    .await;
    page.click(at("dialog", "Projects").then("button", "History of *"))
        .await;
    page.see(dialog()).await;
}

/// What is left of a database whose content a browser lost.
const BREAK: &str = "
    const request = (it) => new Promise((done, failed) => {
      it.onsuccess = () => done(it.result); it.onerror = () => failed(it.error);
    });
    await request(indexedDB.deleteDatabase('cotejo'));
    (await request(indexedDB.open('cotejo', 1))).close();
    return true;";

const MEND: &str = "
    const request = (it) => new Promise((done, failed) => {
      it.onsuccess = () => done(it.result); it.onerror = () => failed(it.error);
    });
    await request(indexedDB.deleteDatabase('cotejo'));
    return true;";

async fn without_the_database_there_is_what_second_copies_hold(page: Page) {
    page.project_with(TEXT).await;
    page.tag("prices will rise", "1").await;
    page.saved().await;
    page.step_aside().await;
    let _: Value = page.run_async(BREAK, Vec::new()).await;
    page.open().await;
    page.warned("database cannot be opened").await;
    page.annotations_are(&["Claim: prices will rise"]).await;
    // That nothing is sure is said all the time; what is done is in the copy all the same.
    page.holds(
        ("status", "Save state"),
        "look.tidy(it.textContent).startsWith('Not saved')",
    )
    .await;
    page.tag("The ministry", "3").await;
    let all = ["Source: The ministry", "Claim: prices will rise"];
    page.annotations_are(&all).await;
    page.settle().await;
    page.step_aside().await;
    let _: Value = page.run_async(MEND, Vec::new()).await;
    page.open().await;
    page.annotations_are(&all).await;
    page.saved().await;
    page.see(("button", "Undo: label Source")).await;
}
