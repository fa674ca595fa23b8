//! Browsers that are killed while somebody works.

use super::desk::Desk;
use crate::harness::{Browser, report};

/// Browsers are killed at a random moment of somebody's work.
pub async fn killed(browser: Browser, trials: u64, seed: u64) {
    let mut desk = Desk::new(browser, "killed", seed);
    desk.begin().await;
    let (mut edits, mut most) = (0, 0);
    for trial in 0..trials {
        let page = desk.open().await;
        edits += desk.is_all_there(&page, trial, &mut most).await;
        desk.work_until_killed(&page).await;
    }
    let page = desk.open().await;
    edits += desk.is_all_there(&page, trials, &mut most).await;
    page.close().await;
    report(&format!(
        "{browser:?} killed {trials} times in {edits} edits: 0 lost of those that were said to be saved, 0 \
         projects that do not open; at most {most} edits were not there of those on their way"
    ));
}
