//! The second copy, and what is done when one of the two is damaged.

mod snapshots;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use cotejo::app::saving::{
    Doubled, Library, Look, Opened, Recovered, blobs_of, open_sound, survey, tend,
};
use cotejo::journal::{Key, folder_prefix, project_of};
use cotejo::model::{ProjectId, Timestamp};
use cotejo::ports::{
    Batch, Clock, Files, Mark, Marks, MemoryStorage, ReadStorage, Storage, StorageError,
};
use proptest::prelude::*;

use super::shelf::{Hand, turns};
use super::writer::{KEPT_AS, REPLICA, Writer};

/// Files in memory, with room for so many bytes.
#[derive(Clone, Debug)]
struct Drawer {
    files: Rc<RefCell<BTreeMap<String, Vec<u8>>>>,
    room: Rc<Cell<u64>>,
}

impl Default for Drawer {
    fn default() -> Self {
        Self {
            files: Rc::default(),
            room: Rc::new(Cell::new(u64::MAX)),
        }
    }
}

impl Files for Drawer {
    async fn names(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.files.borrow().keys().cloned().collect())
    }

    async fn size(&self, name: &str) -> Result<u64, StorageError> {
        let files = self.files.borrow();
        Ok(files.get(name).map_or(0, |it| it.len() as u64))
    }

    async fn read(&self, name: &str, at: u64, most: u64) -> Result<Vec<u8>, StorageError> {
        turns(1).await;
        let files = self.files.borrow();
        let bytes = files.get(name).map_or(&[][..], Vec::as_slice);
        let at = usize::try_from(at).unwrap().min(bytes.len());
        let end = bytes
            .len()
            .min(at.saturating_add(usize::try_from(most).unwrap()));
        Ok(bytes[at..end].to_vec())
    }

    async fn write(&self, name: &str, at: u64, bytes: &[u8]) -> Result<(), StorageError> {
        turns(1).await;
        let mut files = self.files.borrow_mut();
        let file = files.entry(name.to_owned()).or_default();
        let at = usize::try_from(at).unwrap();
        assert!(at <= file.len(), "a file has no holes");
        file.truncate(at);
        // What has no room is written in part, as on a disk that is full.
        let fits = usize::try_from(self.room.get())
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        file.extend(&bytes[..fits]);
        self.room.set(self.room.get() - fits as u64);
        if fits < bytes.len() {
            return Err(StorageError::QuotaExceeded);
        }
        Ok(())
    }

    async fn remove(&self, name: &str) -> Result<(), StorageError> {
        self.files.borrow_mut().remove(name);
        Ok(())
    }
}

#[derive(Clone, Debug, Default)]
struct Slips(Rc<RefCell<BTreeMap<ProjectId, Mark>>>);

impl Marks for Slips {
    fn all(&self) -> Vec<(ProjectId, Mark)> {
        let marks = self.0.borrow();
        marks.iter().map(|(id, it)| (*id, it.clone())).collect()
    }

    fn of(&self, project: ProjectId) -> Mark {
        self.0.borrow().get(&project).cloned().unwrap_or_default()
    }

    fn set(&self, project: ProjectId, mark: &Mark) {
        self.0.borrow_mut().insert(project, mark.clone());
    }

    fn forget(&self, project: ProjectId) {
        self.0.borrow_mut().remove(&project);
    }
}

/// A clock that stands still.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_795_341_600_000)
    }
}

type Both = Doubled<MemoryStorage, Drawer>;

/// A browser's storage, and what else it keeps.
#[derive(Clone, Default)]
struct Browser {
    hand: Hand,
    storage: MemoryStorage,
    drawer: Drawer,
    slips: Slips,
}

impl Browser {
    /// A page that was just loaded.
    fn page(&self) -> Library<Both> {
        let spawn = {
            let hand = self.hand.clone();
            Rc::new(move |future| hand.0.borrow_mut().push(future))
        };
        let both = Doubled::new(
            self.storage.clone(),
            self.drawer.clone(),
            self.slips.clone(),
            Noon,
        );
        Library::new(both, spawn, |_| ())
    }

    fn open(&self, id: ProjectId) -> Result<Opened, String> {
        let library = self.page();
        let opened = self.hand.wait(open_sound(&library, id, REPLICA));
        opened.map_err(|why| why.to_string())
    }

    fn survey(&self) -> Vec<Recovered> {
        let library = self.page();
        let both = library.saver().storage();
        self.hand
            .wait(survey(both, REPLICA, Look::Thoroughly))
            .unwrap()
    }

    fn values(&self) -> Vec<(String, Vec<u8>)> {
        self.hand.wait(self.storage.load_prefix("")).unwrap()
    }

    /// Makes storage hold just this.
    fn set_values(&self, values: Vec<(String, Vec<u8>)>) {
        let batch = Batch {
            clears: vec![String::new()],
            puts: values
                .into_iter()
                .map(|(key, it)| (key, it.into()))
                .collect(),
            ..Batch::default()
        };
        self.hand.wait(self.storage.commit(&batch)).unwrap();
    }

    fn copied(&self, id: ProjectId) -> Option<Vec<(String, Vec<u8>)>> {
        let library = self.page();
        let copied = self
            .hand
            .wait(library.saver().storage().copy().read(id))
            .unwrap()?;
        Some(self.hand.wait(copied.values.load_prefix("")).unwrap())
    }
}

/// Somebody worked on a project, some entries of which were written together.
fn worked(browser: &Browser, choices: &[u8]) -> Writer {
    let library = browser.page();
    let mut writer = Writer::new(10, "Kast at CECOT");
    library.create(&writer.project);
    for (at, choice) in choices.iter().enumerate() {
        let entry = writer.something(*choice);
        library.save(&writer.project, &entry, Vec::new());
        if at % 3 != 0 {
            browser.hand.finish();
        }
    }
    browser.hand.finish();
    writer
}

#[track_caller]
fn assert_all_there(opened: &Opened, writer: &Writer) {
    assert_eq!(opened.loaded.project, writer.project);
    assert_eq!(opened.loaded.history, writer.history);
    assert_eq!(opened.loaded.findings, []);
}

const SOME: [u8; 10] = [0, 1, 2, 3, 4, 4, 5, 0, 1, 4];

#[test]
fn a_copy_has_all_that_storage_has_of_a_project() {
    let browser = Browser::default();
    let writer = worked(&browser, &SOME);
    assert_eq!(browser.copied(writer.id()), Some(browser.values()));
}

#[test]
fn nothing_is_said_where_nothing_is_wrong() {
    let browser = Browser::default();
    let writer = worked(&browser, &SOME);
    let opened = browser.open(writer.id()).unwrap();
    assert_all_there(&opened, &writer);
    assert_eq!(opened.recovered, []);
    assert_eq!(browser.survey(), []);
}

#[test]
fn a_project_that_storage_lost_is_back_in_the_list() {
    let browser = Browser::default();
    let writer = worked(&browser, &SOME);
    browser.set_values(Vec::new());
    let title = "Kast at CECOT".to_owned();
    assert_eq!(browser.survey(), [Recovered::Returned { title }]);
    let opened = browser.open(writer.id()).unwrap();
    assert_all_there(&opened, &writer);
    assert_eq!(opened.recovered, []);
}

#[test]
fn a_project_comes_back_though_nothing_remembers_it() {
    let browser = Browser::default();
    let writer = worked(&browser, &SOME);
    browser.set_values(Vec::new());
    browser.slips.0.borrow_mut().clear();
    assert_eq!(browser.survey().len(), 1);
    assert_all_there(&browser.open(writer.id()).unwrap(), &writer);
}

#[test]
fn what_copies_have_is_there_when_the_database_cannot_be_opened_and_goes_on() {
    let browser = Browser::default();
    let mut writer = worked(&browser, &SOME);
    let kept = browser.values();
    // Another project has no copy, and nobody knows what became of it.
    let lost = ProjectId(uuid::Uuid::from_u128(77));
    browser.slips.set(lost, &Mark::default());
    browser.set_values(Vec::new());
    let library = browser.page();
    let both = library.saver().storage();
    let looked = browser
        .hand
        .wait(survey(both, REPLICA, Look::Instead))
        .unwrap();
    let title = "Kast at CECOT".to_owned();
    assert_eq!(looked, [Recovered::Unopened { title }]);
    assert_eq!(browser.slips.all().len(), 2, "nothing is forgotten");
    assert_all_there(&browser.open(writer.id()).unwrap(), &writer);
    // What is done in such a page is in the copy, and back when the database is.
    let library = browser.page();
    let entry = writer.annotate();
    library.save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    browser.set_values(kept);
    let opened = browser.open(writer.id()).unwrap();
    assert_all_there(&opened, &writer);
    assert!(matches!(opened.recovered[..], [Recovered::FromCopy { .. }]));
    let sizes = browser.page().saver().storage().clone();
    let sizes = browser.hand.wait(sizes.copy().sizes()).unwrap();
    let newest = browser.drawer.files.borrow().values().last().unwrap().len() as u64;
    assert_eq!(sizes, [(writer.id(), newest)]);
}

#[test]
fn that_a_project_is_gone_is_said_once() {
    let browser = Browser::default();
    worked(&browser, &SOME);
    browser.set_values(Vec::new());
    browser.drawer.files.borrow_mut().clear();
    let title = "Kast at CECOT".to_owned();
    assert_eq!(browser.survey(), [Recovered::Gone { title }]);
    assert_eq!(browser.survey(), []);
}

#[test]
fn an_older_state_of_storage_is_not_taken_for_the_last_one() {
    let browser = Browser::default();
    let library = browser.page();
    let mut writer = worked(&browser, &SOME);
    let older = browser.values();
    let entry = writer.annotate();
    library.save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    browser.set_values(older);
    let opened = browser.open(writer.id()).unwrap();
    assert_all_there(&opened, &writer);
    assert!(matches!(opened.recovered[..], [Recovered::FromCopy { .. }]));
    // And it goes on from there, in both.
    let library = browser.page();
    let entry = writer.annotate();
    library.save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    assert_eq!(browser.copied(writer.id()), Some(browser.values()));
    assert_all_there(&browser.open(writer.id()).unwrap(), &writer);
}

#[test]
fn when_both_are_older_the_number_of_missing_changes_is_said() {
    let browser = Browser::default();
    let mut writer = worked(&browser, &SOME);
    let older = browser.values();
    let files = browser.drawer.files.borrow().clone();
    let entry = writer.annotate();
    browser.page().save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    browser.set_values(older);
    *browser.drawer.files.borrow_mut() = files;
    let opened = browser.open(writer.id()).unwrap();
    let (entries, expected) = (10, 11);
    assert_eq!(opened.recovered, [Recovered::Behind { entries, expected }]);
}

#[test]
fn a_project_that_takes_the_place_of_another_does_so_in_the_copy() {
    let browser = Browser::default();
    let old = worked(&browser, &SOME);
    let before = browser.values();
    let library = browser.page();
    let new = Writer::new(10, "new");
    let replaced = library.replace(&new.project, KEPT_AS, Timestamp::from_millis(0));
    browser.hand.wait(replaced).unwrap();
    browser.hand.finish();
    let of = |id| {
        let mut values = browser.values();
        values.retain(|(key, _)| project_of(key) == Some(id));
        values
    };
    let mut copied = browser.copied(new.id()).unwrap();
    copied.retain(|(key, _)| project_of(key).is_some());
    assert_eq!(copied, of(new.id()));
    // Storage that knows nothing of it has fewer entries to offer than it had, and is older.
    let kept = of(KEPT_AS);
    browser.set_values(before.into_iter().chain(kept).collect());
    let opened = browser.open(new.id()).unwrap();
    assert_all_there(&opened, &new);
    assert_ne!(old.project, new.project);
}

#[test]
fn without_room_for_the_copy_all_is_saved_and_the_copy_is_made_later() {
    let browser = Browser::default();
    let mut writer = worked(&browser, &SOME);
    let library = browser.page();
    browser.drawer.room.set(40);
    for _ in 0..3 {
        let entry = writer.annotate();
        library.save(&writer.project, &entry, Vec::new());
        browser.hand.finish();
    }
    let both = library.saver().storage();
    assert_eq!(library.saver().state(), cotejo::app::SaveState::Saved);
    assert_eq!(both.trouble(), Some(StorageError::QuotaExceeded));
    assert_all_there(&browser.open(writer.id()).unwrap(), &writer);
    browser.drawer.room.set(u64::MAX);
    let entry = writer.annotate();
    library.save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    assert_eq!(both.next_behind(), Some(writer.id()));
    let blobs = blobs_of(&writer.project);
    let made = both.make_anew(writer.id(), &blobs);
    browser.hand.wait(made).unwrap();
    assert_eq!(both.trouble(), None);
    assert_eq!(browser.copied(writer.id()), Some(browser.values()));
    // The generation before the last is kept, and none before it.
    assert_eq!(browser.drawer.files.borrow().len(), 2);
}

#[test]
fn what_is_written_while_a_copy_is_made_anew_is_in_it() {
    let browser = Browser::default();
    let mut writer = worked(&browser, &SOME);
    let library = browser.page();
    let both = library.saver().storage().clone();
    let blobs = blobs_of(&writer.project);
    let id = writer.id();
    let made = Rc::new(Cell::new(false));
    let done = Rc::clone(&made);
    browser.hand.0.borrow_mut().push(Box::pin(async move {
        both.make_anew(id, &blobs).await.unwrap();
        done.set(true);
    }));
    for _ in 0..30 {
        let entry = writer.something(3);
        library.save(&writer.project, &entry, Vec::new());
        browser.hand.turn();
    }
    browser.hand.finish();
    assert!(made.get());
    assert_eq!(browser.copied(id), Some(browser.values()));
}

#[test]
fn a_copy_from_before_there_were_stamps_is_made_at_the_first_look() {
    let browser = Browser::default();
    let writer = worked(&browser, &SOME);
    browser.drawer.files.borrow_mut().clear();
    let library = browser.page();
    let both = library.saver().storage();
    assert_eq!(
        browser
            .hand
            .wait(tend(both, writer.id(), &blobs_of(&writer.project))),
        Ok(true)
    );
    assert_eq!(
        browser
            .hand
            .wait(tend(both, writer.id(), &blobs_of(&writer.project))),
        Ok(false)
    );
    assert_eq!(browser.copied(writer.id()), Some(browser.values()));
}

#[test]
fn what_the_copy_lacks_too_is_opened_as_far_as_it_is_there() {
    let browser = Browser::default();
    let writer = worked(&browser, &SOME);
    browser.drawer.files.borrow_mut().clear();
    let id = writer.id();
    let mut values = browser.values();
    let last = values.iter().rposition(|(key, _)| key.contains("/log/"));
    values[last.unwrap()].1.truncate(20);
    browser.set_values(values);
    let opened = browser.open(id).unwrap();
    assert_eq!(opened.loaded.findings.len(), 1);
    assert_eq!(opened.recovered, []);
}

/// What is done to something that is kept.
#[derive(Clone, Debug)]
enum Harm {
    Cut(prop::sample::Index),
    Flip(Vec<(prop::sample::Index, u8)>),
    Delete,
    Older(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let flip = (any::<prop::sample::Index>(), 1_u8..);
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Harm::Cut),
        prop::collection::vec(flip, 1..8).prop_map(Harm::Flip),
        Just(Harm::Delete),
        any::<prop::sample::Index>().prop_map(Harm::Older),
    ]
}

impl Harm {
    fn bytes(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Cut(at) => bytes.truncate(at.index(bytes.len().max(1))),
            Self::Flip(places) if !bytes.is_empty() => {
                for (at, by) in places {
                    let at = at.index(bytes.len());
                    bytes[at] ^= by;
                }
            }
            _ => bytes.clear(),
        }
    }

    /// Of storage, one value of the project, or all of it.
    fn storage(&self, browser: &Browser, states: &[State], which: prop::sample::Index) {
        let mut values = browser.values();
        match self {
            Self::Cut(_) | Self::Flip(_) => {
                // Blobs of their own are told from others by their hash alone.
                let at = which.index(values.len());
                self.bytes(&mut values[at].1);
            }
            Self::Delete => values.clear(),
            Self::Older(at) => values.clone_from(&states[at.index(states.len())].0),
        }
        browser.set_values(values);
    }

    fn copy(&self, browser: &Browser, states: &[State]) {
        let mut files = browser.drawer.files.borrow_mut();
        match self {
            Self::Cut(_) | Self::Flip(_) => {
                for bytes in files.values_mut() {
                    self.bytes(bytes);
                }
            }
            Self::Delete => files.clear(),
            Self::Older(at) => files.clone_from(&states[at.index(states.len())].1),
        }
    }
}

type State = (Vec<(String, Vec<u8>)>, BTreeMap<String, Vec<u8>>);

/// Somebody works, and it is remembered what storage and copies looked like on the way.
fn work_and_remember(browser: &Browser, choices: &[u8]) -> (Writer, Vec<State>) {
    work_remember_and(browser, choices, |_, _| {})
}

/// The same; after each choice something else is done.
fn work_remember_and(
    browser: &Browser,
    choices: &[u8],
    then: impl Fn(&Writer, u8),
) -> (Writer, Vec<State>) {
    let library = browser.page();
    let mut writer = Writer::new(10, "Kast at CECOT");
    library.create(&writer.project);
    browser.hand.finish();
    let mut states = Vec::new();
    for choice in choices {
        states.push((browser.values(), browser.drawer.files.borrow().clone()));
        let entry = writer.something(*choice);
        library.save(&writer.project, &entry, Vec::new());
        browser.hand.finish();
        then(&writer, *choice);
    }
    (writer, states)
}

proptest! {
    #[test]
    fn a_harmed_storage_loses_nothing(
        choices in prop::collection::vec(any::<u8>(), 1..12),
        harm in harm(),
        which in any::<prop::sample::Index>(),
    ) {
        let browser = Browser::default();
        let (writer, states) = work_and_remember(&browser, &choices);
        let before = browser.values();
        harm.storage(&browser, &states, which);
        let harmed: Vec<String> = browser.values().into_iter().map(|it| it.0).collect();
        let changed = browser.values() != before;
        let returned = browser.survey();
        let opened = browser.open(writer.id()).unwrap();
        prop_assert_eq!(&opened.loaded.project, &writer.project);
        prop_assert_eq!(&opened.loaded.history, &writer.history);
        prop_assert_eq!(opened.loaded.findings.len(), 0);
        // What says nothing of the project's content may be harmed unnoticed.
        let id = writer.id();
        let aside = [Key::Head(id).to_string(), Key::Stamp(id).to_string()];
        let content = before.iter().zip(browser.values()).any(|(a, b)| *a != b && !aside.contains(&a.0));
        let told = !returned.is_empty() || !opened.recovered.is_empty();
        prop_assert!(told || !changed || !content, "{:?}", harmed);
        // And it is as it was, in both.
        let folder = folder_prefix(id);
        let of_it = |it: &(String, Vec<u8>)| it.0.starts_with(&folder) && !it.0.contains("/aside/");
        let now: Vec<_> = browser.values().into_iter().filter(of_it).collect();
        prop_assert_eq!(now, before.into_iter().filter(of_it).collect::<Vec<_>>());
    }

    #[test]
    fn a_harmed_copy_harms_nothing_and_is_made_anew(
        choices in prop::collection::vec(any::<u8>(), 1..12),
        harm in harm(),
    ) {
        let browser = Browser::default();
        let (mut writer, states) = work_and_remember(&browser, &choices);
        harm.copy(&browser, &states);
        let opened = browser.open(writer.id()).unwrap();
        assert_all_there(&opened, &writer);
        prop_assert_eq!(&opened.recovered, &[]);
        // Whatever comes first, an edit or the look that is taken after opening.
        let library = browser.page();
        let entry = writer.annotate();
        library.save(&writer.project, &entry, Vec::new());
        browser.hand.finish();
        let both = library.saver().storage();
        browser.hand.wait(tend(both, writer.id(), &blobs_of(&writer.project))).unwrap();
        prop_assert_eq!(browser.copied(writer.id()), Some(browser.values()));
    }

    /// Storage is gone, and the copy was cut while it was written.
    #[test]
    fn what_can_be_read_of_a_cut_copy_is_a_state_that_there_was(
        choices in prop::collection::vec(any::<u8>(), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let browser = Browser::default();
        let (writer, states) = work_and_remember(&browser, &choices);
        for bytes in browser.drawer.files.borrow_mut().values_mut() {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        if let Some(copied) = browser.copied(writer.id()) {
            let there = states.iter().any(|it| it.0 == copied) || copied == browser.values();
            prop_assert!(there);
        }
    }
}
