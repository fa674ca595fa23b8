use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::hooks::{change_settings, use_selector, use_selector_soon, use_store};
use super::messages::title_of;
use super::overview::use_overview;
use super::parts::{
    callback, check, dispatching, element, named_button, on_click, paragraph, spacer, span,
};
use super::reader::{ReaderProps, use_reader};
use super::selection_popover::is_pointer_down;
use super::widget::widget;
use crate::app::{ArticlesAction, Dialog, Store, ViewingAction};
use crate::formats::status_name;
use crate::model::ArticleId;
use crate::words::Word;

#[derive(PartialEq)]
pub(super) struct PaneProps {
    pub at: usize,
    pub article: ArticleId,
    pub pinned: bool,
}

#[derive(Clone, PartialEq, Default)]
struct About {
    title: String,
    language: String,
    facts: String,
    note: String,
    read: bool,
    active: bool,
    only: bool,
}

/// An article with its header and its text.
#[hook]
pub(super) fn use_pane_view(props: &PaneProps) -> Html {
    let store = use_store();
    let (at, id, pinned) = (props.at, props.article, props.pinned);
    let about = use_selector(move |state| {
        let Some(article) = state.project.article(id) else {
            return About::default();
        };
        let facts = [&article.outlet, &article.author, &article.published];
        let facts: Vec<&str> = facts
            .into_iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        let count = state.project.annotation_count(id);
        let note = if count == 0 && state.session.selection.is_none() {
            Word::HowToTag.text().to_owned()
        } else {
            String::new()
        };
        About {
            title: title_of(article).to_owned(),
            language: article.language.clone(),
            facts: facts.join(" · "),
            note,
            read: state.shown_reading(id).is_some(),
            active: state.session.active_pane == at,
            only: state.session.panes.len() < 2,
        }
    });
    let details = dispatching(&store, move || {
        ViewingAction::Open(Dialog::ArticleDetails(id))
    });
    let onread = {
        let store = store.clone();
        let read = about.read;
        callback(move |_| store.dispatch(ArticlesAction::SetFullyRead(id, !read)))
    };
    let linked = use_selector(|state| state.settings.linked_scrolling);
    let name = Word::PaneName.with(&[("title", &about.title)]);
    let beside = if about.only {
        Html::default()
    } else {
        html! {
            <>
                <button type="button" class="plain small" aria-label={Word::PinPane.text()}
                    title={Word::PinPane.text()}
                    aria-pressed={pinned.to_string()}
                    onclick={dispatching(&store, move || ViewingAction::PinPane(at, !pinned))}>{ if pinned { "●" } else { "○" } }</button>
                { link_button(&store, linked) }
                { named_button("plain small", "✕", Word::ClosePane.text(), dispatching(&store, move || ViewingAction::ClosePane(at))) }
            </>
        }
    };
    let header = [
        html! { <h2 title={about.title.clone()}>{ about.title.clone() }</h2> },
        named_button("plain small", "✎", Word::ArticleDetails.text(), details),
        span("language", &about.language),
        span("facts", &about.facts),
        spacer(),
        check(Word::ToggleFullyRead.text(), about.read, onread),
        beside,
    ];
    let reader = widget!(use_reader(ReaderProps {
        article: id,
        pane: at
    }));
    let page = element("div", "page", [reader]);
    let pane = use_node_ref();
    use_effect_with(about.active, {
        let pane = pane.clone();
        move |active| {
            // What the mouse is on stays under it.
            if *active
                && !is_pointer_down()
                && let Some(pane) = pane.cast::<Element>()
            {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                options.set_inline(ScrollLogicalPosition::Nearest);
                pane.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    });
    html! {
        <section
            ref={pane}
            class={classes!("pane", about.active.then_some("active"))}
            role="region"
            aria-label={name}
        >
            { element("header", "pane-header", header) }
            if !about.note.is_empty() {
                { paragraph("hint", &about.note) }
            }
            { element("div", "pane-scroll", [page]) }
            { widget!(use_overview(id)) }
            { widget!(use_missing_claim(id)) }
        </section>
    }
}

/// Turns linked scrolling on and off.
fn link_button(store: &Store, linked: bool) -> Html {
    let name = Word::LinkScrolling.text();
    let store = store.clone();
    let toggle = on_click(move || {
        change_settings(&store, |it| it.linked_scrolling = !it.linked_scrolling);
    });
    html! {
        <button type="button" class="plain small" aria-label={name} title={name} aria-pressed={linked.to_string()} onclick={toggle}>{ "⇅" }</button>
    }
}

/// Says so where the selected claim of another pane is not in this article. It lies over the
/// text, which does not move.
#[hook]
fn use_missing_claim(article: &ArticleId) -> Html {
    let article = *article;
    let missing = use_selector_soon(move |state| state.missing_claim(article));
    let words = missing.map(|statuses| {
        let statuses = statuses.iter().map(|it| status_name(*it));
        Word::ClaimMissing.with(&[("what", &statuses.collect::<Vec<_>>().join("; "))])
    });
    html! {
        <p class="missing-claim" role="status">{ words.unwrap_or_default() }</p>
    }
}
