//! What is kept when a browser is killed while somebody works, and when what it kept is harmed
//! between two of its lives. `cargo xtask trials` makes many, the stories a few.

#[cfg(target_os = "linux")]
mod cut;
#[cfg(target_os = "linux")]
mod power;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use tokio::task::LocalSet;
use tokio::time::sleep;

use crate::harness::{AppServer, Browser, Limit, Page, alive, at, report, tell};

/// Seconds are long for a browser that is killed: most edits are made in the first.
const LIVES: std::ops::Range<u64> = 50..1500;

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

/// Chance that can be told again: a trial that fails prints its seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// A browser's profile, and what is known of the project in it.
struct Desk {
    profile: PathBuf,
    /// What starts a browser, where that is not the browser itself.
    starts: Option<PathBuf>,
    server: Rc<AppServer>,
    chance: Chance,
    /// Where the project is, once there is one.
    address: String,
    /// Edits that were made, and those of them that were said to be saved.
    made: u64,
    saved: u64,
    /// Edits that were there at the last look.
    looked: u64,
}

impl Desk {
    fn new(name: &str, seed: u64) -> Self {
        let profile =
            std::env::temp_dir().join(format!("cotejo-trial-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&profile);
        Self {
            profile,
            starts: None,
            server: Rc::new(AppServer::start()),
            chance: Chance(seed),
            address: "/#sample".to_owned(),
            made: 0,
            saved: 0,
            looked: 0,
        }
    }

    /// A new life of the browser.
    async fn open(&self) -> Page {
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            let _ = fs::remove_file(self.profile.join(lock));
        }
        let page = alive(
            &self.profile,
            self.starts.as_deref(),
            Rc::clone(&self.server),
        )
        .await;
        page.open_at(&self.address).await;
        page.see(at("listbox", "Annotations").then("option", "*"))
            .await;
        page
    }

    /// The first edit has a copy of the sample stored.
    async fn begin(&mut self) {
        let page = self.open().await;
        page.click(at("listbox", "Annotations").then("option", "*"))
            .await;
        self.edit(&page).await;
        page.saved().await;
        self.saved = self.made;
        let url = page.url().await;
        let (_, fragment) = url.split_once('#').expect("the project's address");
        self.address = format!("/#{fragment}");
        page.close().await;
    }

    /// Gives the annotation its next label.
    async fn edit(&mut self, page: &Page) -> bool {
        let at = usize::try_from((self.made + 1) % 4).expect("a small number");
        let alive = page.strike_alive(LABELS[at].0).await;
        // Whether a key still came through is not known where nobody answers.
        self.made += 1;
        alive
    }

    /// Somebody works until the browser is dead.
    async fn work(&mut self, page: &Page) {
        while self.edit(page).await {
            if self.chance.below(3) == 0 {
                continue;
            }
            let said = page
                .get_alive("document.querySelector('.save').textContent")
                .await;
            if said.is_some_and(|it| it == "Saved") {
                self.saved = self.made;
            }
        }
    }

    /// Somebody works until the browser is killed, at a random moment.
    async fn work_until_killed(&mut self, page: &Page) {
        page.click(at("listbox", "Annotations").then("option", "*"))
            .await;
        let millis = LIVES.start + self.chance.below(LIVES.end - LIVES.start);
        let profile = self.profile.clone();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(millis));
            kill_all_of(&profile);
        });
        self.work(page).await;
        let _ = killer.join();
        sleep(Duration::from_millis(50)).await;
    }

    /// How many edits storage has; the page shows the last of them.
    async fn kept(&self, page: &Page) -> u64 {
        page.saved().await;
        let kept: u64 = page.run_async(LAST_ENTRY, Vec::new()).await;
        let label = LABELS[usize::try_from(kept % 4).expect("a small number")].1;
        page.until(&format!("{label}, after {kept} edits"), async || {
            let shown = page.focused().await?;
            shown.starts_with(label).then_some(())
        })
        .await;
        kept
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        kill_all_of(&self.profile);
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Ends all processes of a browser at once, whatever they are at.
fn kill_all_of(profile: &Path) {
    // Those that it started say so in what they got from it.
    let of = profile.display().to_string();
    let known = [
        ("cmdline", format!("--user-data-dir={of}")),
        ("environ", format!("COTEJO_POWER_PROFILE={of}\0")),
    ];
    let mut pids = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let is_of_it = known.iter().any(|(file, says)| {
            let said = fs::read(entry.path().join(file)).unwrap_or_default();
            String::from_utf8_lossy(&said).contains(says)
        });
        if is_of_it {
            pids.push(entry.file_name());
        }
    }
    if !pids.is_empty() {
        let _ = Command::new("kill").arg("-9").args(pids).status();
    }
}

fn run(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(LocalSet::new().run_until(work));
}

/// Browsers are killed at a random moment of somebody's work.
async fn killed(trials: u64, seed: u64) {
    let mut desk = Desk::new("killed", seed);
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
        "killed {trials} times in {edits} edits: 0 lost of those that were said to be saved, 0 \
         projects that do not open; at most {most} edits were not there of those on their way"
    ));
}

/// What is harmed, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    Cut,
    Flip,
    Delete,
    Older,
}

const HARMS: [Harm; 4] = [Harm::Cut, Harm::Flip, Harm::Delete, Harm::Older];

/// Where Chromium keeps databases, and files of a site.
const PLACES: [&str; 2] = ["Default/IndexedDB", "Default/File System"];

impl Desk {
    /// Nothing that was said to be saved is missing, and nothing is said; gives the edits since the
    /// last look.
    async fn is_all_there(&mut self, page: &Page, trial: u64, most: &mut u64) -> u64 {
        let kept = self.kept(page).await;
        let (made, saved) = (self.made, self.saved);
        assert!(
            kept >= saved,
            "trial {trial}: {saved} edits were saved, {kept} are there"
        );
        assert_eq!(page.alerts().await, Vec::<String>::new(), "trial {trial}");
        *most = made.saturating_sub(kept).max(*most);
        let since = kept - self.looked;
        self.made = kept;
        self.saved = kept;
        self.looked = kept;
        since
    }

    /// Harms what is in a place; `older` is what was in it before some edits.
    fn harm(&mut self, place: &str, harm: Harm, older: &Path) {
        let folder = self.profile.join(place);
        match harm {
            Harm::Delete => fs::remove_dir_all(&folder).expect("the folder can be deleted"),
            Harm::Older => {
                fs::remove_dir_all(&folder).expect("the folder can be deleted");
                copy_all(older, &folder);
            }
            Harm::Cut | Harm::Flip => {
                let mut files = Vec::new();
                files_in(&folder, &mut files);
                // What holds the content: logs and tables of the database, or the copies.
                files.retain(|it| {
                    let name = it.file_name().unwrap_or_default().to_string_lossy();
                    !["LOCK", "LOG", "CURRENT", "MANIFEST"]
                        .iter()
                        .any(|it| name.starts_with(it))
                });
                for file in files {
                    self.harm_file(&file, harm);
                }
            }
        }
    }

    fn harm_file(&mut self, file: &Path, harm: Harm) {
        let mut bytes = fs::read(file).expect("a file");
        let Ok(length) = u64::try_from(bytes.len()) else {
            return;
        };
        if length == 0 {
            return;
        }
        let mut at = || usize::try_from(self.chance.below(length)).expect("a place in the file");
        if harm == Harm::Cut {
            bytes.truncate(at());
        } else {
            for _ in 0..8 {
                bytes[at()] ^= 0x55;
            }
        }
        fs::write(file, bytes).expect("the file can be written");
    }
}

fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_in(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn copy_all(from: &Path, to: &Path) {
    let mut files = Vec::new();
    files_in(from, &mut files);
    for file in files {
        let copy = to.join(file.strip_prefix(from).expect("a file of the folder"));
        fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder can be made");
        fs::copy(&file, copy).expect("a file can be copied");
    }
}

/// One of the two places is harmed while no browser runs.
async fn harmed(trials: u64, seed: u64) {
    let mut desk = Desk::new("harmed", seed);
    desk.begin().await;
    let older = desk.profile.with_extension("older");
    let mut told = 0;
    for trial in 0..trials {
        let harm = HARMS[usize::try_from(trial % 4).expect("a small number")];
        let place = PLACES[usize::try_from(trial / 4 % 2).expect("a small number")];
        let what = format!("trial {trial} of seed {seed}: {place}, {harm:?}");
        let _ = fs::remove_dir_all(&older);
        copy_all(&desk.profile.join(place), &older);
        let page = desk.open().await;
        page.click(at("listbox", "Annotations").then("option", "*"))
            .await;
        for _ in 0..3 {
            desk.edit(&page).await;
        }
        page.saved().await;
        page.close().await;
        desk.harm(place, harm, &older);
        let page = desk.open().await;
        assert_eq!(desk.kept(&page).await, desk.made, "{what}");
        let alerts = page.alerts().await;
        if place == PLACES[0] && matches!(harm, Harm::Delete | Harm::Older) {
            assert!(!alerts.is_empty(), "{what}: nothing is said");
        }
        told += u64::from(!alerts.is_empty());
        if place == PLACES[1] {
            // The copy is looked at, and made anew, when the page is at rest.
            sleep(Duration::from_secs(4)).await;
        }
        page.close().await;
    }
    let _ = fs::remove_dir_all(&older);
    report(&format!(
        "harmed {trials} times, the database and the second copy in turn: 0 edits lost, all opened, \
         {told} times something had to be said"
    ));
}

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

/// How many, and by which chance.
fn setting(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(usual)
}

#[test]
#[ignore = "run by `cargo xtask trials`: takes half an hour"]
fn trials() {
    let seed = setting("COTEJO_TRIALS_SEED", 1);
    run(killed(setting("COTEJO_TRIALS_KILLED", 300), seed));
    #[cfg(target_os = "linux")]
    run(cut::cut(setting("COTEJO_TRIALS_CUT", 100), seed));
    run(harmed(setting("COTEJO_TRIALS_HARMED", 200), seed));
    let runs = setting("COTEJO_TRIALS_WINDOWS", 200);
    for browser in [Browser::Chromium, Browser::Firefox] {
        tell(browser, "windows", Limit::Measuring, async move |page| {
            windows(&page, runs, seed).await;
        });
    }
}

#[test]
fn a_few_kills_lose_nothing() {
    run(killed(3, 7));
}

#[cfg(target_os = "linux")]
#[test]
fn a_few_power_cuts_lose_nothing() {
    run(cut::cut(4, 7));
}

#[test]
fn a_few_harms_lose_nothing() {
    run(harmed(8, 7));
}
