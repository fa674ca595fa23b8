//! Saving: order, batches, failures, crashes, several projects, damage.

mod kept;
mod pieces;
mod second_copy;
pub mod shelf;
mod writer;

use std::rc::Rc;

use cotejo::app::saving::{Finding, LoadError, Trouble};
use cotejo::app::{Blob, History, SaveState};
use cotejo::journal::{BLOBS, Damage, Key, log_prefix};
use cotejo::model::{TextHash, Timestamp};
use cotejo::ports::{Batch, ReadStorage, Storage, StorageError};
use proptest::prelude::*;

use shelf::{Fault, Shelf, request_failed};
use writer::{KEPT_AS, REPLICA, Writer, assert_kept, assert_same};

#[test]
fn a_project_comes_back_with_its_history() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "Kast at CECOT");
    shelf.library.create(&writer.project);
    for choice in [0, 1, 2, 3, 4, 4, 5, 0, 1, 4] {
        let entry = writer.something(choice);
        writer.save(&shelf, &entry);
    }
    shelf.hand.finish();
    assert_eq!(shelf.state(), SaveState::Saved);
    let mut loaded = shelf.after_crash(writer.id()).unwrap();
    assert_same(&loaded, &writer);
    // Undo goes on where it was.
    let stamp = writer.stamp();
    let here = writer.history.undo(&mut writer.project, stamp);
    let there = loaded.history.undo(&mut loaded.project, stamp);
    assert_eq!(here, there);
    assert_eq!(loaded.project, writer.project);
}

#[test]
fn a_project_from_a_file_comes_back_and_cannot_be_undone() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "Kast at CECOT");
    writer.add_article();
    writer.annotate();
    writer.history = History::new(REPLICA);
    shelf.library.create(&writer.project);
    let entry = writer.note("seen");
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    let loaded = shelf.after_crash(writer.id()).unwrap();
    assert_same(&loaded, &writer);
    assert_eq!(loaded.history.entries().len(), 1);
}

#[test]
fn the_state_leaves_saved_at_once_and_comes_back_when_all_is_there() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    assert_eq!(shelf.state(), SaveState::Saved);
    shelf.fault(Fault::Late(2));
    shelf.library.create(&writer.project);
    assert_eq!(shelf.state(), SaveState::Saving);
    shelf.hand.turn();
    // Nobody waits for a pause: what arrives now is the second write.
    for _ in 0..5 {
        let entry = writer.annotate();
        writer.save(&shelf, &entry);
    }
    assert_eq!(shelf.storage.batches.borrow().len(), 0);
    shelf.hand.finish();
    assert_eq!(
        *shelf.states.borrow(),
        [SaveState::Saving, SaveState::Saved]
    );
    let batches = shelf.storage.batches.borrow();
    assert_eq!(batches.len(), 2);
    assert_eq!(batches[1].adds.len(), 1);
    assert_eq!(batches[1].adds[0].0, Key::Log(writer.id(), 1).to_string());
    drop(batches);
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
}

#[test]
fn texts_and_original_bytes_are_there_with_the_first_entry_that_needs_them() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    let entry = writer.add_article();
    let bytes: Rc<[u8]> = Rc::from(&b"\xff\xfeoriginal"[..]);
    let hash = TextHash::of(&bytes);
    let blob = Blob { hash, bytes };
    shelf.library.save(&writer.project, &entry, vec![blob]);
    shelf.hand.finish();
    let batches = shelf.storage.batches.borrow();
    let batch = batches.last().unwrap();
    let blobs = batch.puts.iter().filter(|(key, _)| key.starts_with(BLOBS));
    assert_eq!(blobs.count(), 2);
    assert_eq!(batch.adds.len(), 1);
}

#[test]
fn a_failure_is_said_and_the_next_push_tries_again() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    shelf.fault(Fault::Refused(StorageError::QuotaExceeded));
    let entry = writer.annotate();
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    let SaveState::NotSaved(why) = shelf.state() else {
        panic!("{:?}", shelf.state());
    };
    assert!(why.contains("full"), "{why}");
    assert_eq!(
        shelf.library.saver().trouble(),
        Some(Trouble::Storage(StorageError::QuotaExceeded))
    );
    // What is not saved can still be seen.
    assert_same(&shelf.open(writer.id()).unwrap(), &writer);
    let entry = writer.annotate();
    writer.save(&shelf, &entry);
    assert_eq!(shelf.state(), SaveState::Saving);
    shelf.hand.finish();
    assert_eq!(shelf.state(), SaveState::Saved);
    assert_eq!(shelf.library.saver().trouble(), None);
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
}

#[test]
fn retry_tries_again() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    for _ in 0..3 {
        shelf.fault(Fault::Refused(StorageError::Closed));
    }
    shelf.library.create(&writer.project);
    let entry = writer.annotate();
    writer.save(&shelf, &entry);
    for _ in 0..3 {
        shelf.hand.finish();
        assert!(matches!(shelf.state(), SaveState::NotSaved(_)));
        assert_eq!(
            shelf.after_crash(writer.id()).unwrap_err(),
            LoadError::NotThere
        );
        shelf.library.retry();
    }
    shelf.hand.finish();
    assert_eq!(shelf.state(), SaveState::Saved);
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
}

#[test]
fn a_write_that_was_done_unheard_is_not_done_twice() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    shelf.fault(Fault::Unanswered);
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    assert!(matches!(shelf.state(), SaveState::NotSaved(_)));
    let entry = writer.annotate();
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    shelf.fault(Fault::Unanswered);
    for _ in 0..3 {
        let entry = writer.annotate();
        writer.save(&shelf, &entry);
        shelf.hand.finish();
    }
    assert_eq!(shelf.state(), SaveState::Saved);
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
}

#[test]
fn two_windows_never_write_over_each_other() {
    let one = Shelf::new();
    let mut writer = Writer::new(10, "");
    one.library.create(&writer.project);
    one.hand.finish();
    let two = Shelf::over(one.storage.clone());
    let loaded = two.open(writer.id()).unwrap();
    let mut other = Writer::new(10, "");
    (other.project, other.history) = (loaded.project, loaded.history);
    let entry = writer.annotate();
    writer.save(&one, &entry);
    one.hand.finish();
    let entry = other.add_article();
    other.save(&two, &entry);
    two.hand.finish();
    assert_eq!(one.state(), SaveState::Saved);
    assert!(matches!(
        two.library.saver().trouble(),
        Some(Trouble::Storage(StorageError::AlreadyThere { .. }))
    ));
    // Nor later, nor by trying again; another project is saved all the same.
    let entry = other.annotate();
    other.save(&two, &entry);
    two.library.retry();
    let third = Writer::new(12, "other");
    two.library.create(&third.project);
    two.hand.finish();
    assert!(matches!(two.state(), SaveState::NotSaved(_)));
    assert_same(&one.after_crash(writer.id()).unwrap(), &writer);
    assert_same(&one.after_crash(third.id()).unwrap(), &third);
}

#[test]
fn a_second_project_of_the_same_id_is_refused() {
    let shelf = Shelf::new();
    let writer = Writer::new(10, "first");
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    shelf.library.create(&Writer::new(10, "second").project);
    shelf.hand.finish();
    assert!(matches!(shelf.state(), SaveState::NotSaved(_)));
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
}

#[test]
fn a_project_takes_the_place_of_another_whatever_waits() {
    let lost = Fault::Refused(StorageError::QuotaExceeded);
    for fault in [Fault::None, Fault::Late(3), lost, Fault::Unanswered] {
        let shelf = Shelf::new();
        let mut old = Writer::new(10, "old");
        shelf.library.create(&old.project);
        for _ in 0..3 {
            let entry = old.annotate();
            old.save(&shelf, &entry);
        }
        shelf.hand.finish();
        shelf.fault(fault);
        // One entry is being written, one waits.
        for _ in 0..2 {
            let entry = old.annotate();
            old.save(&shelf, &entry);
            shelf.hand.turn();
        }
        let mut new = Writer::new(10, "new");
        shelf.replace(&new);
        for _ in 0..2 {
            let entry = new.annotate();
            new.save(&shelf, &entry);
        }
        assert_same(&shelf.open(new.id()).unwrap(), &new);
        shelf.hand.finish();
        assert_eq!(shelf.state(), SaveState::Saved);
        assert_same(&shelf.after_crash(new.id()).unwrap(), &new);
        assert_kept(&shelf.after_crash(KEPT_AS).unwrap(), &old);
    }
}

#[test]
fn what_another_project_takes_the_place_of_is_deleted_and_can_be_restored() {
    let shelf = Shelf::new();
    let mut old = Writer::new(10, "old");
    shelf.library.create(&old.project);
    for choice in [0, 1, 3, 4] {
        let entry = old.something(choice);
        old.save(&shelf, &entry);
    }
    shelf.hand.finish();
    // A deleted one as well: nobody asked for its end.
    shelf.library.delete(old.id(), Timestamp::from_millis(0));
    let new = Writer::new(10, "new");
    shelf.replace(&new);
    let mut titles = shelf.titles();
    titles.sort();
    let both = [("new".to_owned(), 0, false), ("old".to_owned(), 1, true)];
    assert_eq!(titles, both);
    shelf.library.restore(KEPT_AS);
    shelf.hand.finish();
    assert!(shelf.titles().iter().all(|it| !it.2));
    // Its journal goes on.
    let kept = shelf.open(KEPT_AS).unwrap();
    assert_kept(&kept, &old);
    (old.project, old.history) = (kept.project, kept.history);
    let entry = old.redo().unwrap();
    old.save(&shelf, &entry);
    shelf.hand.finish();
    assert_same(&shelf.after_crash(KEPT_AS).unwrap(), &old);
    assert_same(&shelf.after_crash(new.id()).unwrap(), &new);
}

#[test]
fn damage_comes_along_with_what_stands_before_it() {
    let shelf = Shelf::new();
    let mut old = Writer::new(10, "old");
    shelf.library.create(&old.project);
    for _ in 0..2 {
        let entry = old.annotate();
        old.save(&shelf, &entry);
    }
    shelf.hand.finish();
    let key = Key::Log(old.id(), 1).to_string();
    let mut bytes = shelf.hand.wait(shelf.storage.load(&key)).unwrap().unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    let puts = vec![(key, bytes.into())];
    let batch = Batch {
        puts,
        ..Batch::default()
    };
    shelf.hand.wait(shelf.storage.commit(&batch)).unwrap();
    let before = shelf.open(old.id()).unwrap();
    shelf.replace(&Writer::new(10, "new"));
    let kept = shelf.open(KEPT_AS).unwrap();
    assert_eq!(kept.findings, before.findings);
    assert_eq!(kept.history.entries().len(), 1);
    assert_eq!(kept.project, before.project.with_id(KEPT_AS));
}

#[test]
fn a_project_that_cannot_be_kept_aside_is_not_replaced() {
    let shelf = Shelf::new();
    let mut old = Writer::new(10, "old");
    shelf.library.create(&old.project);
    let entry = old.annotate();
    old.save(&shelf, &entry);
    shelf.hand.finish();
    shelf.fault(Fault::Refused(StorageError::QuotaExceeded));
    shelf.replace(&Writer::new(10, "new"));
    shelf.hand.finish();
    assert!(matches!(shelf.state(), SaveState::NotSaved(_)));
    assert_same(&shelf.after_crash(old.id()).unwrap(), &old);
    shelf.library.retry();
    shelf.hand.finish();
    assert_kept(&shelf.after_crash(KEPT_AS).unwrap(), &old);
}

#[test]
fn a_project_takes_the_place_of_one_that_cannot_be_saved_or_is_damaged() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "first");
    shelf.library.create(&writer.project);
    let entry = writer.annotate();
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    // Refused: its id is taken.
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    assert!(matches!(shelf.state(), SaveState::NotSaved(_)));
    let batch = Batch {
        puts: vec![(Key::Log(writer.id(), 1).to_string(), vec![0; 9].into())],
        ..Batch::default()
    };
    shelf.hand.wait(shelf.storage.commit(&batch)).unwrap();
    assert!(!shelf.open(writer.id()).unwrap().findings.is_empty());
    let mut new = Writer::new(10, "new");
    shelf.replace(&new);
    let entry = new.annotate();
    new.save(&shelf, &entry);
    shelf.hand.finish();
    assert_eq!(shelf.state(), SaveState::Saved);
    assert_same(&shelf.after_crash(new.id()).unwrap(), &new);
}

#[test]
fn projects_are_listed_renamed_deleted_and_restored() {
    let shelf = Shelf::new();
    let mut first = Writer::new(10, "first");
    let mut second = Writer::new(11, "second");
    shelf.library.create(&first.project);
    shelf.library.create(&second.project);
    // Also before they are written.
    let both = [
        ("first".to_owned(), 0, false),
        ("second".to_owned(), 0, false),
    ];
    assert_eq!(shelf.titles(), both);
    for entry in [
        second.add_article(),
        second.annotate(),
        second.rename("2nd"),
    ] {
        second.save(&shelf, &entry);
    }
    shelf.hand.finish();
    let renamed = [("2nd".to_owned(), 1, false), ("first".to_owned(), 0, false)];
    assert_eq!(shelf.titles(), renamed);
    shelf.library.delete(second.id(), Timestamp::from_millis(0));
    // Whoever still writes to a deleted project does not bring it back.
    let entry = second.annotate();
    second.save(&shelf, &entry);
    let deleted = [("2nd".to_owned(), 2, true), ("first".to_owned(), 0, false)];
    assert_eq!(shelf.titles(), deleted);
    shelf.hand.finish();
    assert_eq!(shelf.titles(), deleted);
    shelf.library.restore(second.id());
    shelf.hand.finish();
    assert!(shelf.titles().iter().all(|it| !it.2));
    let entry = first.annotate();
    first.save(&shelf, &entry);
    shelf.hand.finish();
    assert_same(&shelf.open(first.id()).unwrap(), &first);
    assert_same(&shelf.open(second.id()).unwrap(), &second);
}

#[test]
fn a_write_that_ends_while_the_list_is_read_is_in_it() {
    for turns in 0..6 {
        let shelf = Shelf::new();
        shelf.fault(Fault::Late(turns));
        shelf.library.create(&Writer::new(10, "first").project);
        let listed = [("first".to_owned(), 0, false)];
        assert_eq!(shelf.titles(), listed, "after {turns} turns");
    }
}

#[test]
fn what_a_damaged_record_hides_is_set_aside_and_the_rest_goes_on() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    let mut sound = None;
    for group in [2, 3, 1] {
        for _ in 0..group {
            let entry = writer.annotate();
            writer.save(&shelf, &entry);
            if entry.seq == 4 {
                sound = Some((writer.project.clone(), writer.history.clone()));
            }
        }
        shelf.hand.finish();
    }
    // The last byte of entry 5, which stands in one record with 3 and 4.
    let key = Key::Log(writer.id(), 3).to_string();
    let mut bytes = shelf.hand.wait(shelf.storage.load(&key)).unwrap().unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    let batch = Batch {
        puts: vec![(key, bytes.as_slice().into())],
        ..Batch::default()
    };
    shelf.hand.wait(shelf.storage.commit(&batch)).unwrap();

    let (project, history) = sound.unwrap();
    let loaded = shelf.open(writer.id()).unwrap();
    assert_eq!(loaded.project, project);
    assert_eq!(loaded.history, history);
    let [Finding::Torn { last: 4, torn }] = &loaded.findings[..] else {
        panic!("{:?}", loaded.findings);
    };
    assert_eq!(torn.damage, Damage::Checksum);
    // Looking changes nothing.
    assert!(!shelf.open(writer.id()).unwrap().findings.is_empty());

    (writer.project, writer.history) = (loaded.project, loaded.history);
    let entry = writer.note("after the damage");
    assert_eq!(entry.seq, 5);
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    assert_eq!(shelf.state(), SaveState::Saved);
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
    let aside = format!("project/{}/aside/", writer.id());
    let aside = shelf.hand.wait(shelf.storage.load_prefix(&aside)).unwrap();
    assert_eq!(aside.len(), 2);
    assert_eq!(aside[0].1, bytes);
}

#[test]
fn what_is_missing_is_named() {
    let shelf = Shelf::new();
    let mut writer = Writer::new(10, "");
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    let entry = writer.add_article();
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    let memory = &shelf.storage.memory;
    let drop_keys = |deletes: Vec<String>| {
        let batch = Batch {
            deletes,
            ..Batch::default()
        };
        shelf.hand.wait(memory.commit(&batch)).unwrap();
    };
    let text = writer.project.articles().next().unwrap().current().text;
    drop_keys(vec![Key::Blob(text).to_string()]);
    let findings = shelf.after_crash(writer.id()).unwrap().findings;
    let [Finding::Torn { last: 0, torn }] = &findings[..] else {
        panic!("{findings:?}");
    };
    assert_eq!(torn.damage, Damage::MissingText(1));
    let log = shelf
        .hand
        .wait(memory.load_prefix(&log_prefix(writer.id())));
    drop_keys(log.unwrap().into_iter().map(|(key, _)| key).collect());
    let (expected, found) = (1, 0);
    assert_eq!(
        shelf.after_crash(writer.id()).unwrap().findings,
        [Finding::Missing { expected, found }]
    );
    drop_keys(vec![Key::Start(writer.id()).to_string()]);
    let lost = shelf.after_crash(writer.id()).unwrap_err();
    assert_eq!(lost, LoadError::Lost);
}

fn a_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        3 => Just(Fault::None),
        2 => (0_u8..4).prop_map(Fault::Late),
        1 => Just(Fault::Refused(StorageError::QuotaExceeded)),
        1 => Just(Fault::Refused(request_failed())),
        1 => Just(Fault::Unanswered),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever fails, and whenever the power goes: what comes back is a beginning of what
    /// was pushed, with at least all that was said to be saved.
    #[test]
    fn nothing_saved_is_ever_lost_and_nothing_has_a_hole(
        faults in prop::collection::vec(a_fault(), 0..30),
        steps in prop::collection::vec((any::<bool>(), any::<u8>(), 0_u8..3), 1..25),
    ) {
        let shelf = Shelf::new();
        shelf.storage.faults.borrow_mut().extend(faults);
        let mut writers = [Writer::new(10, "one"), Writer::new(11, "two")];
        for writer in &writers {
            shelf.library.create(&writer.project);
        }
        // How many entries of each were pushed when the state last said "saved".
        let mut saved = [None, None];
        for (second, choice, turns) in steps {
            let writer = &mut writers[usize::from(second)];
            let entry = writer.something(choice);
            writer.save(&shelf, &entry);
            prop_assert_eq!(shelf.state(), SaveState::Saving);
            for _ in 0..turns {
                shelf.hand.turn();
            }
            if shelf.state() == SaveState::Saved {
                saved = [0, 1].map(|it| Some(writers[it].history.entries().len()));
            }
            for (writer, saved) in writers.iter().zip(saved) {
                let there = match shelf.after_crash(writer.id()) {
                    Ok(loaded) => {
                        prop_assert_eq!(&loaded.findings[..], &[][..]);
                        loaded.project.check().unwrap();
                        let entries = loaded.history.entries();
                        prop_assert_eq!(entries, &writer.history.entries()[..entries.len()]);
                        Some(entries.len())
                    }
                    Err(LoadError::NotThere) => None,
                    Err(other) => return Err(TestCaseError::fail(other.to_string())),
                };
                prop_assert!(there >= saved, "{:?} of {:?}", there, saved);
            }
        }
        shelf.storage.faults.borrow_mut().clear();
        shelf.hand.finish();
        shelf.library.retry();
        shelf.hand.finish();
        prop_assert_eq!(shelf.state(), SaveState::Saved);
        for writer in &writers {
            assert_same(&shelf.after_crash(writer.id()).unwrap(), writer);
            assert_same(&shelf.open(writer.id()).unwrap(), writer);
        }
    }
}

/// Room ends at one write of a session, for a while or for good.
#[test]
fn when_room_ends_nothing_acknowledged_is_lost_and_it_is_said() {
    let choices = [0, 1, 2, 3, 4, 4, 5, 0, 1, 4, 3, 2];
    for at in 0..=choices.len() {
        for times in [1, 3, usize::MAX] {
            let shelf = Shelf::new();
            let mut writer = Writer::new(10, "Kast at CECOT");
            let mut acknowledged = None;
            let mut said = false;
            let mut full = 0;
            for (turn, choice) in (0..).zip(std::iter::once(None).chain(choices.map(Some))) {
                if turn >= at && full < times {
                    shelf.fault(Fault::Refused(StorageError::QuotaExceeded));
                    full += 1;
                }
                match choice {
                    None => shelf.library.create(&writer.project),
                    Some(choice) => {
                        let entry = writer.something(choice);
                        writer.save(&shelf, &entry);
                    }
                }
                shelf.hand.finish();
                match shelf.state() {
                    SaveState::Saved => {
                        acknowledged = Some((writer.project.clone(), writer.history.clone()));
                    }
                    SaveState::NotSaved(why) => said |= why.contains("full"),
                    SaveState::Saving => panic!("nothing is on its way"),
                }
                let kept = shelf.after_crash(writer.id()).ok();
                let kept = kept.map(|it| (it.project, it.history));
                assert_eq!(
                    kept, acknowledged,
                    "full at write {at}, {times} times, turn {turn}"
                );
            }
            assert!(said, "full at write {at}");
            if times < choices.len() {
                shelf.library.retry();
                shelf.hand.finish();
                assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
            }
        }
    }
}
