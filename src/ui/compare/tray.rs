use yew::prelude::*;

use crate::app::{State, Store, Tray, UnlinkedAction, ViewingAction};
use crate::model::{Annotation, AnnotationId, Polarity};
use crate::suggest::{Candidate, Reason};
use crate::text::Motion;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::messages::{language_and_title, shortened};
use crate::ui::parts::{
    button, callback, dispatching, element, element_of, named_button, paragraph, span, worded,
};
use crate::words::{PartWord, Word};

/// Letters around a quote, so that it is understood.
const CONTEXT: usize = 140;

/// A claim that is in no row yet, and those that may say the same. All of it by key too: a digit
/// accepts a candidate, with Shift as its opposite; N begins a row; arrows go on.
#[hook]
pub(super) fn use_tray() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let tray = use_selector(|state| state.session.tray.clone());
    let Some(tray) = tray else {
        return Html::default();
    };
    let state = store.state();
    let onkeydown = {
        let (store, tray) = (store.clone(), tray.clone());
        callback(move |event: KeyboardEvent| {
            if let Some(action) = key(&event, &tray) {
                event.prevent_default();
                event.stop_propagation();
                store.dispatch(action);
            }
        })
    };
    let content = match tray.claim.and_then(|it| state.project.annotation(it)) {
        Some(claim) => to_link(&store, &state, claim, &tray),
        None => vec![paragraph("hint", PartWord::NoneUnlinked.text())],
    };
    html! {
        <section id="tray" class="tray" role="region" tabindex="0" aria-label={PartWord::Unlinked.text()} {onkeydown}>
            { worded("h2", "", PartWord::Unlinked.text()) }
            { for content }
        </section>
    }
}

fn to_link(store: &Store, state: &State, claim: &Annotation, tray: &Tray) -> Vec<Html> {
    let id = claim.id;
    let article = state.project.article(claim.article);
    let language = article.map_or("", |it| it.language.as_str());
    let (before, words, after) = in_context(state, claim);
    let go = dispatching(store, move || ViewingAction::Focus(Some(id)));
    let step = |motion| dispatching(store, move || UnlinkedAction::Step(motion));
    let quote = html! {
        <blockquote lang={language.to_owned()} dir="auto" translate="no" aria-live="polite">
            { span("about", &before) }
            <strong>{ words }</strong>
            { span("about", &after) }
        </blockquote>
    };
    let mut content = vec![
        button("plain small", &language_and_title(article, 48), go),
        quote,
    ];
    match &tray.candidates {
        None if tray.blind => content.push(paragraph("hint", Word::SaidNoAnalyst.text())),
        None => content.push(paragraph("hint", PartWord::LookingForCandidates.text())),
        Some(found) if found.is_empty() => {
            content.push(paragraph("hint", PartWord::NoCandidates.text()));
        }
        Some(found) => {
            let all = found.iter().enumerate();
            let items = all.map(|(at, it)| candidate(store, state, it, at + 1));
            content.push(element_of("ol", "candidates", items.collect()));
        }
    }
    content.push(element(
        "div",
        "row",
        [
            button(
                "",
                PartWord::BeginRow.text(),
                dispatching(store, || UnlinkedAction::BeginRow),
            ),
            named_button(
                "plain",
                "←",
                PartWord::PreviousUnlinked.text(),
                step(Motion::Backward),
            ),
            named_button(
                "plain",
                PartWord::Skip.text(),
                PartWord::NextUnlinked.text(),
                step(Motion::Forward),
            ),
        ],
    ));
    content
}

/// One candidate: its words, what makes it one, and the two ways to accept it.
fn candidate(store: &Store, state: &State, found: &Candidate, number: usize) -> Html {
    let id = found.claim;
    let Some(claim) = state.project.annotation(id) else {
        return Html::default();
    };
    let article = state.project.article(claim.article);
    let language = article.map_or("", |it| it.language.as_str()).to_owned();
    let row = state.shown_membership(id);
    let row = row.and_then(|it| state.project.canonical_claim(it.canonical_claim));
    let accept = |polarity| dispatching(store, move || UnlinkedAction::Accept(id, polarity));
    let reasons = found.reasons.iter().map(|it| because(state, it));
    let reasons = reasons.collect::<Vec<_>>().join(" · ");
    html! {
        <li key={id.to_string()}>
            <p lang={language.clone()} dir="auto" translate="no">{ shortened(&state.project.quote(claim), 240) }</p>
            { paragraph("about", &language_and_title(article, 40)) }
            if let Some(row) = row {
                { paragraph("about", &format!("→ {}", shortened(&row.text, 120))) }
            }
            { paragraph("why", &reasons) }
            <div class="row">
                { numbered(number, PartWord::SaysTheSame, accept(Polarity::Same)) }
                { button("plain small", PartWord::SaysTheOpposite.text(), accept(Polarity::Opposite)) }
            </div>
        </li>
    }
}

fn numbered(number: usize, words: PartWord, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="small" aria-keyshortcuts={number.to_string()} {onclick}>
            { words.text() }<kbd aria-hidden="true">{ number }</kbd>
        </button>
    }
}

fn because(state: &State, reason: &Reason) -> String {
    let (word, here, there) = match reason {
        Reason::Number { here, there } => (PartWord::BecauseNumber, here, there),
        Reason::Date { here, there } => (PartWord::BecauseDate, here, there),
        Reason::Name { here, there } => (PartWord::BecauseName, here, there),
        Reason::Words { here, there } => (PartWord::BecauseWords, here, there),
        Reason::Actor(id) => {
            let who = state.project.actor(*id).map_or("", |it| &it.name);
            return PartWord::BecauseActor.with(&[("who", who)]);
        }
    };
    if here == there && word == PartWord::BecauseWords {
        return here.clone();
    }
    word.with(&[("here", here), ("there", there)])
}

/// A quote with some words of its paragraph before and behind it.
fn in_context(state: &State, claim: &Annotation) -> (String, String, String) {
    let words = state.project.quote(claim);
    let (Some(hull), Some(text)) = (claim.hull(), state.project.text(claim.article)) else {
        return (String::new(), words, String::new());
    };
    let first = text.paragraph(text.paragraph_at(hull.start())).0;
    let last = text.paragraph(text.paragraph_at(hull.end())).1;
    let all = text.as_str();
    let at = |it: crate::text::ByteOffset| it.get() as usize;
    let before = all.get(at(first)..at(hull.start())).unwrap_or_default();
    let after = all.get(at(hull.end())..at(last)).unwrap_or_default();
    let skip = before.chars().count().saturating_sub(CONTEXT);
    let mut shown: String = before.chars().skip(skip).collect();
    if skip > 0 {
        shown.insert(0, '…');
    }
    let mut rest = shortened(after, CONTEXT);
    if after.starts_with(char::is_whitespace) {
        rest.insert(0, ' ');
    }
    (shown, words, rest)
}

fn key(event: &KeyboardEvent, tray: &Tray) -> Option<UnlinkedAction> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    // By the key itself: with Shift, a digit is another character on every keyboard.
    let digit = event
        .code()
        .strip_prefix("Digit")
        .and_then(|it| it.parse::<usize>().ok());
    if let Some(number) = digit {
        let found: Option<AnnotationId> = tray
            .candidates
            .as_ref()
            .and_then(|it| it.get(number.checked_sub(1)?))
            .map(|it| it.claim);
        let polarity = if event.shift_key() {
            Polarity::Opposite
        } else {
            Polarity::Same
        };
        return found.map(|it| UnlinkedAction::Accept(it, polarity));
    }
    match event.key().as_str() {
        "n" | "N" => Some(UnlinkedAction::BeginRow),
        "ArrowDown" | "ArrowRight" | "j" => Some(UnlinkedAction::Step(Motion::Forward)),
        "ArrowUp" | "ArrowLeft" | "k" => Some(UnlinkedAction::Step(Motion::Backward)),
        "Escape" => Some(UnlinkedAction::Toggle),
        _ => None,
    }
}
