use strum::IntoEnumIterator;
use yew::prelude::*;

use super::codebook::use_codebook_view;
use super::compare::use_compare_view;
use super::dialogs::use_dialogs;
use super::hooks::{use_selector, use_store};
use super::later::use_part;
use super::messages::use_messages;
use super::parts::{callback, element_of};
use super::read::use_read_view;
use super::sources::use_sources_view;
use super::taking::{files_of, take_files};
use super::top_bar::{use_top_bar, view_id};
use super::widget::widget;
use crate::app::{Part, Store, Theme, View};
use crate::web;
use crate::web::dom::{document, style};
use crate::words::Word;

/// Says, in place of the app, that a part of it did not come.
pub fn say_not_loaded() {
    web::dom::show_alert(Word::NotLoaded.text());
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    pub store: Store,
}

#[component]
pub fn App(props: &AppProps) -> Html {
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
            { widget!(use_page()) }
        </ContextProvider<Store>>
    }
}

#[hook]
fn use_page() -> Html {
    let store = use_store();
    let (theme, calm) = use_selector(|state| (state.settings.theme, state.settings.calm));
    use_type();
    let dropping = use_state(|| false);
    let theme = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let ondragover = {
        let dropping = dropping.clone();
        callback(move |event: DragEvent| {
            if has_files(&event) {
                event.prevent_default();
                dropping.set(true);
            }
        })
    };
    let ondragleave = {
        let dropping = dropping.clone();
        callback(move |event: DragEvent| {
            if event.related_target().is_none() {
                dropping.set(false);
            }
        })
    };
    let ondrop = {
        let dropping = dropping.clone();
        callback(move |event: DragEvent| {
            dropping.set(false);
            let files = event.data_transfer().map(|it| files_of(it.files()));
            if let Some(files) = files.filter(|it| !it.is_empty()) {
                event.prevent_default();
                take_files(store.clone(), files);
            }
        })
    };
    let views = View::iter().map(|it| widget!(use_view_panel(it), key = view_id(it)));
    html! {
        <div class="app" data-theme={theme} data-calm={calm.then_some("true")} {ondragover} {ondragleave} {ondrop}>
            { widget!(use_top_bar()) }
            { element_of("main", "", views.collect()) }
            { widget!(use_messages(false)) }
            { widget!(use_dialogs()) }
            if *dropping {
                <div class="drop-here" aria-hidden="true">{ Word::DropHere.text() }</div>
            }
        </div>
    }
}

/// Sets articles as the person likes them.
#[hook]
fn use_type() {
    let set = use_selector(|state| {
        let settings = &state.settings;
        let sizes = [
            settings.text_size,
            settings.line_length,
            settings.line_spacing,
        ];
        (sizes, settings.sans)
    });
    use_effect_with(set, |(sizes, sans)| {
        let Some(root) = document().document_element() else {
            return;
        };
        for (name, number) in ["--text-size", "--line-length", "--line-spacing"]
            .iter()
            .zip(sizes)
        {
            style(&root, name, &number.to_string());
        }
        let family = if *sans { "var(--sans)" } else { "var(--serif)" };
        style(&root, "--text-font", family);
    });
}

fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|it| it.types().includes(&"Files".into(), 0))
}

#[hook]
fn use_view_panel(view: &View) -> Html {
    let view = *view;
    let shown = use_selector(move |state| state.session.view == view);
    let id = view_id(view);
    let part = match view {
        View::Read => None,
        View::Compare => Some(Part::Compare),
        View::Sources => Some(Part::Sources),
        View::Codebook => Some(Part::Codebook),
    };
    let coming = use_part(part.filter(|_| shown));
    let content = match view {
        _ if !shown => html! {},
        _ if !coming.is_there() => coming.instead(),
        View::Read => widget!(use_read_view()),
        View::Compare => apart_compare(),
        View::Sources => apart_sources(),
        View::Codebook => apart_codebook(),
    };
    html! {
        <div
            class={classes!("view", id)}
            role="tabpanel"
            id={format!("panel-{id}")}
            aria-labelledby={format!("tab-{id}")}
            hidden={!shown}
        >
            { content }
        </div>
    }
}

#[inline(never)]
fn apart_compare() -> Html {
    widget!(use_compare_view())
}

#[inline(never)]
fn apart_sources() -> Html {
    widget!(use_sources_view())
}

#[inline(never)]
fn apart_codebook() -> Html {
    widget!(use_codebook_view())
}
