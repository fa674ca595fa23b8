//! What a browser kept is harmed between two of its lives.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::sleep;

use super::desk::Desk;
use crate::harness::{Browser, at, report};

/// What is harmed, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    Cut,
    Flip,
    Delete,
    Older,
}

const HARMS: [Harm; 4] = [Harm::Cut, Harm::Flip, Harm::Delete, Harm::Older];

impl Desk {
    /// The folder of databases, or of files.
    fn place(&self, database: bool) -> PathBuf {
        let [databases, files] = self.browser.places();
        if database { databases } else { files }
    }

    /// Harms what is in a place; `older` is what was in it before some edits.
    fn harm(&mut self, place: &Path, harm: Harm, older: &Path) {
        let folder = self.browser.profile.join(place);
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
                    !["LOCK", "LOG", "CURRENT", "MANIFEST", "metadata.sqlite"]
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

pub fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
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
pub async fn harmed(browser: Browser, trials: u64, seed: u64) {
    let mut desk = Desk::new(browser, "harmed", seed);
    desk.begin().await;
    let older = desk.browser.profile.with_extension("older");
    let mut told = 0;
    for trial in 0..trials {
        let harm = HARMS[usize::try_from(trial % 4).expect("a small number")];
        let database = trial / 4 % 2 == 0;
        let place = desk.place(database);
        let what = format!(
            "trial {trial} of seed {seed}: {}, {harm:?}",
            place.display()
        );
        let _ = fs::remove_dir_all(&older);
        copy_all(&desk.browser.profile.join(&place), &older);
        let page = desk.open().await;
        page.click(at("listbox", "Annotations").then("option", "*"))
            .await;
        for _ in 0..3 {
            desk.edit(&page).await;
        }
        page.saved().await;
        page.close().await;
        desk.harm(&place, harm, &older);
        let page = desk.open().await;
        assert_eq!(desk.kept(&page).await, desk.made, "{what}");
        let alerts = page.alerts().await;
        if database && matches!(harm, Harm::Delete | Harm::Older) {
            assert!(!alerts.is_empty(), "{what}: nothing is said");
        }
        told += u64::from(!alerts.is_empty());
        if !database {
            // The copy is looked at, and made anew, when the page is at rest.
            sleep(Duration::from_secs(4)).await;
        }
        page.close().await;
    }
    let _ = fs::remove_dir_all(&older);
    report(&format!(
        "{browser:?} harmed {trials} times, the database and the second copy in turn: 0 edits lost, all opened, \
         {told} times something had to be said"
    ));
}
