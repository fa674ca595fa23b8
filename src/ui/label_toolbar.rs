use yew::prelude::*;

use super::effects::act;
use super::hooks::{ByAddress, use_selector, use_store};
use super::parts::callback;
use crate::app::Settings;
use crate::commands::{give_or_arm, key_of_label};
use crate::model::{Codebook, Label, LabelId};
use std::rc::Rc;

/// The labels a person is offered, in codebook order.
pub(super) fn offered<'a>(
    codebook: &'a Codebook,
    settings: &Settings,
) -> impl Iterator<Item = &'a Label> {
    let all = settings.all_labels;
    codebook
        .labels
        .iter()
        .filter(move |it| !it.deprecated && (all || it.simple))
}

/// A toggle button for each label: gives it to the words that are selected, else arms it.
#[hook]
pub(super) fn use_label_buttons() -> Html {
    let store = use_store();
    let (codebook, armed, settings) = use_selector(|state| {
        (
            ByAddress(Rc::clone(state.project.codebook())),
            state.session.armed.clone(),
            state.settings.clone(),
        )
    });
    let name = |label: &Label| {
        label
            .name
            .get("en")
            .map_or_else(|| label.id.to_string(), str::to_owned)
    };
    html! {
        for (label, key) in offered(&codebook.0, &settings).map(|it| (it, key_of_label(it, &settings))) {
            <button
                type="button"
                class="label-button"
                key={label.id.to_string()}
                data-label={label.id.to_string()}
                aria-label={name(label)}
                aria-pressed={(armed.as_ref() == Some(&label.id)).to_string()}
                aria-keyshortcuts={key.clone()}
                title={label.definition.get("en").unwrap_or_default().to_owned()}
                onmousedown={callback(|event: MouseEvent| event.prevent_default())}
                onclick={
                    let store = store.clone();
                    let id = label.id.clone();
                    callback(move |event: MouseEvent| choose(&store, &id, event.time_stamp()))
                }
            >
                { swatch(Some(label)) }
                { name(label) }
                if let Some(key) = key {
                    <kbd aria-hidden="true">{ key }</kbd>
                }
            </button>
        }
    }
}

fn choose(store: &crate::app::Store, id: &LabelId, since: f64) {
    let action = store.read(|state| {
        let label = state.project.codebook().label(id)?;
        Some(give_or_arm(state, label))
    });
    if let Some(action) = action {
        act(store, action, since);
    }
}

/// A short line in a label's colour and pattern.
pub(super) fn swatch(label: Option<&Label>) -> Html {
    let (colour, pattern) = label.map_or(("", ""), |it| (&it.colour, &it.pattern));
    html! {
        <span
            class="swatch"
            aria-hidden="true"
            data-colour={colour.to_owned()}
            data-pattern={pattern.to_owned()}
        />
    }
}
