//! Several windows on one project.

use fantoccini::wd::WindowHandle;

use crate::harness::{Page, Spot, at, stories};
use crate::trials::LABELS;

stories! {
    what_is_done_in_one_window_appears_in_the_other,
    the_window_that_is_worked_in_writes,
    a_window_that_is_closed_keeps_nobody_waiting,
}

stories! { in crate::harness::Limit::Long; whoever_goes_from_window_to_window_loses_nothing }

fn first() -> Spot {
    at("listbox", "Annotations").then("option", "*")
}

/// Gives the first annotation a label, by its place in the order of keys.
async fn label(page: &Page, which: usize) {
    page.press(&LABELS[which].0.to_string()).await;
}

async fn shows(page: &Page, which: usize) {
    let label = LABELS[which].1;
    page.until(&format!("{label} here"), async || {
        let shown = page.focused().await?;
        shown.starts_with(label).then_some(())
    })
    .await;
}

async fn writes_elsewhere(page: &Page) {
    page.holds(
        ("status", "Save state"),
        "look.tidy(it.textContent).includes('another window')",
    )
    .await;
}

/// Two windows on one project, whose first annotation is a Stance; one is in the second.
async fn two(page: &Page) -> [WindowHandle; 2] {
    page.open_at("/#sample").await;
    page.click(first()).await;
    label(page, 1).await;
    page.saved().await;
    let address = page.url().await;
    let (_, fragment) = address.split_once('#').expect("the project's address");
    let one = page.window().await;
    let other = page.open_window(&format!("/#{fragment}")).await;
    shows(page, 1).await;
    writes_elsewhere(page).await;
    [one, other]
}

async fn what_is_done_in_one_window_appears_in_the_other(page: Page) {
    let [one, other] = two(&page).await;
    page.go_to_window(&one).await;
    label(&page, 2).await;
    page.saved().await;
    page.go_to_window(&other).await;
    shows(&page, 2).await;
    writes_elsewhere(&page).await;
}

async fn the_window_that_is_worked_in_writes(page: Page) {
    let [one, other] = two(&page).await;
    page.click(first()).await;
    label(&page, 3).await;
    shows(&page, 3).await;
    page.saved().await;
    page.go_to_window(&one).await;
    shows(&page, 3).await;
    writes_elsewhere(&page).await;
    // It is one history.
    page.press("Control+z").await;
    shows(&page, 1).await;
    page.saved().await;
    page.go_to_window(&other).await;
    shows(&page, 1).await;
    assert_eq!(page.alerts().await, Vec::<String>::new());
}

async fn a_window_that_is_closed_keeps_nobody_waiting(page: Page) {
    let [one, other] = two(&page).await;
    page.go_to_window(&one).await;
    page.close_window(&other).await;
    page.click(first()).await;
    label(&page, 0).await;
    shows(&page, 0).await;
    page.saved().await;
    page.reload().await;
    shows(&page, 0).await;
}

async fn whoever_goes_from_window_to_window_loses_nothing(page: Page) {
    crate::trials::windows(&page, 6, 11).await;
}
