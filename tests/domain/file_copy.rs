//! A copy in a file that somebody chose: when it is written, and when it is not.

mod disk;
mod laws;
mod room;

use cotejo::app::{
    Dialog, FileCopyAction, FileSaid, FileTrouble, NotWritten, PenAction, ProjectsAction, Said,
};
use cotejo::commands::command;
use cotejo::formats::safe_file_name;

use disk::At;
use room::{PROJECT, Room};

/// What a window last said of the file.
fn trouble(room: &Room, window: usize) -> Option<NotWritten> {
    let state = room.windows[window].store.state();
    state.session.file.as_ref()?.trouble.clone()
}

/// How often it was said that it was not written.
fn sentences(room: &Room, window: usize) -> usize {
    let state = room.windows[window].store.state();
    let mut messages = state.session.messages.iter();
    let all = messages
        .by_ref()
        .filter(|it| matches!(*it.text, Said::File(FileSaid::Trouble { .. })));
    all.count()
}

#[test]
fn a_file_is_written_when_it_is_chosen_and_when_work_rests() {
    let mut room = Room::with_a_file();
    assert_eq!(room.disk.writes(), 1);
    room.holds_all(0);
    // Not with each edit.
    for title in ["one", "two", "three"] {
        room.rename(0, title);
        room.wait(2_000);
    }
    assert_eq!(room.disk.writes(), 1);
    room.wait(3_000);
    assert_eq!(room.disk.writes(), 2);
    room.holds_all(0);
    room.wait(600_000);
    assert_eq!(room.disk.writes(), 2, "nothing is new");
}

#[test]
fn what_is_undone_is_written_too() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.wait(10_000);
    room.act(0, cotejo::app::Action::Undo);
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 3);
    room.holds_all(0);
}

#[test]
fn who_never_rests_has_it_written_every_two_minutes() {
    let mut room = Room::with_a_file();
    for second in 0..242 {
        room.rename(0, &format!("at {second}"));
        room.wait(1_000);
    }
    assert_eq!(room.disk.writes(), 3);
}

#[test]
fn who_leaves_the_page_has_it_written_at_once() {
    let mut room = Room::with_a_file();
    room.act(0, FileCopyAction::Leaving);
    room.finish();
    assert_eq!(room.disk.writes(), 1, "all was in it");
    room.rename(0, "one");
    room.act(0, FileCopyAction::Leaving);
    room.finish();
    assert_eq!(room.disk.writes(), 2);
    room.holds_all(0);
}

#[test]
fn edits_while_it_is_written_are_written_next() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.act(0, FileCopyAction::WriteNow);
    room.turn();
    room.rename(0, "two");
    room.wait(1_000);
    assert!(
        String::from_utf8(room.disk.bytes())
            .unwrap()
            .contains("\"one\"")
    );
    room.wait(10_000);
    room.holds_all(0);
}

#[test]
fn a_file_that_was_changed_by_others_is_left_alone_until_somebody_decides() {
    let mut room = Room::with_a_file();
    room.disk.written_by_others(b"somebody else's work");
    room.rename(0, "one");
    room.wait(10_000);
    assert_eq!(room.disk.bytes(), b"somebody else's work");
    assert_eq!(trouble(&room, 0), Some(NotWritten::Changed));
    // It is said once, however much is edited.
    room.rename(0, "two");
    room.wait(10_000);
    assert_eq!(sentences(&room, 0), 1);
    assert_eq!(room.disk.bytes(), b"somebody else's work");
    room.disk.overwriting(true);
    room.act(0, FileCopyAction::WriteOver);
    room.finish();
    room.holds_all(0);
    assert_eq!(trouble(&room, 0), None);
}

#[test]
fn a_change_of_the_same_length_is_seen() {
    let mut room = Room::with_a_file();
    let mut bytes = room.disk.bytes();
    bytes[10] ^= 1;
    room.disk.written_by_others(&bytes);
    room.rename(0, "one");
    room.wait(10_000);
    assert_eq!(room.disk.bytes(), bytes);
    assert_eq!(trouble(&room, 0), Some(NotWritten::Changed));
}

#[test]
fn what_others_write_while_it_is_being_written_is_seen() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.act(0, FileCopyAction::WriteNow);
    while !room.disk.is_being_written() {
        room.turn();
    }
    room.disk.written_by_others(b"meanwhile");
    room.finish();
    assert_eq!(room.disk.bytes(), b"meanwhile");
    assert_eq!(trouble(&room, 0), Some(NotWritten::Changed));
}

#[test]
fn a_file_with_another_date_and_the_same_content_is_as_it_was() {
    let mut room = Room::with_a_file();
    let bytes = room.disk.bytes();
    room.disk.touched();
    room.rename(0, "one");
    room.wait(10_000);
    assert_ne!(room.disk.bytes(), bytes);
    room.holds_all(0);
    assert_eq!(sentences(&room, 0), 0);
}

#[test]
fn a_file_with_something_in_it_that_was_just_chosen_is_asked_about() {
    let mut room = Room::new();
    room.disk.written_by_others(b"of another program");
    room.act(0, FileCopyAction::Choose);
    room.finish();
    assert_eq!(room.disk.bytes(), b"of another program");
    assert_eq!(trouble(&room, 0), Some(NotWritten::Changed));
}

#[test]
fn a_write_that_fails_leaves_the_file_whole_and_is_tried_after_the_next_edit() {
    for at in [At::Look, At::Begin, At::Write, At::Finish] {
        for why in [FileTrouble::Full, FileTrouble::Gone, FileTrouble::Refused] {
            let mut room = Room::with_a_file();
            let before = room.disk.bytes();
            room.disk.fails(at, Some(why.clone()));
            room.rename(0, "one");
            room.wait(10_000);
            assert_eq!(room.disk.bytes(), before, "{at:?}");
            assert_eq!(trouble(&room, 0), Some(NotWritten::Trouble(why.clone())));
            assert_eq!(sentences(&room, 0), 1);
            // It is not tried over and over.
            let tries = room.disk.tries();
            room.wait(600_000);
            assert_eq!(room.disk.tries(), tries);
            room.disk.fails(at, None);
            room.rename(0, "two");
            room.wait(10_000);
            room.holds_all(0);
            assert_eq!(trouble(&room, 0), None);
        }
    }
}

#[test]
fn after_a_reload_it_goes_on() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.wait(10_000);
    room.reload(0);
    room.rename(0, "two");
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 3);
    room.holds_all(0);
    assert_eq!(sentences(&room, 0), 0);
}

#[test]
fn what_was_edited_before_a_reload_and_is_not_in_it_comes_after() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.finish();
    room.reload(0);
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 2);
    room.holds_all(0);
}

#[test]
fn where_the_browser_wants_to_ask_again_it_waits_for_somebody() {
    let mut room = Room::with_a_file();
    room.disk.asks(true);
    room.reload(0);
    let needs = NotWritten::Trouble(FileTrouble::NeedsPermission);
    assert_eq!(trouble(&room, 0), Some(needs.clone()));
    room.rename(0, "one");
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 1);
    // The save state shows it; nobody is told again and again.
    assert_eq!(sentences(&room, 0), 0);
    room.grants = false;
    room.act(0, FileCopyAction::Allow);
    room.finish();
    assert_eq!(trouble(&room, 0), Some(needs));
    room.grants = true;
    room.act(0, FileCopyAction::Allow);
    room.finish();
    assert_eq!(trouble(&room, 0), None);
    room.holds_all(0);
}

#[test]
fn a_file_with_more_than_is_here_is_not_written_over() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.finish();
    let stored = room.storage_now();
    room.rename(0, "two");
    room.wait(10_000);
    let file = room.disk.bytes();
    // The browser's storage was set back.
    room.set_back(&stored);
    room.reload(0);
    room.rename(0, "other");
    room.wait(10_000);
    assert_eq!(room.disk.bytes(), file);
    assert_eq!(trouble(&room, 0), Some(NotWritten::Ahead));
    room.act(0, FileCopyAction::WriteOver);
    room.finish();
    room.holds_all(0);
}

#[test]
fn a_page_that_ends_when_it_was_just_written_knows_it_again() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.act(0, FileCopyAction::WriteNow);
    while room.disk.writes() < 2 {
        room.turn();
    }
    room.reload(0);
    room.rename(0, "two");
    room.wait(10_000);
    room.holds_all(0);
    assert_eq!(sentences(&room, 0), 0);
}

#[test]
fn the_window_that_writes_to_the_project_writes_to_the_file() {
    let mut room = Room::with_a_file();
    room.open_another();
    room.rename(0, "one");
    room.finish();
    room.follow(1, false);
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 2);
    room.give_pen(0, 1);
    room.rename(1, "two");
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 3);
    room.holds_all(1);
    room.follow(0, false);
    room.wait(200_000);
    assert_eq!(room.disk.writes(), 3);
    room.give_pen(1, 0);
    room.rename(0, "three");
    room.wait(10_000);
    room.holds_all(0);
    assert_eq!((sentences(&room, 0), sentences(&room, 1)), (0, 0));
}

#[test]
fn another_file_can_be_chosen_while_one_is_written() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.act(0, FileCopyAction::WriteNow);
    room.turn();
    let first = room.another_file();
    room.act(0, FileCopyAction::Choose);
    room.finish();
    room.holds_all(0);
    let (before, now) = (first.bytes(), room.disk.bytes());
    room.rename(0, "two");
    room.wait(10_000);
    assert_eq!(first.bytes(), before);
    assert_ne!(room.disk.bytes(), now);
}

#[test]
fn who_stops_has_a_way_back() {
    let mut room = Room::with_a_file();
    room.act(0, FileCopyAction::Stop);
    room.rename(0, "one");
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 1);
    assert_eq!(room.windows[0].store.state().session.file, None);
    room.act(0, FileCopyAction::KeepAgain);
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 2);
    room.holds_all(0);
}

#[test]
fn nothing_happens_when_nobody_chooses() {
    let mut room = Room::new();
    room.chooses = false;
    room.act(0, FileCopyAction::Choose);
    room.finish();
    let state = room.windows[0].store.state();
    assert_eq!(state.session.file, None);
    assert!(state.session.messages.is_empty());
}

#[test]
fn a_file_of_a_project_that_was_left_is_not_this_ones() {
    let mut room = Room::with_a_file();
    room.rename(0, "one");
    room.act(0, ProjectsAction::New);
    room.wait(10_000);
    assert_eq!(room.disk.writes(), 1);
    room.act(0, PenAction::Elsewhere(PROJECT));
    room.act(0, FileCopyAction::Chosen(PROJECT, "late.json".to_owned()));
    assert_eq!(room.windows[0].store.state().session.file, None);
}

#[test]
fn the_command_asks_for_a_file_and_then_shows_all_about_it() {
    let mut room = Room::new();
    let means = |room: &Room| {
        let command = command("file-copy").unwrap();
        room.windows[0].store.read(|state| (command.resolve)(state))
    };
    assert_eq!(means(&room), Some(FileCopyAction::Choose.into()));
    room.act(0, FileCopyAction::Choose);
    room.finish();
    let details = cotejo::app::ViewingAction::Open(Dialog::FileCopy);
    assert_eq!(means(&room), Some(details.into()));
    let title = safe_file_name("begun", "");
    assert_eq!(room.disk.name(), format!("{title}.cotejo.json"));
    room.cannot_choose(0);
    assert_eq!(means(&room), None);
}
