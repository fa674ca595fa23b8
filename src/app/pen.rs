//! Several windows on one project: one of them writes, the one that somebody works in.

use std::rc::Rc;

use super::{
    Action, CheckingAction, ComparingAction, EarlierAction, MessageKind, ProjectsAction, Said,
    State,
};
use crate::journal::Record;
use crate::model::ProjectId;
use crate::text::ArticleText;

/// Which window writes to the open project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pen {
    /// This one.
    #[default]
    Here,
    /// Another one. What is done there appears here.
    Elsewhere,
    /// Another one, which was asked for it.
    Asked,
}

#[derive(Debug, PartialEq)]
pub enum PenAction {
    /// Another window has it: from the beginning, or since it asked for it.
    Elsewhere(ProjectId),
    /// It is on its way.
    Asked,
    /// What other windows did; and whether this one writes from now on.
    Followed { followed: Followed, here: bool },
    /// The window that has it does not let it go.
    Kept(ProjectId),
}

/// Entries that another window made, and the texts that they need.
#[derive(Debug, PartialEq)]
pub struct Followed {
    pub project: ProjectId,
    pub records: Vec<Record>,
    pub texts: Vec<Rc<ArticleText>>,
}

impl Action {
    /// Whether it may edit the open project.
    pub fn may_edit(&self) -> bool {
        match self {
            Self::Projects(ProjectsAction::Rename(_) | ProjectsAction::TakeIn { .. })
            | Self::Articles(_)
            | Self::Annotating(_)
            | Self::Codebook(_)
            | Self::Importing(_)
            | Self::LabelAll(_)
            | Self::Linking(_)
            | Self::Registering(_)
            | Self::SameActors(_)
            | Self::Unlinked(_)
            | Self::Undo
            | Self::Redo => true,
            Self::Earlier(it) => matches!(it, EarlierAction::GoBack(_)),
            Self::FileCopy(it) => it.is_asked_for(),
            Self::Checking(it) => !matches!(it, CheckingAction::VerbsLoaded(_)),
            Self::Comparing(it) => !matches!(it, ComparingAction::Prepare),
            Self::Projects(_)
            | Self::Reporting(_)
            | Self::Drawing(_)
            | Self::Viewing(_)
            | Self::Pen(_)
            | Self::Updating(_) => false,
        }
    }
}

pub(super) fn step(state: &mut State, action: PenAction) {
    match action {
        PenAction::Elsewhere(project) if project == state.project.id() => {
            state.pen = Pen::Elsewhere;
        }
        PenAction::Asked if state.pen == Pen::Elsewhere => state.pen = Pen::Asked,
        PenAction::Followed { followed, here } if followed.project == state.project.id() => {
            follow(state, followed);
            if here {
                state.pen = Pen::Here;
                // The other window may have written to it, or chosen another one.
                state.session.file_asked = false;
            }
        }
        PenAction::Kept(project) if project == state.project.id() => {
            if state.pen == Pen::Asked {
                state.pen = Pen::Elsewhere;
            }
            state.say(MessageKind::Error, Said::PenKept);
        }
        _ => {}
    }
}

/// Makes what another window made.
fn follow(state: &mut State, followed: Followed) {
    for text in followed.texts {
        state.project.keep_text(text);
    }
    for record in followed.records {
        let entry = record.entry;
        let expected = state.history.last_seq() + 1;
        // What came twice is there already.
        if entry.seq == expected && state.history.replay(&mut state.project, entry).is_err() {
            // Two windows never write over each other, so what is here is not what is stored.
            state.say(MessageKind::Error, Said::Conflict);
            break;
        }
    }
    state.drop_stale_focus();
}
