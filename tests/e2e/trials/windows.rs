//! Somebody who works in several windows at once.

use super::desk::Chance;
use super::{LABELS, LAST_ENTRY};
use crate::harness::{Page, at, report};

/// Somebody works in one of three windows after another, at random, so many times over: in the end
/// each shows the same, and all that was done is stored.
pub async fn windows(page: &Page, runs: u64, seed: u64) {
    let mut chance = Chance(seed);
    let first = || at("listbox", "Annotations").then("option", "*");
    page.open_at("/#sample").await;
    page.click(first()).await;
    page.press("2").await;
    page.saved().await;
    let url = page.url().await;
    let (_, fragment) = url.split_once('#').expect("the project's address");
    let address = format!("/#{fragment}");
    let mut windows = vec![page.window().await];
    for _ in 1..3 {
        windows.push(page.open_window(&address).await);
        page.click(first()).await;
    }
    let mut made: u64 = page.run_async(LAST_ENTRY, Vec::new()).await;
    for run in 0..runs {
        for _ in 0..2 + chance.below(4) {
            let window = usize::try_from(chance.below(3)).expect("a small number");
            page.go_to_window(&windows[window]).await;
            // A key that gives the label which is seen there does nothing: who presses one has seen
            // what was done last.
            let last = LABELS[usize::try_from(made % 4).expect("a small number")].1;
            page.until(
                &format!("{last} before run {run} of seed {seed}"),
                async || {
                    page.settle().await;
                    page.focused().await?.starts_with(last).then_some(())
                },
            )
            .await;
            // Without waiting for what one did oneself.
            for _ in 0..=chance.below(3) {
                made += 1;
                let at = usize::try_from(made % 4).expect("a small number");
                page.press(&LABELS[at].0.to_string()).await;
            }
            // Keys in the order in which somebody pressed them: in the other window, that one has
            // seen what this one did.
            let label = LABELS[usize::try_from(made % 4).expect("a small number")].1;
            page.until(
                &format!("{label} in run {run} of seed {seed}"),
                async || page.focused().await?.starts_with(label).then_some(()),
            )
            .await;
        }
        let label = LABELS[usize::try_from(made % 4).expect("a small number")].1;
        for window in &windows {
            page.go_to_window(window).await;
            page.until(
                &format!("{label} in each window, run {run} of seed {seed}"),
                async || page.focused().await?.starts_with(label).then_some(()),
            )
            .await;
            page.holds(
                ("status", "Save state"),
                "look.tidy(it.textContent).startsWith('Saved')",
            )
            .await;
            assert_eq!(
                page.alerts().await,
                Vec::<String>::new(),
                "run {run} of seed {seed}"
            );
        }
        let stored: u64 = page.run_async(LAST_ENTRY, Vec::new()).await;
        assert_eq!(stored, made, "run {run} of seed {seed}");
    }
    report(&format!(
        "{runs} times through three windows, {made} edits: all are stored, and each window shows them"
    ));
}
