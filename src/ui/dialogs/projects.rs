use yew::prelude::*;

use super::modal;
use crate::app::{Dialog, ProjectSummary, ProjectsAction, Store, ViewingAction};
use crate::model::ProjectId;
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::parts::{
    button, dispatching, element, element_of, labelled, named_button_if, on_value, spacer, span,
};
use crate::ui::projects_menu::titled;
use crate::ui::widget::widget;
use crate::web::local_minute;
use crate::words::{PartWord, Word, counted};

/// All projects of this browser: open, rename the open one, delete, restore.
#[hook]
pub(super) fn use_projects() -> Html {
    let store = use_store();
    let projects = use_selector(|state| state.projects.clone());
    let open = use_selector(|state| {
        let project = &state.project;
        (project.id(), project.about().title.clone())
    });
    let rows = projects.iter().map(|it| row(&store, it, &open));
    let new = dispatching(&store, move || ProjectsAction::New);
    modal(
        Word::Projects.text(),
        "",
        html! {
            <>
                { widget!(use_open_title()) }
                { element_of("ul", "plain-list projects", rows.collect()) }
                { element("div", "row end", [button("primary", Word::NewProject.text(), new)]) }
            </>
        },
    )
}

/// One project. The list is as storage had it; of the open one, the title may be newer.
fn row(store: &Store, project: &ProjectSummary, open: &(ProjectId, String)) -> Html {
    let id = project.id;
    let is_open = id == open.0;
    let title = titled(if is_open { &open.1 } else { &project.title });
    let mut about = PartWord::ProjectAbout.with(&[
        (
            "articles",
            &counted(project.articles, Word::OneArticle, Word::ManyArticles),
        ),
        (
            "annotations",
            &counted(
                project.annotations,
                Word::OneAnnotation,
                Word::ManyAnnotations,
            ),
        ),
        ("modified", &local_minute(project.modified)),
    ]);
    if let Some(bytes) = project.bytes {
        about.push_str(" · ");
        about.push_str(&size_of(bytes));
    }
    let called = |word: PartWord| word.with(&[("title", title)]);
    html! {
        <li key={id.to_string()} class={classes!(project.deleted.then_some("deleted"))}>
            { span("title", title) }
            { span("about", &about) }
            { spacer() }
            if project.deleted {
                { button("", Word::Restore.text(), dispatching(store, move || ProjectsAction::Restore(id))) }
            } else {
                { named_button_if(!is_open, "", PartWord::Open.text(), &called(PartWord::OpenProject), dispatching(store, move || ProjectsAction::Open(id))) }
                if is_open {
                    { named_button_if(true, "", Word::History.text(), &called(PartWord::HistoryOf), dispatching(store, move || ViewingAction::Open(Dialog::History))) }
                }
                { named_button_if(true, "danger", PartWord::Delete.text(), &called(PartWord::DeleteProject), dispatching(store, move || ProjectsAction::Delete(id))) }
            }
        </li>
    }
}

/// A number of bytes, for people: as kilobytes or megabytes, rounded up.
fn size_of(bytes: u64) -> String {
    const KILO: u64 = 1_000;
    let kilobytes = bytes.div_ceil(KILO);
    if kilobytes < KILO {
        return PartWord::Kilobytes.with(&[("size", &kilobytes.to_string())]);
    }
    let tenths = bytes.div_ceil(KILO * KILO / 10);
    let size = format!("{}.{}", tenths / 10, tenths % 10);
    PartWord::Megabytes.with(&[("size", &size)])
}

/// A component of its own: whatever renders a field again takes out what is being typed,
/// and the list of projects arrives when storage likes.
#[hook]
fn use_open_title() -> Html {
    let store = use_store();
    let title = use_selector(|state| state.project.about().title.clone());
    let rename = on_value(move |title| store.dispatch(ProjectsAction::Rename(title)));
    let field = html! { <input type="text" data-first="true" value={title} onchange={rename} /> };
    labelled("stacked", PartWord::ProjectTitle.text(), field)
}
