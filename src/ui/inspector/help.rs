use yew::prelude::*;

use crate::model::Label;
use crate::ui::hooks::{records_version, use_selector_soon, use_store};
use crate::ui::label_toolbar::{offered, swatch};
use crate::ui::parts::{element, element_of, paragraph, text, worded};
use crate::words::Word;

/// What the labels mean, while nothing is selected.
#[hook]
pub(super) fn use_help() -> Html {
    let store = use_store();
    let _ = use_selector_soon(records_version);
    let _ = use_selector_soon(|state| (state.session.armed.clone(), state.settings.all_labels));
    let state = store.state();
    let armed = state.session.armed.clone();
    let labels = offered(state.project.codebook(), &state.settings)
        .filter(|it| armed.as_ref().is_none_or(|armed| *armed == it.id));
    let explained = |label: &Label| {
        let name = [swatch(Some(label)), text(&state.label_name(&label.id))];
        let examples = label.examples.iter();
        let examples = examples.take(if armed.is_some() { 4 } else { 1 }).map(|it| {
            html! { <p class="example" lang={it.language.clone()}>{ emphasised(&it.text, &it.quote) }</p> }
        });
        let definition = paragraph("", label.definition.get("en").unwrap_or_default());
        [
            element("dt", "", name),
            element("dd", "", [definition, examples.collect()]),
        ]
    };
    let mut explained_labels = Vec::new();
    labels.for_each(|it| explained_labels.extend(explained(it)));
    element(
        "div",
        "help",
        [
            worded("h2", "", Word::Inspector.text()),
            paragraph("", Word::InspectorHint.text()),
            element_of("dl", "", explained_labels),
        ],
    )
}

/// A passage with some of its words marked.
pub(in crate::ui) fn emphasised(text: &str, quote: &str) -> Html {
    match text.split_once(quote) {
        Some((before, after)) if !quote.is_empty() => html! {
            <>{ before.to_owned() }{ worded("mark", "", quote) }{ after.to_owned() }</>
        },
        _ => html! { text.to_owned() },
    }
}
