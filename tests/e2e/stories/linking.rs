//! Claims of two articles are linked, and found in the matrix: with the keyboard alone, by the
//! accessibility tree alone, and with the mouse.

use crate::harness::{Page, Point, Spot, at, stories};

stories! {
    claims_are_linked_with_the_keyboard_alone,
    a_claim_is_dragged_to_one_in_another_pane,
    a_drag_is_given_up_and_words_are_selected_as_ever,
}

stories! { in Chromium alone; claims_are_linked_by_the_accessibility_tree_alone }

const SPANISH: &str = "Cárcel nueva

El ministro dijo que la cárcel tiene capacidad para 40.000 reclusos. La obra terminó en enero.
";
const ENGLISH: &str = "A new prison

The prison can hold forty thousand inmates, the minister said. Critics were not heard.
";
const CAPACITY: [(usize, &str); 2] = [
    (0, "la cárcel tiene capacidad para 40.000 reclusos"),
    (1, "The prison can hold forty thousand inmates"),
];
const DONE: &str = "La obra terminó en enero";

fn tray() -> Spot {
    at("region", "Unlinked claims")
}

fn matrix() -> Spot {
    at("grid", "Claims by article")
}

/// Two articles with three claims, and the keyboard in the text of the first.
async fn two_articles(page: &Page) {
    page.project_of(&[SPANISH, ENGLISH]).await;
    for place in CAPACITY {
        page.tag(place, "1").await;
    }
    page.tag((0, DONE), "1").await;
    page.saved().await;
}

async fn claims_are_linked_with_the_keyboard_alone(page: Page) {
    two_articles(&page).await;
    page.press("z").await;
    page.holds(tray(), "it === document.activeElement").await;
    page.holds(
        tray(),
        "it.querySelector('.why')?.textContent.includes('40.000 = forty thousand')",
    )
    .await;
    page.press("1").await;
    page.holds(
        tray(),
        &format!("it.querySelector('strong')?.textContent === '{DONE}'"),
    )
    .await;
    page.press("n").await;
    page.holds(tray(), "it.textContent.includes('Every claim has its row')")
        .await;
    // The grid comes before the tray.
    page.until("the keyboard in the grid", async || {
        page.press("Shift+Tab").await;
        let there = "document.activeElement.getAttribute('role') === 'grid'";
        page.get::<bool>(there).await.then_some(())
    })
    .await;
    page.press("ArrowDown").await;
    page.holds(
        matrix(),
        "it.querySelector('[aria-selected=true]')?.ariaLabel === 'unresolved, 1 quote'",
    )
    .await;
    page.press("Enter").await;
    page.focus_is(&format!("Claim: {}", CAPACITY[0].1)).await;
    page.see(("region", "Article: A new prison")).await;
}

async fn claims_are_linked_by_the_accessibility_tree_alone(page: Page) {
    two_articles(&page).await;
    page.activate(("tab", "Compare")).await;
    page.told(("heading", "No canonical claims yet")).await;
    page.activate(("button", "Unlinked claims")).await;
    page.told(tray().then("button", "Says the same*")).await;
    let read = page.tree().await.text_in(tray());
    for words in [CAPACITY[0].1, CAPACITY[1].1, "40.000 = forty thousand"] {
        assert!(read.contains(words), "{words} in {read}");
    }
    page.activate(tray().then("button", "Says the same*")).await;
    page.told(matrix()).await;
    page.activate(tray().then("button", "None of these*")).await;
    page.until("two rows", async || {
        let tree = page.tree().await;
        (tree.all(matrix().then("rowheader", "*")).len() == 2).then_some(())
    })
    .await;
    let tree = page.tree().await;
    let cells: Vec<String> = tree
        .all(matrix().then("gridcell", "*"))
        .into_iter()
        .map(|it| it.name.clone())
        .collect();
    assert_eq!(
        cells,
        [
            "unresolved, 1 quote",
            "unresolved, 1 quote",
            "unresolved, 1 quote",
            "not read, 0 quotes",
        ]
    );
    page.activate(matrix().then("gridcell", "unresolved*"))
        .await;
    let evidence = at("complementary", "Evidence");
    page.told(evidence.clone().then("button", CAPACITY[0].1))
        .await;
    let read = page.tree().await.text_in(&evidence);
    assert!(read.contains(CAPACITY[1].1), "{read}");
}

/// The middle of the handle beside the selected annotation.
async fn handle(page: &Page) -> Point {
    let middle = "(() => {
        const { x, y, width, height } = it.getBoundingClientRect();
        if (width < 24 || height < 24) throw Error('too small to be hit');
        return { x: x + width / 2, y: y + height / 2 };
    })()";
    page.see(("button", "Drag to link")).await;
    page.of(("button", "Drag to link"), middle).await
}

async fn a_claim_is_dragged_to_one_in_another_pane(page: Page) {
    two_articles(&page).await;
    page.click_on((0, "capacidad")).await;
    page.focus_is(&format!("Claim: {}", CAPACITY[0].1)).await;
    let from = handle(&page).await;
    let (to, _) = page.ends_of((1, "can hold")).await;
    page.drag(from, &[to]).await;
    // It is asked what the two are to each other; that they say the same comes first.
    let inspector = at("complementary", "Inspector");
    let first = inspector.then("option", "says the same Claim*");
    page.see(first.clone()).await;
    page.press("Enter").await;
    page.see(("button", "Undo: link claim*")).await;
    page.click(("tab", "Compare")).await;
    let name = "it.querySelectorAll('[role=rowheader]').length === 1";
    page.holds(matrix(), name).await;
}

async fn a_drag_is_given_up_and_words_are_selected_as_ever(page: Page) {
    two_articles(&page).await;
    page.click_on((0, "capacidad")).await;
    page.focus_is(&format!("Claim: {}", CAPACITY[0].1)).await;
    let from = handle(&page).await;
    // Bare words are no end of anything.
    let (nothing, _) = page.ends_of((1, "Critics were")).await;
    let (to, _) = page.ends_of((1, "can hold")).await;
    page.drag(from, &[to, nothing]).await;
    page.gone(("combobox", "Other end")).await;
    assert!(
        page.get::<bool>("!document.querySelector('.link-layer')")
            .await
    );
    // A press alone is what the key L is.
    page.click(("button", "Drag to link")).await;
    page.see(("combobox", "Other end")).await;
    page.press("Escape").await;
    page.gone(("combobox", "Other end")).await;
    // The selected annotation's own words are selected by the mouse as before.
    page.drag_over((0, "tiene capacidad")).await;
    page.see(at("toolbar", "Label selection").then("button", "Claim"))
        .await;
}
