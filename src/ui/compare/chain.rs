//! The chain of evidence as lists in lists: beside the matrix one below the other, in the dialog
//! drawn as a diagram. Assistive technology reads the same lists in both.

use yew::prelude::*;

use crate::app::{CellId, ComparingAction, Dialog, RegisteringAction, State, Store, ViewingAction};
use crate::model::matrix::{Evidence, Link, Linked};
use crate::model::{AnnotationId, AttributeValue, End, Membership, Polarity, RelationTypeId};
use crate::ui::inspector::directed_name;
use crate::ui::messages::shortened;
use crate::ui::parts::{OnClick, button, element_of, item, on_click, quote_button, span};
use crate::words::PartWord;

/// Where links are shown, which says what else they offer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Shown {
    /// A claim can be given a row of its own here.
    Beside,
    InDialog,
}

pub(in crate::ui) fn links(store: &Store, state: &State, links: &[Link], shown: Shown) -> Html {
    let items = links.iter().map(|it| link(store, state, it, shown));
    element_of("ul", "chain", items.collect())
}

fn link(store: &Store, state: &State, link: &Link, shown: Shown) -> Html {
    let mut next: Vec<Html> = Vec::new();
    if let Linked::Quote(evidence) = &link.what {
        next.extend(about_quote(evidence));
    }
    for it in &link.next {
        next.push(self::link(store, state, it, shown));
    }
    if let Linked::Quote(evidence) = &link.what
        && shown == Shown::Beside
    {
        next.push(split_off(store, evidence.claim));
    }
    let below = if next.is_empty() {
        Html::default()
    } else {
        element_of("ul", "", next)
    };
    html! {
        <li class={kind(&link.what)}>
            { node(store, state, &link.what, shown) }
            { below }
        </li>
    }
}

/// What a link is, for its looks.
fn kind(what: &Linked) -> &'static str {
    match what {
        Linked::Quote(_) => "quote-link",
        Linked::AuthorsVoice | Linked::Voice { .. } => "voice-link",
        Linked::Cue(_) => "cue-link",
        Linked::Stance(_) => "stance-link",
        Linked::Related { .. } => "related-link",
    }
}

fn node(store: &Store, state: &State, what: &Linked, shown: Shown) -> Html {
    let project = &state.project;
    match what {
        Linked::Quote(evidence) => quote(store, state, evidence.claim, shown),
        Linked::AuthorsVoice => span("", PartWord::AuthorsVoice.text()),
        Linked::Voice { voice, negated } => {
            let who = state.source_named(*voice).unwrap_or_default();
            let word = if *negated {
                PartWord::DidNotSay
            } else {
                PartWord::OnTheWordOf
            };
            let said = word.with(&[("who", &shortened(&who, 80))]);
            leading(store, voice.annotation(), &said, shown)
        }
        Linked::Cue(cue) => {
            let cue = project.annotation(*cue);
            let words = cue.map(|it| project.quote(it)).unwrap_or_default();
            let said = PartWord::SignalledBy.with(&[("words", &shortened(&words, 60))]);
            leading(store, cue.map(|it| it.id), &said, shown)
        }
        Linked::Stance(stance) => leading(
            store,
            Some(*stance),
            &stance_in_words(state, *stance),
            shown,
        ),
        Linked::Related {
            kind,
            other,
            backwards,
        } => related(store, state, (kind, *other, *backwards), shown),
    }
}

/// What there is to say of a quote before what hangs on it.
fn about_quote(evidence: &Evidence) -> Vec<Html> {
    let mut all = Vec::new();
    if evidence.polarity == Polarity::Opposite {
        all.push(item(span("", PartWord::OppositeOf.text())));
    }
    if let Some(part) = &evidence.part {
        all.push(item(span("about", &part.as_str().replace('_', " "))));
    }
    all
}

fn quote(store: &Store, state: &State, claim: AnnotationId, shown: Shown) -> Html {
    let Some(claim) = state.project.annotation(claim) else {
        return Html::default();
    };
    let article = state.project.article(claim.article);
    let language = article.map(|it| it.language.clone());
    let words = shortened(&state.project.quote(claim), 400);
    quote_button(language, &words, focusing(store, claim.id, shown))
}

fn split_off(store: &Store, claim: AnnotationId) -> Html {
    let store = store.clone();
    let split = on_click(move || {
        let shown = store.read(|state| state.shown_membership(claim).map(Membership::key));
        store.dispatch(RegisteringAction::SplitClaims(shown.into_iter().collect()));
    });
    item(button("plain small", PartWord::SplitOff.text(), split))
}

/// What an end is related to.
fn related(
    store: &Store,
    state: &State,
    (kind, other, backwards): (&RelationTypeId, End, bool),
    shown: Shown,
) -> Html {
    let name = directed_name(state, kind, !backwards);
    let (words, language) = if let End::CanonicalClaim(row) = other {
        let claim = state.project.canonical_claim(row);
        (claim.map(|it| it.text.clone()), None)
    } else {
        let claim = other
            .annotation()
            .and_then(|it| state.project.annotation(it));
        let article = claim.and_then(|it| state.project.article(it.article));
        (
            claim.map(|it| state.project.quote(it)),
            article.map(|it| it.language.clone()),
        )
    };
    let words = shortened(&words.unwrap_or_default(), 120);
    let said = PartWord::RelatedTo.with(&[("relation", &name), ("words", &words)]);
    let said = match language {
        Some(language) => format!("{said} ({language})"),
        None => said,
    };
    match other {
        End::CanonicalClaim(row) => {
            let store = store.clone();
            let go = on_click(move || {
                store.dispatch(ComparingAction::Choose(Some(CellId { row, article: None })));
                store.dispatch(ViewingAction::Open(Dialog::EvidenceChain(row)));
            });
            button("plain small", &said, go)
        }
        _ => leading(store, other.annotation(), &said, shown),
    }
}

/// A Stance: who holds what.
fn stance_in_words(state: &State, stance: AnnotationId) -> String {
    let project = &state.project;
    let end = End::Annotation(stance);
    let mut relations = project.relations_at(end);
    let holder = relations.find(|it| it.from == end && it.kind == "held_by");
    let holder = holder.and_then(|it| state.source_named(it.to));
    let record = project.annotation(stance);
    let coded = |name: &str| match record.and_then(|it| it.attributes.get(&name.into())) {
        Some(AttributeValue::One(value)) => value.as_str().to_owned(),
        _ => String::new(),
    };
    let who = holder.unwrap_or_else(|| match coded("holder").as_str() {
        "article" => PartWord::TheArticle.into(),
        other => state.value_name("holder", other),
    });
    let value = state.value_name("value", &coded("value"));
    PartWord::HoldsStance.with(&[("who", &shortened(&who, 60)), ("value", &value)])
}

/// Words that lead to their annotation, where they have one.
fn leading(store: &Store, to: Option<AnnotationId>, words: &str, shown: Shown) -> Html {
    match to {
        Some(id) => button("plain small", words, focusing(store, id, shown)),
        None => span("", words),
    }
}

fn focusing(store: &Store, id: AnnotationId, shown: Shown) -> OnClick {
    let store = store.clone();
    on_click(move || {
        if shown == Shown::InDialog {
            store.dispatch(ViewingAction::Close);
        }
        store.dispatch(ViewingAction::Focus(Some(id)));
    })
}
