//! What is known about the selected annotation, and everything that can be done to it.

mod actor;
mod attributes;
mod canonical_claim;
mod combobox;
mod help;
mod relations;

use yew::prelude::*;

use self::attributes::attributes;
pub(super) use self::attributes::{AttributeField, attribute_field};
use self::canonical_claim::use_canonical_claim_field;
pub(super) use self::combobox::{Choice, use_combobox};
pub(super) use self::help::emphasised;
use self::help::use_help;
use self::relations::use_relations;
pub(super) use self::relations::{directed_name, relation_in_words};
use super::choice::Offer;
use super::effects::focus_text;
use super::hooks::{records_version, run, use_selector_soon, use_store};
use super::label_toolbar::swatch;
use super::messages::{shortened, title_of};
use super::parts::{
    button, callback, check, choice, dispatching, element, element_of, heading, item, named_button,
    on_click, on_typing, on_value, paragraph, span, text, worded,
};
use super::widget::widget;
use crate::app::{AnnotatingAction, State, Store, ViewingAction};
use crate::commands::command;
use crate::model::{Annotation, AnnotationId, Label, LabelId};
use crate::web::timing::later;
use crate::words::Word;

#[hook]
pub(super) fn use_inspector() -> Html {
    let focused = use_selector_soon(|state| {
        let focused = state.session.focused;
        focused.filter(|it| state.project.annotation(*it).is_some())
    });
    html! {
        <aside class="inspector" role="complementary" tabindex={focused.is_none().then_some("0")} aria-label={Word::Inspector.text()} data-open={focused.is_some().to_string()}>
            if let Some(id) = focused {
                // Not keyed: from one annotation to the next, most of it stays as it is. What
                // somebody may be writing in has a key of its own.
                { widget!(use_inspected(id)) }
            } else {
                { widget!(use_help()) }
            }
        </aside>
    }
}

/// Where it lies over the text: puts the inspector away and gives the text the keyboard.
pub(super) fn close(store: &Store) {
    store.dispatch(ViewingAction::Focus(None));
    focus_text(store);
}

/// Milliseconds without a key after which a note is kept.
const PAUSE: u32 = 600;

#[hook]
fn use_inspected(id: &AnnotationId) -> Html {
    let store = use_store();
    let id = *id;
    let _ = use_selector_soon(records_version);
    let _ = use_selector_soon(|state| state.settings.edges_by_character);
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
        callback(move |it| store.dispatch(AnnotatingAction::Relabel(id, LabelId::from(it))))
    };
    let onclose = {
        let store = store.clone();
        on_click(move || close(&store))
    };
    let ondelete = {
        let store = store.clone();
        callback(move |event: MouseEvent| {
            let delete = AnnotatingAction::Delete(id);
            super::effects::act(&store, delete.into(), event.time_stamp());
        })
    };
    let labels = codebook.labels.iter();
    let labels = labels
        .filter(|it| !it.deprecated || it.id == annotation.label)
        .map(|it| Offer::new(it.id.as_str(), &state.label_name(&it.id)));
    let current = annotation.label.as_str();
    let head = [
        label.map(|it| swatch(Some(it))).unwrap_or_default(),
        choice(
            "label-select",
            Word::LabelOf.text(),
            labels.collect(),
            current,
            relabel,
        ),
        span("where", &place),
        named_button(
            "plain small close",
            "✕",
            Word::CloseInspector.text(),
            onclose,
        ),
    ];
    html! {
        <>
            { element("div", "inspector-head", head) }
            if quote.is_empty() {
                { paragraph("quote none", Word::WithoutWords.text()) }
            } else {
                { worded("blockquote", "quote", &shortened(&quote, 600)) }
                { edges(&store, state.settings.edges_by_character) }
            }
            if let Some(label) = label {
                { definition(label) }
            }
            { attributes(&store, &state, annotation) }
            if codebook.names_actors(&annotation.label) {
                { widget!(use_combobox(Choice::Actor(id)), key = id) }
            }
            if codebook.says_canonical_claims(&annotation.label) {
                { widget!(use_canonical_claim_field(id)) }
            }
            { widget!(use_relations(id)) }
            { widget!(use_note(id), key = id) }
            { at_this_place(&store, &state, annotation) }
            { element("div", "actions", [button("danger", Word::DeleteAnnotation.text(), ondelete)]) }
        </>
    }
}

/// What somebody remarks about an annotation.
#[hook]
fn use_note(id: &AnnotationId) -> Html {
    let store = use_store();
    let id = *id;
    let value = use_selector_soon(move |state| {
        let annotation = state.project.annotation(id);
        annotation.map(|it| it.note.clone()).unwrap_or_default()
    });
    let waiting = use_mut_ref(|| None::<gloo_timers::callback::Timeout>);
    let note_soon = {
        let store = store.clone();
        on_typing(move |value| {
            let store = store.clone();
            // A pause in typing makes a step to undo, rather than every letter.
            *waiting.borrow_mut() = Some(later(PAUSE, move || {
                store.dispatch(AnnotatingAction::SetNote(id, value));
            }));
        })
    };
    let note = on_value(move |it| store.dispatch(AnnotatingAction::SetNote(id, it)));
    html! {
        <>
            <label class="field" for="note">{ Word::Note.text() }</label>
            <textarea id="note" rows="2" {value} oninput={note_soon} onchange={note} />
        </>
    }
}

/// What the label means, and the rules of the guide.
fn definition(label: &Label) -> Html {
    let guide = label.guide.iter();
    let rules = guide.map(|it| item(text(it.get("en").unwrap_or_default())));
    element(
        "details",
        "definition",
        [
            worded("summary", "", Word::Definition.text()),
            paragraph("", label.definition.get("en").unwrap_or_default()),
            element_of("ul", "", rules.collect()),
        ],
    )
}

/// Buttons that move the edges, for the mouse; the keys are commands.
fn edges(store: &Store, by_character: bool) -> Html {
    let button = |name: &'static str, sign: &str| {
        let store = store.clone();
        let Some(command) = command(name) else {
            return html! {};
        };
        // By mouse, the keyboard stays with the text; who pressed the button by key presses again.
        let act = callback(move |event: MouseEvent| {
            run(&store, command);
            if event.detail() > 0 {
                focus_text(&store);
            }
        });
        named_button("plain small", sign, command.title.text(), act)
    };
    let unit = {
        let store = store.clone();
        callback(move |_: Event| {
            if let Some(command) = command("toggle-edge-unit") {
                run(&store, command);
            }
        })
    };
    html! {
        <div class="edges" role="group" aria-label={Word::Edges.text()}>
            { button("start-outwards", "⟸") }
            { button("start-inwards", "⇥") }
            { check(Word::ByCharacter.text(), by_character, unit) }
            { button("end-inwards", "⇤") }
            { button("end-outwards", "⟹") }
        </div>
    }
}

/// The other annotations with words in common.
fn at_this_place(store: &Store, state: &State, annotation: &Annotation) -> Html {
    let hull = annotation.hull();
    let mut others = hull
        .map(|hull| state.project.annotations_in(annotation.article, hull))
        .unwrap_or_default();
    others.retain(|it| it.id != annotation.id);
    if others.is_empty() {
        return html! {};
    }
    let others = others.into_iter().take(50);
    let others = others.map(|it| (it.id, named_annotation(state, it)));
    let others = chips("chips", store, others);
    element("section", "", [heading(Word::AtThisPlace.text()), others])
}

/// Annotations by name, each the way to it.
fn chips(
    class: &'static str,
    store: &Store,
    annotations: impl Iterator<Item = (AnnotationId, String)>,
) -> Html {
    let chip = |(id, name): (AnnotationId, String)| {
        let go = dispatching(store, move || ViewingAction::Focus(Some(id)));
        html! { <li key={id.to_string()}>{ button("chip", &name, go) }</li> }
    };
    element_of("ul", class, annotations.map(chip).collect())
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
pub(super) fn place_name(state: &State, annotation: &Annotation) -> String {
    let project = &state.project;
    let Some(article) = project.article(annotation.article) else {
        return String::new();
    };
    let name = if article.language.is_empty() {
        shortened(title_of(article), 16)
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
