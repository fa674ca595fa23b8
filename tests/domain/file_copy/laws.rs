//! Whatever happens, nobody's work is written over, and in the end the file is the project.

use cotejo::app::{Action, FileCopyAction, FileTrouble, NotWritten};
use proptest::prelude::*;

use super::disk::At;
use super::room::Room;

/// Something that happens.
#[derive(Clone, Debug)]
enum Happens {
    Edit,
    Undo,
    /// So many seconds go by.
    Time(u8),
    /// Some steps of what is under way.
    Turns(u8),
    /// Others write to the file: something, nearly the same, or the same.
    Foreign(u8),
    Fails(u8, u8),
    Works,
    Asks(bool),
    Allow,
    Leaving,
    WriteNow,
    /// Another window is worked in.
    Other,
    Reload,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        6 => Just(Happens::Edit),
        1 => Just(Happens::Undo),
        4 => (0_u8..200).prop_map(Happens::Time),
        4 => (1_u8..12).prop_map(Happens::Turns),
        2 => (0_u8..3).prop_map(Happens::Foreign),
        2 => (0_u8..4, 0_u8..4).prop_map(|(at, why)| Happens::Fails(at, why)),
        2 => Just(Happens::Works),
        1 => any::<bool>().prop_map(Happens::Asks),
        1 => Just(Happens::Allow),
        1 => Just(Happens::Leaving),
        1 => Just(Happens::WriteNow),
        2 => Just(Happens::Other),
        1 => Just(Happens::Reload),
    ]
}

struct Scene {
    room: Room,
    /// The window that is worked in.
    at: usize,
    edits: usize,
}

impl Scene {
    fn happens(&mut self, what: &Happens) {
        let (room, at) = (&mut self.room, self.at);
        match what {
            Happens::Edit => {
                self.edits += 1;
                room.rename(at, &format!("edit {}", self.edits));
            }
            Happens::Undo => room.act(at, Action::Undo),
            Happens::Time(seconds) => room.wait(i64::from(*seconds) * 1_000),
            Happens::Turns(count) => (0..*count).for_each(|_| room.turn()),
            Happens::Foreign(how) => {
                let mut bytes = room.disk.bytes();
                match how {
                    0 => bytes = format!("others {}", self.edits).into_bytes(),
                    1 if !bytes.is_empty() => *bytes.last_mut().unwrap() ^= 1,
                    _ => return room.disk.touched(),
                }
                room.disk.written_by_others(&bytes);
            }
            Happens::Fails(at, why) => {
                let at = [At::Look, At::Begin, At::Write, At::Finish][usize::from(*at)];
                let failed = || FileTrouble::Failed("AbortError".to_owned());
                let why = match why {
                    0 => FileTrouble::Full,
                    1 => FileTrouble::Gone,
                    2 => FileTrouble::InUse,
                    _ => failed(),
                };
                room.disk.fails(at, Some(why));
            }
            Happens::Works => room.disk.fails(At::Look, None),
            Happens::Asks(asks) => room.disk.asks(*asks),
            Happens::Allow => room.act(at, FileCopyAction::Allow),
            Happens::Leaving => room.act(at, FileCopyAction::Leaving),
            Happens::WriteNow => room.act(at, FileCopyAction::WriteNow),
            Happens::Other => {
                self.at = 1 - at;
                room.give_pen(at, 1 - at);
            }
            Happens::Reload => room.reload(at),
        }
    }

    fn trouble(&self) -> Option<NotWritten> {
        let state = self.room.windows[self.at].store.state();
        state.session.file.as_ref().unwrap().trouble.clone()
    }
}

proptest! {
    #[test]
    fn nobodys_work_is_written_over_and_in_the_end_the_file_is_the_project(
        all in prop::collection::vec(happens(), 1..60),
    ) {
        let mut room = Room::with_a_file();
        room.open_another();
        let mut scene = Scene { room, at: 0, edits: 0 };
        for what in &all {
            scene.happens(what);
        }
        // All is well again, and somebody decides what is asked.
        scene.room.disk.fails(At::Look, None);
        scene.room.act(scene.at, FileCopyAction::Allow);
        scene.happens(&Happens::Edit);
        scene.room.wait(300_000);
        if scene.trouble().is_some() {
            prop_assert_eq!(scene.trouble(), Some(NotWritten::Changed));
            scene.room.disk.overwriting(true);
            scene.room.act(scene.at, FileCopyAction::WriteOver);
            scene.room.finish();
        }
        prop_assert_eq!(scene.trouble(), None);
        scene.room.holds_all(scene.at);
    }
}
