//! What lies over the page. All are native dialogs: focus stays inside, Escape leaves.

mod add_article;
mod article_details;
mod checks;
mod export;
mod import;
mod modal;
mod palette;
mod projects;
mod registries;
mod shortcuts;

use yew::prelude::*;

use super::hooks::use_selector;
use crate::app::Dialog;

pub(super) use add_article::stage as stage_article;
pub(super) use import::stage as stage_import;
use modal::Modal;

#[component]
pub(super) fn Dialogs() -> Html {
    let dialog = use_selector(|state| state.session.dialog.clone());
    let draft = use_mut_ref(add_article::Draft::default);
    match dialog {
        None => html! {},
        Some(Dialog::AddArticle) => html! { <add_article::AddArticle {draft} /> },
        Some(Dialog::ArticleDetails(id)) => html! { <article_details::ArticleDetails {id} /> },
        Some(Dialog::Projects) => html! { <projects::Projects /> },
        Some(Dialog::Export) => html! { <export::Export /> },
        Some(Dialog::Import) => html! { <import::Import /> },
        Some(Dialog::Commands) => html! { <palette::Palette /> },
        Some(Dialog::Shortcuts) => html! { <shortcuts::Shortcuts /> },
        Some(Dialog::Checks) => html! { <checks::Checks /> },
        Some(Dialog::Registries) => html! { <registries::Registries /> },
    }
}
