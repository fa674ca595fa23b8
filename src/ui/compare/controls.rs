//! Which rows and columns are shown, and in which order.

use strum::IntoEnumIterator;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, Node};
use yew::prelude::*;

use crate::app::{
    Arrangement, ComparingAction, Dialog, MatrixRow, RowFilter, RowOrder, State, Store,
    UnlinkedAction, ViewingAction,
};
use crate::model::sorted::sort_by;
use crate::model::{ActorId, TopicId};
use crate::text::search::folded;
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::messages::title_of;
use crate::ui::parts::{
    button, callback, check, choice, dispatching, element, element_of, named_button, none_or,
    spacer, worded,
};
use crate::web::dom::focus_in_place;
use crate::words::{PartWord, Word};

#[hook]
pub(super) fn use_controls() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let arrangement = use_selector(|state| state.session.comparing.arrangement.clone());
    let set = |change: fn(&mut Arrangement, String)| {
        let store = store.clone();
        callback(move |value| {
            let mut wanted = store.read(|state| state.session.comparing.arrangement.clone());
            change(&mut wanted, value);
            store.dispatch(ComparingAction::Arrange(Box::new(wanted)));
        })
    };
    let tray = use_selector(|state| state.session.tray.is_some());
    let state = store.state();
    let rows = state.session.comparing.rows.iter();
    let shown = rows.filter(|it| matches!(it, MatrixRow::Claim(..))).count();
    let counts = PartWord::RowsShown.with(&[
        ("shown", &shown.to_string()),
        ("all", &state.project.canonical_claims().len().to_string()),
    ]);
    let topic = arrangement
        .topic
        .map(|it| it.to_string())
        .unwrap_or_default();
    let actor = arrangement
        .actor
        .map(|it| it.to_string())
        .unwrap_or_default();
    let again = arrangement.clone();
    element(
        "div",
        "compare-controls",
        [
            choice(
                "",
                PartWord::RowFilter.text(),
                filters(),
                arrangement.only.into(),
                set(|it, value| {
                    it.only = value.parse().unwrap_or_default();
                }),
            ),
            choice(
                "",
                PartWord::Topic.text(),
                topics(&state),
                &topic,
                set(|it, value| {
                    it.topic = value.parse().ok().map(TopicId);
                }),
            ),
            choice(
                "",
                Word::Actor.text(),
                actors(&state),
                &actor,
                set(|it, value| {
                    it.actor = value.parse().ok().map(ActorId);
                }),
            ),
            choice(
                "",
                PartWord::RowOrder.text(),
                orders(),
                arrangement.order.into(),
                set(|it, value| {
                    it.order = value.parse().unwrap_or_default();
                }),
            ),
            check(PartWord::GroupByTopic.text(), arrangement.by_topic, {
                let set = set(|it, _| it.by_topic = !it.by_topic);
                callback(move |_: Event| set.emit(String::new()))
            }),
            columns(
                &state,
                &arrangement,
                &set(|it, value| {
                    let Ok(article) = value.parse().map(crate::model::ArticleId) else {
                        return;
                    };
                    if !it.hidden.remove(&article) {
                        it.hidden.insert(article);
                    }
                }),
            ),
            named_button(
                "plain small",
                "⟳",
                PartWord::ArrangeAgain.text(),
                dispatching(&store, move || {
                    ComparingAction::Arrange(Box::new(again.clone()))
                }),
            ),
            spacer(),
            toggle_tray(&store, tray),
            button(
                "",
                Word::Report.text(),
                dispatching(&store, || ViewingAction::Open(Dialog::Report)),
            ),
            html! { <span class="count" role="status">{ counts }</span> },
        ],
    )
}

fn toggle_tray(store: &Store, open: bool) -> Html {
    let toggle = dispatching(store, || UnlinkedAction::Toggle);
    html! {
        <button type="button" aria-pressed={open.to_string()} onclick={toggle}>{ PartWord::Unlinked.text() }</button>
    }
}

fn filters() -> Options {
    let name = |it: RowFilter| match it {
        RowFilter::All => PartWord::AllRows,
        RowFilter::InAll => PartWord::RowsInAll,
        RowFilter::InOne => PartWord::RowsInOne,
        RowFilter::Contested => PartWord::RowsContested,
        RowFilter::Unsourced => PartWord::RowsUnsourced,
    };
    RowFilter::iter()
        .map(|it| Offer::new(it.into(), name(it).text()))
        .collect()
}

fn orders() -> Options {
    let name = |it: RowOrder| match it {
        RowOrder::MostReported => PartWord::ByReports,
        RowOrder::Differences => PartWord::ByDifference,
        RowOrder::Made => PartWord::ByMade,
        RowOrder::Alphabet => PartWord::ByWords,
    };
    RowOrder::iter()
        .map(|it| Offer::new(it.into(), name(it).text()))
        .collect()
}

fn topics(state: &State) -> Options {
    let topics = state.project.topics();
    let all = topics
        .map(|it| Offer::new(&it.id.to_string(), &it.name))
        .collect();
    none_or(PartWord::AllTopics.text(), by_name(all))
}

fn actors(state: &State) -> Options {
    let actors = state.project.actors();
    let all = actors
        .map(|it| Offer::new(&it.id.to_string(), &it.name))
        .collect();
    none_or(PartWord::AllActors.text(), by_name(all))
}

fn by_name(mut offers: Options) -> Options {
    sort_by(&mut offers, |a, b| folded(&a.words).cmp(&folded(&b.words)));
    offers
}

/// The articles, each with a box to tick.
fn columns(state: &State, arrangement: &Arrangement, toggle: &Callback<String>) -> Html {
    let articles = state.project.ordered_articles().into_iter();
    let boxes = articles.map(|it| {
        let id = it.id;
        let toggle = toggle.clone();
        let shown = !arrangement.hidden.contains(&id);
        let title = format!("{} · {}", title_of(it), it.language);
        check(
            &title,
            shown,
            callback(move |_: Event| toggle.emit(id.to_string())),
        )
    });
    html! {
        <details class="columns" onkeydown={callback(|it: KeyboardEvent| leave_by_key(&it))} onfocusout={callback(|it: FocusEvent| leave_for_others(&it))}>
            { worded("summary", "", PartWord::HideColumns.text()) }
            { element_of("div", "column-list", boxes.collect()) }
        </details>
    }
}

/// The list that an event is in, while it is open.
fn opened_around(target: Option<EventTarget>) -> Option<Element> {
    let target = target?.dyn_into::<Element>().ok()?;
    target.closest(".columns[open]").ok()?
}

/// Escape closes what is open, and leaves the focus at what opened it.
fn leave_by_key(event: &KeyboardEvent) {
    if event.key() != "Escape" {
        return;
    }
    let Some(opened) = opened_around(event.target()) else {
        return;
    };
    event.prevent_default();
    event.stop_propagation();
    close(&opened);
    let summary = opened.first_element_child();
    if let Some(summary) = summary.and_then(|it| it.dyn_into().ok()) {
        focus_in_place(&summary);
    }
}

/// What is open closes when the focus goes elsewhere.
fn leave_for_others(event: &FocusEvent) {
    let to = event.related_target();
    let to = to.and_then(|it| it.dyn_into::<Node>().ok());
    if let (Some(opened), Some(to)) = (opened_around(event.target()), to)
        && !opened.contains(Some(&to))
    {
        close(&opened);
    }
}

fn close(opened: &Element) {
    // Only what is no name of an attribute is refused.
    let _ = opened.remove_attribute("open");
}
