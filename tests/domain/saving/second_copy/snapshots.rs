//! Snapshots: what is opened by them is what was left, and what is wrong with them harms nothing.

use cotejo::app::saving::{Loaded, is_due, older_entries, older_entries_of, write_snapshot};
use cotejo::journal::{Frames, Last, Packing, Start, snapshots_prefix};

use super::*;

/// Writes a snapshot of what somebody did, as a page does once it is at rest.
fn snapshot(browser: &Browser, writer: &Writer) {
    let Some(last) = writer.history.entries().last() else {
        return;
    };
    let last = Last::of(last);
    let marks = writer.history.marks();
    let written = write_snapshot(
        &browser.storage,
        Packing::of_project(&writer.project),
        &marks,
        last,
    );
    browser.hand.wait(written).unwrap();
}

/// All entries, those included that were not read at opening.
fn with_older(browser: &Browser, mut loaded: Loaded) -> Loaded {
    let library = browser.page();
    while loaded.history.before() > 0 {
        let before = loaded.history.before();
        let id = loaded.project.id();
        let older = older_entries_of(&library, id, before);
        let older = browser.hand.wait(older).unwrap();
        assert_ne!(older.records, [], "before {before}");
        let entries = older.records.into_iter().map(|it| it.entry);
        loaded.history.bring(entries.collect());
    }
    loaded
}

#[track_caller]
fn assert_the_same(browser: &Browser, loaded: Loaded, writer: &Writer) {
    assert_eq!(loaded.findings, []);
    loaded.project.check().unwrap();
    assert_eq!(loaded.project, writer.project);
    let loaded = with_older(browser, loaded);
    assert_eq!(loaded.history, writer.history);
}

/// Somebody who writes many notes; every so many entries there is a snapshot.
fn at_length(browser: &Browser, entries: u64, every: u64) -> Writer {
    let mut writer = worked(browser, &SOME);
    let library = browser.page();
    while writer.history.last_seq() < entries {
        let last = writer.history.last_seq();
        let entry = match last % 17 {
            0 => writer.annotate(),
            5 => writer.undo().unwrap(),
            7 => writer.redo().unwrap_or_else(|| writer.annotate()),
            _ => writer.note(&format!("note {last}")),
        };
        library.save(&writer.project, &entry, Vec::new());
        if last.is_multiple_of(3) {
            browser.hand.finish();
        }
        if last % every == every - 1 {
            browser.hand.finish();
            snapshot(browser, &writer);
        }
    }
    browser.hand.finish();
    writer
}

#[test]
fn a_project_with_a_snapshot_is_opened_by_it_and_reads_few_entries() {
    let browser = Browser::default();
    let mut writer = at_length(&browser, 1_000, 300);
    let opened = browser.open(writer.id()).unwrap();
    assert_eq!(opened.recovered, []);
    let loaded = opened.loaded;
    assert_eq!((loaded.begun_at, loaded.bad_snapshots.len()), (900, 0));
    assert!(
        loaded.history.entries().len() < 300,
        "{}",
        loaded.history.entries().len()
    );
    // It can be undone beyond the snapshot at once.
    let mut project = loaded.project.clone();
    let mut history = loaded.history.clone();
    for _ in 0..110 {
        let stamp = writer.stamp();
        assert!(history.undo(&mut project, stamp).is_some());
    }
    assert!(!loaded.history.wants_older());
    assert_the_same(&browser, loaded, &writer);
}

#[test]
fn there_are_two_and_the_newest_is_taken() {
    let browser = Browser::default();
    let mut writer = at_length(&browser, 100, 20);
    let of_it = snapshots_prefix(writer.id());
    let kept = browser
        .values()
        .into_iter()
        .filter(|it| it.0.starts_with(&of_it));
    let firsts = kept.filter(|it| !it.0[of_it.len()..].contains('/'));
    assert_eq!(firsts.count(), 2);
    assert_eq!(browser.open(writer.id()).unwrap().loaded.begun_at, 100);
    let library = browser.page();
    let entry = writer.annotate();
    library.save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    assert_the_same(&browser, browser.open(writer.id()).unwrap().loaded, &writer);
}

#[test]
fn a_snapshot_is_due_after_a_thousand_entries_however_large_the_project() {
    assert!(!is_due(0, 999));
    assert!(is_due(0, 1_000));
    assert!(!is_due(1_000, 1_999));
    assert!(is_due(1_000, 2_500));
}

#[test]
fn each_harm_to_snapshots_is_noticed_and_loses_nothing() {
    let browser = Browser::default();
    let writer = at_length(&browser, 60, 20);
    let id = writer.id();
    let before = browser.values();
    let of_it = snapshots_prefix(id);
    for at in 0..before.len() {
        if !before[at].0.starts_with(&of_it) {
            continue;
        }
        for harm in 0..4 {
            let mut values = before.clone();
            let bytes = &mut values[at].1;
            let len = bytes.len();
            match harm {
                0 => bytes.truncate(len / 2),
                1 => (0..8).for_each(|it| bytes[(it * 7 + 3) % len] ^= 0x55),
                2 => drop(values.remove(at)),
                _ => (0..8).for_each(|it| bytes[len - 1 - it * 5 % len] ^= 1 << (it % 8)),
            }
            browser.set_values(values);
            let opened = browser.open(id).unwrap();
            assert_eq!(opened.recovered, []);
            let loaded = opened.loaded;
            // Only one that is gone whole is not missed.
            assert!(loaded.bad_snapshots.len() == 1 || harm == 2 || loaded.begun_at == 60);
            assert_ne!(
                loaded.about_snapshots().is_some(),
                loaded.bad_snapshots.is_empty()
            );
            assert_the_same(&browser, loaded, &writer);
        }
    }
    // Without any of them, the journal from its beginning.
    let mut values = before;
    values.retain(|it| !it.0.starts_with(&of_it) || it.0.ends_with("/00000000000000000001"));
    browser.set_values(values);
    let loaded = browser.open(id).unwrap().loaded;
    assert_eq!(loaded.begun_at, 0);
    assert_the_same(&browser, loaded, &writer);
}

#[test]
fn the_snapshot_of_a_project_that_was_replaced_is_of_no_use() {
    let browser = Browser::default();
    let old = at_length(&browser, 60, 20);
    let of_it = snapshots_prefix(old.id());
    let kept: Vec<_> = browser.values();
    let kept = kept.into_iter().filter(|it| it.0.starts_with(&of_it));
    let kept: Vec<(String, Vec<u8>)> = kept.collect();
    let library = browser.page();
    let new = Writer::new(10, "new");
    let replaced = library.replace(&new.project, KEPT_AS, Timestamp::from_millis(0));
    browser.hand.wait(replaced).unwrap();
    browser.hand.finish();
    assert!(browser.values().iter().all(|it| !it.0.starts_with(&of_it)));
    // An app that knows nothing of snapshots leaves them there.
    browser.set_values(browser.values().into_iter().chain(kept).collect());
    let loaded = browser.open(new.id()).unwrap().loaded;
    assert_eq!((loaded.begun_at, loaded.bad_snapshots.len()), (0, 0));
    assert_the_same(&browser, loaded, &new);
}

#[test]
fn the_snapshot_of_another_course_of_the_journal_is_left() {
    let browser = Browser::default();
    let mut writer = worked(&browser, &SOME);
    let (values, project, history) = (
        browser.values(),
        writer.project.clone(),
        writer.history.clone(),
    );
    let library = browser.page();
    for at in 0..40 {
        let entry = writer.note(&format!("one {at}"));
        library.save(&writer.project, &entry, Vec::new());
    }
    browser.hand.finish();
    snapshot(&browser, &writer);
    let of_it = snapshots_prefix(writer.id());
    let kept = browser
        .values()
        .into_iter()
        .filter(|it| it.0.starts_with(&of_it));
    // As after an app that found damage, set it aside and went on.
    browser.set_values(values.into_iter().chain(kept).collect());
    browser.drawer.files.borrow_mut().clear();
    browser.slips.0.borrow_mut().clear();
    (writer.project, writer.history) = (project, history);
    writer.clock += 1_000_000;
    let library = browser.page();
    for at in 0..60 {
        let entry = writer.note(&format!("other {at}"));
        library.save(&writer.project, &entry, Vec::new());
    }
    browser.hand.finish();
    let loaded = browser.open(writer.id()).unwrap().loaded;
    assert_eq!((loaded.begun_at, loaded.bad_snapshots.len()), (0, 1));
    assert_the_same(&browser, loaded, &writer);
}

#[test]
fn entries_that_storage_lost_are_read_from_the_second_copy() {
    let browser = Browser::default();
    let writer = at_length(&browser, 400, 200);
    let mut values = browser.values();
    let early = |it: &str| it.contains("/log/") && it.ends_with("037");
    values.retain(|it| !early(&it.0));
    let damaged = values.iter_mut().find(|it| it.0.contains("/log/"));
    damaged.unwrap().1[30] ^= 1;
    browser.set_values(values);
    let opened = browser.open(writer.id()).unwrap();
    assert_eq!(opened.recovered, []);
    assert_the_same(&browser, opened.loaded, &writer);
}

#[test]
fn damage_to_the_last_entry_that_a_snapshot_has_is_no_loss() {
    let browser = Browser::default();
    let writer = at_length(&browser, 60, 20);
    let mut values = browser.values();
    let log = values.iter().rposition(|it| it.0.contains("/log/"));
    values[log.unwrap()].1.clear();
    browser.set_values(values);
    let opened = browser.open(writer.id()).unwrap();
    assert_eq!((opened.loaded.begun_at, opened.recovered.len()), (60, 0));
    assert_the_same(&browser, opened.loaded, &writer);
}

#[test]
fn damage_to_an_entry_after_a_snapshot_is_mended_from_the_copy() {
    let browser = Browser::default();
    let mut writer = at_length(&browser, 60, 20);
    let library = browser.page();
    let entry = writer.annotate();
    library.save(&writer.project, &entry, Vec::new());
    browser.hand.finish();
    let mut values = browser.values();
    let log = values.iter().rposition(|it| it.0.contains("/log/"));
    values[log.unwrap()].1.clear();
    browser.set_values(values);
    let opened = browser.open(writer.id()).unwrap();
    assert!(matches!(opened.recovered[..], [Recovered::FromCopy { .. }]));
    assert_the_same(&browser, opened.loaded, &writer);
}

#[test]
fn entries_that_are_nowhere_end_what_can_be_undone() {
    let browser = Browser::default();
    let writer = at_length(&browser, 400, 200);
    browser.drawer.files.borrow_mut().clear();
    let mut values = browser.values();
    values.retain(|it| !it.0.contains("/log/000000000000000001"));
    browser.set_values(values);
    let mut loaded = browser.open(writer.id()).unwrap().loaded;
    assert_eq!(loaded.project, writer.project);
    loop {
        let before = loaded.history.before();
        let older = older_entries(&browser.storage, writer.id(), before);
        let older = browser.hand.wait(older).unwrap().records;
        if older.is_empty() {
            break;
        }
        let entries = older.into_iter().map(|it| it.entry);
        loaded.history.bring(entries.collect());
    }
    assert!((199..210).contains(&loaded.history.before()));
    loaded.history.forget_older();
    assert!(!loaded.history.wants_older());
    let mut project = loaded.project;
    let mut writer = writer;
    while loaded.history.next_undo().is_some() {
        let stamp = writer.stamp();
        assert!(loaded.history.undo(&mut project, stamp).is_some());
    }
}

#[test]
fn many_records_are_packed_and_come_back_the_same() {
    let browser = Browser::default();
    let mut writer = Writer::new(10, "many");
    for _ in 0..5_000 {
        writer.annotate();
    }
    writer.history = cotejo::app::History::new(REPLICA);
    let library = browser.page();
    library.create(&writer.project);
    browser.hand.finish();
    let start = Key::Start(writer.id()).to_string();
    let values = browser.values();
    let first = &values.iter().find(|it| it.0 == start).unwrap().1;
    // Older apps know two forms, and refuse a third without touching anything.
    assert!(first[12..].starts_with(b"{\"v\":3,"));
    assert_the_same(&browser, browser.open(writer.id()).unwrap().loaded, &writer);
    // In less than a third of the room.
    let size = |it: &Frames| it.first.len() + it.pieces.iter().map(|it| it.len()).sum::<usize>();
    let start = Start::of(&writer.project);
    let (packed, whole) = (size(&start.pack().unwrap()), size(&start.encode().unwrap()));
    assert!(packed * 3 < whole, "{packed} of {whole}");
    // A piece that is damaged or missing is no less noticed.
    let pieces: Vec<usize> = (0..values.len())
        .filter(|at| values[*at].0.contains("/start/"))
        .collect();
    for at in pieces {
        for harm in 0..2 {
            let mut values = values.clone();
            let len = values[at].1.len();
            match harm {
                0 => (0..8).for_each(|it| values[at].1[it * len / 9] ^= 0x11),
                _ => drop(values.remove(at)),
            }
            browser.set_values(values);
            let opened = browser.open(writer.id()).unwrap();
            assert!(matches!(opened.recovered[..], [Recovered::FromCopy { .. }]));
            assert_the_same(&browser, opened.loaded, &writer);
        }
    }
}

proptest! {
    #[test]
    fn storage_with_snapshots_that_is_harmed_loses_nothing(
        choices in prop::collection::vec(any::<u8>(), 1..40),
        harm in harm(),
        which in any::<prop::sample::Index>(),
    ) {
        let browser = Browser::default();
        let (mut writer, states) = work_remember_and(&browser, &choices, |writer, choice| {
            if choice % 5 == 0 {
                snapshot(&browser, writer);
            }
        });
        harm.storage(&browser, &states, which);
        browser.survey();
        let opened = browser.open(writer.id()).unwrap();
        assert_the_same(&browser, opened.loaded, &writer);
        // And it goes on.
        let library = browser.page();
        browser.hand.wait(library.open(writer.id(), REPLICA)).unwrap();
        for _ in 0..3 {
            let entry = writer.annotate();
            library.save(&writer.project, &entry, Vec::new());
        }
        browser.hand.finish();
        assert_the_same(&browser, browser.open(writer.id()).unwrap().loaded, &writer);
    }

    /// Power fails while a snapshot is written: some of its writes are there, the others not.
    #[test]
    fn a_snapshot_that_was_not_finished_is_none(
        choices in prop::collection::vec(any::<u8>(), 4..20),
        cut in any::<prop::sample::Index>(),
    ) {
        let browser = Browser::default();
        let mut writer = worked(&browser, &choices);
        snapshot(&browser, &writer);
        let before = browser.values();
        let library = browser.page();
        let entry = writer.annotate();
        library.save(&writer.project, &entry, Vec::new());
        browser.hand.finish();
        snapshot(&browser, &writer);
        let mut values = browser.values();
        let of_it = snapshots_prefix(writer.id());
        let new: Vec<String> = values
            .iter()
            .filter(|it| it.0.starts_with(&of_it) && before.iter().all(|old| old.0 != it.0))
            .map(|it| it.0.clone())
            .collect();
        // Its first frame comes last.
        let mut in_order = new.clone();
        in_order.rotate_left(1);
        let done = cut.index(in_order.len() + 1);
        values.retain(|it| !in_order[done..].contains(&it.0));
        browser.set_values(values);
        let loaded = browser.open(writer.id()).unwrap().loaded;
        prop_assert_eq!(loaded.bad_snapshots.len(), 0);
        assert_the_same(&browser, loaded, &writer);
    }
}
