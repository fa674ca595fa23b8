//! Several projects: opening, making, naming and deleting them.

use std::rc::Rc;

use super::{
    Dialog, Effect, Env, History, MessageKind, Pane, Pen, ProjectSummary, Said, SaveState, Session,
    State, reporting,
};
use crate::model::{AboutField, Codebook, Project, ProjectId, TransactionName};

#[derive(Debug, PartialEq)]
pub enum ProjectsAction {
    New,
    /// The same with another codebook than usual.
    NewWith(Rc<Codebook>),
    Open(ProjectId),
    OpenSample,
    /// The answer to `Open`: what storage had.
    Opened(Box<OpenedProject>),
    /// Open a project read from a file; as a copy with an id of its own where asked.
    TakeIn {
        opened: Box<OpenedProject>,
        copy: bool,
    },
    Rename(String),
    Delete(ProjectId),
    Restore(ProjectId),
    /// Ask storage which projects there are.
    List,
    Listed(Vec<ProjectSummary>),
    /// How many bytes are kept of each.
    Sized(Vec<(ProjectId, u64)>),
    Saving(SaveState),
    RetrySaving,
    /// Why there is no second copy of what was saved last, if there is none.
    SecondCopy(Option<String>),
    /// This browser keeps nothing; the work lasts as long as the page.
    NoStorage(String),
    /// Another window opened a newer app: nothing can be saved here any more.
    StorageTakenOver,
    /// Something could not be read or opened.
    Refused {
        name: String,
        reason: String,
    },
}

/// A project with its history, from storage, a file or the sample.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedProject {
    pub project: Project,
    /// None for a project that storage does not know.
    pub history: Option<History>,
    /// Keep it in storage at once, rather than at its first edit.
    pub keep: bool,
    /// What was not as it should be, in sentences.
    pub warnings: Vec<String>,
}

pub(super) fn step(state: &mut State, action: ProjectsAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        ProjectsAction::New => begin(state, Rc::clone(&state.shipped), env),
        ProjectsAction::NewWith(codebook) => begin(state, codebook, env),
        ProjectsAction::Open(id) => {
            state.session.dialog = None;
            vec![Effect::Open(id)]
        }
        ProjectsAction::OpenSample => {
            state.session.dialog = None;
            vec![Effect::OpenSample]
        }
        ProjectsAction::Opened(opened) => open(state, *opened),
        ProjectsAction::TakeIn { mut opened, copy } => {
            if copy {
                opened.project = opened.project.with_id(env.id());
            } else if state.keeps(opened.project.id()) {
                state.session.dialog = None;
                return vec![Effect::Replace(Rc::new(opened.project), env.id())];
            }
            open(state, *opened)
        }
        ProjectsAction::Rename(title) => {
            let changes = state
                .project
                .about_edited(&AboutField::Title(title.clone()));
            let name = TransactionName::new("rename-project", &title);
            state.commit(name, changes, env, |_| ())
        }
        ProjectsAction::Delete(id) => {
            let title = state.title_of(id);
            let mut effects = vec![Effect::SetDeleted(id, true)];
            if id == state.project.id() {
                effects.extend(step(state, ProjectsAction::New, env));
            }
            // Last: another project begins with nothing said.
            state.say(MessageKind::Note, Said::ProjectDeleted { id, title });
            effects.push(Effect::ListProjects);
            effects
        }
        ProjectsAction::Restore(id) => {
            let mut effects = vec![Effect::SetDeleted(id, false)];
            state.session.forget_notes();
            // Back to where one was, if what stands in for it was not touched.
            if state.history.last_seq() == 0 && state.project.articles().len() == 0 {
                effects.push(Effect::Open(id));
            }
            effects.push(Effect::ListProjects);
            effects
        }
        ProjectsAction::List => vec![Effect::ListProjects],
        ProjectsAction::Listed(projects) => {
            let before = std::mem::replace(&mut state.projects, projects);
            for project in &mut state.projects {
                let known = before.iter().find(|it| it.id == project.id);
                project.bytes = known.and_then(|it| it.bytes);
            }
            Vec::new()
        }
        ProjectsAction::Sized(sizes) => {
            for project in &mut state.projects {
                let size = sizes.iter().find(|it| it.0 == project.id);
                project.bytes = size.map(|it| it.1);
            }
            Vec::new()
        }
        ProjectsAction::Saving(save) => {
            // Memory is no safe place, however promptly it answers.
            state.save = match &state.no_storage {
                Some(reason) => SaveState::NotSaved(reason.clone()),
                None => save,
            };
            Vec::new()
        }
        ProjectsAction::NoStorage(reason) => {
            let reason = format!("{reason}. Export the project before you close this page.");
            state.save = SaveState::NotSaved(reason.clone());
            state.no_storage = Some(reason);
            Vec::new()
        }
        ProjectsAction::StorageTakenOver => {
            let reason = "this project was opened in a newer window. Reload this page.";
            state.save = SaveState::NotSaved(reason.to_owned());
            state.no_storage = Some(reason.to_owned());
            Vec::new()
        }
        ProjectsAction::SecondCopy(trouble) => {
            state.no_second_copy = trouble;
            Vec::new()
        }
        ProjectsAction::RetrySaving => vec![Effect::RetrySaving],
        ProjectsAction::Refused { name, reason } => {
            state.say(MessageKind::Error, Said::ProjectRefused { name, reason })
        }
    }
}

fn begin(state: &mut State, codebook: Rc<Codebook>, env: &mut Env<'_>) -> Vec<Effect> {
    let project = Project::new(env.id(), "", env.now, codebook);
    open(
        state,
        OpenedProject {
            project,
            history: None,
            keep: true,
            warnings: Vec::new(),
        },
    )
}

fn open(state: &mut State, opened: OpenedProject) -> Vec<Effect> {
    // What is about records or choices of another project goes with it.
    let dialog = state.session.dialog.take().filter(|it| {
        matches!(
            it,
            Dialog::AddArticle
                | Dialog::Export
                | Dialog::Shortcuts
                | Dialog::Checks
                | Dialog::Registries
                | Dialog::LabelAll
                | Dialog::Appearance
                | Dialog::Report
        )
    });
    let mut effects = reporting::stop(state);
    let (next_message, requests) = (state.session.next_message, state.session.requests);
    state.stored = opened.history.is_some() || opened.keep;
    // Who else has a stored one is found out now.
    state.pen = Pen::Here;
    state.history = opened
        .history
        .unwrap_or_else(|| History::new(state.replica));
    state.project = opened.project;
    state.session = Session {
        dialog,
        requests,
        next_message,
        ..Session::default()
    };
    let articles = state.project.ordered_articles();
    state.session.panes = articles
        .iter()
        .take(2)
        .map(|it| Pane {
            article: it.id,
            pinned: false,
        })
        .collect();
    if !opened.warnings.is_empty() {
        let warnings = opened.warnings;
        state.say(MessageKind::Error, Said::ImportWarnings { warnings });
    }
    effects.push(Effect::PrepareMatrix);
    if opened.keep {
        state.now_saving();
        effects.push(Effect::Create(Rc::new(state.project.clone())));
    }
    effects.push(Effect::ListProjects);
    effects
}

impl State {
    /// Whether a project with this id is stored. One that was deleted is: it can be restored.
    pub fn keeps(&self, id: ProjectId) -> bool {
        self.projects.iter().any(|it| it.id == id) || (self.stored && self.project.id() == id)
    }

    pub fn title_of(&self, id: ProjectId) -> String {
        if id == self.project.id() {
            return self.project.about().title.clone();
        }
        let listed = self.projects.iter().find(|it| it.id == id);
        listed.map(|it| it.title.clone()).unwrap_or_default()
    }
}
