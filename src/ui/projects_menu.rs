use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::hooks::{run, use_selector, use_store};
use super::parts::{OnClick, callback, element, on_click};
use crate::app::{Dialog, ProjectsAction, ViewingAction};
use crate::commands::command;
use crate::model::ProjectId;
use crate::words::Word;

/// The button named by the project, with the menu of projects.
#[hook]
pub(super) fn use_projects_menu() -> Html {
    let store = use_store();
    let open = use_state(|| false);
    let title = use_selector(|state| state.project.about().title.clone());
    let projects = use_selector(|state| {
        let mut all: Vec<(ProjectId, String)> = state
            .projects
            .iter()
            .filter(|it| !it.deleted && it.id != state.project.id())
            .map(|it| (it.id, it.title.clone()))
            .collect();
        all.truncate(12);
        all
    });
    let button = use_node_ref();
    let menu = use_node_ref();
    use_effect_with(*open, {
        let menu = menu.clone();
        move |open| {
            if *open
                && let Some(menu) = menu.cast::<web_sys::Element>()
                && let Ok(Some(first)) = menu.query_selector("[role=menuitem]")
            {
                let _ = first.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        }
    });
    let close = {
        let open = open.clone();
        let button = button.clone();
        callback(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<web_sys::HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let onkeydown = {
        let menu = menu.clone();
        let close = close.clone();
        callback(move |event: KeyboardEvent| {
            let step: i32 = match event.key().as_str() {
                "Escape" | "Tab" => {
                    event.prevent_default();
                    close.emit(());
                    return;
                }
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            event.prevent_default();
            move_in_menu(&menu, step);
        })
    };
    let onfocusout = {
        let open = open.clone();
        let menu = menu.clone();
        callback(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|it| it.dyn_into::<web_sys::Node>().ok());
            let inside = menu
                .cast::<web_sys::Node>()
                .is_some_and(|menu| menu.contains(to.as_ref()));
            if !inside && to.is_some() {
                open.set(false);
            }
        })
    };
    let item = |name: &'static str| {
        let Some(command) = command(name) else {
            return html! {};
        };
        let (store, close) = (store.clone(), close.clone());
        let act = move || {
            close.emit(());
            run(&store, command);
        };
        menu_item(name, command.title.text(), on_click(act))
    };
    let listed = projects.iter().map(|&(id, ref title)| {
        let (store, close) = (store.clone(), close.clone());
        let open = on_click(move || {
            close.emit(());
            store.dispatch(ProjectsAction::Open(id));
        });
        menu_item(&id.to_string(), titled(title), open)
    });
    let manage = {
        let (store, close) = (store.clone(), close.clone());
        on_click(move || {
            close.emit(());
            store.dispatch(ViewingAction::Open(Dialog::Projects));
        })
    };
    let shown = titled(&title).to_owned();
    let button = html! {
        <button
            ref={button}
            type="button"
            class="plain project-button"
            aria-haspopup="menu"
            aria-expanded={open.to_string()}
            onclick={
                let open = open.clone();
                let store = store.clone();
                move |_| {
                    open.set(!*open);
                    store.dispatch(ProjectsAction::List);
                }
            }
        >
            { shown }
            <span class="caret-down" aria-hidden="true" />
        </button>
    };
    let menu = if *open {
        html! {
            <div ref={menu} class="menu" role="menu" aria-label={Word::Projects.text()} {onkeydown} {onfocusout}>
                { item("new-project") }
                { item("new-project-with") }
                { item("open-sample") }
                { item("import") }
                { item("history") }
                if store.read(|state| state.can_choose_file) {
                    { item("file-copy") }
                }
                { for listed }
                { menu_item("manage", Word::ManageProjects.text(), manage) }
            </div>
        }
    } else {
        Html::default()
    };
    element("div", "menu-anchor", [button, menu])
}

/// What a project is called, also without a title.
pub(super) fn titled(title: &str) -> &str {
    if title.is_empty() {
        Word::UntitledProject.text()
    } else {
        title
    }
}

fn menu_item(key: &str, words: &str, onclick: OnClick) -> Html {
    html! {
        <button type="button" role="menuitem" tabindex="-1" key={key.to_owned()} {onclick}>{ words.to_owned() }</button>
    }
}

fn move_in_menu(menu: &NodeRef, step: i32) {
    let Some(menu) = menu.cast::<web_sys::Element>() else {
        return;
    };
    let Ok(items) = menu.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = i32::try_from(items.length()).unwrap_or(0);
    let active = crate::web::dom::document().active_element();
    let at = (0..count)
        .find(|at| {
            let item = u32::try_from(*at).ok().and_then(|at| items.item(at));
            item.as_ref() == active.as_deref()
        })
        .unwrap_or(-1);
    let next = (at + step).rem_euclid(count.max(1));
    if let Some(item) = u32::try_from(next).ok().and_then(|at| items.item(at)) {
        let _ = item.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}
