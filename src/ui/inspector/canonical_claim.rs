use std::rc::Rc;

use yew::prelude::*;

use super::combobox::{Choice, Row, found, use_combobox};
use super::{chips, named_annotation};
use crate::app::{Action, Merging, RegisteringAction, State};
use crate::model::{AnnotationId, End, Polarity};
use crate::ui::choice::Offer;
use crate::ui::hooks::{records_version, use_selector_soon, use_store};
use crate::ui::parts::{callback, choice};
use crate::ui::widget::widget;
use crate::words::Word;

pub(super) fn text_of(state: &State, claim: AnnotationId) -> String {
    let membership = state.shown_membership(claim);
    let canonical = membership.and_then(|it| state.project.canonical_claim(it.canonical_claim));
    canonical.map(|it| it.text.clone()).unwrap_or_default()
}

pub(super) fn rows(state: &State, claim: AnnotationId, query: &str) -> Vec<Row> {
    let polarity = polarity_of(state, claim);
    let claims = state.project.canonical_claims();
    let (found, same) = found(claims.map(|it| (it.text.clone(), it.id)), query);
    let row = |(text, id)| Row {
        kind: String::new(),
        name: text,
        place: String::new(),
        action: Rc::new(move || {
            let membership = Some((id, polarity));
            RegisteringAction::SetMembership { claim, membership }.into()
        }),
        waits: false,
    };
    let mut rows: Vec<Row> = found.into_iter().map(row).collect();
    let text = query.trim().to_owned();
    if !same && !text.is_empty() {
        rows.push(Row {
            kind: String::new(),
            name: Word::NewCanonicalClaim.with(&[("text", &text)]),
            place: String::new(),
            action: Rc::new(move || {
                let (text, member) = (text.clone(), Some((claim, polarity)));
                RegisteringAction::AddCanonicalClaim { text, member }.into()
            }),
            waits: false,
        });
    }
    rows
}

/// The records of a registry that another one can be merged into.
pub(super) fn others(state: &State, from: End, query: &str) -> Vec<Row> {
    let project = &state.project;
    let mut all: Vec<(String, End)> = Vec::new();
    match from {
        End::CanonicalClaim(_) => {
            for it in project.canonical_claims() {
                all.push((it.text.clone(), End::CanonicalClaim(it.id)));
            }
        }
        End::Actor(_) => {
            for it in project.actors() {
                all.push((it.name.clone(), End::Actor(it.id)));
            }
        }
        End::Topic(_) => {
            for it in project.topics() {
                all.push((it.name.clone(), End::Topic(it.id)));
            }
        }
        End::Annotation(_) => {}
    }
    all.retain(|it| it.1 != from);
    let (found, _) = found(all.into_iter(), query);
    let row = |(text, into)| Row {
        kind: String::new(),
        name: text,
        place: String::new(),
        action: Rc::new(move || merge(from, into).into()),
        // What goes is chosen, not met by Enter.
        waits: true,
    };
    found.into_iter().map(row).collect()
}

fn merge(from: End, into: End) -> RegisteringAction {
    match (from, into) {
        (End::CanonicalClaim(from), End::CanonicalClaim(into)) => {
            RegisteringAction::MergeCanonicalClaims(from, into)
        }
        (End::Topic(from), End::Topic(into)) => RegisteringAction::MergeTopics(from, into),
        (End::Actor(from), End::Actor(into)) => {
            RegisteringAction::MergeActors(Merging { from, into }, Vec::new())
        }
        _ => RegisteringAction::CancelMerging,
    }
}

pub(super) fn removal(claim: AnnotationId) -> Action {
    RegisteringAction::SetMembership {
        claim,
        membership: None,
    }
    .into()
}

fn polarity_of(state: &State, claim: AnnotationId) -> Polarity {
    let membership = state.shown_membership(claim);
    membership.map_or(Polarity::Same, |it| it.polarity)
}

/// What a Claim says, whether it says that or the opposite, and who says the same.
#[hook]
pub(super) fn use_canonical_claim_field(id: &AnnotationId) -> Html {
    let store = use_store();
    let id = *id;
    let _ = use_selector_soon(records_version);
    let state = store.state();
    let membership = state.shown_membership(id);
    let canonical = membership.map(|it| it.canonical_claim);
    let polarity = polarity_of(&state, id);
    let onpolarity = {
        let store = store.clone();
        callback(move |value: String| {
            let polarity = value.parse().unwrap_or(Polarity::Same);
            if let Some(canonical) = canonical {
                store.dispatch(RegisteringAction::SetMembership {
                    claim: id,
                    membership: Some((canonical, polarity)),
                });
            }
        })
    };
    let twins: Vec<_> = state
        .twins(id)
        .take(20)
        .map(|it| {
            let article = state.project.article(it.article);
            let language = article.map(|it| it.language.to_ascii_uppercase());
            let name = named_annotation(&state, it);
            (it.id, format!("{} {name}", language.unwrap_or_default()))
        })
        .collect();
    let guide = state
        .project
        .codebook()
        .guide
        .get("membership")
        .and_then(|it| it.first())
        .and_then(|it| it.get("en"))
        .unwrap_or_default()
        .to_owned();
    let polarities = vec![
        Offer::new(Polarity::Same.into(), Word::SaysSame.text()),
        Offer::new(Polarity::Opposite.into(), Word::SaysOpposite.text()),
    ];
    html! {
        <>
            <div title={guide}>
                { widget!(use_combobox(Choice::CanonicalClaim(id)), key = id) }
            </div>
            if canonical.is_some() {
                { choice("", Word::SaysSameOrOpposite.text(), polarities, polarity.into(), onpolarity) }
            }
            { chips("chips twins", &store, twins.into_iter()) }
        </>
    }
}
