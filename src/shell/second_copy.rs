//! When the second copies are looked at, and made anew.

use super::Storage;
use crate::app::saving::{Library, Recovered, blobs_of, survey, tend};
use crate::app::{MessageKind, Pen, ProjectsAction, Said, Store, ViewingAction};
use crate::web::timing::spawn;

/// Brings back what storage has lost and is remembered; before projects are listed.
pub(super) async fn bring_back(library: &Library<Storage>, store: &Store) -> Vec<Recovered> {
    let storage = library.saver().storage();
    let replica = store.state().replica;
    let recovered = survey(storage, replica, false).await;
    recovered.unwrap_or_default()
}

/// Looks whether all is well, while nothing else is to be done.
pub(super) fn look(library: &Library<Storage>, store: &Store) {
    let (library, store) = (library.clone(), store.clone());
    spawn(async move {
        let storage = library.saver().storage();
        let replica = store.state().replica;
        if let Ok(recovered) = survey(storage, replica, true).await
            && !recovered.is_empty()
        {
            say(&store, &recovered);
            if let Ok(projects) = library.list().await {
                store.dispatch(ProjectsAction::Listed(projects));
            }
        }
        let project = store.read(|state| {
            let mine = state.stored && state.pen == Pen::Here;
            mine.then(|| state.project.clone())
        });
        if let Some(project) = project {
            let _ = tend(storage, &project).await;
        }
    });
}

/// Has the copy of the open project made anew when it lacks something.
pub(super) fn follow(library: &Library<Storage>, store: &Store) {
    let storage = library.saver().storage();
    let Some(id) = storage.next_behind() else {
        return;
    };
    let blobs = store.read(|state| (state.project.id() == id).then(|| blobs_of(&state.project)));
    let Some(blobs) = blobs else { return };
    let library = library.clone();
    spawn(async move {
        let _ = library.saver().storage().make_anew(id, &blobs).await;
    });
}

/// Says what had to be done.
pub(super) fn say(store: &Store, recovered: &[Recovered]) {
    if recovered.is_empty() {
        return;
    }
    let warnings = recovered.iter().map(ToString::to_string).collect();
    let said = Box::new(Said::ImportWarnings { warnings });
    store.dispatch(ViewingAction::Say(MessageKind::Error, said));
}
