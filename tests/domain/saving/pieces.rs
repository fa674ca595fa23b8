//! Projects whose start is too large for one frame.

use cotejo::app::saving::{LoadError, Loaded};
use cotejo::journal::{BadStart, Damage, Key};
use cotejo::model::{Annotator, AnnotatorId, Change, ProjectId};
use cotejo::ports::{Batch, ReadStorage, Storage};
use uuid::Uuid;

use super::shelf::Shelf;
use super::writer::{KEPT_AS, Writer, assert_kept, assert_same};

/// A project from a file with so many annotators.
fn large(title: &str, count: u128) -> Writer {
    let mut writer = Writer::new(10, title);
    for at in 0..count {
        let annotator = Annotator {
            id: AnnotatorId(Uuid::from_u128(1000 + at)),
            name: format!("number {at}"),
            extra: None,
        };
        writer.project.apply(&Change::add(annotator)).unwrap();
    }
    writer
}

fn keys(shelf: &Shelf) -> Vec<String> {
    let all = shelf.hand.wait(shelf.storage.load_prefix("")).unwrap();
    all.into_iter().map(|(key, _)| key).collect()
}

fn is_piece_of(key: &str, id: ProjectId) -> bool {
    key.starts_with(&format!("project/{id}/start/"))
}

fn why(loaded: Result<Loaded, LoadError>) -> Damage {
    match loaded {
        Err(LoadError::Start(BadStart::Damaged(damage))) => damage,
        other => panic!("{}", other.is_ok()),
    }
}

#[test]
fn a_large_project_comes_back_with_its_history() {
    let shelf = Shelf::new();
    let mut writer = large("large", 9_000);
    shelf.library.create(&writer.project);
    let entry = writer.annotate();
    writer.save(&shelf, &entry);
    // Also while it waits to be written.
    assert_same(&shelf.open(writer.id()).unwrap(), &writer);
    shelf.hand.finish();
    let pieces = keys(&shelf).into_iter();
    assert_eq!(pieces.filter(|it| is_piece_of(it, writer.id())).count(), 3);
    assert_same(&shelf.after_crash(writer.id()).unwrap(), &writer);
}

#[test]
fn a_small_project_takes_the_place_of_a_large_one_which_is_kept() {
    let shelf = Shelf::new();
    let mut old = large("old", 9_000);
    shelf.library.create(&old.project);
    let entry = old.annotate();
    old.save(&shelf, &entry);
    shelf.hand.finish();
    let new = Writer::new(10, "new");
    shelf.replace(&new);
    shelf.hand.finish();
    assert_same(&shelf.after_crash(new.id()).unwrap(), &new);
    assert!(!keys(&shelf).iter().any(|it| is_piece_of(it, new.id())));
    assert_kept(&shelf.after_crash(KEPT_AS).unwrap(), &old);
}

#[test]
fn a_large_project_takes_the_place_of_a_larger_one() {
    let shelf = Shelf::new();
    let old = large("old", 13_000);
    shelf.library.create(&old.project);
    shelf.hand.finish();
    let new = large("new", 5_000);
    shelf.replace(&new);
    // Also while it waits to be written.
    assert_same(&shelf.open(new.id()).unwrap(), &new);
    shelf.hand.finish();
    assert_same(&shelf.after_crash(new.id()).unwrap(), &new);
    assert_kept(&shelf.after_crash(KEPT_AS).unwrap(), &old);
}

#[test]
fn a_large_project_without_one_of_its_pieces_is_not_opened() {
    let shelf = Shelf::new();
    let writer = large("large", 9_000);
    shelf.library.create(&writer.project);
    shelf.hand.finish();
    let batch = Batch {
        deletes: vec![Key::Piece(writer.id(), 2).to_string()],
        ..Batch::default()
    };
    shelf.hand.wait(shelf.storage.commit(&batch)).unwrap();
    let before = keys(&shelf);
    assert_eq!(why(shelf.open(writer.id())), Damage::MissingPiece(2));
    assert_eq!(keys(&shelf), before);
}
