//! What lies over the page. All are native dialogs: focus stays inside, Escape leaves.

mod add_article;
mod appearance;
mod article_details;
mod behind;
mod checks;
mod codebooks;
mod evidence_chain;
mod export;
mod file_copy;
mod history;
mod import;
mod label_all;
mod migration;
mod modal;
mod palette;
mod projects;
mod registries;
mod report;
mod shortcuts;

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::hooks::use_selector;
use super::later::use_part;
use super::widget::widget;
use crate::app::{Dialog, Part};
use crate::words::Word;

use add_article::Draft;
pub(super) use add_article::stage as stage_article;
pub(super) use import::{Staged, stage as stage_import};
use modal::modal;

#[hook]
pub(super) fn use_dialogs() -> Html {
    let dialog = use_selector(|state| state.session.dialog.clone());
    let draft = use_mut_ref(Draft::default);
    let coming = use_part(dialog.as_ref().map(|it| match it {
        Dialog::Export | Dialog::Import => Part::Exchange,
        _ => Part::Dialogs,
    }));
    match dialog {
        None => html! {},
        Some(_) if coming.failed() => modal(Word::NotThere.text(), "", coming.instead()),
        Some(_) if !coming.is_there() => coming.instead(),
        Some(dialog @ (Dialog::Export | Dialog::Import)) => apart_exchange(&dialog),
        Some(dialog) => apart_dialogs(&dialog, draft),
    }
}

#[inline(never)]
fn apart_exchange(dialog: &Dialog) -> Html {
    match dialog {
        Dialog::Export => widget!(export::use_export()),
        _ => widget!(import::use_import()),
    }
}

#[inline(never)]
fn apart_dialogs(dialog: &Dialog, draft: Rc<RefCell<Draft>>) -> Html {
    match *dialog {
        Dialog::AddArticle => widget!(add_article::use_add_article(draft)),
        Dialog::ArticleDetails(id) => widget!(article_details::use_article_details(id)),
        Dialog::Projects => widget!(projects::use_projects()),
        Dialog::History => widget!(history::use_history()),
        Dialog::FileCopy => widget!(file_copy::use_file_copy()),
        Dialog::Commands => widget!(palette::use_palette()),
        Dialog::Shortcuts => widget!(shortcuts::use_shortcuts()),
        Dialog::Checks => widget!(checks::use_checks()),
        Dialog::Appearance => widget!(appearance::use_appearance()),
        Dialog::LabelAll => widget!(label_all::use_label_all()),
        Dialog::EvidenceChain(row) => widget!(evidence_chain::use_evidence_chain(row)),
        Dialog::Codebooks { begin } => widget!(codebooks::use_codebooks(begin)),
        Dialog::Migration => widget!(migration::use_migration()),
        Dialog::Report => widget!(report::use_report()),
        Dialog::Behind(ref it) => widget!(behind::use_behind(it.clone())),
        Dialog::Registries => widget!(registries::use_registries()),
        // They come with what other tools wrote.
        Dialog::Export | Dialog::Import => html! {},
    }
}
