mod aliases;
mod hanging;
mod same;

use yew::prelude::*;

use self::aliases::use_aliases;
use self::hanging::{HangingProps, Mode, counted_uses, remove_at_once, use_hanging};
use self::same::use_same_actors;
use super::modal;
use crate::app::{RegisteringAction, State, Store};
use crate::model::{
    Actor, ActorField, CanonicalClaim, CanonicalClaimField, Reference, Topic, TopicField, TopicId,
};
use crate::text::search::{folded, has_words};
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::parts::{
    callback, checked_field, choice, element_of, filter_field, heading, named_button, none_or,
    on_click, on_typing, paragraph, text_field,
};
use crate::ui::widget::widget;
use crate::words::{PartWord, Word, Words};

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
    let open = use_state(|| None::<(Reference, Mode)>);
    let _ = use_selector(records_version);
    let state = store.state();
    let wanted = folded(&filter);
    let found = |text: &str| has_words(text, &wanted);
    let topics: Options = state
        .project
        .topics()
        .map(|it| Offer::new(&it.id.to_string(), &it.name))
        .collect();
    let rows = Rows {
        store: &store,
        state: &state,
        open,
        topics,
    };
    let mut actors = Vec::new();
    for it in state.project.actors() {
        if it.names().into_iter().any(found) {
            actors.push(it);
        }
    }
    let mut claims = Vec::new();
    for it in state.project.canonical_claims() {
        if found(&it.text) {
            claims.push(it);
        }
    }
    let mut topics = Vec::new();
    for it in state.project.topics() {
        if found(&it.name) {
            topics.push(it);
        }
    }
    let onfilter = {
        let filter = filter.clone();
        on_typing(move |it| filter.set(it))
    };
    let actor_rows = actors.iter().take(MOST).map(|it| rows.actor(it));
    let claim_rows = claims.iter().take(MOST).map(|it| rows.canonical_claim(it));
    let topic_rows = topics.iter().take(MOST).map(|it| rows.topic(it));
    modal(
        Word::Registries.text(),
        "registries",
        html! {
            <>
                { filter_field(Word::FilterText.text(), &filter, onfilter) }
                { heading(PartWord::Actors.text()) }
                { widget!(use_adder(Registry::Actors)) }
                { widget!(use_same_actors()) }
                { element_of("ul", "plain-list", actor_rows.collect()) }
                { more_than_shown(actors.len()) }
                { heading(PartWord::CanonicalClaims.text()) }
                { widget!(use_adder(Registry::CanonicalClaims)) }
                { element_of("ul", "plain-list", claim_rows.collect()) }
                { more_than_shown(claims.len()) }
                { heading(PartWord::Topics.text()) }
                { widget!(use_adder(Registry::Topics)) }
                { element_of("ul", "plain-list", topic_rows.collect()) }
                { more_than_shown(topics.len()) }
            </>
        },
    )
}

fn more_than_shown(all: usize) -> Html {
    if all <= MOST {
        return Html::default();
    }
    let more = (all - MOST).to_string();
    paragraph("hint", &PartWord::MoreRecords.with(&[("count", &more)]))
}

#[derive(Clone, Copy, PartialEq)]
enum Registry {
    Actors,
    CanonicalClaims,
    Topics,
}

impl Registry {
    /// What adding to it is called, and what it does with a name.
    fn adding(self, name: String) -> (PartWord, RegisteringAction) {
        match self {
            Self::Actors => (
                PartWord::AddActor,
                RegisteringAction::AddActor { name, source: None },
            ),
            Self::CanonicalClaims => (
                PartWord::AddCanonicalClaim,
                RegisteringAction::AddCanonicalClaim {
                    text: name,
                    member: None,
                },
            ),
            Self::Topics => (
                PartWord::AddTopic,
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
            <button type="submit" disabled={text.trim().is_empty()}>{ PartWord::Add.text() }</button>
        </form>
    }
}

/// What rows are made of.
struct Rows<'a> {
    store: &'a Store,
    state: &'a State,
    /// The one record about which something is being done.
    open: UseStateHandle<Option<(Reference, Mode)>>,
    topics: Options,
}

impl Rows<'_> {
    fn actor(&self, actor: &Actor) -> Html {
        let id = actor.id;
        let edit = |make: fn(String) -> ActorField| {
            let store = self.store.clone();
            callback(move |it| store.dispatch(RegisteringAction::EditActor(id, make(it))))
        };
        let kinds = KINDS.iter().map(|it| Offer::new(it, it));
        self.row(
            Reference::Actor(id),
            &actor.name,
            vec![
                text_field(PartWord::Name.text(), &actor.name, edit(ActorField::Name)),
                unset_or(
                    PartWord::ActorKind,
                    kinds.collect(),
                    &actor.kind,
                    edit(ActorField::Kind),
                ),
                unset_or(
                    PartWord::Affiliation,
                    values(self.state, "affiliation", &actor.affiliation),
                    &actor.affiliation,
                    edit(ActorField::Affiliation),
                ),
                unset_or(
                    PartWord::Status,
                    values(self.state, "status", &actor.status),
                    &actor.status,
                    edit(ActorField::Status),
                ),
                hinted(
                    PartWord::Wikidata,
                    &actor.wikidata,
                    edit(ActorField::Wikidata),
                ),
                hinted(Word::Note, &actor.note, edit(ActorField::Note)),
                self.aliases(actor),
            ],
        )
    }

    fn aliases(&self, actor: &Actor) -> Html {
        let of = Reference::Actor(actor.id);
        let mode = self.mode_of(&of);
        let words = aliases::in_words(actor);
        let about = PartWord::AliasesOf.with(&[("name", &actor.name)]);
        self.turns(true, &of, Mode::Aliases, mode, (&words, &about))
    }

    fn mode_of(&self, of: &Reference) -> Option<Mode> {
        self.open.as_ref().filter(|it| it.0 == *of).map(|it| it.1)
    }

    fn canonical_claim(&self, claim: &CanonicalClaim) -> Html {
        let id = claim.id;
        let edit = |make: fn(String) -> CanonicalClaimField| {
            let store = self.store.clone();
            callback(move |it| {
                store.dispatch(RegisteringAction::EditCanonicalClaim(id, make(it)));
            })
        };
        let topic = claim.topic.map(|it| it.to_string()).unwrap_or_default();
        let by_id =
            |it: String| CanonicalClaimField::Topic(it.parse::<uuid::Uuid>().ok().map(TopicId));
        self.row(
            Reference::CanonicalClaim(id),
            &claim.text,
            vec![
                text_field(
                    Word::CanonicalClaim.text(),
                    &claim.text,
                    edit(CanonicalClaimField::Text),
                ),
                unset_or(PartWord::Topic, self.topics.clone(), &topic, edit(by_id)),
                hinted(Word::Note, &claim.note, edit(CanonicalClaimField::Note)),
            ],
        )
    }

    fn topic(&self, topic: &Topic) -> Html {
        let id = topic.id;
        let rename = {
            let store = self.store.clone();
            callback(move |it| {
                store.dispatch(RegisteringAction::EditTopic(id, TopicField::Name(it)));
            })
        };
        let name = text_field(PartWord::Name.text(), &topic.name, rename);
        self.row(Reference::Topic(id), &topic.name, vec![name])
    }

    /// Fields of a record, what hangs on it, and what can be done to all of it.
    fn row(&self, of: Reference, name: &str, mut content: Vec<Html>) -> Html {
        let key = format!("{of:?}");
        let hangs = self.state.project.referrers(&of).next().is_some();
        let mode = self.mode_of(&of);
        let about = PartWord::HangingOn.with(&[("name", name)]);
        let uses = counted_uses(self.state, &of);
        content.push(self.turns(hangs, &of, Mode::Places, mode, (&uses, &about)));
        let merge = Word::MergeInto.text();
        let about = format!("{merge}: {name}");
        content.push(self.turns(true, &of, Mode::Merging, mode, (merge, &about)));
        let about = PartWord::RemoveRecord.with(&[("name", name)]);
        content.push(if hangs {
            self.turns(true, &of, Mode::Removing, mode, ("✕", &about))
        } else {
            named_button("plain small", "✕", &about, remove_at_once(self.store, &of))
        });
        if let (Some(Mode::Aliases), Reference::Actor(actor)) = (mode, &of) {
            content.push(widget!(use_aliases(*actor)));
        } else if let Some(mode) = mode {
            let open = self.open.clone();
            let hanging = HangingProps {
                of,
                name: name.to_owned(),
                mode,
                onclose: callback(move |()| open.set(None)),
            };
            content.push(widget!(use_hanging(hanging), key = mode as u8));
        }
        html! { <li class="row" {key}>{ for content }</li> }
    }

    /// A button that shows something below the fields, and puts it away.
    fn turns(
        &self,
        enabled: bool,
        of: &Reference,
        to: Mode,
        mode: Option<Mode>,
        (words, name): (&str, &str),
    ) -> Html {
        let is_open = mode == Some(to);
        let onclick = {
            let (open, of) = (self.open.clone(), of.clone());
            on_click(move || open.set((!is_open).then(|| (of.clone(), to))))
        };
        // A sign says nothing; words are what it is called.
        let named = (words == "✕").then(|| name.to_owned());
        html! {
            <button type="button" class="plain small" aria-label={named} title={name.to_owned()}
                aria-expanded={is_open.to_string()} disabled={!enabled} {onclick}>{ words.to_owned() }</button>
        }
    }
}

/// A field that says what it is for while it is empty.
fn hinted(name: impl Words, value: &str, onchange: Callback<String>) -> Html {
    let name = name.said();
    checked_field(name, value, Some(name), None, onchange)
}

/// The values of a codebook attribute that are offered, and the one that is there.
fn values(state: &State, attribute: &str, current: &str) -> Options {
    let attribute = state.project.codebook().attribute(&attribute.into());
    let values = attribute.map_or(&[][..], |it| it.values.as_slice());
    let mut options = Options::new();
    let mut known = current.is_empty();
    for value in values {
        let id = value.id.as_str();
        known |= id == current;
        if !value.deprecated || id == current {
            options.push(Offer::new(id, value.name.get("en").unwrap_or(id)));
        }
    }
    if !known {
        options.push(Offer::new(current, current));
    }
    options
}

/// A list that begins with its own name, for nothing chosen.
fn unset_or(name: PartWord, options: Options, current: &str, onchoose: Callback<String>) -> Html {
    let options = none_or(name.text(), options);
    choice("", name.text(), options, current, onchoose)
}
