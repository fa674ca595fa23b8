use yew::prelude::*;

use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::label_toolbar::{offered, swatch};
use crate::words::Word;

/// What the labels mean, while nothing is selected.
#[hook]
pub(super) fn use_help() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let _ = use_selector(|state| (state.session.armed.clone(), state.settings.all_labels));
    let state = store.state();
    let armed = state.session.armed.clone();
    html! {
        <div class="help">
            <h2>{ Word::Inspector.text() }</h2>
            <p>{ Word::InspectorHint.text() }</p>
            <dl>
                for label in offered(state.project.codebook(), &state.settings)
                    .filter(|it| armed.as_ref().is_none_or(|armed| *armed == it.id))
                {
                    <dt>
                        { swatch(Some(label)) }
                        { state.label_name(&label.id) }
                    </dt>
                    <dd>
                        <p>{ label.definition.get("en").unwrap_or_default().to_owned() }</p>
                        for example in label.examples.iter().take(if armed.is_some() { 4 } else { 1 }) {
                            <p class="example" lang={example.language.clone()}>
                                { emphasised(&example.text, &example.quote) }
                            </p>
                        }
                    </dd>
                }
            </dl>
        </div>
    }
}

/// A passage with some of its words marked.
pub(in crate::ui) fn emphasised(text: &str, quote: &str) -> Html {
    match text.split_once(quote) {
        Some((before, after)) if !quote.is_empty() => html! {
            <>{ before.to_owned() }<mark>{ quote.to_owned() }</mark>{ after.to_owned() }</>
        },
        _ => html! { text.to_owned() },
    }
}
