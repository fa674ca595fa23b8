//! When the second copies are looked at, and made anew. What is rarely needed comes with a part.

use std::hint::black_box;
use std::pin::Pin;

use super::Storage;
use crate::app::saving::{
    Library, LoadError, Loaded, Look, Opened, Recovered, blobs_of, open_and_look, recover, survey,
    tend,
};
use crate::app::{
    MessageKind, Part, Pen, ProjectSummary, ProjectsAction, Said, Store, ViewingAction,
};
use crate::model::{ProjectId, ReplicaId, TextHash};
use crate::ui::load_part;
use crate::web::timing::spawn;

pub(super) type Work<T> = Pin<Box<dyn Future<Output = T>>>;

/// The compiler must not know which work it is: it would look through the function that leads into
/// the part, and the work would come with the page.
pub(super) fn of_part<T>(work: impl Future<Output = T> + 'static) -> Work<T> {
    black_box(Box::pin(work))
}

/// Opens a project from where it is sound.
pub(super) async fn open(
    library: &Library<Storage>,
    id: ProjectId,
    replica: ReplicaId,
) -> Result<Opened, LoadError> {
    let (first, why) = open_and_look(library, id, replica).await;
    match why {
        Some(why) if load_part(Part::Dialogs).await => {
            apart_dialogs_recover(library.clone(), id, replica, first, why).await
        }
        _ => first.map(Opened::from),
    }
}

/// Brings back what is remembered and not among the projects that storage has.
pub(super) async fn bring_back(
    library: &Library<Storage>,
    store: &Store,
    known: &[ProjectSummary],
) -> Vec<Recovered> {
    let is_known = |id| known.iter().any(|it| it.id == id);
    let marks = library.saver().storage().marks().all();
    let first = library.saver().storage().storage();
    let look = match first.stands_in() {
        true => Look::Instead,
        false if !first.is_kept() || marks.iter().all(|it| is_known(it.0)) => return Vec::new(),
        false => Look::Shortly,
    };
    if !load_part(Part::Dialogs).await {
        return Vec::new();
    }
    let replica = store.state().replica;
    apart_dialogs_survey(library.clone(), replica, look).await
}

/// Looks whether all is well, while nothing else is to be done.
pub(super) fn look(library: &Library<Storage>, store: &Store) {
    let (library, store) = (library.clone(), store.clone());
    spawn(async move {
        if load_part(Part::Dialogs).await {
            apart_dialogs_look(library, store).await;
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
        if load_part(Part::Dialogs).await {
            apart_dialogs_make_anew(library, id, blobs).await;
        }
    });
}

#[inline(never)]
fn apart_dialogs_recover(
    library: Library<Storage>,
    id: ProjectId,
    replica: ReplicaId,
    first: Result<Loaded, LoadError>,
    why: String,
) -> Work<Result<Opened, LoadError>> {
    of_part(async move { recover(&library, id, replica, first, why).await })
}

#[inline(never)]
fn apart_dialogs_survey(
    library: Library<Storage>,
    replica: ReplicaId,
    look: Look,
) -> Work<Vec<Recovered>> {
    of_part(async move {
        let recovered = survey(library.saver().storage(), replica, look).await;
        recovered.unwrap_or_default()
    })
}

#[inline(never)]
fn apart_dialogs_make_anew(
    library: Library<Storage>,
    id: ProjectId,
    blobs: Vec<TextHash>,
) -> Work<()> {
    of_part(async move {
        let _ = library.saver().storage().make_anew(id, &blobs).await;
    })
}

#[inline(never)]
fn apart_dialogs_look(library: Library<Storage>, store: Store) -> Work<()> {
    of_part(async move {
        let replica = store.state().replica;
        let opened = library.saver().storage().storage().is_kept();
        let look = if opened {
            Look::Thoroughly
        } else {
            Look::Instead
        };
        let recovered = survey(library.saver().storage(), replica, look).await;
        if let Some(recovered) = recovered.ok().filter(|it| !it.is_empty()) {
            say(&store, &recovered);
            if let Ok(projects) = library.list().await {
                store.dispatch(ProjectsAction::Listed(projects));
            }
        }
        let project = store.read(|state| {
            let mine = state.stored && state.pen == Pen::Here;
            // A copy of a large project would take room for as long as this takes.
            mine.then(|| (state.project.id(), blobs_of(&state.project)))
        });
        if let Some((id, blobs)) = project {
            let _ = tend(library.saver().storage(), id, &blobs).await;
        }
    })
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
