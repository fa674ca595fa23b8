use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Modal;
use crate::app::ProjectsAction;
use crate::ui::hooks::{use_selector, use_store};
use crate::words::{Word, counted};

/// All projects of this browser: open, rename the open one, delete, restore.
#[component]
pub(super) fn Projects() -> Html {
    let store = use_store();
    let projects = use_selector(|state| state.projects.clone());
    let (open, title) =
        use_selector(|state| (state.project.id(), state.project.about().title.clone()));
    let rename = {
        let store = store.clone();
        move |event: Event| {
            let title = event.target_unchecked_into::<HtmlInputElement>().value();
            store.dispatch(ProjectsAction::Rename(title));
        }
    };
    html! {
        <Modal title={Word::Projects.text()}>
            <label class="stacked">{ Word::ProjectTitle.text() }
                <input type="text" data-first="true" value={title} onchange={rename} />
            </label>
            <ul class="plain-list projects">
                for project in projects {
                    <li key={project.id.to_string()} class={classes!(project.deleted.then_some("deleted"))}>
                        <span class="title">
                            { if project.title.is_empty() { Word::UntitledProject.text().to_owned() } else { project.title.clone() } }
                        </span>
                        <span class="about">
                            { Word::ProjectAbout.with(&[
                                ("articles", &counted(project.articles, Word::OneArticle, Word::ManyArticles)),
                                ("annotations", &counted(project.annotations, Word::OneAnnotation, Word::ManyAnnotations)),
                                ("modified", &project.modified.to_string()[..16].replace('T', " ")),
                            ]) }
                        </span>
                        <span class="spacer" />
                        if project.deleted {
                            <button type="button" onclick={
                                let store = store.clone();
                                let id = project.id;
                                move |_| store.dispatch(ProjectsAction::Restore(id))
                            }>{ Word::Restore.text() }</button>
                        } else {
                            <button type="button" aria-label={Word::OpenProject.with(&[("title", &project.title)])} disabled={project.id == open} onclick={
                                let store = store.clone();
                                let id = project.id;
                                move |_| store.dispatch(ProjectsAction::Open(id))
                            }>{ Word::Open.text() }</button>
                            <button type="button" class="danger" aria-label={Word::DeleteProject.with(&[("title", &project.title)])} onclick={
                                let store = store.clone();
                                let id = project.id;
                                move |_| store.dispatch(ProjectsAction::Delete(id))
                            }>{ Word::Delete.text() }</button>
                        }
                    </li>
                }
            </ul>
            <div class="row end">
                <button type="button" class="primary" onclick={move |_| store.dispatch(ProjectsAction::New)}>
                    { Word::NewProject.text() }
                </button>
            </div>
        </Modal>
    }
}
