use yew::prelude::*;

use super::wording::fault_in_words;
use crate::app::CodebookAction;
use crate::model::{CodebookEdit, EntryKind};
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::parts::{callback, on_typing};
use crate::words::{PartWord, Word};

/// What is added, to what, and what that is called.
#[derive(Clone, PartialEq)]
pub(super) struct Adding {
    pub kind: EntryKind,
    /// The attribute that gets a value, or what gets an attribute.
    pub of: String,
    pub word: PartWord,
}

/// A field for the name of a new entry.
#[hook]
pub(super) fn use_entry_adder(adding: &Adding) -> Html {
    let store = use_store();
    let name = use_state(String::new);
    let refused = {
        let adding = adding.clone();
        use_selector(move |state| {
            let refused = state.session.recoding.refused.as_ref()?;
            let entry = &refused.entry;
            let here = refused.property == "add" && entry.kind == adding.kind;
            (here && entry.of == adding.of).then(|| refused.fault.clone())
        })
    };
    let onsubmit = {
        let (name, adding) = (name.clone(), adding.clone());
        callback(move |event: SubmitEvent| {
            event.prevent_default();
            let edit = CodebookEdit::Add {
                kind: adding.kind,
                of: adding.of.clone(),
                name: (*name).clone(),
                id: None,
            };
            store.dispatch(CodebookAction::Edit(edit, String::new()));
            if store.read(|state| state.session.recoding.refused.is_none()) {
                name.set(String::new());
            }
        })
    };
    let oninput = {
        let name = name.clone();
        on_typing(move |it| name.set(it))
    };
    let word = adding.word.text();
    let field = format!("{word}: {}", PartWord::Name.text());
    html! {
        <form class="row adder" {onsubmit}>
            <input type="text" class="grow" aria-label={field} placeholder={PartWord::Name.text()} value={(*name).clone()} {oninput} />
            <button type="submit" disabled={name.trim().is_empty()}>{ word }</button>
            if let Some(fault) = refused {
                <p class="problem" role="alert">{ fault_in_words(&fault, name.trim()) }</p>
            }
        </form>
    }
}

/// Fields for a version of somebody's choice, and why there is one.
#[hook]
pub(super) fn use_declaring() -> Html {
    let store = use_store();
    let typed = use_state(<(String, String)>::default);
    let refused = use_selector(|state| {
        let refused = state.session.recoding.refused.as_ref();
        refused.is_some_and(|it| it.property == "version")
    });
    let onsubmit = {
        let typed = typed.clone();
        callback(move |event: SubmitEvent| {
            event.prevent_default();
            let (version, note) = (*typed).clone();
            let edit = CodebookEdit::Declare(version);
            store.dispatch(CodebookAction::Edit(edit, note));
            if store.read(|state| state.session.recoding.refused.is_none()) {
                typed.set(<(String, String)>::default());
            }
        })
    };
    let onversion = {
        let typed = typed.clone();
        on_typing(move |it| typed.set((it, typed.1.clone())))
    };
    let onnote = {
        let typed = typed.clone();
        on_typing(move |it| typed.set((typed.0.clone(), it)))
    };
    html! {
        <form class="row adder" {onsubmit}>
            <input type="text" aria-label={PartWord::Version.text()} placeholder={PartWord::VersionHint.text()} value={typed.0.clone()} oninput={onversion} />
            <input type="text" class="grow" aria-label={Word::Note.text()} placeholder={Word::Note.text()} value={typed.1.clone()} oninput={onnote} />
            <button type="submit" disabled={typed.0.trim().is_empty()}>{ PartWord::DeclareVersion.text() }</button>
            if refused {
                <p class="problem" role="alert">{ PartWord::FaultVersion.text() }</p>
            }
        </form>
    }
}
