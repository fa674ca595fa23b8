//! Claims of two articles are linked, and found in the matrix: with the keyboard alone, and by the
//! accessibility tree alone.

use crate::harness::{Page, Spot, at, stories};

stories! { claims_are_linked_with_the_keyboard_alone }

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
