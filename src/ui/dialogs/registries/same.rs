//! Actors that may be one: proposed with reasons, decided by whoever looks through them.

use yew::prelude::*;

use crate::app::{
    ActorConflict, ActorProperty, CheckingAction, Merging, RegisteringAction, SameActorsAction,
    State, Store, ViewingAction,
};
use crate::suggest::{Likeness, NameReason, Party, SameActor};
use crate::ui::choice::Offer;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::place_name;
use crate::ui::messages::shortened;
use crate::ui::parts::{
    button, button_if, callback, choice, dispatching, element, element_of, named_button, none_or,
    on_click, paragraph, span, text, worded,
};
use crate::ui::widget::widget;
use crate::web::dom::query;
use crate::words::{PartWord, Word};

/// As many as there are digits to accept them by.
const SHOWN: usize = 9;

/// So many pairs that are not one are shown at first, and with each wish for more.
const STEP: usize = 50;

/// What is merged, what may be, and what was said not to be one.
#[hook]
pub(super) fn use_same_actors() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let list = use_selector(|state| state.session.same_actors.clone());
    let merging = use_selector(|state| state.session.merging);
    let shown = use_state(|| STEP);
    let state = store.state();
    let merging =
        merging.map(|it| widget!(use_merging(it), key = format!("{}{}", it.from, it.into)));
    let Some(list) = list else {
        let look = dispatching(&store, || SameActorsAction::Look);
        let look = button("small", Word::LookForSame.text(), look);
        return element("div", "", [merging.unwrap_or_default(), look]);
    };
    let all = state.same_actors();
    let mut content = vec![
        worded("h4", "", PartWord::SameActors.text()),
        paragraph("hint", PartWord::SameActorsHint.text()),
    ];
    content.push(if list.blind {
        paragraph("hint", Word::SaidNoAnalyst.text())
    } else if list.found.is_none() {
        paragraph("hint", PartWord::LookingForSame.text())
    } else if all.is_empty() {
        paragraph("hint", PartWord::NoSame.text())
    } else {
        let shown = all.iter().take(SHOWN).enumerate();
        let items = shown.map(|(at, it)| candidate(&store, &state, it, at + 1));
        element_of("ol", "candidates", items.collect())
    });
    let more = all.len().saturating_sub(SHOWN);
    if more > 0 {
        let more = Word::AndMore.with(&[("count", &more.to_string())]);
        content.push(paragraph("hint", &more));
    }
    content.push(declined(&store, &state, &shown));
    let onkeydown = {
        let store = store.clone();
        callback(move |event: KeyboardEvent| {
            if let Some(action) = key(&event, &all) {
                event.prevent_default();
                event.stop_propagation();
                store.dispatch(action);
            }
        })
    };
    html! {
        <>
            { merging.unwrap_or_default() }
            <section id="same-actors" data-first="sooner" class="same-actors" role="region" tabindex="0" aria-label={PartWord::SameActors.text()} {onkeydown}>
                { for content }
            </section>
        </>
    }
}

fn key(event: &KeyboardEvent, all: &[SameActor]) -> Option<SameActorsAction> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let code = event.code();
    let number = code.strip_prefix("Digit")?.parse::<usize>().ok()?;
    let it = all.iter().take(SHOWN).nth(number.checked_sub(1)?)?.clone();
    Some(if event.shift_key() {
        SameActorsAction::Decline(it.here, it.there)
    } else {
        SameActorsAction::Accept(it.here, it.there)
    })
}

fn candidate(store: &Store, state: &State, it: &SameActor, number: usize) -> Html {
    let (here, there) = (
        state.name_of_party(&it.here),
        state.name_of_party(&it.there),
    );
    let named = |word: PartWord| {
        let (here, there) = (shortened(&here, 60), shortened(&there, 60));
        word.with(&[("here", &here), ("there", &there)])
    };
    let reasons: Vec<String> = it.reasons.iter().map(because).collect();
    let accept = {
        let (here, there) = (it.here.clone(), it.there.clone());
        dispatching(store, move || {
            SameActorsAction::Accept(here.clone(), there.clone())
        })
    };
    let decline = {
        let (here, there) = (it.here.clone(), it.there.clone());
        dispatching(store, move || {
            SameActorsAction::Decline(here.clone(), there.clone())
        })
    };
    html! {
        <li key={format!("{here} {there} {number}")}>
            { party(store, state, &it.here) }
            { party(store, state, &it.there) }
            { paragraph("why", &reasons.join(" · ")) }
            <div class="row">
                <button type="button" class="small" aria-label={named(PartWord::SameOneName)} aria-keyshortcuts={number.to_string()} onclick={accept}>
                    { PartWord::SameOne.text() }<kbd aria-hidden="true">{ number }</kbd>
                </button>
                { named_button("plain small", PartWord::NotSame.text(), &named(PartWord::NotSameName), decline) }
            </div>
        </li>
    }
}

/// An actor with what is known of it, or Sources with the words around them and the way there.
fn party(store: &Store, state: &State, party: &Party) -> Html {
    let name = state.name_of_party(party);
    match party {
        Party::Actor(id) => {
            let Some(actor) = state.project.actor(*id) else {
                return Html::default();
            };
            let mut known = vec![actor.kind.clone()];
            known.push(state.value_name("affiliation", &actor.affiliation));
            known.push(state.value_name("status", &actor.status));
            known.push(actor.aliases_in_words());
            known.retain(|it| !it.is_empty());
            let about = shortened(&known.join(" · "), 120);
            element(
                "p",
                "party",
                [
                    worded("strong", "", &name),
                    text(" "),
                    span("about", &about),
                ],
            )
        }
        Party::Sources(all) => {
            let first = all.first().and_then(|it| state.project.annotation(*it));
            let Some(source) = first else {
                return Html::default();
            };
            let mut about = format!(
                "{} · {}",
                PartWord::NoActorYet.text(),
                place_name(state, source)
            );
            if all.len() > 1 {
                let count = PartWord::PlacesAlike.with(&[("count", &all.len().to_string())]);
                about.push_str(" · ");
                about.push_str(&count);
            }
            let id = source.id;
            let go = {
                let store = store.clone();
                on_click(move || {
                    store.dispatch(ViewingAction::Close);
                    store.dispatch(ViewingAction::Focus(Some(id)));
                })
            };
            let around = source.hull().zip(state.project.text(source.article));
            let (before, after) = around.map_or(("", ""), |(hull, text)| {
                (text.prefix(hull), text.suffix(hull))
            });
            element(
                "p",
                "party",
                [
                    span("about", before),
                    button("chip", &format!("“{}”", shortened(&name, 80)), go),
                    span("about", after),
                    text(" "),
                    span("about", &about),
                ],
            )
        }
    }
}

fn because(reason: &NameReason) -> String {
    let word = match reason.how {
        Likeness::SameName => PartWord::BecauseSameName,
        Likeness::OtherOrder => PartWord::BecauseOtherOrder,
        Likeness::Initials => PartWord::BecauseInitials,
        Likeness::Initial => PartWord::BecauseInitial,
        Likeness::Part => PartWord::BecausePart,
        Likeness::Means => PartWord::BecauseMeans,
        Likeness::Looks => PartWord::BecauseLooks,
    };
    let quoted = |it: &str| format!("“{}”", shortened(it, 60));
    word.with(&[
        ("here", &quoted(&reason.here)),
        ("there", &quoted(&reason.there)),
    ])
}

/// Pairs that were said not to be one, and the way to have them proposed again.
fn declined(store: &Store, state: &State, shown: &UseStateHandle<usize>) -> Html {
    let all = state.declined_actors();
    if all.is_empty() {
        return Html::default();
    }
    let more = all.len().saturating_sub(**shown);
    let items = all.into_iter().take(**shown).map(|(here, there, key)| {
        let names = format!("{} ≠ {}", shortened(&here, 60), shortened(&there, 60));
        let back = dispatching(store, move || CheckingAction::TakeBack(key.clone()));
        element(
            "li",
            "",
            [
                text(&names),
                button("plain small", PartWord::TakeBack.text(), back),
            ],
        )
    });
    let mut content = vec![
        worded("summary", "", PartWord::DeclinedSame.text()),
        element_of("ul", "plain-list", items.collect()),
    ];
    if more > 0 {
        let shown = shown.clone();
        let words = PartWord::ShowMore.with(&[("count", &more.min(STEP).to_string())]);
        let show = on_click(move || shown.set(*shown + STEP));
        content.push(button("plain small", &words, show));
    }
    element_of("details", "", content)
}

/// What is right where two actors differ that are one.
#[hook]
fn use_merging(pair: &Merging) -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let decided = use_state(Vec::<(ActorProperty, String)>::new);
    let pair = *pair;
    use_effect_with((), |()| {
        if let Some(first) = query(".merging select") {
            let _ = first.focus();
        }
    });
    let state = store.state();
    let (Some(from), Some(into)) = (
        state.project.actor(pair.from),
        state.project.actor(pair.into),
    ) else {
        return Html::default();
    };
    let conflicts = state.actor_conflicts(pair.from, pair.into);
    // What was chosen before one of them was edited may be neither of the two any more.
    let of = |conflict: &ActorConflict| {
        let settles =
            |what: ActorProperty, value: &String| conflict.is_settled_by(&what.set(value.clone()));
        let found = decided.iter().find(|it| settles(it.0, &it.1));
        found.map(|it| it.1.clone())
    };
    let mut fields = Vec::new();
    for conflict in &conflicts {
        let what = conflict.what;
        let (name, attribute) = match what {
            ActorProperty::Kind => (PartWord::ActorKind, ""),
            ActorProperty::Affiliation => (PartWord::Affiliation, "affiliation"),
            ActorProperty::Status => (PartWord::Status, "status"),
            ActorProperty::Wikidata => (PartWord::Wikidata, ""),
        };
        let offer = |value: &str, of: &str| {
            let words = match attribute {
                "" => value.to_owned(),
                attribute => state.value_name(attribute, value),
            };
            Offer::new(value, &format!("{words} ({})", shortened(of, 40)))
        };
        let options = vec![
            offer(&conflict.into, &into.name),
            offer(&conflict.from, &from.name),
        ];
        let onchoose = {
            let decided = decided.clone();
            callback(move |value: String| {
                let mut all = (*decided).clone();
                all.retain(|it| it.0 != what);
                if !value.is_empty() {
                    all.push((what, value));
                }
                decided.set(all);
            })
        };
        let current = of(conflict).unwrap_or_default();
        fields.push(choice(
            "",
            name.text(),
            none_or(name.text(), options),
            &current,
            onchoose,
        ));
    }
    let complete = conflicts.iter().all(|it| of(it).is_some());
    let merge = {
        let (store, decided) = (store.clone(), decided.clone());
        on_click(move || {
            let fields = decided.iter().map(|(what, value)| what.set(value.clone()));
            store.dispatch(RegisteringAction::MergeActors(pair, fields.collect()));
        })
    };
    let turned = Merging {
        from: pair.into,
        into: pair.from,
    };
    let turn = dispatching(&store, move || {
        RegisteringAction::MergeActors(turned, Vec::new())
    });
    let cancel = dispatching(&store, || RegisteringAction::CancelMerging);
    let asks = PartWord::MergeAsks.with(&[("from", &from.name), ("into", &into.name)]);
    html! {
        <section class="merging about-record asks" role="group" aria-label={asks.clone()}>
            { paragraph("", &asks) }
            { element_of("div", "row", fields) }
            { element("div", "row", [
                button_if(complete, "primary", PartWord::MergeThem.text(), merge),
                button("", &PartWord::TurnRound.with(&[("name", &shortened(&from.name, 40))]), turn),
                button("", Word::Cancel.text(), cancel),
            ]) }
        </section>
    }
}
