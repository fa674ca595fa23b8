use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::frame::{Damage, Torn, Unwritable, push_frame, split_frame};
use crate::model::form::{FromNode, form};
use crate::model::{
    AnnotatorId, Change, Codebook, Entry, FocusChange, ProjectId, ReplicaId, Step, TransactionName,
};

/// The newest form that this code reads and writes.
pub(super) const VERSION: u32 = 1;

/// A journal entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub entry: Entry,
    /// Which codebook was in force after the entry.
    pub codebook: CodebookVersion,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodebookVersion {
    pub id: String,
    pub version: String,
}

impl CodebookVersion {
    pub fn of(codebook: &Codebook) -> Self {
        Self {
            id: codebook.id.clone(),
            version: codebook.version.clone(),
        }
    }
}

/// What could be read, and where it ends if that is not the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    pub records: Vec<Record>,
    /// How many bytes the records take.
    pub read: usize,
    pub torn: Option<Torn>,
}

/// Nothing may be concluded from what a newer Cotejo wrote, least of all that it is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the project was written by a newer version of Cotejo (form {found}, this one reads up to \
     {VERSION}): reload the page to get it"
)]
pub struct NewerVersion {
    pub found: u32,
}

/// Frames for records, in order.
pub fn encode<'a>(records: impl IntoIterator<Item = &'a Record>) -> Result<Vec<u8>, Unwritable> {
    let mut bytes = Vec::new();
    for record in records {
        push_frame(&mut bytes, &WriteV1::from(record))?;
    }
    Ok(bytes)
}

/// Reads frames up to the end or the first damage.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NewerVersion> {
    let mut decoded = Decoded::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let read = split_frame(rest).and_then(|(payload, behind)| {
            let last = decoded.records.last();
            Ok((read_record(payload, last)?, behind))
        });
        match read {
            Ok((Ok(record), behind)) => {
                decoded.records.push(record);
                decoded.read = bytes.len() - behind.len();
                rest = behind;
            }
            Ok((Err(newer), _)) => return Err(newer),
            Err(damage) => {
                let at = decoded.read;
                decoded.torn = Some(Torn { at, damage });
                break;
            }
        }
    }
    Ok(decoded)
}

fn read_record(
    payload: &[u8],
    last: Option<&Record>,
) -> Result<Result<Record, NewerVersion>, Damage> {
    let read = match read_version(payload)? {
        Ok(()) => ReadV1::from_node(read_json(payload)?),
        Err(newer) => return Ok(Err(newer)),
    };
    let record = read.map_err(|it| Damage::Form(it.to_string()))?;
    let gap = |expected: u64| Damage::Gap {
        expected,
        found: record.seq,
    };
    if record.parent.checked_add(1) != Some(record.seq) {
        return Err(gap(record.parent.saturating_add(1)));
    }
    if let Some(last) = last {
        if record.project != last.entry.project {
            return Err(Damage::OtherProject);
        }
        if record.parent != last.entry.seq {
            return Err(gap(last.entry.seq.saturating_add(1)));
        }
    }
    record.try_into().map(Ok)
}

/// Reads text rather than bytes, as readers of files do, so that there is one reader of JSON.
pub(super) fn read_json<'a, T: Deserialize<'a>>(payload: &'a [u8]) -> Result<T, Damage> {
    let text = std::str::from_utf8(payload).map_err(|it| Damage::Form(it.to_string()))?;
    serde_json::from_str(text).map_err(|it| Damage::Form(it.to_string()))
}

/// Whether this code knows the form of a payload.
pub(super) fn read_version(payload: &[u8]) -> Result<Result<(), NewerVersion>, Damage> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u32,
    }
    let versioned: Versioned = read_json(payload)?;
    Ok(match versioned.v {
        VERSION => Ok(()),
        0 => return Err(Damage::Form("there is no version 0".to_owned())),
        found => Err(NewerVersion { found }),
    })
}

/// Version 1 of a record, on its way to disk. `tests/fixtures/journal/v1.json` holds it to
/// its form.
#[derive(Serialize)]
struct WriteV1<'a> {
    v: u32,
    project: ProjectId,
    replica: ReplicaId,
    seq: u64,
    /// The entry before it; 0 for the start.
    parent: u64,
    annotator: AnnotatorId,
    /// RFC 3339.
    at: String,
    codebook: &'a CodebookVersion,
    command: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    step: Step,
    changes: &'a [Change],
    focus: FocusChange,
}

/// Version 1 of a record, on its way from disk.
struct ReadV1 {
    project: ProjectId,
    replica: ReplicaId,
    seq: u64,
    parent: u64,
    annotator: AnnotatorId,
    at: String,
    codebook: CodebookVersion,
    command: String,
    detail: String,
    step: Step,
    changes: Vec<Change>,
    focus: FocusChange,
}

form!(ReadV1 { project, replica, seq, parent, annotator, at, codebook, command, step, changes, focus; detail });
form!(CodebookVersion { id, version });

impl<'a> From<&'a Record> for WriteV1<'a> {
    fn from(record: &'a Record) -> Self {
        let entry = &record.entry;
        Self {
            v: VERSION,
            project: entry.project,
            replica: entry.replica,
            seq: entry.seq,
            parent: entry.seq.saturating_sub(1),
            annotator: entry.annotator,
            at: entry.at.to_string(),
            codebook: &record.codebook,
            command: &entry.name.command,
            detail: &entry.name.detail,
            step: entry.step,
            changes: &entry.changes,
            focus: entry.focus,
        }
    }
}

impl TryFrom<ReadV1> for Record {
    type Error = Damage;

    fn try_from(read: ReadV1) -> Result<Self, Damage> {
        let at = read.at.parse();
        Ok(Self {
            entry: Entry {
                project: read.project,
                replica: read.replica,
                seq: read.seq,
                annotator: read.annotator,
                at: at.map_err(|it: crate::model::BadTimestamp| Damage::Form(it.to_string()))?,
                step: read.step,
                name: TransactionName {
                    command: read.command,
                    detail: read.detail,
                },
                changes: read.changes,
                focus: read.focus,
            },
            codebook: read.codebook,
        })
    }
}
