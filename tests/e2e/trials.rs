//! What is kept when a browser is killed while somebody works, and when what it kept is harmed
//! between two of its lives. `cargo xtask trials` makes many, the stories a few.

#[cfg(target_os = "linux")]
mod cut;
#[cfg(target_os = "linux")]
mod power;

mod desk;
mod harmed;
mod killed;
mod windows;

use tokio::task::LocalSet;

use crate::harness::{Browser, Limit, tell};
use harmed::harmed;
use killed::killed;
pub use windows::windows;

/// Labels in the order in which their keys are pressed.
pub const LABELS: [(char, &str); 4] = [
    ('1', "Claim"),
    ('2', "Stance"),
    ('3', "Source"),
    ('4', "Cue"),
];

/// What the head of the project says, in the database itself.
pub const LAST_ENTRY: &str = "
    const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const database = await asked(indexedDB.open('cotejo'));
    const heads = IDBKeyRange.bound('head/', 'head/\\uffff');
    const store = database.transaction('records').objectStore('records');
    const found = await asked(store.getAll(heads));
    database.close();
    return Math.max(...found.map((it) => JSON.parse(new TextDecoder().decode(it)).seq));";

fn run(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(LocalSet::new().run_until(work));
}

/// How many, and by which chance.
fn setting(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(usual)
}

#[test]
#[ignore = "run by `cargo xtask trials`: takes half an hour"]
fn trials() {
    let seed = setting("COTEJO_TRIALS_SEED", 1);
    let killed_of = |browser, name, usual| run(killed(browser, setting(name, usual), seed));
    killed_of(Browser::Chromium, "COTEJO_TRIALS_KILLED", 300);
    killed_of(Browser::Firefox, "COTEJO_TRIALS_KILLED_FIREFOX", 100);
    #[cfg(target_os = "linux")]
    run(cut::cut(setting("COTEJO_TRIALS_CUT", 100), seed));
    let harmed_of = |browser, name, usual| run(harmed(browser, setting(name, usual), seed));
    harmed_of(Browser::Chromium, "COTEJO_TRIALS_HARMED", 200);
    harmed_of(Browser::Firefox, "COTEJO_TRIALS_HARMED_FIREFOX", 80);
    let runs = setting("COTEJO_TRIALS_WINDOWS", 200);
    for browser in [Browser::Chromium, Browser::Firefox] {
        tell(browser, "windows", Limit::Measuring, async move |page| {
            windows(&page, runs, seed).await;
        });
    }
}

#[test]
fn a_few_kills_lose_nothing() {
    run(killed(Browser::Chromium, 3, 7));
}

#[cfg(target_os = "linux")]
#[test]
fn a_few_power_cuts_lose_nothing() {
    run(cut::cut(4, 7));
}

#[test]
fn a_few_harms_lose_nothing() {
    run(harmed(Browser::Chromium, 8, 7));
}
