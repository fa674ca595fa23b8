//! Which project a page begins with.

use std::fmt::Display;
use std::rc::Rc;

use super::{Shell, file_copy, second_copy, snapshots};
use crate::app::saving::Opened;
use crate::app::{
    Address, MessageKind, OpenedProject, Pane, ProjectsAction, Said, State, Store, ViewingAction,
};
use crate::journal::shipped;
use crate::model::{ArticleId, Project, ProjectId};
use crate::ports::{Clock, IdSource};
use crate::web::{BrowserClock, CryptoIds, Fetching, address, keep_text, kept_text, timing};

/// The sample, in a form that needs nothing to be read but what reads stored projects.
const SAMPLE: &str = "samples/kast-cecot.shipped.json";
/// The project that was open last.
const LAST: &str = "cotejo:last-project";

/// What a page begins with: what the address asks for, else the last project, else the sample.
pub(super) struct First {
    start: f64,
    asked: Option<Address>,
    wanted: Option<ProjectId>,
    /// On its way already where it is likely to be needed.
    sample: Option<Fetching>,
}

impl First {
    pub(super) fn of_page() -> Self {
        let asked: Option<Address> = address::fragment().parse().ok();
        let wanted = match asked {
            Some(address) => address.project,
            None => kept_text(LAST)
                .and_then(|it| it.parse().ok())
                .map(ProjectId),
        };
        Self {
            start: timing::now(),
            asked,
            wanted,
            sample: wanted.is_none().then(|| Fetching::begin(SAMPLE)),
        }
    }

    pub(super) async fn open(self, shell: &Shell, store: &Store) {
        let library = &shell.library;
        // Storage that cannot be listed has lost nothing that anybody knows of.
        let listed = library.list().await;
        let mut known = listed.clone().unwrap_or_default();
        let mut recovered = Vec::new();
        if listed.is_ok() {
            recovered = second_copy::bring_back(library, store, &known).await;
        }
        if !recovered.is_empty() {
            known = library.list().await.unwrap_or_default();
        }
        // A project that was deleted is opened only when the address asks for it.
        let there = |id: &ProjectId| known.iter().any(|it| it.id == *id && !it.deleted);
        store.dispatch(ProjectsAction::Listed(known.clone()));
        if let Some(id) = self.wanted.filter(there) {
            open_stored(shell, store, id).await;
        } else {
            let sample = self.sample.unwrap_or_else(|| Fetching::begin(SAMPLE));
            open_fetched(store, sample).await;
            if self.asked.is_some_and(|it| it.project.is_some()) {
                let said = ViewingAction::Say(MessageKind::Error, Box::new(Said::NoSuchProject));
                store.dispatch(said);
            }
        }
        second_copy::say(store, &recovered);
        let focus = self.asked.and_then(|it| it.annotation);
        if focus.is_some_and(|id| store.state().project.annotation(id).is_some()) {
            store.dispatch(ViewingAction::Focus(focus));
        }
        timing::measure_to_next_frame("cotejo:load", self.start);
    }
}

/// Goes where an address leads that somebody puts into the open page.
pub(super) fn follow_address(store: &Store) {
    let store = store.clone();
    address::follow(move |fragment| {
        let Ok(wanted) = fragment.parse::<Address>() else {
            return;
        };
        if wanted.project == store.read(|state| state.address().project) {
            store.dispatch(ViewingAction::Focus(wanted.annotation));
        } else {
            // A page that begins anew opens it, and has all that is saved.
            address::begin_anew();
        }
    });
}

pub(super) async fn open_stored(shell: &Shell, store: &Store, id: ProjectId) {
    let replica = store.state().replica;
    // First: what another window writes from now on is heard of.
    let writes = shell.pens.begin(id).await;
    let opened = if writes {
        second_copy::open(&shell.library, id, replica).await
    } else {
        // Who writes has seen to it that it is sound.
        let opened = shell.library.open(id, replica).await;
        opened.map(Opened::from)
    };
    match opened {
        Ok(Opened { loaded, recovered }) => {
            remember(id);
            let start = timing::now();
            snapshots::opened(shell, &loaded);
            let findings = loaded.findings.iter().map(ToString::to_string);
            let snapshots = loaded.about_snapshots().map(str::to_owned);
            let recovered = recovered.iter().map(ToString::to_string);
            store.dispatch(ProjectsAction::Opened(Box::new(OpenedProject {
                project: loaded.project,
                history: Some(loaded.history),
                keep: false,
                warnings: findings.chain(recovered).chain(snapshots).collect(),
            })));
            show_kept_panes(store, id);
            if !writes {
                shell.pens.watch(store, id);
            }
            timing::measure_to_next_frame("cotejo:open", start);
        }
        Err(error) => refuse(store, id, &error),
    }
}

/// Where the articles that a project shows side by side are kept: their ids, `*` behind those
/// that are pinned.
fn panes_of(id: ProjectId) -> String {
    format!("cotejo:panes:{id}")
}

pub(super) fn keep_panes(state: &State) {
    let mut kept = String::new();
    for pane in &state.session.panes {
        kept.push_str(&pane.article.to_string());
        kept.push_str(if pane.pinned { "* " } else { " " });
    }
    keep_text(&panes_of(state.project.id()), &kept);
}

fn show_kept_panes(store: &Store, id: ProjectId) {
    let kept = kept_text(&panes_of(id)).unwrap_or_default();
    let mut panes = Vec::new();
    for written in kept.split_whitespace() {
        let article = written.trim_end_matches('*');
        if let Ok(article) = article.parse() {
            panes.push(Pane {
                article: ArticleId(article),
                pinned: written.ends_with('*'),
            });
        }
    }
    store.dispatch(ViewingAction::ShowPanes(panes));
}

/// Says why nothing became of a stored project.
fn refuse(store: &Store, id: ProjectId, error: &dyn Display) {
    let name = store.read(|state| state.title_of(id));
    let reason = error.to_string();
    store.dispatch(ProjectsAction::Refused { name, reason });
}

/// Puts a project in the place of the stored one with its id, opens it, and says where the
/// other one is.
pub(super) async fn replace(shell: &Shell, store: &Store, project: &Project, kept_as: ProjectId) {
    let id = project.id();
    let title = store.read(|state| state.title_of(id));
    if !shell.pens.acquire(id).await {
        return store.dispatch(ViewingAction::Say(
            MessageKind::Error,
            Box::new(Said::PenKept),
        ));
    }
    shell.pens.replaced();
    let now = BrowserClock.now();
    if let Err(error) = shell.library.replace(project, kept_as, now).await {
        return refuse(store, id, &error);
    }
    file_copy::replaced(id).await;
    open_stored(shell, store, id).await;
    let said = Box::new(Said::ProjectReplaced { id: kept_as, title });
    store.dispatch(ViewingAction::Say(MessageKind::Note, said));
}

/// Opens the shipped sample as a project of its own, kept at its first edit.
pub(super) async fn open_sample(store: &Store) {
    open_fetched(store, Fetching::begin(SAMPLE)).await;
}

async fn open_fetched(store: &Store, sample: Fetching) {
    let codebook = store.read(|state| Rc::clone(&state.shipped));
    let bytes = sample.bytes().await.unwrap_or_default();
    let Some(project) = shipped(&bytes, &codebook) else {
        let reason = "The sample could not be loaded. Check the connection and reload.".to_owned();
        let name = SAMPLE.to_owned();
        return store.dispatch(ProjectsAction::Refused { name, reason });
    };
    let id = CryptoIds.next().into();
    let start = timing::now();
    store.dispatch(ProjectsAction::Opened(Box::new(OpenedProject {
        project: project.with_id(id),
        history: None,
        keep: false,
        warnings: Vec::new(),
    })));
    timing::measure_to_next_frame("cotejo:open", start);
}

/// Remembers which project to begin with the next time.
pub(super) fn remember(id: ProjectId) {
    keep_text(LAST, &id.to_string());
}
