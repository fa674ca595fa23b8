//! Who is quoted: how often, where, in their own words or not, by name or not, and with which
//! stance to what. The analyst counts and draws; here it is shown.

use std::rc::Rc;

use yew::prelude::*;

use super::choice::{Offer, Options};
use super::hooks::{records_version, use_selector, use_store};
use super::parts::{
    button, callback, choice, dispatching, element, element_of, labelled, paragraph, worded,
};
use super::plot::use_plot;
use super::widget::widget;
use crate::analyst::{Drawn, EVERYTHING, NO_TOPIC, Plot};
use crate::app::{DrawingAction, Store};
use crate::words::{PartWord, Word};

/// The plot that is of one topic.
const NETWORK: &str = "network";

#[hook]
pub(super) fn use_sources_view() -> Html {
    let store = use_store();
    let shown = use_selector(|state| state.session.drawings.shown.clone());
    let failed = use_selector(|state| state.session.drawings.failed);
    use_effect_with(store.clone(), |store| store.dispatch(DrawingAction::Look));
    let mut content = Vec::new();
    if failed {
        let again = dispatching(&store, || DrawingAction::Retry);
        content.push(html! { <p class="problem" role="alert">{ PartWord::NotDrawn.text() }</p> });
        content.push(element(
            "div",
            "actions",
            [button("", Word::TryAgain.text(), again)],
        ));
    }
    match shown {
        Some(drawn) if drawn.plots.is_empty() => {
            let hint = no_sources(&store);
            let title = worded("h2", "", PartWord::NoSources.text());
            let hint = paragraph("", hint.text());
            content.push(element("div", "empty", [title, hint]));
        }
        Some(drawn) => {
            content.push(findings(&drawn));
            if !drawn.plots.iter().any(|it| it.id == NETWORK) {
                content.push(paragraph("hint", no_sources(&store).text()));
            }
            content.push(paragraph("hint", PartWord::PlotKeys.text()));
            for plot in &drawn.plots {
                content.push(shown_plot(plot));
            }
        }
        None if failed => {}
        None => content.push(html! { <p role="status">{ PartWord::Drawing.text() }</p> }),
    }
    element_of("div", "source-tables", content)
}

/// What to do where nobody is quoted.
fn no_sources(store: &Store) -> PartWord {
    if store.read(|state| state.project.codebook().attributes_claims()) {
        PartWord::NoSourcesHint
    } else {
        PartWord::NoAttribution
    }
}

fn findings(drawn: &Drawn) -> Html {
    let mut sentences = Vec::new();
    for (at, it) in drawn.findings.iter().enumerate() {
        // The last one says what the words mean.
        let last = at + 1 == drawn.findings.len();
        sentences.push(paragraph(if last { "hint" } else { "finding" }, it));
    }
    element_of("div", "findings", sentences)
}

fn shown_plot(plot: &Rc<Plot>) -> Html {
    let picture = widget!(use_plot(Rc::clone(plot)), key = plot.id);
    if plot.id != NETWORK {
        return picture;
    }
    html! { <div key="about">{ widget!(use_topic()) }{ picture }</div> }
}

/// What the network is about.
#[hook]
fn use_topic() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let topic = use_selector(|state| state.session.drawings.topic.clone());
    let mut offers: Options = vec![
        Offer::new(EVERYTHING, PartWord::AllTopics.text()),
        Offer::new(NO_TOPIC, PartWord::NoTopic.text()),
    ];
    for it in store.state().project.topics() {
        offers.push(Offer::new(&it.id.to_string(), &it.name));
    }
    let choose = callback(move |topic| store.dispatch(DrawingAction::About(topic)));
    let name = PartWord::NetworkTopic.text();
    labelled(
        "network-topic",
        name,
        choice("", name, offers, &topic, choose),
    )
}
