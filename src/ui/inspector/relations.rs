use std::rc::Rc;

use yew::prelude::*;

use super::combobox::{Choice, MOST, Row, use_combobox};
use super::{named_annotation, place_name};
use crate::app::{LinkingAction, State, UnlinkedAction, ViewingAction};
use crate::commands::command;
use crate::model::sorted::sort_by_key;
use crate::model::{AnnotationId, AttributeValue, End, Polarity, Relation, RelationTypeId};
use crate::text::search::{folded, has_words};
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::{records_version, use_selector_soon, use_store};
use crate::ui::messages::shortened;
use crate::ui::parts::{
    button, button_if, callback, check, choice, dispatching, element, element_of, heading,
    named_button, paragraph, span,
};
use crate::ui::top_bar::{keys_of, short_keys};
use crate::ui::widget::widget;
use crate::words::Word;

/// The relations of the selected annotation, and the way to a new one.
#[hook]
pub(super) fn use_relations(id: &AnnotationId) -> Html {
    let store = use_store();
    let id = *id;
    let here = End::Annotation(id);
    let _ = use_selector_soon(records_version);
    let (linking, keys) = use_selector_soon(move |state| {
        let linking = state.linking().is_some_and(|it| it.from == here);
        let keys = command("add-relation").map(|it| keys_of(state, it));
        (linking, keys.unwrap_or_default())
    });
    let state = store.state();
    let relations = state.project.relations_at(here).map(|it| {
        let (relation, key) = (it.clone(), it.id);
        widget!(use_relation_row(RowProps { relation, here }), key = key)
    });
    let start = {
        let store = store.clone();
        move || store.dispatch(LinkingAction::Start(here))
    };
    let new = if linking {
        widget!(use_other_end(here), key = id)
    } else {
        html! {
            <button
                type="button"
                class="plain"
                draggable="true"
                aria-keyshortcuts={(!keys.is_empty()).then(|| keys.clone())}
                title={Word::AddRelationHint.text()}
                onclick={
                    let start = start.clone();
                    move |_| start()
                }
                ondragstart={callback(move |event: DragEvent| {
                    if let Some(data) = event.data_transfer() {
                        let _ = data.set_data("application/x-cotejo-relation", "");
                    }
                    start();
                })}
            >
                { Word::AddRelation.text() }
                if !keys.is_empty() {
                    <kbd aria-hidden="true">{ short_keys(&keys) }</kbd>
                }
            </button>
        }
    };
    element(
        "section",
        "relations",
        [
            heading(Word::Relations.text()),
            element_of("ul", "", relations.collect()),
            new,
        ],
    )
}

#[derive(PartialEq)]
struct RowProps {
    relation: Relation,
    here: End,
}

#[hook]
fn use_relation_row(props: &RowProps) -> Html {
    let store = use_store();
    let relation = &props.relation;
    let id = relation.id;
    let _ = use_selector_soon(records_version);
    let state = store.state();
    let codebook = state.project.codebook();
    let outgoing = relation.from == props.here;
    let other = if outgoing { relation.to } else { relation.from };
    let name = directed_name(&state, &relation.kind, outgoing);
    let kinds: Options = codebook
        .relations_between(&state.project, relation.from, relation.to)
        .filter(|it| !it.deprecated || it.id == relation.kind)
        .map(|it| Offer::new(it.id.as_str(), &state.relation_name(&it.id)))
        .collect();
    let onkind = {
        let store = store.clone();
        callback(move |it| {
            store.dispatch(LinkingAction::SetKind(id, RelationTypeId::from(it)));
        })
    };
    let leads = other.annotation();
    let title = named_end(&state, other);
    let delete = Word::DeleteRelation.with(&[("to", &title)]);
    let flags = codebook.attributes_on(relation.kind.as_str());
    let flags = flags.filter(|it| it.is_offered(relation.attributes.get(&it.id)));
    let flags = flags.map(|it| {
        let on = relation.attributes.get(&it.id) == Some(&AttributeValue::Flag(true));
        let name = it.name.get("en").unwrap_or(it.id.as_str());
        let (store, attribute) = (store.clone(), it.id.clone());
        let flip = callback(move |_| {
            let value = (!on).then_some(AttributeValue::Flag(true));
            store.dispatch(LinkingAction::SetAttribute(id, attribute.clone(), value));
        });
        check(name, on, flip)
    });
    let kind = if outgoing && kinds.len() > 1 {
        let current = relation.kind.as_str();
        choice("kind", Word::RelationType.text(), kinds, current, onkind)
    } else {
        span("kind", &name)
    };
    let go = dispatching(&store, move || ViewingAction::Focus(leads));
    let ondelete = dispatching(&store, move || LinkingAction::Delete(id));
    element(
        "li",
        "",
        [
            kind,
            button_if(leads.is_some(), "chip", &title, go),
            flags.collect(),
            named_button("plain small", "✕", &delete, ondelete),
        ],
    )
}

/// A relation as it is read far from its ends: `targets: Stance “…” → Claim “…”`.
pub(in crate::ui) fn relation_in_words(
    state: &State,
    kind: &RelationTypeId,
    from: End,
    to: End,
) -> String {
    let (name, from) = (state.relation_name(kind), named_end(state, from));
    format!("{name}: {from} → {}", named_end(state, to))
}

fn named_end(state: &State, end: End) -> String {
    let project = &state.project;
    match end {
        End::Annotation(id) => project
            .annotation(id)
            .map(|it| named_annotation(state, it))
            .unwrap_or_default(),
        End::Actor(id) => project
            .actor(id)
            .map(|it| it.name.clone())
            .unwrap_or_default(),
        End::CanonicalClaim(id) => project
            .canonical_claim(id)
            .map(|it| shortened(&it.text, 60))
            .unwrap_or_default(),
        End::Topic(id) => project
            .topic(id)
            .map(|it| it.name.clone())
            .unwrap_or_default(),
    }
}

/// Where the other end of a relation is searched; it can be clicked in a text as well.
#[hook]
fn use_other_end(here: &End) -> Html {
    let store = use_store();
    let here = *here;
    let constraint = use_selector_soon(move |state| state.constraint_of(here));
    let cancel = dispatching(&store, move || LinkingAction::Cancel);
    element(
        "div",
        "other-end",
        [
            widget!(use_combobox(Choice::OtherEnd(here))),
            button("plain", Word::Cancel.text(), cancel),
            paragraph("constraint", &constraint),
        ],
    )
}

/// Legal other ends, those nearest in the same article first; then new ones.
pub(super) fn rows(state: &State, here: End, query: &str) -> Vec<Row> {
    let mut rows = same_claim(state, here);
    let related = candidates(state, here, query).into_iter().map(|it| Row {
        kind: directed_name(state, &it.kind, it.from == here),
        name: it.name,
        place: it.place,
        action: Rc::new(move || {
            let (kind, from, to) = (it.kind.clone(), it.from, it.to);
            LinkingAction::Relate { kind, from, to }.into()
        }),
        waits: false,
    });
    rows.extend(related);
    let typed = query.trim();
    if typed.is_empty() || state.linking().is_some_and(|it| it.to.is_some()) {
        return rows;
    }
    let own = state.project.kind_of(here);
    let names_relation = may_name_relation(state, typed);
    let known = rows.len();
    let mut offer = |end: &str, name: Word, make: fn(RelationTypeId, String) -> LinkingAction| {
        for relation in &state.project.codebook().relations {
            if relation.allows(&own, end) && !relation.deprecated {
                rows.push(Row {
                    kind: state.relation_name(&relation.id),
                    name: name.with(&[("name", typed)]),
                    place: String::new(),
                    action: {
                        let (kind, typed) = (relation.id.clone(), typed.to_owned());
                        Rc::new(move || make(kind.clone(), typed.clone()).into())
                    },
                    waits: names_relation,
                });
            }
        }
    };
    if state.actor_named(typed).is_none() {
        offer("@actor", Word::NewActor, LinkingAction::FinishWithNewActor);
    }
    if state.topic_named(typed).is_none() {
        offer("@topic", Word::NewTopic, LinkingAction::FinishWithNewTopic);
    }
    // Which of several new ones is meant, only the user can say.
    let several = rows.len() - known > 1;
    rows[known..].iter_mut().for_each(|it| it.waits |= several);
    rows
}

/// Where both ends are Claims, and the other one is chosen: that they say the same, or the
/// opposite. That is no relation but a row in common.
fn same_claim(state: &State, here: End) -> Vec<Row> {
    let ends = here
        .annotation()
        .zip(state.linking().and_then(|it| it.to?.annotation()));
    let is_claim = |id: AnnotationId| {
        let annotation = state.project.annotation(id);
        annotation.is_some_and(|it| it.label == "Claim")
    };
    let Some((claim, other)) = ends.filter(|it| is_claim(it.0) && is_claim(it.1)) else {
        return Vec::new();
    };
    let name = named_end(state, End::Annotation(other));
    let row = |(word, polarity): (Word, Polarity)| Row {
        kind: word.into(),
        name: name.clone(),
        place: String::new(),
        action: Rc::new(move || UnlinkedAction::Link(claim, other, polarity).into()),
        waits: false,
    };
    let both = [
        (Word::SaysSame, Polarity::Same),
        (Word::SaysOpposite, Polarity::Opposite),
    ];
    both.map(row).into()
}

/// Whether what was typed may be the name of a relation rather than of somebody new.
fn may_name_relation(state: &State, typed: &str) -> bool {
    let wanted = folded(typed);
    let mut relations = state.project.codebook().relations.iter();
    relations.any(|it| {
        let says = |outgoing| has_words(&directed_name(state, &it.id, outgoing), &wanted);
        says(true) || says(false)
    })
}

/// A relation as read from one of its ends.
pub(in crate::ui) fn directed_name(state: &State, kind: &RelationTypeId, outgoing: bool) -> String {
    let relation = state.project.codebook().relation(kind);
    let inverse = relation.and_then(|it| it.inverse_name.get("en"));
    match inverse {
        Some(inverse) if !outgoing => inverse.to_owned(),
        _ => state.relation_name(kind),
    }
}

/// An end that a relation of the codebook can have, seen from the one that is there.
struct Candidate {
    kind: RelationTypeId,
    from: End,
    to: End,
    name: String,
    /// Language and paragraph, where another candidate reads the same.
    place: String,
}

/// Legal other ends, those nearest in the same article first.
fn candidates(state: &State, here: End, query: &str) -> Vec<Candidate> {
    let project = &state.project;
    let wanted = folded(query);
    let own = here
        .annotation()
        .and_then(|id| project.annotation(id))
        .and_then(|it| Some((it.article, it.hull()?.start().get())));
    let mut found: Vec<((bool, u32), Candidate)> = Vec::new();
    let mut offer = |end: End, distance: u32, name: String| {
        let by_name = has_words(&name, &wanted);
        // The relation that begins here comes first where several fit.
        let possible = state.possible_relations(here, end).into_iter();
        let new = possible.filter(|(kind, from, to)| !state.has_relation(kind, *from, *to));
        for (kind, from, to) in new.take(4) {
            // A row is found by all that it says, first by what the end is called.
            let row = || format!("{} {name}", directed_name(state, &kind, from == here));
            if !by_name && !has_words(&row(), &wanted) {
                continue;
            }
            let name = name.clone();
            let place = String::new();
            found.push((
                (!by_name, distance),
                Candidate {
                    kind,
                    from,
                    to,
                    name,
                    place,
                },
            ));
        }
    };
    if let Some(to) = state.linking().and_then(|it| it.to) {
        offer(to, 0, named_end(state, to));
    } else {
        for annotation in project.annotations() {
            let at = annotation.hull().map(|it| it.start().get());
            let distance = match (own, at) {
                (Some((article, here)), Some(at)) if article == annotation.article => {
                    at.abs_diff(here)
                }
                _ => u32::MAX / 2,
            };
            let name = named_annotation(state, annotation);
            offer(End::Annotation(annotation.id), distance, name);
        }
        let far = u32::MAX / 4;
        for actor in project.actors() {
            offer(End::Actor(actor.id), far, actor.name.clone());
        }
        for claim in project.canonical_claims() {
            offer(End::CanonicalClaim(claim.id), far, claim.text.clone());
        }
        for topic in project.topics() {
            offer(End::Topic(topic.id), far, topic.name.clone());
        }
    }
    sort_by_key(&mut found, |(distance, _)| *distance);
    let mut nearest: Vec<Candidate> = found.into_iter().map(|it| it.1).take(MOST).collect();
    for at in 0..nearest.len() {
        let it = &nearest[at];
        let reads_the_same = |other: &&Candidate| it.kind == other.kind && it.name == other.name;
        if nearest.iter().filter(reads_the_same).count() < 2 {
            continue;
        }
        let other = if it.from == here { it.to } else { it.from };
        let annotation = other.annotation().and_then(|id| project.annotation(id));
        if let Some(annotation) = annotation {
            nearest[at].place = place_name(state, annotation);
        }
    }
    nearest
}
