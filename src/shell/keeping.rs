//! What keeps work safe beside saving it: that the browser is asked to keep it, how much room there
//! is, and that somebody downloads it once in a while.

use super::Storage;
use super::second_copy::{Work, of_part};
use crate::app::saving::Library;
use crate::app::{
    Dialog, KeptFile, MessageKind, NamedBytes, Part, ProjectsAction, Said, Store, ViewingAction,
};
use crate::formats::project_json;
use crate::model::ProjectId;
use crate::web::{keep_for_good, keep_text, kept_text, room, timing};

/// Entries after which a project is work that somebody wants to keep.
const WORTH_KEEPING: u64 = 20;

/// Entries after which a download is suggested again.
const UNTIL_REMINDED: u64 = 200;

/// Percent of the room from which on it is said that it ends.
const NEARLY_FULL: f64 = 80.0;

/// That the browser was asked.
const ASKED: &str = "cotejo:asked-to-keep";

/// Everything is saved.
pub(super) fn saved(library: &Library<Storage>, store: &Store) {
    let trouble = library.saver().storage().trouble();
    let trouble = trouble.map(|it| it.to_string());
    if store.read(|state| state.no_second_copy != trouble) {
        store.dispatch(ProjectsAction::SecondCopy(trouble));
    }
    let (project, last) = store.read(|state| (state.project.id(), state.history.last_seq()));
    if last >= WORTH_KEEPING && kept_text(ASKED).is_none() {
        keep_text(ASKED, "yes");
        timing::spawn(keep_for_good());
    }
    let since = last.saturating_sub(entries_in_a_file(project));
    let has_file = store.read(|state| state.session.file.as_ref().is_some_and(KeptFile::is_well));
    if since >= UNTIL_REMINDED && !has_file {
        remember(project, last);
        let said = Said::DownloadReminder { changes: since };
        store.dispatch(ViewingAction::Say(MessageKind::Note, Box::new(said)));
    }
}

/// Files are downloaded: the project may be among them.
pub(super) fn downloaded(store: &Store, files: &[NamedBytes]) {
    if files.iter().any(|it| project_json::is_project(&it.bytes)) {
        store.read(|state| remember(state.project.id(), state.history.last_seq()));
    }
}

/// Says so when there is little room left.
pub(super) fn look_for_room(store: &Store) {
    let store = store.clone();
    timing::spawn(async move {
        if let Some(percent) = room().await.filter(|it| *it >= NEARLY_FULL) {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is a percentage"
            )]
            let percent = percent.min(100.0) as u64;
            let said = Box::new(Said::StorageNearlyFull { percent });
            store.dispatch(ViewingAction::Say(MessageKind::Error, said));
        }
    });
}

/// Finds out how much is kept of each project, for who looks at their list.
pub(super) fn measure(library: &Library<Storage>, store: &Store) {
    let looks = store.read(|state| state.session.dialog == Some(Dialog::Projects));
    if looks && Part::Dialogs.is_there() {
        timing::spawn(apart_dialogs_measure(library.clone(), store.clone()));
    }
}

#[inline(never)]
fn apart_dialogs_measure(library: Library<Storage>, store: Store) -> Work<()> {
    of_part(async move {
        if let Ok(sizes) = library.saver().storage().copy().sizes().await {
            store.dispatch(ProjectsAction::Sized(sizes));
        }
    })
}

/// Somebody has a file with all entries up to this one.
pub(super) fn has_a_file(project: ProjectId, last: u64) {
    remember(project, last.max(entries_in_a_file(project)));
}

fn key_of(project: ProjectId) -> String {
    format!("cotejo:downloaded:{project}")
}

/// Up to which entry somebody has a file, or was reminded.
fn entries_in_a_file(project: ProjectId) -> u64 {
    let kept = kept_text(&key_of(project));
    kept.and_then(|it| it.parse().ok()).unwrap_or(0)
}

fn remember(project: ProjectId, last: u64) {
    keep_text(&key_of(project), &last.to_string());
}
