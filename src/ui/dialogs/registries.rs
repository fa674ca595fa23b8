use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Modal;
use crate::app::RegisteringAction;
use crate::model::{
    Actor, ActorField, ActorId, CanonicalClaim, CanonicalClaimField, Reference, Topic, TopicField,
    TopicId,
};
use crate::text::search::{folded, has_words};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::words::{Word, counted};

/// Kinds of actors, as the codebook's registry names them.
const KINDS: &[&str] = &[
    "person",
    "group",
    "institution",
    "facility",
    "outlet",
    "document",
];

/// Records of one registry shown at once; the filter finds the rest.
const MOST: usize = 200;

/// The project's actors, canonical claims and topics: add, rename, describe, remove.
#[component]
pub(super) fn Registries() -> Html {
    let store = use_store();
    let filter = use_state(String::new);
    let _ = use_selector(records_version);
    let state = store.state();
    let wanted = folded(&filter);
    let found = |text: &str| has_words(text, &wanted);
    let actors: Vec<Actor> = state
        .project
        .actors()
        .filter(|it| it.names().any(found))
        .take(MOST)
        .cloned()
        .collect();
    let claims: Vec<CanonicalClaim> = state
        .project
        .canonical_claims()
        .filter(|it| found(&it.text))
        .take(MOST)
        .cloned()
        .collect();
    let topics: Vec<Topic> = state
        .project
        .topics()
        .filter(|it| found(&it.name))
        .take(MOST)
        .cloned()
        .collect();
    let all_topics: Vec<(TopicId, String)> = state
        .project
        .topics()
        .map(|it| (it.id, it.name.clone()))
        .collect();
    html! {
        <Modal title={Word::Registries.text()} class="registries">
            <input type="search" data-first="true" aria-label={Word::FilterText.text()} placeholder={Word::FilterText.text()} value={(*filter).clone()} oninput={
                let filter = filter.clone();
                move |event: InputEvent| filter.set(event.target_unchecked_into::<HtmlInputElement>().value())
            } />
            <h3>{ Word::Actors.text() }</h3>
            <Adder label={Word::AddActor} onadd={
                let store = store.clone();
                Callback::from(move |name| store.dispatch(RegisteringAction::AddActor { name, source: None }))
            } />
            <ul class="plain-list">
                for actor in actors {
                    <ActorRow key={actor.id.to_string()} actor={actor.clone()} />
                }
            </ul>
            <h3>{ Word::CanonicalClaims.text() }</h3>
            <Adder label={Word::AddCanonicalClaim} onadd={
                let store = store.clone();
                Callback::from(move |text| store.dispatch(RegisteringAction::AddCanonicalClaim { text, member: None }))
            } />
            <ul class="plain-list">
                for claim in claims {
                    <CanonicalClaimRow key={claim.id.to_string()} claim={claim.clone()} topics={all_topics.clone()} />
                }
            </ul>
            <h3>{ Word::Topics.text() }</h3>
            <Adder label={Word::AddTopic} onadd={
                let store = store.clone();
                Callback::from(move |name| store.dispatch(RegisteringAction::AddTopic { name, of: None }))
            } />
            <ul class="plain-list">
                for topic in topics {
                    <TopicRow key={topic.id.to_string()} topic={topic.clone()} />
                }
            </ul>
        </Modal>
    }
}

#[derive(PartialEq, Properties)]
struct AdderProps {
    label: Word,
    onadd: Callback<String>,
}

#[component]
fn Adder(props: &AdderProps) -> Html {
    let text = use_state(String::new);
    let onsubmit = {
        let text = text.clone();
        let onadd = props.onadd.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if !text.trim().is_empty() {
                onadd.emit((*text).clone());
                text.set(String::new());
            }
        }
    };
    html! {
        <form class="row" {onsubmit}>
            <input type="text" class="grow" aria-label={props.label.text()} placeholder={props.label.text()} value={(*text).clone()} oninput={
                let text = text.clone();
                move |event: InputEvent| text.set(event.target_unchecked_into::<HtmlInputElement>().value())
            } />
            <button type="submit" disabled={text.trim().is_empty()}>{ Word::Add.text() }</button>
        </form>
    }
}

fn text_input(label: Word, value: String, onset: impl Fn(String) + 'static) -> Html {
    html! {
        <input type="text" class="grow" aria-label={label.text()} {value} onchange={move |event: Event| {
            onset(event.target_unchecked_into::<HtmlInputElement>().value());
        }} />
    }
}

#[derive(PartialEq, Properties)]
struct ActorRowProps {
    actor: Actor,
}

#[component]
fn ActorRow(props: &ActorRowProps) -> Html {
    let store = use_store();
    let actor = &props.actor;
    let id = actor.id;
    let used = store.read(|state| state.project.referrers(&Reference::Actor(id)).count());
    let aliases: Vec<String> = actor.aliases.values().flatten().cloned().collect();
    let edit = {
        let store = store.clone();
        move |field: ActorField| store.dispatch(RegisteringAction::EditActor(id, field))
    };
    let affiliations = values(&store, "affiliation");
    let statuses = values(&store, "status");
    html! {
        <li class="row">
            { text_input(Word::Name, actor.name.clone(), { let edit = edit.clone(); move |it| edit(ActorField::Name(it)) }) }
            { choice(Word::ActorKind, &actor.kind, KINDS.iter().map(|it| ((*it).to_owned(), (*it).to_owned())).collect(), { let edit = edit.clone(); move |it| edit(ActorField::Kind(it)) }) }
            { choice(Word::Affiliation, &actor.affiliation, affiliations, { let edit = edit.clone(); move |it| edit(ActorField::Affiliation(it)) }) }
            { choice(Word::Status, &actor.status, statuses, { let edit = edit.clone(); move |it| edit(ActorField::Status(it)) }) }
            { text_input(Word::Wikidata, actor.wikidata.clone(), { let edit = edit.clone(); move |it| edit(ActorField::Wikidata(it)) }) }
            <span class="about">{ aliases.join(", ") }</span>
            <RemoveButton {used} name={actor.name.clone()} onremove={
                let store = store.clone();
                Callback::from(move |()| store.dispatch(RegisteringAction::RemoveActor(ActorId(id.0))))
            } />
        </li>
    }
}

/// The values of a codebook attribute, as (id, name).
fn values(store: &crate::app::Store, attribute: &str) -> Vec<(String, String)> {
    store.read(|state| {
        let attribute = state.project.codebook().attribute(&attribute.into());
        let values = attribute.iter().flat_map(|it| &it.values);
        values
            .map(|it| {
                let name = it.name.get("en").unwrap_or(it.id.as_str());
                (it.id.to_string(), name.to_owned())
            })
            .collect()
    })
}

fn choice(
    label: Word,
    current: &str,
    values: Vec<(String, String)>,
    onset: impl Fn(String) + 'static,
) -> Html {
    html! {
        <select aria-label={label.text()} onchange={move |event: Event| {
            onset(event.target_unchecked_into::<HtmlSelectElement>().value());
        }}>
            <option value="" selected={current.is_empty()}>{ label.text() }</option>
            for (id, name) in values {
                <option value={id.clone()} selected={id == current}>{ name }</option>
            }
        </select>
    }
}

#[derive(PartialEq, Properties)]
struct CanonicalClaimRowProps {
    claim: CanonicalClaim,
    topics: Vec<(TopicId, String)>,
}

#[component]
fn CanonicalClaimRow(props: &CanonicalClaimRowProps) -> Html {
    let store = use_store();
    let claim = &props.claim;
    let id = claim.id;
    let used = store.read(|state| {
        state
            .project
            .referrers(&Reference::CanonicalClaim(id))
            .count()
    });
    let edit = {
        let store = store.clone();
        move |field| store.dispatch(RegisteringAction::EditCanonicalClaim(id, field))
    };
    let topics = props
        .topics
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    let topic = claim.topic.map(|it| it.to_string()).unwrap_or_default();
    html! {
        <li class="row">
            { text_input(Word::CanonicalClaim, claim.text.clone(), { let edit = edit.clone(); move |it| edit(CanonicalClaimField::Text(it)) }) }
            { choice(Word::Topic, &topic, topics, {
                let edit = edit.clone();
                move |it: String| {
                    let topic = it.parse::<uuid::Uuid>().ok().map(TopicId);
                    edit(CanonicalClaimField::Topic(topic));
                }
            }) }
            { text_input(Word::Note, claim.note.clone(), { let edit = edit.clone(); move |it| edit(CanonicalClaimField::Note(it)) }) }
            <RemoveButton {used} name={claim.text.clone()} onremove={
                let store = store.clone();
                Callback::from(move |()| store.dispatch(RegisteringAction::RemoveCanonicalClaim(id)))
            } />
        </li>
    }
}

#[derive(PartialEq, Properties)]
struct TopicRowProps {
    topic: Topic,
}

#[component]
fn TopicRow(props: &TopicRowProps) -> Html {
    let store = use_store();
    let id = props.topic.id;
    let used = store.read(|state| state.project.referrers(&Reference::Topic(id)).count());
    html! {
        <li class="row">
            { text_input(Word::Name, props.topic.name.clone(), {
                let store = store.clone();
                move |it| store.dispatch(RegisteringAction::EditTopic(id, TopicField::Name(it)))
            }) }
            <RemoveButton {used} name={props.topic.name.clone()} onremove={
                let store = store.clone();
                Callback::from(move |()| store.dispatch(RegisteringAction::RemoveTopic(id)))
            } />
        </li>
    }
}

#[derive(PartialEq, Properties)]
struct RemoveProps {
    used: usize,
    name: String,
    onremove: Callback<()>,
}

/// Says what hangs on the record, and removes it; undo brings all of it back.
#[component]
fn RemoveButton(props: &RemoveProps) -> Html {
    let onremove = props.onremove.clone();
    html! {
        <>
            <span class="about">{ counted(props.used, Word::UsedByOne, Word::UsedBy) }</span>
            <button type="button" class="plain small" aria-label={Word::RemoveRecord.with(&[("name", &props.name)])} onclick={move |_| onremove.emit(())}>{ "✕" }</button>
        </>
    }
}
