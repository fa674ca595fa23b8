//! The main screen: articles and labels, panes, inspector, list of annotations.

use std::rc::Rc;

use yew::prelude::*;

use super::annotation_list::use_annotation_list;
use super::connectors::use_connectors;
use super::hooks::{ByAddress, use_selector, use_selector_soon, use_store};
use super::inspector::use_inspector;
use super::label_toolbar::{offered, swatch};
use super::linked_scrolling::use_linked_scrolling;
use super::pane::{PaneProps, use_pane_view};
use super::parts::{dispatching, element, paragraph, span, text, worded};
use super::selection_popover::use_selection_popover;
use super::sidebar::use_sidebar;
use super::top_bar::command_button;
use super::widget::widget;
use crate::app::{State, ViewingAction};
use crate::model::{ArticleId, Polarity};
use crate::words::Word;

#[hook]
pub(super) fn use_read_view() -> Html {
    let panes = use_selector(|state| state.session.panes.clone());
    let panes = if panes.is_empty() {
        widget!(use_empty())
    } else {
        html! {
            <div class="panes" data-count={panes.len().to_string()}>
                for (at, pane) in panes.into_iter().enumerate() {
                    { widget!(use_pane_view(PaneProps { at, article: pane.article, pinned: pane.pinned }), key = pane.article) }
                }
                { widget!(use_connectors()) }
                { widget!(use_linked_scrolling()) }
            </div>
        }
    };
    let (welcome, list) = (widget!(use_welcome()), widget!(use_annotation_list()));
    html! {
        <>
            { widget!(use_sidebar()) }
            { widget!(use_legend()) }
            { element("div", "desk", [welcome, panes, list]) }
            { widget!(use_inspector()) }
            { widget!(use_selection_popover()) }
            { widget!(use_caret_labels()) }
        </>
    }
}

/// What the caret goes into, spoken by a screen reader: marks are painted over the text, and so
/// are not part of it.
#[hook]
fn use_caret_labels() -> Html {
    // The names are looked for when the caret has gone elsewhere, or something there has changed.
    let _ = use_selector_soon(|state| {
        let selection = state.session.selection;
        let article = selection.map(|it| it.article);
        let version = article.map(|it| state.project.annotations_version(it));
        (selection, version)
    });
    let labels = use_store().read(State::labels_at_caret);
    html! { <p class="visually-hidden" role="status" data-caret="true">{ labels }</p> }
}

/// On paper: which line is which label.
#[hook]
fn use_legend() -> Html {
    let codebook = use_selector(|state| ByAddress(Rc::clone(state.project.codebook())));
    let store = use_store();
    let state = store.state();
    html! {
        <p class="legend" aria-hidden="true">
            for label in offered(&codebook.0, &state.settings) {
                { element("span", "", [swatch(Some(label)), text(&state.label_name(&label.id))]) }
            }
        </p>
    }
}

/// What to do in a project without articles.
#[hook]
fn use_empty() -> Html {
    let actions = [
        command_button("add-article", "primary"),
        command_button("open-sample", ""),
        command_button("import", ""),
    ];
    element(
        "div",
        "empty",
        [
            worded("h2", "", Word::EmptyTitle.text()),
            paragraph("", Word::EmptyText.text()),
            element("div", "actions", actions),
        ],
    )
}

/// One claim of two articles, beside one that only one of them has.
#[derive(Clone, PartialEq)]
struct Finding {
    text: String,
    claim: crate::model::AnnotationId,
    who: String,
}

/// Over an untouched sample: three words of explanation, what both report, what one does,
/// and the way to a project of one's own.
#[hook]
fn use_welcome() -> Html {
    let store = use_store();
    let shown = use_selector(|state| {
        let untouched = !state.stored && state.history.last_seq() == 0;
        (untouched && state.project.articles().len() > 1).then(|| findings(state))
    });
    let Some((both, one)) = shown else {
        return html! {};
    };
    let go = |finding: Option<Finding>, title: Word| {
        let Some(finding) = finding else {
            return html! {};
        };
        let onclick = dispatching(&store, move || ViewingAction::Focus(Some(finding.claim)));
        html! {
            <button type="button" class="finding" {onclick}>
                { span("who", &title.with(&[("who", &finding.who)])) }
                { span("what", &finding.text) }
            </button>
        }
    };
    html! {
        <section class="welcome" aria-label={Word::Welcome.text()}>
            { paragraph("steps", Word::WelcomeSteps.text()) }
            { go(both, Word::ReportedByBoth) }
            { go(one, Word::ReportedByOne) }
            { element("div", "actions", [command_button("new-project", "primary")]) }
        </section>
    }
}

/// A canonical claim that all articles have members of, and one that only one has.
fn findings(state: &State) -> (Option<Finding>, Option<Finding>) {
    let project = &state.project;
    let articles = project.ordered_articles();
    let mut both: Option<(usize, Finding)> = None;
    let mut one: Option<(usize, Finding)> = None;
    for canonical in project.canonical_claims() {
        let members: Vec<_> = project
            .members_of(canonical.id)
            .filter(|it| it.polarity == Polarity::Same)
            .filter_map(|it| project.annotation(it.claim))
            .collect();
        let has = |article: ArticleId| members.iter().any(|it| it.article == article);
        let having: Vec<_> = articles.iter().filter(|it| has(it.id)).collect();
        let (Some(claim), Some(first)) = (members.first(), having.first()) else {
            continue;
        };
        // A number makes the plainest example, then what is said more than once.
        let numbers = members.iter().filter(|it| it.has("claim_type", "quantity"));
        let worth = members.len() + 10 * numbers.count();
        let kind = match having.len() {
            1 => &mut one,
            all if all == articles.len() => &mut both,
            _ => continue,
        };
        if kind.as_ref().is_none_or(|(than, _)| worth > *than) {
            let finding = Finding {
                text: canonical.text.clone(),
                claim: claim.id,
                who: language_name(&first.language).to_owned(),
            };
            *kind = Some((worth, finding));
        }
    }
    (both.map(|it| it.1), one.map(|it| it.1))
}

/// Languages offered in lists, each a tag and its name, in the order of names. One text: see
/// the table of words.
static LANGUAGES: &str = "sq Albanian;ar Arabic;hy Armenian;eu Basque;bn Bengali;bs Bosnian;\
    bg Bulgarian;ca Catalan;zh Chinese;hr Croatian;cs Czech;da Danish;nl Dutch;en English;\
    et Estonian;fi Finnish;fr French;gl Galician;ka Georgian;de German;el Greek;he Hebrew;\
    hi Hindi;hu Hungarian;id Indonesian;it Italian;ja Japanese;ko Korean;lv Latvian;\
    lt Lithuanian;mk Macedonian;ms Malay;nb Norwegian;fa Persian;pl Polish;pt Portuguese;\
    ro Romanian;ru Russian;sr Serbian;sk Slovak;sl Slovenian;es Spanish;sw Swahili;sv Swedish;\
    th Thai;tr Turkish;uk Ukrainian;ur Urdu;vi Vietnamese";

pub(super) fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.split(';').filter_map(|it| it.split_once(' '))
}

pub(super) fn language_name(tag: &str) -> &'static str {
    let main = tag.split('-').next().unwrap_or_default();
    languages().find(|it| it.0 == main).map_or("", |it| it.1)
}
