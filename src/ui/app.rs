use strum::IntoEnumIterator;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::codebook::use_codebook_view;
use super::compare::use_compare_view;
use super::dialogs::{Staged, stage_import, use_dialogs};
use super::hooks::{use_selector, use_store};
use super::later::{load_part, use_part};
use super::messages::use_messages;
use super::parts::{callback, element_of};
use super::read::use_read_view;
use super::sources::use_sources_view;
use super::top_bar::{use_top_bar, view_id};
use super::widget::widget;
use crate::app::{
    ArticleFile, ArticlesAction, MessageKind, Part, Said, Store, Theme, View, ViewingAction,
};
use crate::formats::{NamedFile, ReadError, project_json, sorted_out};
use crate::ingest::{self, Rejected, WebPage};
use crate::web;
use crate::web::dom::{document, style};
use crate::web::timing::spawn;
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

/// Takes files in: a project file is shown to be imported, all others become articles, and what
/// is neither is named.
pub(super) fn take_files(store: Store, files: Vec<web_sys::File>) {
    spawn(async move {
        let mut read = Vec::new();
        for file in files {
            read.extend(read_named(&store, &file).await);
        }
        if load_part(Part::Dialogs).await && load_part(Part::Exchange).await {
            apart_exchange_take(&store, read);
        } else {
            store.dispatch(ViewingAction::Say(
                MessageKind::Error,
                Box::new(Said::PartNotLoaded),
            ));
        }
    });
}

#[inline(never)]
fn apart_exchange_take(store: &Store, files: Vec<NamedFile>) {
    let sorted = sorted_out(files);
    apart_dialogs_take(store, sorted.texts);
    let project_too = !sorted.groups.is_empty() && sorted.project.is_some();
    let project = sorted.project.filter(|it| {
        if project_too {
            refuse(store, it.name.clone(), Word::SaidOneProject.into());
        }
        !project_too
    });
    for name in sorted.further {
        refuse(store, name, Word::SaidOneProject.into());
    }
    // Last: whoever adds an article has the dialog closed.
    if let Some(project) = project {
        stage_import(store, Staged::Project(project));
    } else if !sorted.groups.is_empty() {
        stage_import(store, Staged::Groups(sorted.groups));
    }
}

#[inline(never)]
fn apart_dialogs_take(store: &Store, texts: Vec<NamedFile>) {
    let mut articles = Vec::new();
    for NamedFile { name, bytes } in texts {
        if let Some(page) = saved_page(&name, &bytes) {
            add_page(store, name, page);
        } else {
            articles.push(ArticleFile {
                name,
                bytes: bytes.into(),
            });
        }
    }
    if !articles.is_empty() {
        store.dispatch(ArticlesAction::AddFiles(articles));
    }
}

/// A file's name and content. If it cannot be read, that is said.
pub(super) async fn read_named(store: &Store, file: &web_sys::File) -> Option<NamedFile> {
    let name = file.name();
    // Before anything of it is read: reading what is too large can end the page.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of bytes"
    )]
    let bytes = file.size() as usize;
    if bytes > project_json::MAX_BYTES {
        refuse(store, name, ReadError::TooLarge { bytes }.to_string());
        return None;
    }
    if let Ok(bytes) = web::read_file(file).await {
        return Some(NamedFile { name, bytes });
    }
    refuse(store, name, Word::SaidUnreadable.into());
    None
}

fn refuse(store: &Store, name: String, reason: String) {
    let said = Box::new(Said::ArticleRejected { name, reason });
    store.dispatch(ViewingAction::Say(MessageKind::Error, said));
}

/// The article of a file that is a saved web page.
fn saved_page(name: &str, bytes: &[u8]) -> Option<Result<WebPage, Rejected>> {
    if !ingest::may_be_web_page(bytes) {
        return None;
    }
    let read = ingest::ingest_bytes(Some(name), bytes).ok()?;
    if !ingest::is_web_page(Some(name), &read.text) {
        return None;
    }
    let events = web::page_events(&read.text);
    Some(events.and_then(|it| ingest::article_of(&it).ok_or(Rejected::NoArticle)))
}

fn add_page(store: &Store, name: String, page: Result<WebPage, Rejected>) {
    let page = match page {
        Ok(page) => page,
        Err(reason) => return refuse(store, name, reason.to_string()),
    };
    let title = page.title.clone();
    let before = store.read(|state| state.project.articles().len());
    store.dispatch(ArticlesAction::AddPasted(page.into()));
    if store.read(|state| state.project.articles().len()) > before {
        let said = Box::new(Said::PageAdded { title });
        store.dispatch(ViewingAction::Say(MessageKind::Note, said));
    }
}

/// The files a person chose in an input, which then forgets them.
pub(super) fn chosen_files(event: &Event) -> Vec<web_sys::File> {
    let Some(input) = event
        .target()
        .and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    files_of(input.files())
}

/// The files that a field, a drop or the clipboard has.
pub(super) fn files_of(list: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    let list = list.into_iter();
    list.flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)))
        .collect()
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
