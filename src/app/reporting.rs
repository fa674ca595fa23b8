//! The report and its tables: asked for, waited for, and handed to the browser.

use std::rc::Rc;

use super::{Dialog, Effect, MessageKind, NamedBytes, Said, State};
use crate::analyst::What;
use crate::formats::safe_file_name;

/// A file for readers that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    pub what: What,
    /// Its headline; the project's title where it is empty.
    pub title: String,
    /// Whether the project file is part of it.
    pub include_data: bool,
}

#[derive(Debug, PartialEq)]
pub enum ReportingAction {
    Write(Writing),
    Cancel,
    /// What became of the request of this number; `None` where it could not be written.
    Written(u32, Option<Rc<[u8]>>),
}

pub(super) fn step(state: &mut State, action: ReportingAction) -> Vec<Effect> {
    match action {
        ReportingAction::Write(writing) => {
            state.session.writing = Some(writing.clone());
            let requests = &mut state.session.requests;
            requests.reports += 1;
            vec![Effect::Write(requests.reports, writing)]
        }
        ReportingAction::Cancel => stop(state),
        ReportingAction::Written(number, bytes) => {
            if number != state.session.requests.reports {
                return Vec::new();
            }
            let Some(writing) = state.session.writing.take() else {
                return Vec::new();
            };
            let Some(bytes) = bytes else {
                return state.say(MessageKind::Error, Said::NoAnalyst);
            };
            state.session.dialog = None;
            vec![Effect::Download(vec![named(state, writing.what, bytes)])]
        }
    }
}

/// Nobody waits for what the dialog was to give, when that is closed.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if state.session.dialog == Some(Dialog::Report) {
        return Vec::new();
    }
    stop(state)
}

pub(super) fn stop(state: &mut State) -> Vec<Effect> {
    let writing = state.session.writing.take();
    writing.map(|_| Effect::StopWriting).into_iter().collect()
}

fn named(state: &State, what: What, bytes: Rc<[u8]>) -> NamedBytes {
    let (part, extension, mime) = match what {
        What::Report => ("report", "html", "text/html"),
        What::Matrix => ("matrix", "csv", "text/csv"),
        What::Sources => ("sources", "csv", "text/csv"),
    };
    let name = format!("{} {part}", state.project.about().title);
    NamedBytes {
        name: format!("{}.{extension}", safe_file_name(&name, part)),
        mime: mime.to_owned(),
        bytes,
    }
}
