//! From annotation to annotation in a text, by key.

use super::viewing::focus;
use super::{Effect, State};
use crate::model::{Annotation, AnnotationId};
use crate::text::search::folded;
use crate::text::{ByteOffset, Motion};

/// Goes to the next annotation of those that the list's filter lets through: whoever filters
/// for what is still to be coded goes through just that.
pub(super) fn step_annotation(state: &mut State, motion: Motion) -> Vec<Effect> {
    let Some(article) = state.active_article() else {
        return Vec::new();
    };
    let filter = &state.session.filter;
    let wanted = folded(&filter.text);
    let all: Vec<AnnotationId> = state
        .project
        .annotations_of(article)
        .into_iter()
        .filter(|it| state.passes(it, filter, &wanted))
        .map(|it| it.id)
        .collect();
    let focused = state
        .session
        .focused
        .and_then(|focused| all.iter().position(|id| *id == focused));
    let caret = state.caret().filter(|it| it.article == article);
    let next = match (focused, motion) {
        (Some(at), Motion::Forward) => at + 1,
        (Some(at), Motion::Backward) => match at.checked_sub(1) {
            Some(at) => at,
            None => return Vec::new(),
        },
        (None, _) => {
            let at = caret.map_or(ByteOffset::default(), |it| it.at);
            let behind = |id: &AnnotationId| {
                let hull = state.project.annotation(*id).and_then(Annotation::hull);
                hull.is_none_or(|it| it.start() >= at)
            };
            let first = all.iter().position(behind).unwrap_or(all.len());
            match motion {
                Motion::Forward => first,
                Motion::Backward => match first.checked_sub(1) {
                    Some(at) => at,
                    None => return Vec::new(),
                },
            }
        }
    };
    match all.get(next) {
        Some(id) => focus(state, Some(*id)),
        None => Vec::new(),
    }
}
