use thiserror::Error;

use super::frame::{Damage, Torn, Unwritable, push_frame, split_frame};
use crate::model::form::{self, FromJson, form};
use crate::model::json::{Raw, ToJson, Writer};
use crate::model::{
    AnnotatorId, Change, Codebook, Entry, FocusChange, ProjectId, ReplicaId, Step, TransactionName,
};

/// The newest form of a record that this code reads and writes.
pub const VERSION: u32 = 1;

/// A journal entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub entry: Entry,
    /// Which codebook was in force after the entry.
    pub codebook: CodebookVersion,
}

#[derive(Clone, Debug, PartialEq, Eq)]
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
    "the project was written by a newer version of Cotejo (form {found}): reload the page to get \
     it"
)]
pub struct NewerVersion {
    pub found: u32,
}

/// Frames for records, in order.
pub fn encode<'a>(records: impl IntoIterator<Item = &'a Record>) -> Result<Vec<u8>, Unwritable> {
    let mut bytes = Vec::new();
    for record in records {
        push_frame(&mut bytes, &WriteV1(record))?;
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
    let record: ReadV1 = match read_payload(payload, VERSION)? {
        Ok(record) => record,
        Err(newer) => return Ok(Err(newer)),
    };
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

/// What a payload holds, unless its form is newer than the newest that this code knows.
pub(super) fn read_payload<T: FromJson>(
    payload: &[u8],
    newest: u32,
) -> Result<Result<T, NewerVersion>, Damage> {
    let raw = match raw(payload, newest)? {
        Ok(raw) => raw,
        Err(newer) => return Ok(Err(newer)),
    };
    form::read_raw(raw)
        .map(Ok)
        .map_err(|it| Damage::Form(it.to_string()))
}

/// Looks at the version first: of what a newer one wrote, nothing else is looked at.
fn raw(payload: &[u8], newest: u32) -> Result<Result<Raw<'_>, NewerVersion>, Damage> {
    let bad = |why: &str| Damage::Form(why.to_owned());
    let text = std::str::from_utf8(payload).map_err(|it| bad(&it.to_string()))?;
    let raw = Raw::of(text).map_err(|it| bad(&it.to_string()))?;
    raw.members().map_err(|it| bad(&it.problem))?;
    let version = raw.member("v").ok_or_else(|| bad("missing field `v`"))?;
    match version.small_number().map_err(|it| bad(&it.problem))? {
        0 => Err(bad("there is no version 0")),
        found if found > newest => Ok(Err(NewerVersion { found })),
        _ => Ok(Ok(raw)),
    }
}

/// Version 1 of a record, on its way to disk. `tests/fixtures/journal/v1.json` holds it to
/// its form.
struct WriteV1<'a>(&'a Record);

impl ToJson for WriteV1<'_> {
    fn write(&self, to: &mut Writer) {
        let entry = &self.0.entry;
        to.object(|to| {
            to.entry("v", &VERSION);
            to.entry("project", &entry.project);
            to.entry("replica", &entry.replica);
            to.entry("seq", &entry.seq);
            // The entry before it; 0 for the start.
            to.entry("parent", &entry.seq.saturating_sub(1));
            to.entry("annotator", &entry.annotator);
            to.entry("at", &entry.at.to_string());
            to.entry("codebook", &self.0.codebook);
            to.entry("command", &entry.name.command);
            to.entry_if_set("detail", &entry.name.detail);
            to.entry("step", &entry.step);
            to.entry("changes", &entry.changes);
            to.entry("focus", &entry.focus);
        });
    }
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

form!(only read ReadV1 {
    project,
    replica,
    seq,
    parent,
    annotator,
    at,
    codebook,
    command,
    detail or default,
    step,
    changes,
    focus,
});

form!(CodebookVersion { id, version });

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
