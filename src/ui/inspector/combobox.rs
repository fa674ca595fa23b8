//! A field that finds what the project has, and can name something new: the actor of a
//! Source, the canonical claim of a Claim, the other end of a relation.
//!
//! A combobox with a listbox, by the WAI-ARIA pattern. Nothing is made by leaving the field:
//! what was not chosen is gone, except that an emptied field takes the old value away.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::{actor, canonical_claim, relations};
use crate::app::{Action, LinkingAction, State};
use crate::model::sorted::sort_by_key;
use crate::model::{AnnotationId, CanonicalClaimId, End};
use crate::text::search::{folded, folded_has_words};
use crate::ui::effects::focus_text;
use crate::ui::hooks::{records_version, use_selector_soon, use_store};
use crate::ui::parts::{callback, element, on_click, on_typing, paragraph, span};
use crate::web::dom::by_id;
use crate::words::Word;

/// What is chosen, and for which record.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::ui) enum Choice {
    Actor(AnnotationId),
    CanonicalClaim(AnnotationId),
    OtherEnd(End),
    /// Which canonical claim another one is the same as.
    Merge(CanonicalClaimId),
    /// Which record of a registry another one is the same as.
    MergeRecord(End),
}

impl Choice {
    fn id(self) -> &'static str {
        match self {
            Self::Actor(_) => "actor",
            Self::CanonicalClaim(_) => "canonical-claim",
            Self::OtherEnd(_) => "other-end",
            Self::Merge(_) => "merge",
            Self::MergeRecord(_) => "merge-record",
        }
    }

    fn label(self) -> (Word, Word) {
        match self {
            Self::Actor(_) => (Word::Actor, Word::ActorHint),
            Self::CanonicalClaim(_) => (Word::CanonicalClaim, Word::CanonicalClaimHint),
            Self::OtherEnd(_) => (Word::OtherEnd, Word::OtherEndHint),
            Self::MergeRecord(End::Actor(_)) => (Word::MergeInto, Word::MergeIntoActor),
            Self::MergeRecord(End::Topic(_)) => (Word::MergeInto, Word::MergeIntoTopic),
            Self::Merge(_) | Self::MergeRecord(_) => (Word::MergeInto, Word::MergeIntoHint),
        }
    }

    /// What is chosen now, in words.
    fn value(self, state: &State) -> String {
        match self {
            Self::Actor(id) => actor::name_of(state, id),
            Self::CanonicalClaim(id) => canonical_claim::text_of(state, id),
            Self::OtherEnd(_) | Self::Merge(_) | Self::MergeRecord(_) => String::new(),
        }
    }

    /// What fits `query`, and what choosing it does. The best comes first, a new one last.
    fn rows(self, state: &State, query: &str) -> Vec<Row> {
        match self {
            Self::Actor(id) => actor::rows(state, id, query),
            Self::CanonicalClaim(id) => canonical_claim::rows(state, id, query),
            Self::OtherEnd(here) => relations::rows(state, here, query),
            Self::Merge(from) => canonical_claim::others(state, End::CanonicalClaim(from), query),
            Self::MergeRecord(from) => canonical_claim::others(state, from, query),
        }
    }

    fn removal(self) -> Option<Action> {
        match self {
            Self::Actor(id) => Some(actor::removal(id)),
            Self::CanonicalClaim(id) => Some(canonical_claim::removal(id)),
            Self::OtherEnd(_) | Self::Merge(_) | Self::MergeRecord(_) => None,
        }
    }
}

/// One line of the list.
pub(super) struct Row {
    /// Said before the name, more quietly.
    pub kind: String,
    pub name: String,
    /// Said after the name, where names alone do not tell which one it is.
    pub place: String,
    pub action: Rc<dyn Fn() -> Action>,
    /// Whether Enter chooses it only once an arrow key has gone there: what was typed may have
    /// been meant as something else than the name of something new.
    pub waits: bool,
}

/// How many rows are shown at once.
pub(super) const MOST: usize = 40;

/// Those whose words are found, the closest first: the same words, then those that begin
/// with what was typed. The flag says whether the very words are among them.
pub(super) fn found<T>(
    all: impl Iterator<Item = (String, T)>,
    query: &str,
) -> (Vec<(String, T)>, bool) {
    let wanted = folded(query.trim());
    let mut found: Vec<(u8, (String, T))> = Vec::new();
    for (name, it) in all {
        let plain = folded(&name);
        if !folded_has_words(&plain, &wanted) {
            continue;
        }
        let distance = if plain == wanted {
            0
        } else if plain.starts_with(&wanted) {
            1
        } else {
            2
        };
        found.push((distance, (name, it)));
    }
    sort_by_key(&mut found, |it| it.0);
    let same = found.first().is_some_and(|it| it.0 == 0);
    (found.into_iter().take(MOST).map(|it| it.1).collect(), same)
}

/// What somebody is doing in the field.
#[derive(Clone, Default, PartialEq)]
struct Draft {
    /// `None` while the value stands there as it is.
    typed: Option<String>,
    open: bool,
    /// The row that an arrow key went to.
    at: Option<usize>,
}

#[hook]
pub(in crate::ui) fn use_combobox(choice: &Choice) -> Html {
    let store = use_store();
    let choice = *choice;
    let draft = use_state(Draft::default);
    let _ = use_selector_soon(records_version);
    let _ = use_selector_soon(|state| state.linking().cloned());
    // A search is there to be searched; a value is there to be read.
    let search = matches!(choice, Choice::OtherEnd(_));
    let open = draft.open || search;
    let state = store.state();
    let value = choice.value(&state);
    let query = draft.typed.clone().unwrap_or_default();
    let rows = if open {
        choice.rows(&state, &query)
    } else {
        Vec::new()
    };
    let nothing = rows.is_empty();
    let emptied = draft
        .typed
        .as_deref()
        .is_some_and(|it| it.trim().is_empty());
    // What was typed leads to the row that fits best; a value leads nowhere until it is changed.
    let searched = search || !query.trim().is_empty();
    let first = rows.first().filter(|it| searched && !it.waits);
    let at = draft.at.or(first.map(|_| 0));
    let at = at.map(|it| it.min(rows.len().saturating_sub(1)));
    let (id, (label, hint)) = (choice.id(), choice.label());
    let option_id = |at: usize| format!("{id}-{at}");
    let active = at.filter(|_| !nothing).map(option_id);
    use_effect_with(active.clone(), |active| {
        if let Some(row) = active.as_deref().and_then(by_id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    use_effect_with((), move |()| {
        if search && let Some(field) = by_id(id) {
            let _ = field.focus();
        }
    });
    // Who came from the text, by a key, goes on there: the next key is a command again.
    let from_text = use_mut_ref(|| false);
    let choose = {
        let (store, draft, from_text) = (store.clone(), draft.clone(), Rc::clone(&from_text));
        callback(move |action: Action| {
            draft.set(Draft::default());
            store.dispatch(action);
            if *from_text.borrow() {
                focus_text(&store);
            }
        })
    };
    let onfocus = callback(move |event: FocusEvent| {
        event.target_unchecked_into::<HtmlInputElement>().select();
        let before = event
            .related_target()
            .and_then(|it| it.dyn_into::<Element>().ok());
        *from_text.borrow_mut() = before.is_some_and(|it| it.has_attribute("data-article-id"));
    });
    let oninput = {
        let draft = draft.clone();
        on_typing(move |typed| {
            draft.set(Draft {
                at: None,
                typed: Some(typed),
                open: true,
            });
        })
    };
    let onkeydown = {
        let (store, draft, choose) = (store.clone(), draft.clone(), choose.clone());
        let chosen = at.and_then(|at| Some(rows.get(at)?.action.clone()));
        // From what is chosen now, the next one is a step away.
        let now = rows.iter().position(|it| it.name == value);
        let count = rows.len();
        callback(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            let go = |at: usize| {
                draft.set(Draft {
                    open: true,
                    at: Some(at),
                    ..(*draft).clone()
                });
            };
            match event.key().as_str() {
                "ArrowDown" => go(match at.or(now) {
                    Some(at) if at + 1 < count => at + 1,
                    _ => 0,
                }),
                "ArrowUp" => go(match at.or(now) {
                    Some(at) if at > 0 => at - 1,
                    _ => count.wrapping_sub(1),
                }),
                "Enter" if emptied && !search => {
                    if let Some(removal) = choice.removal() {
                        choose.emit(removal);
                    }
                }
                "Enter" => {
                    if let Some(chosen) = &chosen {
                        choose.emit(chosen());
                    }
                }
                "Escape" if search => {
                    store.dispatch(LinkingAction::Cancel);
                    focus_text(&store);
                }
                "Escape" if *draft != Draft::default() => draft.set(Draft::default()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onblur = {
        let (store, draft) = (store.clone(), draft.clone());
        let removes = emptied && !value.is_empty();
        callback(move |_: FocusEvent| {
            if *draft != Draft::default() {
                draft.set(Draft::default());
            }
            if let Some(removal) = choice.removal().filter(|_| removes) {
                store.dispatch(removal);
            }
        })
    };
    let show = {
        let draft = draft.clone();
        on_click(move || {
            if !draft.open {
                draft.set(Draft {
                    open: true,
                    ..(*draft).clone()
                });
            }
        })
    };
    let name = html! { <label class="field" for={id}>{ label.text() }</label> };
    let field = html! {
        <input
            {id}
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={(!nothing).to_string()}
            aria-controls={format!("{id}-list")}
            aria-activedescendant={active}
            autocomplete="off"
            placeholder={hint.text()}
            value={draft.typed.clone().unwrap_or(value)}
            {onfocus}
            onclick={show}
            {oninput}
            {onkeydown}
            {onblur}
        />
    };
    let list = html! {
        <div
            id={format!("{id}-list")}
            class="choices"
            role="listbox"
            aria-label={label.text()}
            hidden={nothing}
            // The field keeps the keyboard, or leaving it would come before the choice.
            onmousedown={callback(|event: MouseEvent| event.prevent_default())}
        >
            for (number, row) in rows.into_iter().enumerate() {
                <div
                    key={number}
                    id={option_id(number)}
                    role="option"
                    aria-selected={(Some(number) == at).to_string()}
                    onclick={
                        let choose = choose.clone();
                        let action = row.action;
                        on_click(move || choose.emit(action()))
                    }
                >
                    if !row.kind.is_empty() {
                        { span("kind", &row.kind) }
                        { " " }
                    }
                    { row.name }
                    if !row.place.is_empty() {
                        { " " }
                        { span("kind", &row.place) }
                    }
                </div>
            }
        </div>
    };
    let none = nothing.then(|| paragraph("none", Word::SaidNotFound.text()));
    let none = if search {
        html! { <div role="status">{ none }</div> }
    } else {
        Html::default()
    };
    element("div", "combobox", [name, field, list, none])
}
