//! Who reports which claim, and who leaves it out, in one look.

use crate::harness::{Page, Spot, at, stories};

stories! {
    the_sample_shows_who_leaves_what_out,
    the_matrix_is_gone_through_by_key,
    a_cell_is_set_by_hand,
    columns_are_hidden_from_a_list_that_closes,
    the_chain_of_evidence_is_a_list_in_lists,
}

fn matrix() -> Spot {
    at("grid", "Claims by article")
}

/// What the Spanish and the English article do with the claim of these words.
async fn cells(page: &Page, words: &str) -> Vec<String> {
    page.of(
        matrix().then("rowheader", words),
        "[...it.parentElement.querySelectorAll('[role=gridcell]')].map((cell) => cell.ariaLabel)",
    )
    .await
}

/// Whether the whole row lies in the window.
async fn is_in_view(page: &Page, words: &str) -> bool {
    page.of(
        matrix().then("rowheader", words),
        "(() => {
            const row = it.getBoundingClientRect();
            const at = document.elementFromPoint(row.x + 20, row.y + row.height / 2);
            return row.bottom <= innerHeight && it.contains(at);
        })()",
    )
    .await
}

const CAPACITY: &str = "CECOT has capacity for 40,000 inmates.";
const STUDIED: &str = "El Salvador's security measures are to be studied, not copied.";
const SAFEST: &str =
    "El Salvador went from one of Latin America's most dangerous countries to its*";
const DEATHS: &str = "At least 480 people*";
const TORTURE: &str = "Torture takes place*";

async fn the_sample_shows_who_leaves_what_out(page: Page) {
    page.open_at("/#sample").await;
    let frame: u32 = page.get("outerHeight - innerHeight").await;
    page.window_size(1440, 900 + frame).await;
    page.click(("tab", "Compare")).await;
    for (words, wanted) in [
        (
            CAPACITY,
            ["endorses, 1 quote", "endorses; reports, 2 quotes"],
        ),
        (STUDIED, ["reports, 2 quotes", "reports, 1 quote"]),
        (SAFEST, ["reports, 1 quote", "omits, 0 quotes"]),
        (DEATHS, ["omits, 0 quotes", "reports, 2 quotes"]),
        (TORTURE, ["omits, 0 quotes", "reports, 2 quotes"]),
    ] {
        assert_eq!(cells(&page, words).await, wanted, "{words}");
        assert!(is_in_view(&page, words).await, "{words}");
    }
    // Nobody has read the Spanish article to its end: then it leaves nothing out.
    page.click(("tab", "Read")).await;
    page.click(at("region", "Article: Kast visita*").then("checkbox", "Fully read"))
        .await;
    page.click(("tab", "Compare")).await;
    page.see(&matrix()).await;
    page.holds(
        matrix(),
        "it.querySelector('[aria-colindex=\"2\"][aria-label^=omits]') === null
            && it.querySelector('[aria-colindex=\"3\"][aria-label^=omits]') !== null",
    )
    .await;
    assert_eq!(cells(&page, DEATHS).await[0], "not read, 0 quotes");
    assert_eq!(cells(&page, SAFEST).await[1], "omits, 0 quotes");
}

/// The cell that the keys are in.
async fn keyboard_is_in(page: &Page, name: &str) {
    page.holds(
        matrix(),
        &format!(
            "it === document.activeElement
                && document.getElementById(it.getAttribute('aria-activedescendant'))?.ariaLabel === '{name}'"
        ),
    )
    .await;
}

async fn the_matrix_is_gone_through_by_key(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Compare")).await;
    page.click(matrix().then("rowheader", CAPACITY)).await;
    keyboard_is_in(&page, CAPACITY).await;
    page.press("ArrowRight").await;
    keyboard_is_in(&page, "endorses, 1 quote").await;
    page.press("ArrowRight").await;
    keyboard_is_in(&page, "endorses; reports, 2 quotes").await;
    page.press("ArrowDown").await;
    keyboard_is_in(&page, "reports, 1 quote").await;
    page.press("Home").await;
    page.press("ArrowDown").await;
    page.press("ArrowUp").await;
    keyboard_is_in(&page, &STUDIED.replace('\'', "\\'")).await;
    // To the last row and back, which are never in the page together.
    page.press("Control+End").await;
    page.holds(
        matrix(),
        "it.querySelector('[aria-selected=true]')?.closest('tr').ariaRowIndex === it.ariaRowCount",
    )
    .await;
    page.press("Control+Home").await;
    page.holds(
        matrix(),
        "it.querySelector('[aria-selected=true]')?.closest('tr').ariaRowIndex === '2'",
    )
    .await;
    page.press("Escape").await;
    page.gone(at("complementary", "Evidence").then("heading", "*"))
        .await;
    // Enter reads the claim where it stands, beside the other article.
    page.click(matrix().then("rowheader", CAPACITY)).await;
    page.press("ArrowRight").await;
    page.press("Enter").await;
    page.focus_is("Claim: tiene capacidad para 40,000 prisioneros")
        .await;
    page.see(("region", "Article: Kast visita*")).await;
    page.see(("region", "Article: Chile*")).await;
}

async fn a_cell_is_set_by_hand(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Compare")).await;
    let cell = matrix().then("gridcell", "omits*");
    page.click(&cell).await;
    page.choose(("combobox", "What the cell says"), "related")
        .await;
    page.see(matrix().then("gridcell", "related, 0 quotes"))
        .await;
    page.fill(("textbox", "Why"), "The caption has it.").await;
    page.press("Tab").await;
    page.saved().await;
    page.open().await;
    page.click(("tab", "Compare")).await;
    page.holds(
        matrix(),
        "it.querySelector('[data-overridden][aria-label=\"related, 0 quotes\"][aria-description=\"set by hand\"]') !== null",
    )
    .await;
    page.click(("button", "Undo: set the cell*")).await;
    page.click(("button", "Undo: set the cell*")).await;
    page.holds(matrix(), "it.querySelector('[data-overridden]') === null")
        .await;
}

async fn columns_are_hidden_from_a_list_that_closes(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Compare")).await;
    page.see(matrix().then("columnheader", "es · Kast visita*"))
        .await;
    let open = "document.querySelector('.columns').open";
    let summary = "document.activeElement.localName === 'summary'";
    page.run::<()>("document.querySelector('.columns summary').focus(); return null;")
        .await;
    page.press("Enter").await;
    page.click(("checkbox", "Kast visita*")).await;
    page.gone(matrix().then("columnheader", "es · Kast visita*"))
        .await;
    assert!(page.get::<bool>(open).await);
    page.press("Escape").await;
    page.until_true("the list to close", &format!("!{open} && {summary}"))
        .await;
    page.press("Enter").await;
    assert!(page.get::<bool>(open).await);
    page.click(matrix().then("gridcell", "reports*")).await;
    page.until_true("the list to close", &format!("!{open}"))
        .await;
}

async fn the_chain_of_evidence_is_a_list_in_lists(page: Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Compare")).await;
    page.click(matrix().then("rowheader", STUDIED)).await;
    page.press("Shift+V").await;
    let dialog = at("dialog", "Evidence chain");
    page.see(&dialog).await;
    // Claim, article, quote, voice: each in a list of its own inside of the one before.
    let deepest = "Math.max(...[...it.querySelectorAll('li')].map((item) => {
        let depth = 0;
        for (let list = item.closest('ul'); list; list = list.parentElement.closest('ul')) depth += 1;
        return depth;
    }))";
    assert_eq!(page.of::<u32>(&dialog, deepest).await, 4);
    let quote = "his visit was intended to study and understand it rather than to copy it verbatim";
    let said = format!(
        "[...it.querySelectorAll('li')].find((item) => item.firstElementChild.textContent.trim() === '{quote}')
            .querySelector('li').textContent.trim()"
    );
    let said: String = page.of(&dialog, &said).await;
    assert_eq!(said, "On the word of José Antonio Kast");
    // It is drawn from left to right: what hangs on a node is beside it.
    let beside = "[...it.querySelectorAll('li li > ul')].every((list) =>
        list.getBoundingClientRect().left >= list.previousElementSibling.getBoundingClientRect().right)";
    page.holds(&dialog, beside).await;
    // A quote leads to its place, a related claim to its own chain.
    page.click(dialog.clone().then("button", quote)).await;
    page.gone(&dialog).await;
    page.focus_is(&format!("Claim: {quote}")).await;
    page.click(("tab", "Compare")).await;
    page.click(at("complementary", "Evidence").then("button", "Evidence chain"))
        .await;
    page.click(dialog.clone().then("button", "contradicts: *"))
        .await;
    page.holds(&dialog, "it.textContent.includes('replicate')")
        .await;
    page.press("Escape").await;
    page.gone(&dialog).await;
}
