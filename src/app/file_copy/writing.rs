//! How a file is written: never over what others wrote, and never by half.
//!
//! What was written is remembered by its size, its checksum and when the system says that it was
//! changed. A file of which size and time are the same is as it was; one whose time alone is
//! another is read. So is each that was just written: it is what it should be, or somebody else
//! was faster.

use std::fmt::{self, Display};
use std::str::FromStr;

use crate::app::State;
use crate::formats::GENERATOR;
use crate::formats::project_json::Pieces;
use crate::journal::{Last, RunningSum};
use crate::model::{Project, ReplicaId, Timestamp};
use crate::ports::{ChosenFile, FileTrouble, Seen};

/// Bytes that are read at a time.
const AT_A_TIME: u64 = 1 << 20;

/// What somebody wrote to a file, and how it is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// The number of the last entry that is in it; 0 before the first one.
    pub seq: u64,
    /// That entry.
    pub last: Option<Last>,
    pub size: u64,
    pub sum: u32,
    /// When the system says that it was changed; unknown until it was written.
    pub modified: Option<i64>,
    /// When it was written.
    pub at: Timestamp,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWritten {
    Trouble(FileTrouble),
    /// Somebody else wrote to it.
    Changed,
    /// It has changes of this project that are not here.
    Ahead,
    /// It is another window's turn.
    Elsewhere,
}

impl From<FileTrouble> for NotWritten {
    fn from(trouble: FileTrouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// What a file is to have: a project after an entry.
#[derive(Debug)]
pub struct Content {
    records: Project,
    pieces: Pieces,
    seq: u64,
    last: Option<Last>,
}

impl Content {
    pub fn of(state: &State) -> Self {
        Self {
            records: state.project.records_alone(),
            pieces: Pieces::of(&state.project),
            seq: state.history.last_seq(),
            last: state.history.entries().last().map(|it| Last::of(it)),
        }
    }
}

/// What is said by marks of what is in the file.
pub fn mark_of(marks: &str) -> Option<FileMark> {
    marks.lines().next()?.parse().ok()
}

/// Writes a file, unless it was written to by somebody else, or has what is not `known` here;
/// `over` is for who knows, and wants it all the same.
pub async fn write_copy(
    file: &impl ChosenFile,
    mut content: Content,
    over: bool,
    known: &dyn Fn(&FileMark) -> bool,
    now: &dyn Fn() -> Timestamp,
) -> Result<FileMark, NotWritten> {
    let marks = file.marks().await;
    let before = file.look().await?;
    let ours = ours(file, before, &marks).await?;
    if !over {
        match ours {
            None if before.size > 0 => return Err(NotWritten::Changed),
            Some(mark) if !known(&mark) => return Err(NotWritten::Ahead),
            Some(mark) if (mark.seq, mark.last) == (content.seq, content.last) => {
                let mark = FileMark {
                    modified: Some(before.modified),
                    ..mark
                };
                file.keep_marks(&mark.to_string()).await;
                return Ok(mark);
            }
            _ => {}
        }
    }
    file.begin().await?;
    let mark = match fill(file, &mut content, now).await {
        Ok(mark) => mark,
        Err(trouble) => {
            file.abandon().await;
            return Err(trouble.into());
        }
    };
    // Somebody may have written meanwhile.
    if file.look().await != Ok(before) {
        file.abandon().await;
        return Err(NotWritten::Changed);
    }
    // Whatever ends this page now: the file has what it had, or this.
    let known_before = ours.map_or_else(String::new, |it| it.to_string());
    file.keep_marks(&format!("{known_before}\n{mark}")).await;
    file.finish().await?;
    let Some(mark) = is_of(file, file.look().await?, mark).await? else {
        return Err(NotWritten::Changed);
    };
    file.keep_marks(&mark.to_string()).await;
    Ok(mark)
}

async fn fill(
    file: &impl ChosenFile,
    content: &mut Content,
    now: &dyn Fn() -> Timestamp,
) -> Result<FileMark, FileTrouble> {
    let (mut size, mut sum) = (0, RunningSum::default());
    loop {
        let more = content.pieces.write(&content.records, GENERATOR);
        let ends = !more && !content.pieces.is_empty();
        if ends || content.pieces.is_long() {
            let piece = content.pieces.take();
            size += piece.len() as u64;
            sum.add(&piece);
            file.write(piece).await?;
            file.rest().await;
        }
        if !more {
            break;
        }
    }
    Ok(FileMark {
        seq: content.seq,
        last: content.last,
        size,
        sum: sum.sum(),
        modified: None,
        at: now(),
    })
}

/// The mark of what is in the file, if this app wrote it.
async fn ours(
    file: &impl ChosenFile,
    seen: Seen,
    marks: &str,
) -> Result<Option<FileMark>, FileTrouble> {
    for mark in marks.lines() {
        if let Ok(mark) = mark.parse()
            && let Some(mark) = is_of(file, seen, mark).await?
        {
            return Ok(Some(mark));
        }
    }
    Ok(None)
}

/// The mark with when the file was changed, if it is that of what is in it.
async fn is_of(
    file: &impl ChosenFile,
    seen: Seen,
    mark: FileMark,
) -> Result<Option<FileMark>, FileTrouble> {
    if mark.size != seen.size {
        return Ok(None);
    }
    let modified = Some(seen.modified);
    if mark.modified == modified {
        return Ok(Some(mark));
    }
    let (mut at, mut sum) = (0, RunningSum::default());
    while at < seen.size {
        let bytes = file.read(at, AT_A_TIME).await?;
        if bytes.is_empty() {
            break;
        }
        at += bytes.len() as u64;
        sum.add(&bytes);
        file.rest().await;
    }
    let same = at == seen.size && sum.sum() == mark.sum;
    Ok(same.then_some(FileMark { modified, ..mark }))
}

/// In one line, for [`ChosenFile::keep_marks`].
impl Display for FileMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, sum, at) = (self.size, self.sum, self.at.millis());
        write!(f, "{} {size} {sum} {at}", self.seq)?;
        match self.modified {
            Some(modified) => write!(f, " {modified}")?,
            None => f.write_str(" -")?,
        }
        match &self.last {
            Some(last) => write!(f, " {} {}", last.replica, last.at.millis()),
            None => Ok(()),
        }
    }
}

impl FromStr for FileMark {
    type Err = ();

    fn from_str(line: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = line.split(' ').collect();
        let part = |at: usize| parts.get(at).copied().ok_or(());
        let whole = |at: usize| part(at)?.parse::<u64>().map_err(|_| ());
        let moment = |at: usize| part(at)?.parse::<i64>().map_err(|_| ());
        let last = match parts.get(5) {
            None => None,
            Some(replica) => Some(Last {
                replica: ReplicaId(replica.parse().map_err(|_| ())?),
                at: Timestamp::from_millis(moment(6)?),
            }),
        };
        Ok(Self {
            seq: whole(0)?,
            size: whole(1)?,
            sum: part(2)?.parse().map_err(|_| ())?,
            at: Timestamp::from_millis(moment(3)?),
            modified: match part(4)? {
                "-" => None,
                _ => Some(moment(4)?),
            },
            last,
        })
    }
}
