//! A copy of the open project in a file that somebody chose: when it is written, and what is to be
//! done where it cannot be.
//!
//! It is written some seconds after the last edit, and while edits go on, some minutes after the
//! first one that it lacks; by the window that writes to the project alone. What it says of
//! [`Standing`] is all there is to know: how a file is written is in [`writing`].

mod writing;

use super::{Action, Dialog, Effect, MessageKind, Pen, Said, State, ViewingAction};
use crate::formats::safe_file_name;
use crate::model::{ProjectId, Timestamp};
use crate::ports::FileTrouble;

pub use writing::{Content, FileMark, NotWritten, mark_of, write_copy};

/// Milliseconds without an edit after which the file is written.
pub const QUIET: i64 = 5_000;

/// Milliseconds after the first edit that it lacks, whatever is edited since.
pub const AT_MOST: i64 = 120_000;

/// What the extension of a project's file is.
const EXTENSION: &str = "cotejo.json";

/// The file that the open project has a copy in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// By which it is told from the one before.
    number: u32,
    pub name: String,
    /// What is in it, as far as this page knows.
    pub written: Option<FileMark>,
    /// Why it was not written when it last should have been.
    pub trouble: Option<NotWritten>,
    pub writing: bool,
    /// The last entry there was, and when that was noticed.
    seen: u64,
    edited: Timestamp,
    /// When the first edit was noticed that the file lacks.
    lacking_since: Timestamp,
    /// Somebody will look whether it is time.
    watched: bool,
    /// The last entry there was when it was last tried.
    tried: u64,
}

/// What is said of it.
#[derive(Debug, PartialEq, Eq)]
pub enum FileSaid {
    /// From now on there is a copy in it.
    Kept {
        name: String,
    },
    /// From now on there is none.
    Stopped {
        name: String,
    },
    NotChosen(String),
    Trouble {
        name: String,
        why: NotWritten,
    },
}

/// A file that the browser remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    pub name: String,
    pub written: Option<FileMark>,
    /// Whether it can be written to without asking.
    pub trouble: Option<FileTrouble>,
}

#[derive(Debug, PartialEq)]
pub enum FileCopyAction {
    /// Ask for a file.
    Choose,
    /// Somebody chose one of this name, for this project.
    Chosen(ProjectId, String),
    /// The browser did not let anybody choose.
    NotChosen(String),
    /// The file that is remembered for a project.
    Found(ProjectId, Option<FoundFile>),
    /// It may be time to write.
    Look,
    /// The page is being left, perhaps for good.
    Leaving,
    WriteNow,
    /// Whoever else wrote to it.
    WriteOver,
    /// Ask whether it may be written to.
    Allow,
    Allowed(ProjectId, Option<FileTrouble>),
    /// What became of the file with this number.
    Wrote(u32, Result<FileMark, NotWritten>),
    Stop,
    /// After all, go on.
    KeepAgain,
}

impl FileCopyAction {
    /// Whether somebody wants it, in this window: it is the one that writes from then on.
    pub fn is_asked_for(&self) -> bool {
        matches!(
            self,
            Self::Choose
                | Self::WriteNow
                | Self::WriteOver
                | Self::Allow
                | Self::Stop
                | Self::KeepAgain
        )
    }
}

/// What is to be done with the file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileEffect {
    /// Answer with `Found`.
    Find(ProjectId),
    /// Look again after so many milliseconds.
    Watch(u32),
    /// Have somebody choose one, which is proposed to be called so; answer with `Chosen`.
    Choose(ProjectId, String),
    /// Write it, over whatever is there if asked to; answer with `Wrote` and the number.
    Write {
        project: ProjectId,
        number: u32,
        over: bool,
    },
    /// Ask for permission; answer with `Allowed`.
    Allow(ProjectId),
    Forget(ProjectId),
    /// Remember what was just forgotten, and answer with `Found`.
    Remember(ProjectId),
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    Wait(u32),
    Write,
}

/// Notices edits. It costs next to nothing, as it follows every action.
pub(super) fn follow(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    if state.can_choose_file && state.stored && !state.session.file_asked {
        state.session.file_asked = true;
        effects.push(FileEffect::Find(state.project.id()).into());
    }
    let last = state.history.last_seq();
    let here = state.pen == Pen::Here;
    if let Some(file) = state.session.file.as_mut().filter(|it| it.seen != last) {
        if !file.lacks() {
            file.lacking_since = now;
        }
        (file.seen, file.edited) = (last, now);
        if here && !file.watched {
            file.watched = true;
            effects.push(FileEffect::Watch(millis(QUIET)).into());
        }
    }
    effects
}

pub(super) fn step(state: &mut State, action: FileCopyAction, now: Timestamp) -> Vec<Effect> {
    let id = state.project.id();
    match action {
        FileCopyAction::Choose => choose(state),
        FileCopyAction::Chosen(project, name) if project == id => {
            let said = Said::File(FileSaid::Kept { name: name.clone() });
            state.session.file = Some(KeptFile::new(state, name, now));
            state.say(MessageKind::Note, said);
            write(state, false, now)
        }
        FileCopyAction::NotChosen(reason) => {
            state.say(MessageKind::Error, Said::File(FileSaid::NotChosen(reason)))
        }
        FileCopyAction::Found(project, found) if project == id => find(state, found, now),
        FileCopyAction::Look => {
            if let Some(file) = &mut state.session.file {
                file.watched = false;
            }
            go_on(state, now)
        }
        FileCopyAction::Leaving => match &state.session.file {
            Some(file) if state.pen == Pen::Here && file.is_due() => write(state, false, now),
            _ => Vec::new(),
        },
        FileCopyAction::WriteNow => write(state, false, now),
        FileCopyAction::WriteOver => write(state, true, now),
        FileCopyAction::Allow => vec![FileEffect::Allow(id).into()],
        FileCopyAction::Allowed(project, trouble) if project == id => {
            let allowed = trouble.is_none();
            if let Some(file) = &mut state.session.file {
                file.trouble = trouble.map(NotWritten::Trouble);
            }
            if allowed {
                write(state, false, now)
            } else {
                say_trouble(state)
            }
        }
        FileCopyAction::Wrote(number, outcome) => wrote(state, number, outcome, now),
        FileCopyAction::Stop => {
            let Some(file) = state.session.file.take() else {
                return Vec::new();
            };
            state.say(
                MessageKind::Note,
                Said::File(FileSaid::Stopped { name: file.name }),
            );
            vec![FileEffect::Forget(id).into()]
        }
        FileCopyAction::KeepAgain => {
            state.session.forget_notes();
            vec![FileEffect::Remember(id).into()]
        }
        // Of a project that is not open any more.
        FileCopyAction::Chosen(..) | FileCopyAction::Found(..) | FileCopyAction::Allowed(..) => {
            Vec::new()
        }
    }
}

fn choose(state: &mut State) -> Vec<Effect> {
    let name = safe_file_name(&state.project.about().title, "project");
    let choose = FileEffect::Choose(state.project.id(), format!("{name}.{EXTENSION}"));
    let mut effects = state.stored_from_now_on();
    effects.push(choose.into());
    effects
}

fn find(state: &mut State, found: Option<FoundFile>, now: Timestamp) -> Vec<Effect> {
    // What is being written says itself what became of it.
    if state.session.file.as_ref().is_some_and(|it| it.writing) {
        return Vec::new();
    }
    let Some(found) = found else {
        state.session.file = None;
        return Vec::new();
    };
    let mut file = KeptFile::new(state, found.name, now);
    // What is not of this course of the project is no part of it.
    file.written = found.written.filter(|it| state.knows(it));
    file.trouble = found.trouble.map(NotWritten::Trouble);
    file.watched = state.session.file.as_ref().is_some_and(|it| it.watched);
    state.session.file = Some(file);
    go_on(state, now)
}

/// Writes if it is time, else has it looked at again when it is.
fn go_on(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let here = state.pen == Pen::Here;
    let Some(file) = state.session.file.as_mut().filter(|_| here) else {
        return Vec::new();
    };
    match file.next(now) {
        Next::Write => write(state, false, now),
        Next::Wait(time) if !file.watched => {
            file.watched = true;
            vec![FileEffect::Watch(time).into()]
        }
        Next::Wait(_) | Next::Nothing => Vec::new(),
    }
}

fn write(state: &mut State, over: bool, now: Timestamp) -> Vec<Effect> {
    let Some(file) = state.session.file.as_mut().filter(|it| !it.writing) else {
        return Vec::new();
    };
    file.writing = true;
    file.tried = file.seen;
    // What is edited from now on may not be in it.
    file.lacking_since = now;
    let (project, number) = (state.project.id(), file.number);
    let write = FileEffect::Write {
        project,
        number,
        over,
    };
    vec![write.into()]
}

fn wrote(
    state: &mut State,
    number: u32,
    outcome: Result<FileMark, NotWritten>,
    now: Timestamp,
) -> Vec<Effect> {
    let file = state.session.file.as_mut();
    let Some(file) = file.filter(|it| it.number == number) else {
        return Vec::new();
    };
    file.writing = false;
    match outcome {
        Err(NotWritten::Elsewhere) => return Vec::new(),
        Ok(mark) => {
            file.written = Some(mark);
            file.trouble = None;
        }
        Err(why) => {
            let known = file.trouble.replace(why.clone());
            let asks = why == NotWritten::Trouble(FileTrouble::NeedsPermission);
            if known != Some(why) && !asks {
                say_trouble(state);
            }
        }
    }
    go_on(state, now)
}

fn say_trouble(state: &mut State) -> Vec<Effect> {
    let file = state.session.file.as_ref();
    let trouble = file.and_then(|it| Some((it.name.clone(), it.trouble.clone()?)));
    match trouble {
        Some((name, why)) => state.say(
            MessageKind::Error,
            Said::File(FileSaid::Trouble { name, why }),
        ),
        None => Vec::new(),
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between nothing and some minutes"
)]
fn millis(time: i64) -> u32 {
    time.clamp(0, AT_MOST) as u32
}

impl KeptFile {
    fn new(state: &mut State, name: String, now: Timestamp) -> Self {
        let requests = &mut state.session.requests;
        requests.files += 1;
        Self {
            number: requests.files,
            name,
            written: None,
            trouble: None,
            writing: false,
            seen: state.history.last_seq(),
            edited: now,
            lacking_since: now,
            watched: false,
            tried: 0,
        }
    }

    /// Whether there are changes that are not in it.
    fn lacks(&self) -> bool {
        self.lacking() != Some(0)
    }

    /// How many changes are not in it; `None` where nothing is known to be in it.
    pub fn lacking(&self) -> Option<u64> {
        let written = self.written.as_ref()?;
        Some(self.seen.saturating_sub(written.seq))
    }

    /// Whether there is something to be written, and nobody tried in vain since the last edit.
    fn is_due(&self) -> bool {
        let in_vain = self.trouble.is_some() && self.tried == self.seen;
        self.lacks() && !in_vain && !self.writing
    }

    fn next(&self, now: Timestamp) -> Next {
        if !self.is_due() {
            return Next::Nothing;
        }
        let since = |then: Timestamp| now.millis() - then.millis();
        let (quiet, lacking) = (since(self.edited), since(self.lacking_since));
        let left = (QUIET - quiet).min(AT_MOST - lacking);
        // A clock that was set back says nothing.
        if left <= 0 || quiet < 0 || lacking < 0 {
            Next::Write
        } else {
            Next::Wait(millis(left))
        }
    }

    /// Whether all is as it should be, or will be by itself.
    pub fn is_well(&self) -> bool {
        self.trouble.is_none()
    }

    /// Whether it waits for somebody to allow it.
    pub fn asks(&self) -> bool {
        self.trouble == Some(NotWritten::Trouble(FileTrouble::NeedsPermission))
    }
}

impl State {
    /// What somebody gets who wants a copy in a file: the choice of one, or all about it.
    pub fn keep_file_copy(&self) -> Action {
        match self.session.file {
            None => FileCopyAction::Choose.into(),
            Some(_) => ViewingAction::Open(Dialog::FileCopy).into(),
        }
    }

    /// Whether what was written to a file is a state that the open project was in, or may have
    /// been in before the entries that are at hand.
    pub fn knows(&self, mark: &FileMark) -> bool {
        if mark.seq > self.history.last_seq() {
            return false;
        }
        match (self.history.entry(mark.seq), mark.last) {
            (Some(entry), Some(last)) => crate::journal::Last::of(entry) == last,
            (Some(_), None) => false,
            (None, _) => true,
        }
    }
}

impl From<FileEffect> for Effect {
    fn from(effect: FileEffect) -> Self {
        Self::File(effect)
    }
}
