//! When snapshots are written, and when entries are read that were not needed at opening. Both come
//! with a part.

use super::second_copy::{Work, of_part};
use super::{Shell, Storage};
use crate::app::saving::{
    Library, Loaded, forget_snapshots, is_due, older_entries_of, write_snapshot,
};
use crate::app::{EarlierAction, Marks, MessageKind, Part, Pen, Said, Store, ViewingAction};
use crate::journal::{Last, Packing};
use crate::model::ProjectId;
use crate::ui::load_part;
use crate::web::timing::{later, spawn};

/// Milliseconds for which nobody edits before a snapshot is written.
const REST: u32 = 3_000;

/// The last snapshot of the open project.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Newest {
    project: Option<ProjectId>,
    /// After which entry it is.
    at: u64,
    /// Waits for rest, or is being written.
    busy: bool,
}

/// A project was opened.
pub(super) fn opened(shell: &Shell, loaded: &Loaded) {
    let mut newest = shell.newest_snapshot.get();
    newest.project = Some(loaded.project.id());
    newest.at = loaded.begun_at;
    shell.newest_snapshot.set(newest);
    if !loaded.bad_snapshots.is_empty() {
        let (shell, id, places) = (
            shell.clone(),
            loaded.project.id(),
            loaded.bad_snapshots.clone(),
        );
        spawn(async move {
            if load_part(Part::Dialogs).await {
                apart_dialogs_forget(shell, id, places).await;
            }
        });
    }
}

#[inline(never)]
fn apart_dialogs_forget(shell: Shell, id: ProjectId, places: Vec<u64>) -> Work<()> {
    of_part(async move {
        let storage = shell.library.saver().storage().storage();
        // What stays is left again the next time.
        let _ = forget_snapshots(storage, id, &places).await;
    })
}

/// All is saved: whether a snapshot is to be written is looked at, which costs nothing.
pub(super) fn saved(shell: &Shell, store: &Store) {
    let (project, last) = store.read(|state| (state.project.id(), state.history.last_seq()));
    let mut newest = shell.newest_snapshot.get();
    if newest.project != Some(project) {
        newest.project = Some(project);
        newest.at = 0;
    }
    let due = !newest.busy && is_due(newest.at, last);
    newest.busy |= due;
    shell.newest_snapshot.set(newest);
    if due {
        wait_for_rest(shell.clone(), store.clone(), last);
    }
}

fn wait_for_rest(shell: Shell, store: Store, seen: u64) {
    later(REST, move || {
        let last = store.read(|state| state.history.last_seq());
        if last != seen {
            return wait_for_rest(shell, store, last);
        }
        spawn(async move {
            if load_part(Part::Dialogs).await {
                apart_dialogs_write(shell.clone(), store).await;
            }
            let mut newest = shell.newest_snapshot.get();
            newest.busy = false;
            shell.newest_snapshot.set(newest);
        });
    })
    .forget();
}

/// What a snapshot is made of, if the project is stored, and here.
fn to_write(shell: &Shell, store: &Store) -> Option<(Packing, Marks, Last)> {
    let state = store.state();
    let id = state.project.id();
    let mine = state.stored && state.pen == Pen::Here && state.no_storage.is_none();
    if !mine || !shell.library.is_written(id) {
        return None;
    }
    let last = Last::of(state.history.entries().last()?);
    let packing = Packing::of_project(&state.project);
    Some((packing, state.history.marks(), last))
}

#[inline(never)]
fn apart_dialogs_write(shell: Shell, store: Store) -> Work<()> {
    of_part(async move {
        let Some((packing, marks, last)) = to_write(&shell, &store) else {
            return;
        };
        // Not in the second copy, which has all that it is made of. Whether there is room for one
        // matters to nobody.
        let storage = shell.library.saver().storage().storage();
        let id = packing.id();
        if write_snapshot(storage, packing, &marks, last).await.is_ok() {
            let mut newest = shell.newest_snapshot.get();
            if newest.project == Some(id) {
                newest.at = marks.last;
            }
            shell.newest_snapshot.set(newest);
        }
    })
}

/// Reads older entries.
pub(super) fn bring(library: &Library<Storage>, store: &Store, project: ProjectId, last: u64) {
    let (library, store) = (library.clone(), store.clone());
    spawn(async move {
        if load_part(Part::Dialogs).await {
            apart_dialogs_bring(library, store, project, last).await;
        }
    });
}

#[inline(never)]
fn apart_dialogs_bring(
    library: Library<Storage>,
    store: Store,
    project: ProjectId,
    last: u64,
) -> Work<()> {
    of_part(async move {
        let older = older_entries_of(&library, project, last).await;
        match older {
            Ok(older) => store.dispatch(EarlierAction::Brought(older, last)),
            Err(why) => {
                let said = Box::new(Said::StorageTrouble(why.to_string()));
                store.dispatch(ViewingAction::Say(MessageKind::Error, said));
            }
        }
    })
}
