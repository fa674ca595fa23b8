use yew::prelude::*;

use super::modal;
use crate::app::{RegisteringAction, State, Store};
use crate::model::{
    Actor, ActorField, CanonicalClaim, CanonicalClaimField, Reference, Topic, TopicField, TopicId,
};
use crate::text::search::{folded, has_words};
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::parts::{
    callback, checked_field, choice, dispatching, element_of, filter_field, heading, named_button,
    none_or, on_typing, span, text_field,
};
use crate::ui::widget::widget;
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
#[hook]
pub(super) fn use_registries() -> Html {
    let store = use_store();
    let filter = use_state(String::new);
    let _ = use_selector(records_version);
    let state = store.state();
    let wanted = folded(&filter);
    let found = |text: &str| has_words(text, &wanted);
    let actors: Vec<Actor> = state
        .project
        .actors()
        .filter(|it| it.names().into_iter().any(found))
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
    let topic_options: Options = state
        .project
        .topics()
        .map(|it| Offer::new(&it.id.to_string(), &it.name))
        .collect();
    let onfilter = {
        let filter = filter.clone();
        on_typing(move |it| filter.set(it))
    };
    let actors = actors.iter().map(|it| actor_row(&store, &state, it));
    let claims = claims.iter();
    let claims = claims.map(|it| canonical_claim_row(&store, &state, it, &topic_options));
    let topics = topics.iter().map(|it| topic_row(&store, &state, it));
    modal(
        Word::Registries.text(),
        "registries",
        html! {
            <>
                { filter_field(Word::FilterText.text(), &filter, onfilter) }
                { heading(Word::Actors.text()) }
                { widget!(use_adder(Registry::Actors)) }
                { element_of("ul", "plain-list", actors.collect()) }
                { heading(Word::CanonicalClaims.text()) }
                { widget!(use_adder(Registry::CanonicalClaims)) }
                { element_of("ul", "plain-list", claims.collect()) }
                { heading(Word::Topics.text()) }
                { widget!(use_adder(Registry::Topics)) }
                { element_of("ul", "plain-list", topics.collect()) }
            </>
        },
    )
}

#[derive(Clone, Copy, PartialEq)]
enum Registry {
    Actors,
    CanonicalClaims,
    Topics,
}

impl Registry {
    /// What adding to it is called, and what it does with a name.
    fn adding(self, name: String) -> (Word, RegisteringAction) {
        match self {
            Self::Actors => (
                Word::AddActor,
                RegisteringAction::AddActor { name, source: None },
            ),
            Self::CanonicalClaims => (
                Word::AddCanonicalClaim,
                RegisteringAction::AddCanonicalClaim {
                    text: name,
                    member: None,
                },
            ),
            Self::Topics => (
                Word::AddTopic,
                RegisteringAction::AddTopic { name, of: None },
            ),
        }
    }
}

/// A field for a new record.
#[hook]
fn use_adder(to: &Registry) -> Html {
    let store = use_store();
    let text = use_state(String::new);
    let onsubmit = {
        let text = text.clone();
        let to = *to;
        callback(move |event: SubmitEvent| {
            event.prevent_default();
            if !text.trim().is_empty() {
                store.dispatch(to.adding((*text).clone()).1);
                text.set(String::new());
            }
        })
    };
    let oninput = {
        let text = text.clone();
        on_typing(move |it| text.set(it))
    };
    let (name, _) = to.adding(String::new());
    html! {
        <form class="row" {onsubmit}>
            <input type="text" class="grow" aria-label={name.text()} placeholder={name.text()} value={(*text).clone()} {oninput} />
            <button type="submit" disabled={text.trim().is_empty()}>{ Word::Add.text() }</button>
        </form>
    }
}

fn actor_row(store: &Store, state: &State, actor: &Actor) -> Html {
    let id = actor.id;
    let edit = |make: fn(String) -> ActorField| {
        let store = store.clone();
        callback(move |it| store.dispatch(RegisteringAction::EditActor(id, make(it))))
    };
    let aliases = {
        let store = store.clone();
        callback(move |it| store.dispatch(RegisteringAction::SetAliases(id, it)))
    };
    let kinds = KINDS.iter().map(|it| Offer::new(it, it));
    row(
        &id.to_string(),
        [
            text_field(Word::Name.text(), &actor.name, edit(ActorField::Name)),
            unset_or(
                Word::ActorKind,
                kinds.collect(),
                &actor.kind,
                edit(ActorField::Kind),
            ),
            unset_or(
                Word::Affiliation,
                values(state, "affiliation"),
                &actor.affiliation,
                edit(ActorField::Affiliation),
            ),
            unset_or(
                Word::Status,
                values(state, "status"),
                &actor.status,
                edit(ActorField::Status),
            ),
            hinted(Word::Wikidata, &actor.wikidata, edit(ActorField::Wikidata)),
            hinted(Word::Aliases, &actor.aliases_in_words(), aliases),
            removal(
                store,
                state,
                &Reference::Actor(id),
                &actor.name,
                move || RegisteringAction::RemoveActor(id),
            ),
        ],
    )
}

fn canonical_claim_row(
    store: &Store,
    state: &State,
    claim: &CanonicalClaim,
    topics: &Options,
) -> Html {
    let id = claim.id;
    let edit = |make: fn(String) -> CanonicalClaimField| {
        let store = store.clone();
        callback(move |it| {
            store.dispatch(RegisteringAction::EditCanonicalClaim(id, make(it)));
        })
    };
    let topic = claim.topic.map(|it| it.to_string()).unwrap_or_default();
    let by_id = |it: String| CanonicalClaimField::Topic(it.parse::<uuid::Uuid>().ok().map(TopicId));
    row(
        &id.to_string(),
        [
            text_field(
                Word::CanonicalClaim.text(),
                &claim.text,
                edit(CanonicalClaimField::Text),
            ),
            unset_or(Word::Topic, topics.clone(), &topic, edit(by_id)),
            text_field(
                Word::Note.text(),
                &claim.note,
                edit(CanonicalClaimField::Note),
            ),
            removal(
                store,
                state,
                &Reference::CanonicalClaim(id),
                &claim.text,
                move || RegisteringAction::RemoveCanonicalClaim(id),
            ),
        ],
    )
}

fn topic_row(store: &Store, state: &State, topic: &Topic) -> Html {
    let id = topic.id;
    let rename = {
        let store = store.clone();
        callback(move |it| {
            store.dispatch(RegisteringAction::EditTopic(id, TopicField::Name(it)));
        })
    };
    row(
        &id.to_string(),
        [
            text_field(Word::Name.text(), &topic.name, rename),
            removal(
                store,
                state,
                &Reference::Topic(id),
                &topic.name,
                move || RegisteringAction::RemoveTopic(id),
            ),
        ],
    )
}

/// A field that says what it is for while it is empty.
fn hinted(name: Word, value: &str, onchange: Callback<String>) -> Html {
    checked_field(name.text(), value, Some(name), None, onchange)
}

fn row(key: &str, content: impl IntoIterator<Item = Html>) -> Html {
    html! { <li class="row" key={key.to_owned()}>{ for content }</li> }
}

/// The values of a codebook attribute.
fn values(state: &State, attribute: &str) -> Options {
    let attribute = state.project.codebook().attribute(&attribute.into());
    let values = attribute.map_or(&[][..], |it| it.values.as_slice());
    values
        .iter()
        .map(|it| {
            let name = it.name.get("en").unwrap_or(it.id.as_str());
            Offer::new(it.id.as_str(), name)
        })
        .collect()
}

/// A list that begins with its own name, for nothing chosen.
fn unset_or(name: Word, options: Options, current: &str, onchoose: Callback<String>) -> Html {
    let options = none_or(name.text(), options);
    choice("", name.text(), options, current, onchoose)
}

/// Says what hangs on a record, and removes it; undo brings all of it back.
fn removal(
    store: &Store,
    state: &State,
    record: &Reference,
    name: &str,
    remove: impl Fn() -> RegisteringAction + 'static,
) -> Html {
    let used = state.project.referrers(record).count();
    let title = Word::RemoveRecord.with(&[("name", name)]);
    html! {
        <>
            { span("about", &counted(used, Word::UsedByOne, Word::UsedBy)) }
            { named_button("plain small", "✕", &title, dispatching(store, remove)) }
        </>
    }
}
