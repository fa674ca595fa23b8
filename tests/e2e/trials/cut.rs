//! The power is cut while somebody works.

use super::desk::Desk;
use super::power::{Names, Power};
use crate::harness::{Browser, kill_all_of, report, setting_of};

/// Writes one after the other, each after the one before was acknowledged.
const WRITE: &str = "
    const [kind, durability, count] = arguments;
    const database = await new Promise((done, failed) => {
        const request = indexedDB.open('control');
        request.onupgradeneeded = () => request.result.createObjectStore('kept');
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    for (let number = 0; number < count; number += 1) {
        const transaction = database.transaction('kept', 'readwrite', { durability });
        transaction.objectStore('kept').put(number, `${kind} ${number}`);
        await new Promise((done) => { transaction.oncomplete = done; });
    }
    return count;";

/// How many of a kind are there.
const FIND: &str = "
    const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const database = await asked(indexedDB.open('control'));
    const keys = await asked(database.transaction('kept').objectStore('kept').getAllKeys());
    database.close();
    return keys.filter((it) => it.startsWith(`${arguments[0]} `)).length;";

/// Writes of each kind.
const CONTROLS: u64 = 20;

/// Both kinds of cuts, in turn, at a random moment of somebody's work.
pub(super) async fn cut(trials: u64, seed: u64) {
    let kinds = [Names::Late, Names::AtOnce];
    let mut desk = Desk::new(Browser::Chromium, "cut", seed);
    let power = Power::over(&desk.browser.profile, &setting_of("COTEJO_CHROMIUM"));
    desk.browser.starts = Some(power.browser.clone());
    power.settle();
    desk.begin().await;
    let mut lost = 0;
    for names in kinds {
        lost += controlled(&desk, &power, names).await;
    }
    let (mut edits, mut most) = (0, 0);
    for trial in 0..trials {
        let page = desk.open().await;
        edits += desk.is_all_there(&page, trial, &mut most).await;
        desk.work_until_killed(&page).await;
        power.cut(kinds[usize::try_from(trial % 2).expect("a small number")]);
    }
    let page = desk.open().await;
    edits += desk.is_all_there(&page, trials, &mut most).await;
    page.close().await;
    report(&format!(
        "power cut {trials} times in {edits} edits: 0 lost of those that were said to be saved, 0 \
         projects that do not open; at most {most} edits were not there of those on their way; of \
         {} writes that a browser need not flush, the cuts took {lost}",
        2 * CONTROLS
    ));
}

/// Whether a cut takes what a browser need not have flushed, and leaves what it has to; gives how
/// many it took.
async fn controlled(desk: &Desk, power: &Power, names: Names) -> u64 {
    let mut there = Vec::new();
    for durability in ["strict", "relaxed"] {
        let kind = format!("{durability} {names:?}");
        let page = desk.open().await;
        page.saved().await;
        let arguments = vec![kind.clone().into(), durability.into(), CONTROLS.into()];
        let written: u64 = page.run_async(WRITE, arguments).await;
        kill_all_of(&desk.browser.profile);
        power.cut(names);
        let page = desk.open().await;
        let found: u64 = page.run_async(FIND, vec![kind.into()]).await;
        page.close().await;
        there.push((written, found));
    }
    let [(strict, kept), (relaxed, left)] = there[..] else {
        panic!("two kinds of writes");
    };
    assert_eq!(kept, strict, "{names:?}: a cut takes what was flushed");
    assert!(left < relaxed, "{names:?}: a cut takes nothing");
    relaxed - left
}
