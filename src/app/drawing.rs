//! Who is quoted, in drawings: asked for when they are looked at, and again after edits. What is
//! there stays until the new is.

use std::rc::Rc;

use super::{Dialog, Effect, NamedBytes, Part, State, View};
use crate::analyst::{Drawn, EVERYTHING, NO_TOPIC, Plot};
use crate::formats::safe_file_name;
use crate::model::AnnotationId;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawings {
    /// What is to be seen; nothing as long as nothing was drawn of this project.
    pub shown: Option<Rc<Drawn>>,
    /// The last time it could not be drawn.
    pub failed: bool,
    /// What the network is about, as [`Drawn`] names it.
    pub topic: String,
    /// What `shown` is right for, or what failed.
    has: Option<Wanted>,
    /// What is being drawn. Never more than one: what comes between is left out.
    awaited: Option<Awaited>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Awaited {
    wanted: Wanted,
    /// All drawings, or the network alone.
    all: bool,
}

/// A state of a project, and a topic.
#[derive(Clone, Debug)]
struct Wanted {
    of: Rc<()>,
    edits: u64,
    topic: String,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        self.is_of(other) && self.topic == other.topic
    }
}

impl Eq for Wanted {}

impl Wanted {
    /// Whether both are of one state of one project.
    fn is_of(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.of, &other.of) && self.edits == other.edits
    }
}

/// What somebody wants to see the annotations of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// What stands for them.
    pub name: String,
    pub annotations: Rc<[AnnotationId]>,
}

#[derive(Debug, PartialEq)]
pub enum DrawingAction {
    /// What the network is to be about.
    About(String),
    /// What became of the request of this number; `None` where it could not be drawn.
    Drawn(u32, Option<Rc<Drawn>>),
    Retry,
    /// The part that shows drawings came.
    Look,
    /// Go to the annotation that a mark stands for, or list them.
    Open(Behind),
    /// Go to one of those that are listed.
    Go(AnnotationId),
    SaveSvg(Rc<Plot>),
    SaveCsv(Rc<Plot>),
}

pub(super) fn step(state: &mut State, action: DrawingAction) -> Vec<Effect> {
    let drawings = &mut state.session.drawings;
    match action {
        DrawingAction::About(topic) => drawings.topic = topic,
        DrawingAction::Retry => {
            drawings.failed = false;
            drawings.has = None;
        }
        DrawingAction::Drawn(number, drawn) => take(state, number, drawn),
        DrawingAction::Look => {}
        DrawingAction::Open(behind) => return open(state, behind),
        DrawingAction::Go(annotation) => return go(state, annotation),
        DrawingAction::SaveSvg(plot) => {
            let bytes = Rc::clone(&plot.svg);
            return saved(state, &plot, "svg", "image/svg+xml", bytes);
        }
        DrawingAction::SaveCsv(plot) => {
            let bytes = Rc::clone(&plot.csv);
            return saved(state, &plot, "csv", "text/csv", bytes);
        }
    }
    Vec::new()
}

/// Asks for what is not there yet, while it is looked at.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if state.session.view != View::Sources || !Part::Sources.is_there() {
        return Vec::new();
    }
    if !is_there(state, &state.session.drawings.topic) {
        EVERYTHING.clone_into(&mut state.session.drawings.topic);
    }
    let wanted = wanted(state);
    let drawings = &mut state.session.drawings;
    let before = drawings.has.as_ref();
    if before.is_some_and(|it| !Rc::ptr_eq(&it.of, &wanted.of)) {
        // Of another project.
        drawings.shown = None;
        drawings.has = None;
    }
    let has = drawings.has.as_ref();
    if drawings.awaited.is_some() || has == Some(&wanted) {
        return Vec::new();
    }
    let all = drawings.failed || has.is_none_or(|it| !it.is_of(&wanted));
    let topic = wanted.topic.clone();
    drawings.awaited = Some(Awaited { wanted, all });
    let requests = &mut state.session.requests;
    requests.drawings += 1;
    let number = requests.drawings;
    vec![Effect::Draw { number, topic, all }]
}

/// Whether a network can be about it: a topic may be gone.
fn is_there(state: &State, topic: &str) -> bool {
    let mut topics = state.project.topics();
    topic == EVERYTHING || topic == NO_TOPIC || topics.any(|it| it.id.to_string() == topic)
}

fn wanted(state: &State) -> Wanted {
    Wanted {
        of: Rc::clone(state.project.lineage()),
        edits: state.history.last_seq(),
        topic: state.session.drawings.topic.clone(),
    }
}

/// What was drawn for another project is left. So is what was drawn meanwhile for something
/// else, and [`follow`] asks again.
fn take(state: &mut State, number: u32, drawn: Option<Rc<Drawn>>) {
    if number != state.session.requests.drawings {
        return;
    }
    let wanted = wanted(state);
    let drawings = &mut state.session.drawings;
    let Some(awaited) = drawings.awaited.take().filter(|it| it.wanted == wanted) else {
        return;
    };
    drawings.failed = drawn.is_none();
    drawings.has = Some(wanted);
    let Some(drawn) = drawn else {
        return;
    };
    drawings.shown = Some(match &drawings.shown {
        // The network alone.
        Some(shown) if !awaited.all => replaced(shown, &drawn),
        _ => drawn,
    });
}

fn replaced(shown: &Drawn, drawn: &Drawn) -> Rc<Drawn> {
    let mut all = shown.clone();
    for plot in &mut all.plots {
        if let Some(other) = drawn.plots.iter().find(|it| it.id == plot.id) {
            *plot = Rc::clone(other);
        }
    }
    Rc::new(all)
}

fn open(state: &mut State, mut behind: Behind) -> Vec<Effect> {
    // An edit that is not drawn yet may have taken some away.
    let mut there = behind.annotations.to_vec();
    there.retain(|it| state.project.annotation(*it).is_some());
    if let [only] = there[..] {
        return go(state, only);
    }
    if !there.is_empty() {
        behind.annotations = there.into();
        state.session.dialog = Some(Dialog::Behind(behind));
    }
    Vec::new()
}

fn go(state: &mut State, annotation: AnnotationId) -> Vec<Effect> {
    state.session.dialog = None;
    super::viewing::focus(state, Some(annotation))
}

fn saved(state: &State, plot: &Plot, extension: &str, mime: &str, bytes: Rc<[u8]>) -> Vec<Effect> {
    let name = format!("{} {}", state.project.about().title, plot.title);
    vec![Effect::Download(vec![NamedBytes {
        name: format!("{}.{extension}", safe_file_name(&name, &plot.id)),
        mime: mime.to_owned(),
        bytes,
    }])]
}
