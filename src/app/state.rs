use std::fmt::Display;
use std::rc::Rc;

use super::{History, Linking, NewVersion, Pen, Place, Session, Settings, Stamp};
use crate::model::coverage::ReportingVerbs;
use crate::model::{
    AnnotatorId, ArticleId, Codebook, Localized, Origin, Project, ProjectId, Provenance, ReplicaId,
    Timestamp,
};
use crate::text::ArticleText;

/// All the app knows. Changed by [`update`](super::update) alone.
#[derive(Clone, Debug)]
pub struct State {
    pub project: Project,
    pub history: History,
    pub session: Session,
    pub settings: Settings,
    pub projects: Vec<ProjectSummary>,
    /// What new projects are coded by, and files that come without a codebook.
    pub shipped: Rc<Codebook>,
    /// By which coverage finds attribution; a page has them a little later than all else.
    pub verbs: Rc<ReportingVerbs>,
    pub save: SaveState,
    pub new_version: NewVersion,
    /// Whether storage knows the open project. A sample is stored at its first edit.
    pub stored: bool,
    /// Which window writes to the open project.
    pub pen: Pen,
    /// Why nothing can be kept, where that is so.
    pub no_storage: Option<String>,
    /// Why there is no second copy of what is kept, where that is so.
    pub no_second_copy: Option<String>,
    /// Whether this browser lets somebody choose a file that a page may write to.
    pub can_choose_file: bool,
    /// Who makes records on this machine.
    pub me: AnnotatorId,
    /// Which copy of the app writes the journal.
    pub replica: ReplicaId,
}

/// One line of the list of projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectSummary {
    pub id: ProjectId,
    pub title: String,
    pub modified: Timestamp,
    pub articles: usize,
    pub annotations: usize,
    /// Deleted, and still there to be restored.
    pub deleted: bool,
    /// What is kept of it, where that is known.
    pub bytes: Option<u64>,
}

impl ProjectSummary {
    /// One of which no more is known.
    pub fn titled(id: ProjectId, title: String) -> Self {
        Self {
            id,
            title,
            modified: Timestamp::default(),
            articles: 0,
            annotations: 0,
            deleted: false,
            bytes: None,
        }
    }
}

/// What a thing of the codebook is called, else its id: another file may have others.
pub(super) fn name_or_id(name: Option<&Localized>, id: &dyn Display) -> String {
    let name = name.and_then(|it| it.get("en"));
    name.map_or_else(|| id.to_string(), str::to_owned)
}

/// Whether what was done is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    #[default]
    Saved,
    Saving,
    /// Why not, in a sentence.
    NotSaved(String),
}

impl State {
    /// An empty project that nobody has stored.
    pub fn new(
        project: ProjectId,
        me: AnnotatorId,
        replica: ReplicaId,
        shipped: Rc<Codebook>,
        at: Timestamp,
    ) -> Self {
        Self {
            project: Project::new(project, "", at, Rc::clone(&shipped)),
            history: History::new(replica),
            session: Session::default(),
            settings: Settings::default(),
            projects: Vec::new(),
            shipped,
            verbs: Rc::new(if cfg!(target_arch = "wasm32") {
                ReportingVerbs::default()
            } else {
                ReportingVerbs::shipped()
            }),
            save: SaveState::Saved,
            new_version: NewVersion::None,
            stored: false,
            pen: Pen::Here,
            no_storage: None,
            no_second_copy: None,
            can_choose_file: false,
            me,
            replica,
        }
    }

    pub fn stamp(&self, at: Timestamp) -> Stamp {
        Stamp {
            annotator: self.me,
            at,
        }
    }

    /// Provenance of a record made by hand now.
    pub fn made(&self, at: Timestamp) -> Provenance {
        Provenance {
            annotator: self.me,
            created: at,
            modified: at,
            origin: Origin::Manual,
        }
    }

    /// The article in the active pane.
    pub fn active_article(&self) -> Option<ArticleId> {
        let pane = self.session.panes.get(self.session.active_pane)?;
        Some(pane.article)
    }

    pub fn active_text(&self) -> Option<&Rc<ArticleText>> {
        self.project.text(self.active_article()?)
    }

    /// Where the caret is, if it is in an article that is shown.
    pub fn caret(&self) -> Option<Place> {
        self.session.selection.map(|it| Place {
            article: it.article,
            at: it.focus,
        })
    }

    pub fn linking(&self) -> Option<&Linking> {
        self.session.linking.as_ref()
    }
}
