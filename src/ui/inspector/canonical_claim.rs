use yew::prelude::*;

use super::{InspectedProps, named_annotation};
use crate::app::{RegisteringAction, ViewingAction};
use crate::model::Polarity;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::words::Word;

/// What a Claim says: completed from the project's canonical claims; new words become one.
#[component]
pub(super) fn CanonicalClaimField(props: &InspectedProps) -> Html {
    let store = use_store();
    let id = props.id;
    let _ = use_selector(records_version);
    let state = store.state();
    let membership = state.shown_membership(id);
    let canonical = membership.map(|it| it.canonical_claim);
    let polarity = membership.map_or(Polarity::Same, |it| it.polarity);
    let current = canonical
        .and_then(|it| state.project.canonical_claim(it))
        .map(|it| it.text.clone())
        .unwrap_or_default();
    let onchange = {
        let store = store.clone();
        move |event: Event| {
            let text = event
                .target_unchecked_into::<web_sys::HtmlInputElement>()
                .value();
            let text = text.trim().to_owned();
            let known = store.read(|state| state.canonical_claim_saying(&text));
            store.dispatch(match known {
                _ if text.is_empty() => RegisteringAction::SetMembership {
                    claim: id,
                    membership: None,
                },
                Some(known) => RegisteringAction::SetMembership {
                    claim: id,
                    membership: Some((known, polarity)),
                },
                None => RegisteringAction::AddCanonicalClaim {
                    text,
                    member: Some((id, polarity)),
                },
            });
        }
    };
    let onpolarity = {
        let store = store.clone();
        move |event: Event| {
            let value = event
                .target_unchecked_into::<web_sys::HtmlSelectElement>()
                .value();
            let polarity = value.parse().unwrap_or(Polarity::Same);
            if let Some(canonical) = canonical {
                store.dispatch(RegisteringAction::SetMembership {
                    claim: id,
                    membership: Some((canonical, polarity)),
                });
            }
        }
    };
    let twins: Vec<_> = canonical
        .into_iter()
        .flat_map(|it| state.project.members_of(it))
        .filter(|it| it.claim != id)
        .filter_map(|it| state.project.annotation(it.claim))
        .take(20)
        .map(|it| {
            let article = state.project.article(it.article);
            let language = article.map(|it| it.language.to_ascii_uppercase());
            let name = named_annotation(&state, it);
            (it.id, format!("{} {name}", language.unwrap_or_default()))
        })
        .collect();
    let guide = state
        .project
        .codebook()
        .guide
        .get("membership")
        .and_then(|it| it.first())
        .and_then(|it| it.get("en"))
        .unwrap_or_default()
        .to_owned();
    html! {
        <>
            <label class="field" for="canonical-claim" title={guide}>{ Word::CanonicalClaim.text() }</label>
            <input id="canonical-claim" type="text" list="canonical-claims" value={current} placeholder={Word::CanonicalClaimHint.text()} autocomplete="off" {onchange} />
            <datalist id="canonical-claims">
                for claim in state.project.canonical_claims().take(2000) {
                    <option key={claim.id.to_string()} value={claim.text.clone()} />
                }
            </datalist>
            if canonical.is_some() {
                <select aria-label={Word::SaysSameOrOpposite.text()} onchange={onpolarity}>
                    <option value="same" selected={polarity == Polarity::Same}>{ Word::SaysSame.text() }</option>
                    <option value="opposite" selected={polarity == Polarity::Opposite}>{ Word::SaysOpposite.text() }</option>
                </select>
            }
            <ul class="chips twins">
                for (id, name) in twins {
                    <li key={id.to_string()}>
                        <button type="button" class="chip" onclick={
                            let store = store.clone();
                            move |_| store.dispatch(ViewingAction::Focus(Some(id)))
                        }>{ name }</button>
                    </li>
                }
            </ul>
        </>
    }
}
