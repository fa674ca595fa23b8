//! What lies over the page. All are native dialogs: focus stays inside, Escape leaves.

mod add_article;
mod appearance;
mod article_details;
mod checks;
mod evidence_chain;
mod export;
mod import;
mod label_all;
mod modal;
mod palette;
mod projects;
mod registries;
mod report;
mod shortcuts;

use yew::prelude::*;

use super::hooks::use_selector;
use crate::app::Dialog;

use super::widget::widget;
pub(super) use add_article::stage as stage_article;
pub(super) use import::stage as stage_import;
use modal::modal;

#[hook]
pub(super) fn use_dialogs() -> Html {
    let dialog = use_selector(|state| state.session.dialog.clone());
    let draft = use_mut_ref(add_article::Draft::default);
    match dialog {
        None => html! {},
        Some(Dialog::AddArticle) => widget!(add_article::use_add_article(draft)),
        Some(Dialog::ArticleDetails(id)) => widget!(article_details::use_article_details(id)),
        Some(Dialog::Projects) => widget!(projects::use_projects()),
        Some(Dialog::Export) => widget!(export::use_export()),
        Some(Dialog::Import) => widget!(import::use_import()),
        Some(Dialog::Commands) => widget!(palette::use_palette()),
        Some(Dialog::Shortcuts) => widget!(shortcuts::use_shortcuts()),
        Some(Dialog::Checks) => widget!(checks::use_checks()),
        Some(Dialog::Appearance) => widget!(appearance::use_appearance()),
        Some(Dialog::LabelAll) => widget!(label_all::use_label_all()),
        Some(Dialog::EvidenceChain(row)) => widget!(evidence_chain::use_evidence_chain(row)),
        Some(Dialog::Report) => widget!(report::use_report()),
        Some(Dialog::Registries) => widget!(registries::use_registries()),
    }
}
