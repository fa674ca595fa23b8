//! Takes the newest good state that there is of a project, from storage or from its second copy,
//! and has the other one made from it.

use thiserror::Error;

use super::{Copied, Doubled, Library, LoadError, Loaded, load_project};
use crate::journal::{BadStart, HEADS, id_of};
use crate::model::sorted::SortedSet;
use crate::model::{Project, ProjectId, ReplicaId, TextHash};
use crate::ports::{Files, Mark, Storage, StorageError};

/// What happened to a project, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Recovered {
    #[error(
        "What the browser's storage had of this project could not be used ({why}). It was taken \
         from its second copy, and nothing is missing."
    )]
    FromCopy { why: String },
    #[error(
        "What the browser's storage had of this project could not be used ({why}). It was taken \
         from its second copy, which has {entries} of {expected} changes: the last ones are \
         missing."
    )]
    InPart {
        why: String,
        entries: u64,
        expected: u64,
    },
    #[error(
        "{expected} changes were saved, but the browser gives back only {entries}: the last ones \
         are missing."
    )]
    Behind { entries: u64, expected: u64 },
    #[error(
        "“{title}” was missing in the browser's storage. It was taken from its second copy, and is \
         in the list of projects again."
    )]
    Returned { title: String },
    #[error(
        "The browser’s database cannot be opened. “{title}” is here from its second copy, and what \
         you change is written there; it counts again once the database opens. Download the project \
         to be sure, then reload this page or restart the browser."
    )]
    Unopened { title: String },
    #[error(
        "“{title}” was kept in this browser and is gone. If you downloaded it, open that file."
    )]
    Gone { title: String },
}

/// A project as it was left, and what had to be done for it.
#[derive(Debug)]
pub struct Opened {
    pub loaded: Loaded,
    pub recovered: Vec<Recovered>,
}

impl From<Loaded> for Opened {
    fn from(loaded: Loaded) -> Self {
        let recovered = Vec::new();
        Self { loaded, recovered }
    }
}

/// What a second copy makes of a project.
struct Second {
    copied: Copied,
    loaded: Loaded,
}

/// Opens a project: as storage has it or, where that is damaged or older, as its second copy has
/// it, which then takes its place.
pub async fn open_sound<S, F>(
    library: &Library<Doubled<S, F>>,
    id: ProjectId,
    replica: ReplicaId,
) -> Result<Opened, LoadError>
where
    S: Storage + 'static,
    F: Files + 'static,
{
    let (first, why) = open_and_look(library, id, replica).await;
    match why {
        Some(why) => recover(library, id, replica, first, why).await,
        None => first.map(Opened::from),
    }
}

/// Opens a project as storage has it, and says what is wrong with that, if anything is.
pub async fn open_and_look<S, F>(
    library: &Library<Doubled<S, F>>,
    id: ProjectId,
    replica: ReplicaId,
) -> (Result<Loaded, LoadError>, Option<String>)
where
    S: Storage + 'static,
    F: Files + 'static,
{
    let doubled = library.saver().storage().clone();
    doubled.look_again(id);
    let first = library.open(id, replica).await;
    // What waits to be written is in no copy, and what is newer than this code is none of its
    // business.
    if library.saver().waits(id) || is_newer(&first) {
        return (first, None);
    }
    let why = what_is_wrong(&doubled, id, &first).await;
    (first, why)
}

/// Takes what the second copy has of a project, where that is better than what storage gave.
pub async fn recover<S, F>(
    library: &Library<Doubled<S, F>>,
    id: ProjectId,
    replica: ReplicaId,
    mut first: Result<Loaded, LoadError>,
    why: String,
) -> Result<Opened, LoadError>
where
    S: Storage + 'static,
    F: Files + 'static,
{
    let doubled = library.saver().storage().clone();
    let mut recovered = Vec::new();
    let mark = doubled.marks().of(id);
    let mut stamp = doubled.stamp(id).await.ok().flatten();
    if let Some(second) = read_second(&doubled, id, replica).await
        && is_better(&second, &first, stamp)
    {
        stamp = Some(second.copied.stamp);
        let entries = second.loaded.history.last_seq();
        recovered.push(match mark.seq {
            expected if is_lacking(stamp, &mark) && entries < expected => Recovered::InPart {
                why,
                entries,
                expected,
            },
            _ => Recovered::FromCopy { why },
        });
        first = match doubled.put_back(id, &second.copied.values).await {
            Ok(()) => library.open(id, replica).await,
            // It is there all the same. That it cannot be saved is said as soon as it has to be.
            Err(_) => Ok(second.loaded),
        };
    }
    let loaded = first?;
    if recovered.is_empty() && loaded.findings.is_empty() && is_lacking(stamp, &mark) {
        let (entries, expected) = (loaded.history.last_seq(), mark.seq);
        recovered.push(Recovered::Behind { entries, expected });
    }
    Ok(Opened { loaded, recovered })
}

/// Where projects are looked for that storage does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Those that are remembered.
    Shortly,
    /// Also those of which nothing is remembered.
    Thoroughly,
    /// Storage could not be opened and stands in for it: that it does not have a project says
    /// nothing of what was kept.
    Instead,
}

/// Brings back projects that storage does not have, as far as there are copies.
pub async fn survey<S, F>(
    doubled: &Doubled<S, F>,
    replica: ReplicaId,
    look: Look,
) -> Result<Vec<Recovered>, StorageError>
where
    S: Storage + 'static,
    F: Files + 'static,
{
    let heads = doubled.storage().load_prefix(HEADS).await?;
    let there: SortedSet<ProjectId> = heads.iter().filter_map(|it| id_of(&it.0, HEADS)).collect();
    let mut missing = SortedSet::new();
    missing.extend(doubled.marks().all().into_iter().map(|it| it.0));
    if look != Look::Shortly {
        missing.extend(doubled.copy().projects().await?);
    }
    let mut recovered = Vec::new();
    for id in missing.iter().copied().filter(|it| !there.contains(it)) {
        if let Some(second) = read_second(doubled, id, replica).await {
            doubled.put_back(id, &second.copied.values).await?;
            let title = second.loaded.project.about().title.clone();
            recovered.push(match look {
                Look::Instead => Recovered::Unopened { title },
                _ => Recovered::Returned { title },
            });
        } else if look != Look::Instead {
            let title = doubled.marks().of(id).title;
            // It is said once.
            doubled.marks().forget(id);
            recovered.push(Recovered::Gone { title });
        }
    }
    Ok(recovered)
}

/// Looks whether the second copy of a project is whole, and has it made anew where it is not; says
/// whether it had to be. `blobs` are those that it needs as it is.
pub async fn tend<S, F>(
    doubled: &Doubled<S, F>,
    id: ProjectId,
    blobs: &[TextHash],
) -> Result<bool, StorageError>
where
    S: Storage + 'static,
    F: Files + 'static,
{
    let Some(stamp) = doubled.stamp(id).await? else {
        return Ok(false);
    };
    if doubled.copy().is_sound(id, stamp).await? {
        return Ok(false);
    }
    doubled.make_anew(id, blobs).await?;
    Ok(true)
}

/// The blobs that a project as it is needs: texts and the bytes that these were read from.
pub fn blobs_of(project: &Project) -> Vec<TextHash> {
    let mut blobs = SortedSet::new();
    for article in project.articles() {
        for revision in &article.revisions {
            blobs.insert(revision.text);
            blobs.extend(revision.source.sha256);
        }
    }
    blobs.into_iter().collect()
}

fn is_newer(loaded: &Result<Loaded, LoadError>) -> bool {
    matches!(
        loaded,
        Err(LoadError::Newer(_) | LoadError::Start(BadStart::Newer(_)))
    )
}

/// Why the second copy should be looked at.
async fn what_is_wrong<S: Storage, F: Files>(
    doubled: &Doubled<S, F>,
    id: ProjectId,
    loaded: &Result<Loaded, LoadError>,
) -> Option<String> {
    let finding = match loaded {
        Err(why) => Some(why.to_string()),
        Ok(loaded) => loaded.findings.first().map(ToString::to_string),
    };
    if finding.is_some() {
        return finding;
    }
    let stamp = doubled.stamp(id).await.ok().flatten();
    let copied = doubled.copy().stamp(id).await.ok().flatten();
    let newer = copied > stamp || is_lacking(stamp, &doubled.marks().of(id));
    newer.then(|| "it was an older state".to_owned())
}

/// What the second copy makes of a project; nothing is changed.
pub async fn second_of<S: Storage, F: Files>(
    doubled: &Doubled<S, F>,
    id: ProjectId,
    replica: ReplicaId,
) -> Option<Loaded> {
    Some(read_second(doubled, id, replica).await?.loaded)
}

async fn read_second<S: Storage, F: Files>(
    doubled: &Doubled<S, F>,
    id: ProjectId,
    replica: ReplicaId,
) -> Option<Second> {
    let copied = doubled.copy().read(id).await.ok()??;
    let loaded = load_project(&copied.values, id, replica).await.ok()?;
    Some(Second { copied, loaded })
}

fn is_better(second: &Second, first: &Result<Loaded, LoadError>, stamp: Option<u64>) -> bool {
    match first {
        Err(_) => true,
        Ok(first) if first.findings.is_empty() => Some(second.copied.stamp) > stamp,
        Ok(first) => second.loaded.history.last_seq() > first.history.last_seq(),
    }
}

/// Whether something was acknowledged after the write with this stamp.
fn is_lacking(stamp: Option<u64>, mark: &Mark) -> bool {
    stamp.unwrap_or(0) < mark.stamp
}
