//! Snapshots: a project as it was after an entry, so that it is opened without making all entries
//! again.
//!
//! They are never the only copy of anything: the start and all entries stay. There are two places,
//! written in turn, and each frame has a checksum (CRC-32, as entries have: of eight flipped bytes,
//! one change in four thousand million is missed), which the first frame names for all others. A
//! snapshot that is damaged, or of something else, is left; then the one before is taken, then the
//! start.

use super::{LoadError, Loaded};
use crate::app::Marks;
use crate::journal::{Begun, Key, Last, Onward, Packing, checksum};
use crate::model::ProjectId;
use crate::ports::{AnyStorage, Batch, Storage, StorageError, load_each};

/// Where snapshots are.
pub(super) const PLACES: u64 = 2;

/// Entries from which on another snapshot is worth its writing. Each is made again in some
/// microseconds.
const ENTRIES: u64 = 1_000;

/// Whether a project that was opened by the snapshot after an entry should get another one.
pub const fn is_due(snapshot: u64, last: u64) -> bool {
    last >= snapshot + ENTRIES
}

/// A snapshot whose first frame is whole.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) place: u64,
    pub(super) begun: Begun,
    pub(super) onward: Onward,
}

/// What has to be read first of a project.
pub(super) struct Beginning {
    pub(super) head: Option<Vec<u8>>,
    pub(super) start: Option<Vec<u8>>,
    /// The first frames of snapshots, by their places.
    pub(super) firsts: Vec<Option<Vec<u8>>>,
}

/// Reads the beginning of a project, at once: each answer takes its time.
pub(super) async fn beginning(
    storage: AnyStorage<'_>,
    id: ProjectId,
) -> Result<Beginning, StorageError> {
    let mut keys = vec![Key::Head(id).to_string(), Key::Start(id).to_string()];
    for place in 0..PLACES {
        keys.push(Key::Snapshot(id, place).to_string());
    }
    let mut found = load_each(storage, &keys).await?;
    let firsts = found.split_off(2);
    let start = found.pop().flatten();
    let head = found.pop().flatten();
    Ok(Beginning {
        head,
        start,
        firsts,
    })
}

/// The snapshots of a project, the newest first, and where damaged ones are.
pub(super) fn snapshots(
    id: ProjectId,
    start: &[u8],
    firsts: Vec<Option<Vec<u8>>>,
) -> (Vec<Snapshot>, Vec<u64>) {
    let (mut found, mut damaged) = (Vec::<Snapshot>::new(), Vec::new());
    for (place, first) in (0..).zip(firsts) {
        let Some(first) = first else {
            continue;
        };
        let Ok(mut begun) = Begun::decode(&first) else {
            damaged.push(place);
            continue;
        };
        // One of what was here before is of no use, and no damage.
        if let Some(onward) = begun.onward.take()
            && onward.start == checksum(start)
            && begun.about.id == id
        {
            let newer = found.first().is_some_and(|it| it.onward.seq < onward.seq);
            let at = if newer { 0 } else { found.len() };
            found.insert(
                at,
                Snapshot {
                    place,
                    begun,
                    onward,
                },
            );
        }
    }
    (found, damaged)
}

/// Writes a snapshot of a project of which all entries are stored, piece by piece. The one in the
/// other place stays.
pub async fn write_snapshot(
    storage: &impl Storage,
    mut packing: Packing,
    marks: &Marks,
    last: Last,
) -> Result<(), LoadError> {
    let id = packing.id();
    let beginning = beginning(AnyStorage(storage), id).await?;
    let start = beginning.start.ok_or(LoadError::NotThere)?;
    let (found, _) = snapshots(id, &start, beginning.firsts);
    // The newest stays, even if it turns out that another one is no better.
    let place = found.first().map_or(0, |it| (it.place + 1) % PLACES);
    let onward = Onward {
        start: checksum(&start),
        seq: marks.last,
        last,
        undo: runs(&marks.undo),
        redo: runs(&marks.redo),
    };
    drop((start, found));
    let first = Key::Snapshot(id, place).to_string();
    let begin = Batch {
        clears: vec![format!("{first}/")],
        deletes: vec![first.clone()],
        ..Batch::default()
    };
    storage.commit(&begin).await?;
    let mut number = 0;
    while let Some(piece) = packing.next_piece().map_err(|_| LoadError::Lost)? {
        number += 1;
        let key = Key::SnapshotPiece(id, place, number).to_string();
        let batch = Batch {
            puts: vec![(key, piece)],
            ..Batch::default()
        };
        storage.commit(&batch).await?;
    }
    // Last: before it, there is none.
    let frame = packing.first(Some(&onward)).map_err(|_| LoadError::Lost)?;
    let batch = Batch {
        puts: vec![(first, frame)],
        ..Batch::default()
    };
    storage.commit(&batch).await?;
    Ok(())
}

/// Takes away snapshots that cannot be used.
pub async fn forget_snapshots(
    storage: &impl Storage,
    id: ProjectId,
    places: &[u64],
) -> Result<(), StorageError> {
    let mut batch = Batch::default();
    for place in places {
        let first = Key::Snapshot(id, *place).to_string();
        batch.clears.push(format!("{first}/"));
        batch.deletes.push(first);
    }
    storage.commit(&batch).await
}

/// Numbers as runs: the first and the last of each.
fn runs(numbers: &[u64]) -> Vec<u64> {
    let mut runs: Vec<u64> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(end) if *end + 1 == number => *end = number,
            _ => runs.extend([number, number]),
        }
    }
    runs
}

/// The numbers of runs.
pub(super) fn numbers(runs: &[u64]) -> Vec<u64> {
    let mut numbers = Vec::new();
    for run in runs.chunks_exact(2) {
        numbers.extend(run[0]..=run[1]);
    }
    numbers
}

impl Loaded {
    /// What is to be said of snapshots that could not be used.
    pub fn about_snapshots(&self) -> Option<&'static str> {
        const BAD: &str = "A snapshot by which this project is opened quickly was damaged. The \
                           project was made again from what was saved, and nothing is missing.";
        (!self.bad_snapshots.is_empty()).then_some(BAD)
    }
}
