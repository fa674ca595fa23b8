use super::analyst::Asked;
use super::{SETTINGS, Shell, file_copy, keeping, opening, snapshots};
use crate::app::{
    CodebookAction, ComparingAction, EarlierAction, Effect, MessageKind, NamedBytes,
    ProjectsAction, Said, Store, UpdatingAction, ViewingAction,
};
use crate::model::ProjectId;
use crate::model::json::compact;
use crate::ports::Clock;
use crate::ui::{load_part, run_in_page};
use crate::web::offline::{self, Kept};
use crate::web::timing::{later, spawn};
use crate::web::{self, BrowserClock};

/// Milliseconds between steps of what nobody waits for.
const IDLE: u32 = 60;

/// Carries out an effect.
pub(super) fn run(shell: &Shell, store: &Store, effect: Effect) {
    let Some(effect) = run_in_page(effect) else {
        return;
    };
    match effect {
        Effect::Load(part) => {
            let store = store.clone();
            spawn(async move {
                let came = load_part(part).await;
                store.go_on(part, came);
            });
        }
        Effect::Create(project) => {
            let id = project.id();
            opening::remember(id);
            shell.library.create(&project);
            let pens = shell.pens.clone();
            spawn(async move {
                pens.begin(id).await;
            });
        }
        Effect::Replace(project, kept_as) => {
            let store = store.clone();
            let shell = shell.clone();
            spawn(async move {
                opening::replace(&shell, &store, &project, kept_as).await;
            });
        }
        Effect::Save(entry, blobs) => {
            web::recovery::note(&entry.name.command);
            store.read(|state| {
                shell.analyst.follow(&state.project, &entry, &blobs);
                shell.library.save(&state.project, &entry, blobs);
            });
        }
        Effect::Open(id) => {
            let store = store.clone();
            let shell = shell.clone();
            spawn(async move {
                opening::open_stored(&shell, &store, id).await;
            });
        }
        Effect::OpenSample => {
            let store = store.clone();
            spawn(async move {
                opening::open_sample(&store).await;
            });
        }
        Effect::LoadCodebook(file, begin, project) => load_codebook(store, file, begin, project),
        Effect::ListProjects => list(shell, store),
        Effect::SetDeleted(id, true) => shell.library.delete(id, BrowserClock.now()),
        Effect::SetDeleted(id, false) => shell.library.restore(id),
        Effect::FindCandidates(claim) => shell.analyst.ask(store, Asked::Candidates(claim)),
        Effect::FindSameActors(number) => shell.analyst.ask(store, Asked::SameActors(number)),
        Effect::Write(number, writing) => shell.analyst.write(store, number, writing),
        Effect::Draw { number, topic, all } => shell.analyst.draw(store, number, topic, all),
        Effect::StopWriting => shell.analyst.stop_writing(store),
        Effect::TakePen => shell.pens.take(store),
        Effect::UseNewVersion => {
            let store = store.clone();
            spawn(async move {
                match offline::use_new_version().await {
                    Ok(()) => {}
                    Err(Kept::OthersOpen) => store.dispatch(UpdatingAction::OthersOpen),
                    Err(Kept::NotReached) => store.dispatch(UpdatingAction::NotReached),
                }
            });
        }
        Effect::RetrySaving => shell.library.retry(),
        Effect::KeepSettings => {
            let settings = store.read(|state| compact(&state.settings));
            if let Ok(settings) = String::from_utf8(settings) {
                web::keep_text(SETTINGS, &settings);
            }
        }
        Effect::PrepareMatrix => {
            let store = store.clone();
            later(IDLE, move || store.dispatch(ComparingAction::Prepare)).forget();
        }
        Effect::BringOlder(project, last) => snapshots::bring(&shell.library, store, project, last),
        Effect::GoOnLookingBack => {
            let store = store.clone();
            later(0, move || store.dispatch(EarlierAction::GoOn)).forget();
        }
        Effect::KeepPanes => store.read(opening::keep_panes),
        Effect::Download(files) => download(store, files),
        Effect::File(effect) => file_copy::run(shell, store, effect),
        Effect::Select(_)
        | Effect::Reveal(_)
        | Effect::KeepInView(_)
        | Effect::Focus(_)
        | Effect::MoveByLine { .. }
        | Effect::Address(_) => {}
    }
}

fn download(store: &Store, files: Vec<NamedBytes>) {
    keeping::downloaded(store, &files);
    for file in files {
        let said = match web::download(&file.name, &file.mime, &file.bytes) {
            Ok(()) => (MessageKind::Note, Said::Exported { name: file.name }),
            Err(_) => (
                MessageKind::Error,
                Said::ArticleRejected {
                    name: file.name,
                    reason: "The browser refused the download. Allow downloads for this page and \
                             try again."
                        .to_owned(),
                },
            ),
        };
        store.dispatch(ViewingAction::Say(said.0, Box::new(said.1)));
    }
}

pub(super) fn list(shell: &Shell, store: &Store) {
    let library = shell.library.clone();
    let store = store.clone();
    spawn(async move {
        if let Ok(projects) = library.list().await {
            store.dispatch(ProjectsAction::Listed(projects));
            keeping::measure(&library, &store);
        }
    });
}

fn load_codebook(store: &Store, file: &str, begin: bool, project: ProjectId) {
    let (store, name) = (store.clone(), file.to_owned());
    let fetching = web::Fetching::begin(&format!("codebooks/{file}.json"));
    spawn(async move {
        let Ok(bytes) = fetching.bytes().await else {
            let reason = "It could not be loaded. Check the connection and try again.".to_owned();
            let said = Box::new(Said::ProjectRefused { name, reason });
            return store.dispatch(ViewingAction::Say(MessageKind::Error, said));
        };
        store.dispatch(CodebookAction::Read {
            name,
            bytes,
            begin,
            project,
        });
    });
}
