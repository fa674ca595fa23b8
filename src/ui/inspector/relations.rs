use yew::prelude::*;

use super::{InspectedProps, named_annotation};
use crate::app::{LinkingAction, State, ViewingAction};
use crate::model::sorted::sort_by_key;
use crate::model::{AttributeValue, End, Relation, RelationTypeId};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::messages::shortened;
use crate::words::Word;

/// The relations of the selected annotation, and the way to a new one.
#[component]
pub(super) fn Relations(props: &InspectedProps) -> Html {
    let store = use_store();
    let id = props.id;
    let here = End::Annotation(id);
    let _ = use_selector(records_version);
    let linking = use_selector(move |state| state.linking().is_some_and(|it| it.from == here));
    let state = store.state();
    let relations: Vec<Relation> = state.project.relations_at(here).cloned().collect();
    let start = {
        let store = store.clone();
        move || store.dispatch(LinkingAction::Start(here))
    };
    html! {
        <section class="relations">
            <h3>{ Word::Relations.text() }</h3>
            <ul>
                for relation in relations {
                    <RelationRow key={relation.id.to_string()} relation={relation.clone()} {here} />
                }
            </ul>
            if linking {
                <OtherEnd {here} />
            } else {
                <button
                    type="button"
                    class="plain"
                    draggable="true"
                    aria-keyshortcuts="L"
                    title={Word::AddRelationHint.text()}
                    onclick={
                        let start = start.clone();
                        move |_| start()
                    }
                    ondragstart={move |event: DragEvent| {
                        if let Some(data) = event.data_transfer() {
                            let _ = data.set_data("application/x-cotejo-relation", "");
                        }
                        start();
                    }}
                >
                    { Word::AddRelation.text() }
                    <kbd aria-hidden="true">{ "L" }</kbd>
                </button>
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    relation: Relation,
    here: End,
}

#[component]
fn RelationRow(props: &RowProps) -> Html {
    let store = use_store();
    let relation = &props.relation;
    let id = relation.id;
    let _ = use_selector(records_version);
    let state = store.state();
    let codebook = state.project.codebook();
    let outgoing = relation.from == props.here;
    let other = if outgoing { relation.to } else { relation.from };
    let kind = codebook.relation(&relation.kind);
    let name = kind
        .and_then(|it| {
            if outgoing {
                it.name.get("en")
            } else {
                it.inverse_name.get("en").or_else(|| it.name.get("en"))
            }
        })
        .unwrap_or(relation.kind.as_str())
        .to_owned();
    let kinds: Vec<(RelationTypeId, String)> = codebook
        .relations_between(&state.project, relation.from, relation.to)
        .map(|it| (it.id.clone(), state.relation_name(&it.id)))
        .collect();
    let title = named_end(&state, other);
    let flags: Vec<_> = codebook
        .attributes_on(relation.kind.as_str())
        .map(|it| {
            let on = relation.attributes.get(&it.id) == Some(&AttributeValue::Flag(true));
            let name = it.name.get("en").unwrap_or(it.id.as_str()).to_owned();
            (it.id.clone(), name, on)
        })
        .collect();
    html! {
        <li>
            if outgoing && kinds.len() > 1 {
                <select class="kind" aria-label={Word::RelationType.text()} onchange={
                    let store = store.clone();
                    move |event: Event| {
                        let value = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
                        store.dispatch(LinkingAction::SetKind(id, RelationTypeId::from(value)));
                    }
                }>
                    for (kind, name) in kinds {
                        <option value={kind.to_string()} selected={kind == relation.kind}>{ name }</option>
                    }
                </select>
            } else {
                <span class="kind">{ name }</span>
            }
            <button type="button" class="chip" disabled={!matches!(other, End::Annotation(_))} onclick={
                let store = store.clone();
                move |_| if let End::Annotation(other) = other {
                    store.dispatch(ViewingAction::Focus(Some(other)));
                }
            }>{ title.clone() }</button>
            for (attribute, name, on) in flags {
                <label class="check" key={attribute.to_string()}>
                    <input type="checkbox" checked={on} onchange={
                        let store = store.clone();
                        move |_| store.dispatch(LinkingAction::SetAttribute(
                            id,
                            attribute.clone(),
                            (!on).then_some(AttributeValue::Flag(true)),
                        ))
                    } />
                    { name }
                </label>
            }
            <button type="button" class="plain small" aria-label={Word::DeleteRelation.with(&[("to", &title)])} onclick={
                let store = store.clone();
                move |_| store.dispatch(LinkingAction::Delete(id))
            }>{ "✕" }</button>
        </li>
    }
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

#[derive(PartialEq, Properties)]
struct OtherEndProps {
    here: End,
}

/// How many candidates are shown at once.
const MOST: usize = 40;

/// Where the other end of a relation is searched; it can be clicked in a text as well.
#[component]
fn OtherEnd(props: &OtherEndProps) -> Html {
    let store = use_store();
    let here = props.here;
    let query = use_state(String::new);
    let input = use_node_ref();
    let _ = use_selector(records_version);
    let _ = use_selector(|state| state.linking().cloned());
    use_effect_with((), {
        let input = input.clone();
        move |()| {
            if let Some(input) = input.cast::<web_sys::HtmlElement>() {
                let _ = input.focus();
            }
        }
    });
    let state = store.state();
    let found = candidates(&state, here, &query);
    let constraint = state.constraint_of(here);
    let kind = state.project.kind_of(here);
    let takes = |end: &str| {
        state
            .project
            .codebook()
            .relations
            .iter()
            .any(|it| it.allows_from(&kind) && it.to.iter().any(|to| to == end))
    };
    let typed = query.trim().to_owned();
    let new_actor = !typed.is_empty() && takes("@actor") && state.actor_named(&typed).is_none();
    let new_topic = !typed.is_empty() && takes("@topic") && state.topic_named(&typed).is_none();
    let first = found.first().cloned();
    let onkeydown = {
        let store = store.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                if let Some((kind, from, to, _)) = first.clone() {
                    store.dispatch(LinkingAction::Relate { kind, from, to });
                }
            }
            "Escape" => {
                event.stop_propagation();
                store.dispatch(LinkingAction::Cancel);
                let pane = store.state().session.active_pane;
                store.dispatch(ViewingAction::GiveFocus(crate::app::FocusTarget::Pane(
                    pane,
                )));
            }
            _ => {}
        }
    };
    html! {
        <div class="other-end">
            <label class="field" for="other-end">{ Word::OtherEnd.text() }</label>
            <input ref={input} id="other-end" type="text" autocomplete="off" value={(*query).clone()}
                placeholder={Word::OtherEndHint.text()}
                oninput={
                    let query = query.clone();
                    move |event: InputEvent| {
                        query.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
                    }
                }
                {onkeydown}
            />
            <p class="constraint">{ constraint }</p>
            <ul class="candidates">
                for (kind, from, to, name) in found {
                    <li>
                        <button type="button" class="chip" onclick={
                            let store = store.clone();
                            let kind = kind.clone();
                            move |_| store.dispatch(LinkingAction::Relate { kind: kind.clone(), from, to })
                        }>
                            <span class="kind">{ state.relation_name(&kind) }</span>
                            { " " }
                            { name }
                        </button>
                    </li>
                }
                if new_actor {
                    <li><button type="button" class="chip" onclick={
                        let store = store.clone();
                        let name = typed.clone();
                        move |_| store.dispatch(LinkingAction::FinishWithNewActor(name.clone()))
                    }>{ Word::NewActor.with(&[("name", &typed)]) }</button></li>
                }
                if new_topic {
                    <li><button type="button" class="chip" onclick={
                        let store = store.clone();
                        let name = typed.clone();
                        move |_| store.dispatch(LinkingAction::FinishWithNewTopic(name.clone()))
                    }>{ Word::NewTopic.with(&[("name", &typed)]) }</button></li>
                }
            </ul>
            <button type="button" class="plain" onclick={
                let store = store.clone();
                move |_| store.dispatch(LinkingAction::Cancel)
            }>
                { Word::Cancel.text() }
            </button>
        </div>
    }
}

type Candidate = (RelationTypeId, End, End, String);

/// Legal other ends, those nearest in the same article first.
fn candidates(state: &State, here: End, query: &str) -> Vec<Candidate> {
    let project = &state.project;
    let wanted = query.trim().to_lowercase();
    let place = match here {
        End::Annotation(id) => project
            .annotation(id)
            .and_then(|it| Some((it.article, it.hull()?.start().get()))),
        _ => None,
    };
    let mut found: Vec<(u32, Candidate)> = Vec::new();
    let mut offer = |end: End, distance: u32, name: String| {
        if !wanted.is_empty() && !name.to_lowercase().contains(&wanted) {
            return;
        }
        // The relation that begins here comes first where several fit.
        for (kind, from, to) in state.possible_relations(here, end).into_iter().take(4) {
            found.push((distance, (kind, from, to, name.clone())));
        }
    };
    if let Some(to) = state.linking().and_then(|it| it.to) {
        offer(to, 0, named_end(state, to));
        return found.into_iter().map(|(_, it)| it).collect();
    }
    for annotation in project.annotations() {
        let at = annotation.hull().map(|it| it.start().get());
        let distance = match (place, at) {
            (Some((article, here)), Some(at)) if article == annotation.article => at.abs_diff(here),
            _ => u32::MAX / 2,
        };
        offer(
            End::Annotation(annotation.id),
            distance,
            named_annotation(state, annotation),
        );
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
    sort_by_key(&mut found, |(distance, _)| *distance);
    found.into_iter().map(|(_, it)| it).take(MOST).collect()
}
