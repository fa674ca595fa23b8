//! Databases as older apps left them.

use cotejo::ports::{Batch, ReadStorage, Storage};

use super::shelf::Shelf;
use super::writer::{ME, Writer};
use crate::journal::framed;

/// What is under each key: `framed` and the payloads of its frames, or `plain` and all of it.
const BEFORE_SNAPSHOTS: &str = include_str!("../../fixtures/journal/database-1.txt");

fn kept(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut values = Vec::new();
    for line in text.lines() {
        let mut parts = line.split('\t');
        let (key, how) = (parts.next().unwrap(), parts.next().unwrap());
        let bytes = match how {
            "framed" => parts.flat_map(framed).collect(),
            _ => parts.next().unwrap().replace("\\n", "\n").into_bytes(),
        };
        values.push((key.to_owned(), bytes));
    }
    values
}

#[test]
fn a_database_from_before_snapshots_opens_and_goes_on() {
    let shelf = Shelf::new();
    let values = kept(BEFORE_SNAPSHOTS);
    let batch = Batch {
        puts: values
            .iter()
            .map(|(key, it)| (key.clone(), it.as_slice().into()))
            .collect(),
        ..Batch::default()
    };
    shelf.hand.wait(shelf.storage.commit(&batch)).unwrap();
    let [listed] = &shelf.titles()[..] else {
        panic!("one project")
    };
    assert_eq!(*listed, ("Kept".to_owned(), 3, false));
    let mut writer = Writer::new(10, "");
    let loaded = shelf.open(writer.id()).unwrap();
    assert_eq!(loaded.findings, []);
    assert_eq!((loaded.begun_at, loaded.history.last_seq()), (0, 8));
    assert_eq!(loaded.project.annotations().len(), 3);
    let note = loaded.project.annotations().last().unwrap();
    assert_eq!((note.id.0.as_u128(), note.note.as_str()), (104, "seen"));
    assert!(loaded.project.annotator(ME).is_some());
    (writer.project, writer.history) = (loaded.project, loaded.history);
    writer.next = 1_000;
    // Nothing of it was touched by opening.
    assert_eq!(
        shelf.hand.wait(shelf.storage.load_prefix("")).unwrap(),
        values
    );
    let entry = writer.undo().unwrap();
    writer.save(&shelf, &entry);
    shelf.hand.finish();
    let loaded = shelf.after_crash(writer.id()).unwrap();
    assert_eq!(loaded.project, writer.project);
    assert_eq!(loaded.history, writer.history);
}
