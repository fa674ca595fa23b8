//! What is known about the selected annotation, and everything that can be done to it.

mod actor;
mod attributes;
mod canonical_claim;
mod combobox;
mod help;
mod relations;

use yew::prelude::*;

pub(super) use self::attributes::AttributeField;
use self::attributes::Attributes;
use self::canonical_claim::CanonicalClaimField;
use self::combobox::{Choice, Combobox};
use self::help::Help;
pub(super) use self::help::emphasised;
use self::relations::Relations;
use super::hooks::{records_version, run, use_selector, use_store};
use super::label_toolbar::Swatch;
use super::messages::shortened;
use crate::app::{AnnotatingAction, FocusTarget, State, Store, ViewingAction};
use crate::commands::command;
use crate::model::{Annotation, AnnotationId, LabelId};
use crate::words::Word;

#[component]
pub(super) fn Inspector() -> Html {
    let focused = use_selector(|state| {
        let focused = state.session.focused;
        focused.filter(|it| state.project.annotation(*it).is_some())
    });
    html! {
        <aside class="inspector" role="complementary" aria-label={Word::Inspector.text()} data-open={focused.is_some().to_string()}>
            if let Some(id) = focused {
                <Inspected key={id.to_string()} {id} />
            } else {
                <Help />
            }
        </aside>
    }
}

/// Where it lies over the text: puts the inspector away and gives the text the keyboard.
pub(super) fn close(store: &Store) {
    store.dispatch(ViewingAction::Focus(None));
    let pane = store.state().session.active_pane;
    store.dispatch(ViewingAction::GiveFocus(FocusTarget::Pane(pane)));
}

/// Milliseconds without a key after which a note is kept.
const PAUSE: u32 = 600;

#[derive(PartialEq, Properties)]
pub(super) struct InspectedProps {
    pub id: AnnotationId,
}

#[component]
fn Inspected(props: &InspectedProps) -> Html {
    let store = use_store();
    let id = props.id;
    let _ = use_selector(records_version);
    let state = store.state();
    let Some(annotation) = state.project.annotation(id) else {
        return html! {};
    };
    let codebook = state.project.codebook();
    let label = codebook.label(&annotation.label);
    let place = place_name(&state, annotation);
    let quote = state.project.quote(annotation);
    let relabel = {
        let store = store.clone();
        move |event: Event| {
            let value = event
                .target_unchecked_into::<web_sys::HtmlSelectElement>()
                .value();
            store.dispatch(AnnotatingAction::Relabel(id, LabelId::from(value)));
        }
    };
    let waiting = use_mut_ref(|| None::<gloo_timers::callback::Timeout>);
    let note_soon = {
        let store = store.clone();
        move |event: InputEvent| {
            let value = event
                .target_unchecked_into::<web_sys::HtmlTextAreaElement>()
                .value();
            let store = store.clone();
            // A pause in typing makes a step to undo, rather than every letter.
            *waiting.borrow_mut() = Some(gloo_timers::callback::Timeout::new(PAUSE, move || {
                store.dispatch(AnnotatingAction::SetNote(id, value));
            }));
        }
    };
    let note = {
        let store = store.clone();
        move |event: Event| {
            let value = event
                .target_unchecked_into::<web_sys::HtmlTextAreaElement>()
                .value();
            store.dispatch(AnnotatingAction::SetNote(id, value));
        }
    };
    html! {
        <>
            <div class="inspector-head">
                if let Some(label) = label {
                    <Swatch colour={label.colour.clone()} pattern={label.pattern.clone()} />
                }
                <select class="label-select" aria-label={Word::LabelOf.text()} onchange={relabel}>
                    for label in codebook.labels.iter().filter(|it| !it.deprecated || it.id == annotation.label) {
                        <option value={label.id.to_string()} selected={label.id == annotation.label}>
                            { state.label_name(&label.id) }
                        </option>
                    }
                </select>
                <span class="where">{ place }</span>
                <button type="button" class="plain small close" aria-label={Word::CloseInspector.text()} title={Word::CloseInspector.text()} onclick={
                    let store = store.clone();
                    move |_| close(&store)
                }>{ "✕" }</button>
            </div>
            if quote.is_empty() {
                <p class="quote none">{ Word::WithoutWords.text() }</p>
            } else {
                <blockquote class="quote">{ shortened(&quote, 600) }</blockquote>
                <Edges />
            }
            if let Some(label) = label {
                <details class="definition">
                    <summary>{ Word::Definition.text() }</summary>
                    <p>{ label.definition.get("en").unwrap_or_default().to_owned() }</p>
                    <ul>
                        for rule in &label.guide {
                            <li>{ rule.get("en").unwrap_or_default().to_owned() }</li>
                        }
                    </ul>
                </details>
            }
            <Attributes {id} />
            if codebook.names_actors(&annotation.label) {
                <Combobox choice={Choice::Actor(id)} />
            }
            if codebook.says_canonical_claims(&annotation.label) {
                <CanonicalClaimField {id} />
            }
            <Relations {id} />
            <label class="field" for="note">{ Word::Note.text() }</label>
            <textarea id="note" rows="2" value={annotation.note.clone()} oninput={note_soon} onchange={note} />
            <AtThisPlace {id} />
            <div class="actions">
                <button
                    type="button"
                    class="danger"
                    onclick={
                        let store = store.clone();
                        move |event: MouseEvent| super::effects::act(
                            &store,
                            AnnotatingAction::Delete(id).into(),
                            event.time_stamp(),
                        )
                    }
                >
                    { Word::DeleteAnnotation.text() }
                </button>
            </div>
        </>
    }
}

/// Buttons that move the edges, for the mouse; the keys are commands.
#[component]
fn Edges() -> Html {
    let store = use_store();
    let button = |name: &'static str, sign: &'static str| {
        let store = store.clone();
        let Some(command) = command(name) else {
            return html! {};
        };
        html! {
            <button type="button" class="plain small" aria-label={command.title.text()} title={command.title.text()}
                onclick={move |_| run(&store, command)}>{ sign }</button>
        }
    };
    let by_character = use_selector(|state| state.settings.edges_by_character);
    let unit = {
        let store = store.clone();
        move |_: Event| {
            if let Some(command) = command("toggle-edge-unit") {
                run(&store, command);
            }
        }
    };
    html! {
        <div class="edges" role="group" aria-label={Word::Edges.text()}>
            { button("start-outwards", "⟸") }
            { button("start-inwards", "⇥") }
            <label class="check">
                <input type="checkbox" checked={by_character} onchange={unit} />
                { Word::ByCharacter.text() }
            </label>
            { button("end-inwards", "⇤") }
            { button("end-outwards", "⟹") }
        </div>
    }
}

/// The other annotations with words in common.
#[component]
fn AtThisPlace(props: &InspectedProps) -> Html {
    let store = use_store();
    let id = props.id;
    let _ = use_selector(records_version);
    let others: Vec<(AnnotationId, String)> = store.read(|state| {
        let Some(annotation) = state.project.annotation(id) else {
            return Vec::new();
        };
        let hull = annotation.hull();
        let here = hull.map(|hull| state.project.annotations_in(annotation.article, hull));
        here.unwrap_or_default()
            .into_iter()
            .filter(|it| it.id != id)
            .take(50)
            .map(|it| (it.id, named_annotation(state, it)))
            .collect()
    });
    if others.is_empty() {
        return html! {};
    }
    html! {
        <section>
            <h3>{ Word::AtThisPlace.text() }</h3>
            <ul class="chips">
                for (id, name) in others {
                    <li key={id.to_string()}>
                        <button type="button" class="chip" onclick={
                            let store = store.clone();
                            move |_| store.dispatch(ViewingAction::Focus(Some(id)))
                        }>{ name }</button>
                    </li>
                }
            </ul>
        </section>
    }
}

/// An annotation as others call it: its label and the beginning of its words.
pub(super) fn named_annotation(state: &State, annotation: &Annotation) -> String {
    let quote = state.project.quote(annotation);
    let quote = if quote.is_empty() {
        Word::WithoutWords.text().to_owned()
    } else {
        format!("“{}”", shortened(&quote, 48))
    };
    format!("{} {quote}", state.label_name(&annotation.label))
}

/// Language or title of the article, and which paragraph.
fn place_name(state: &State, annotation: &Annotation) -> String {
    let project = &state.project;
    let Some(article) = project.article(annotation.article) else {
        return String::new();
    };
    let name = if article.language.is_empty() {
        shortened(&article.title, 16)
    } else {
        article.language.to_ascii_uppercase()
    };
    let paragraph = annotation
        .hull()
        .zip(project.text(article.id))
        .map(|(hull, text)| text.paragraph_at(hull.start()) + 1);
    match paragraph {
        Some(paragraph) => format!("{name}:{paragraph}"),
        None => name,
    }
}
