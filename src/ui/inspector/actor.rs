use yew::prelude::*;

use super::InspectedProps;
use crate::app::{AnnotatingAction, RegisteringAction};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::words::Word;

/// Whom a Source names: completed from the project's actors; a new name becomes one.
#[component]
pub(super) fn ActorField(props: &InspectedProps) -> Html {
    let store = use_store();
    let id = props.id;
    let _ = use_selector(records_version);
    let state = store.state();
    let current = state
        .project
        .annotation(id)
        .and_then(|it| it.actor)
        .and_then(|it| state.project.actor(it))
        .map(|it| it.name.clone())
        .unwrap_or_default();
    let onchange = {
        let store = store.clone();
        move |event: Event| {
            let name = event
                .target_unchecked_into::<web_sys::HtmlInputElement>()
                .value();
            let name = name.trim().to_owned();
            let known = store.read(|state| state.actor_named(&name));
            match known {
                _ if name.is_empty() => store.dispatch(AnnotatingAction::SetActor(id, None)),
                Some(actor) => store.dispatch(AnnotatingAction::SetActor(id, Some(actor))),
                None => store.dispatch(RegisteringAction::AddActor {
                    name,
                    source: Some(id),
                }),
            }
        }
    };
    html! {
        <>
            <label class="field" for="actor">{ Word::Actor.text() }</label>
            <input id="actor" type="text" list="actors" value={current} placeholder={Word::ActorHint.text()} autocomplete="off" {onchange} />
            <datalist id="actors">
                for actor in state.project.actors().take(500) {
                    <option key={actor.id.to_string()} value={actor.name.clone()} />
                }
            </datalist>
        </>
    }
}
