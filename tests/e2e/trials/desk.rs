//! Somebody at work in a browser whose profile outlives it.

use std::rc::Rc;
use std::time::Duration;

use tokio::time::sleep;

use super::{LABELS, LAST_ENTRY};
use crate::harness::{AppServer, Browser, Lives, Page, at, kill_all_of};

/// Seconds are long for a browser that is killed: most edits are made in the first.
const LIVES: std::ops::Range<u64> = 50..1500;

/// Chance that can be told again: a trial that fails prints its seed.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// A browser's profile, and what is known of the project in it.
pub struct Desk {
    pub browser: Lives,
    server: Rc<AppServer>,
    pub chance: Chance,
    /// Where the project is, once there is one.
    address: String,
    /// Edits that were made, and those of them that were said to be saved.
    pub made: u64,
    saved: u64,
    /// Edits that were there at the last look.
    looked: u64,
}

impl Desk {
    pub fn new(browser: Browser, name: &str, seed: u64) -> Self {
        Self {
            browser: Lives::new(browser, name),
            server: Rc::new(AppServer::start()),
            chance: Chance(seed),
            address: "/#sample".to_owned(),
            made: 0,
            saved: 0,
            looked: 0,
        }
    }

    /// A new life of the browser.
    pub async fn open(&self) -> Page {
        let page = self.browser.open(Rc::clone(&self.server)).await;
        page.open_at(&self.address).await;
        page.see(at("listbox", "Annotations").then("option", "*"))
            .await;
        page
    }

    /// The first edit has a copy of the sample stored.
    pub async fn begin(&mut self) {
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
    pub async fn edit(&mut self, page: &Page) -> bool {
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
    pub async fn work_until_killed(&mut self, page: &Page) {
        page.click(at("listbox", "Annotations").then("option", "*"))
            .await;
        let millis = LIVES.start + self.chance.below(LIVES.end - LIVES.start);
        let profile = self.browser.profile.clone();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(millis));
            kill_all_of(&profile);
        });
        self.work(page).await;
        let _ = killer.join();
        sleep(Duration::from_millis(50)).await;
    }

    /// How many edits storage has; the page shows the last of them.
    pub async fn kept(&self, page: &Page) -> u64 {
        page.saved().await;
        let kept: u64 = page.run_async(LAST_ENTRY, Vec::new()).await;
        let label = LABELS[usize::try_from(kept % 4).expect("a small number")].1;
        let mut said = String::new();
        page.until(&format!("{label}, after {kept} edits"), async || {
            let shown = page.focused().await?;
            let right = shown.starts_with(label);
            if !right && shown != said {
                println!("after {kept} edits not {label}, but {shown}");
                said = shown;
            }
            right.then_some(())
        })
        .await;
        kept
    }

    /// Nothing that was said to be saved is missing, and nothing is said; gives the edits since the
    /// last look.
    pub async fn is_all_there(&mut self, page: &Page, trial: u64, most: &mut u64) -> u64 {
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
}
