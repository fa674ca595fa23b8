use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::hooks::{change_settings, use_selector, use_selector_soon, use_store};
use super::label_toolbar::use_label_buttons;
use super::messages::title_of;
use super::parts::{button, callback, check, dispatching, element, element_of, span, worded};
use super::top_bar::command_button;
use super::widget::widget;
use crate::app::{ArticlesAction, Dialog, Settings, ViewingAction};
use crate::model::ArticleId;
use crate::words::{Word, counted};

#[hook]
pub(super) fn use_sidebar() -> Html {
    html! {
        <aside class="sidebar" aria-label={Word::Sidebar.text()}>
            { widget!(use_articles()) }
            { widget!(use_labels()) }
            { command_button("checks", "plain") }
            { command_button("registries", "plain") }
            { command_button("appearance", "plain") }
            { command_button("shortcuts", "plain") }
        </aside>
    }
}

#[derive(Clone, PartialEq)]
struct Row {
    id: ArticleId,
    title: String,
    about: String,
    shown: bool,
}

#[hook]
fn use_articles() -> Html {
    let store = use_store();
    let rows = use_selector_soon(|state| {
        let mut rows: Vec<Row> = Vec::new();
        for article in state.project.ordered_articles() {
            let count = state.project.annotation_count(article.id);
            let mut about = counted(count, Word::OneAnnotation, Word::ManyAnnotations);
            if !article.language.is_empty() {
                about.insert_str(0, &format!("{} · ", article.language));
            }
            if state.shown_reading(article.id).is_some() {
                about.push_str(Word::ArticleRead.text());
            }
            let title = title_of(article);
            let twins = rows.iter().filter(|it| it.title == title).count();
            // A second article of the same title is told apart by a number.
            rows.push(Row {
                id: article.id,
                title: title.to_owned(),
                about,
                shown: state.session.is_shown(article.id),
            });
            if twins > 0
                && let Some(row) = rows.last_mut()
            {
                row.about.insert_str(0, &format!("({}) · ", twins + 1));
            }
        }
        rows
    });
    let name = |at: usize| {
        let row = &rows[at];
        let before = rows[..at].iter().filter(|it| it.title == row.title).count();
        if before == 0 {
            row.title.clone()
        } else {
            format!("{} ({})", row.title, before + 1)
        }
    };
    let items = rows.iter().enumerate().map(|(at, row)| {
        html! {
            <li key={row.id.to_string()} draggable="true"
                ondragstart={
                    let id = row.id;
                    callback(move |event: DragEvent| {
                        if let Some(data) = event.data_transfer() {
                            let _ = data.set_data("application/x-cotejo-article", &id.to_string());
                        }
                    })
                }
                ondragover={callback(|event: DragEvent| {
                    let ours = event.data_transfer().is_some_and(|it| {
                        it.types().includes(&"application/x-cotejo-article".into(), 0)
                    });
                    if ours {
                        event.prevent_default();
                        let line = if is_lower(&event) { "line-below" } else { "line-above" };
                        show_line(&event, line);
                    }
                })}
                ondragleave={callback(|event: DragEvent| show_line(&event, ""))}
                ondrop={
                    let store = store.clone();
                    let row = row.id;
                    callback(move |event: DragEvent| {
                        show_line(&event, "");
                        let moved = event
                            .data_transfer()
                            .and_then(|it| it.get_data("application/x-cotejo-article").ok())
                            .and_then(|it| it.parse::<uuid::Uuid>().ok())
                            .map(ArticleId);
                        if let Some(article) = moved {
                            event.prevent_default();
                            event.stop_propagation();
                            let lower = is_lower(&event);
                            let before = store.read(|state| state.dropped_on(row, lower));
                            store.dispatch(ArticlesAction::Move { article, before });
                        }
                    })
                }
            >
                <button
                    type="button"
                    class="article-button"
                    aria-label={name(at)}
                    aria-description={row.about.clone()}
                    aria-current={row.shown.then_some("true")}
                    onclick={
                        let store = store.clone();
                        let id = row.id;
                        callback(move |event: MouseEvent| {
                            if event.ctrl_key() || event.meta_key() {
                                store.dispatch(ViewingAction::OpenBeside(id));
                            } else {
                                store.dispatch(ViewingAction::ShowArticle(id));
                            }
                        })
                    }
                >
                    { span("title", &row.title) }
                    { span("about", &row.about) }
                </button>
            </li>
        }
    });
    html! {
        <nav aria-label={Word::Articles.text()}>
            { worded("h2", "", Word::Articles.text()) }
            { element_of("ul", "articles", items.collect()) }
            { button("plain", Word::AddArticle.text(), dispatching(&store, move || ViewingAction::Open(Dialog::AddArticle))) }
        </nav>
    }
}

/// The row that something is dragged over.
fn row_of(event: &DragEvent) -> Option<Element> {
    let over = event.target()?.dyn_into::<Element>().ok()?;
    over.closest("li").ok()?
}

/// Whether it is dragged over the lower half of the row, and so goes behind it.
fn is_lower(event: &DragEvent) -> bool {
    row_of(event).is_some_and(|it| {
        let row = it.get_bounding_client_rect();
        f64::from(event.client_y()) > row.top() + row.height() / 2.0
    })
}

/// Shows where what is dragged will land. Rows have no class otherwise, and are not rendered
/// anew for each move of the mouse.
fn show_line(event: &DragEvent, class: &str) {
    if let Some(row) = row_of(event) {
        row.set_class_name(class);
    }
}

#[hook]
fn use_labels() -> Html {
    let store = use_store();
    let settings = use_selector(|state| state.settings.clone());
    let has_more =
        use_selector(|state| state.project.codebook().labels.iter().any(|it| !it.simple));
    let toggle = |change: fn(&mut Settings)| {
        let store = store.clone();
        callback(move |_| change_settings(&store, change))
    };
    let labels = html! {
        <div class="labels" role="toolbar" aria-label={Word::Labels.text()} aria-orientation="vertical">
            { widget!(use_label_buttons()) }
        </div>
    };
    let snap = toggle(|it| it.snap_to_words = !it.snap_to_words);
    let simple = if has_more {
        let simplify = toggle(|it| it.all_labels = !it.all_labels);
        check(Word::SimpleView.text(), !settings.all_labels, simplify)
    } else {
        Html::default()
    };
    element(
        "section",
        "",
        [
            worded("h2", "", Word::Labels.text()),
            labels,
            check(Word::SnapToWords.text(), settings.snap_to_words, snap),
            simple,
        ],
    )
}
