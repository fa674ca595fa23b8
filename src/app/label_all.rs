//! The same words tagged wherever they stand, in one step.

use super::{Effect, Env, Hit, MessageKind, Said, State};
use crate::model::{AnnotationId, Change, Fragments, LabelId, Origin, TransactionName};

#[derive(Debug, PartialEq)]
pub enum LabelAllAction {
    /// Look for the selected words, else for those of the annotation with the focus, else go
    /// on with what is searched for, and show the places.
    Begin,
    /// Give a label to places; what has it already is left alone.
    Give {
        label: LabelId,
        places: Vec<Hit>,
        /// An annotation whose attributes and actor all of them get, if it has that label.
        like: Option<AnnotationId>,
    },
}

pub(super) fn step(state: &mut State, action: LabelAllAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        LabelAllAction::Begin => {
            if let Some(quote) = quote(state) {
                let search = &mut state.session.search;
                search.query = quote;
                search.options.whole_words = true;
            }
            super::viewing::open(state, super::Dialog::LabelAll)
        }
        LabelAllAction::Give {
            label,
            places,
            like,
        } => give(state, &label, &places, like, env),
    }
}

/// The words to look for: one stretch of them.
fn quote(state: &State) -> Option<String> {
    let selected = state.session.selection.and_then(|it| {
        let text = state.project.text(it.article)?;
        text.get(it.span()?)
    });
    let focused = || {
        let focused = state.project.annotation(state.session.focused?)?;
        let [only] = focused.fragments.as_slice() else {
            return None;
        };
        state.project.text(focused.article)?.get(*only)
    };
    selected.or_else(focused).map(str::to_owned)
}

fn give(
    state: &mut State,
    label: &LabelId,
    places: &[Hit],
    like: Option<AnnotationId>,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let project = &state.project;
    let like = like.and_then(|it| project.annotation(it));
    let like = like.filter(|it| it.label == *label);
    let mut changes = Vec::new();
    for place in places {
        let Some(article) = project.article(place.article) else {
            continue;
        };
        let stands = project
            .text(place.article)
            .and_then(|it| it.get(place.span));
        if stands.is_none() || state.has_label(*place, label) {
            continue;
        }
        let fragments = Fragments::from_elem(place.span, 1);
        let mut annotation = state.new_annotation(article, label.clone(), fragments, env);
        annotation.provenance.origin = Origin::LabelAll;
        if let Some(like) = like {
            annotation.attributes = like.attributes.clone();
            annotation.actor = like.actor;
        }
        changes.push(Change::add(annotation));
    }
    let count = changes.len();
    let label = state.label_name(label);
    let name = TransactionName::new("label-all", &label);
    let effects = state.commit(name, changes, env, |_| ());
    state.session.dialog = None;
    state.say(MessageKind::Note, Said::LabelledAll { label, count });
    effects
}

impl State {
    /// Whether an annotation with that label has any of the words at a place.
    pub fn has_label(&self, place: Hit, label: &LabelId) -> bool {
        let here = self.project.annotations_in(place.article, place.span);
        here.iter().any(|it| it.label == *label)
    }
}
