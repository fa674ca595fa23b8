use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::messages::{shortened, title_of};
use super::parts::{button, dispatching, element, element_of, paragraph, span, worded};
use crate::app::{State, ViewingAction};
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{AnnotationId, ArticleId};
use crate::words::{Word, counted};

#[derive(Clone, PartialEq)]
struct Quoted {
    name: String,
    /// Claims attributed to it, by article.
    claims: SortedMap<ArticleId, Vec<AnnotationId>>,
}

/// Who is given as the source of claims, and how often, in which article.
#[hook]
pub(super) fn use_sources_view() -> Html {
    let store = use_store();
    let version = use_selector(records_version);
    let quoted = use_memo(version, {
        let store = store.clone();
        move |_| store.read(quoted)
    });
    let state = store.state();
    let articles = state.project.ordered_articles();
    if quoted.is_empty() {
        let title = worded("h2", "", Word::NoSources.text());
        let hint = paragraph("", Word::NoSourcesHint.text());
        return element("div", "empty", [title, hint]);
    }
    let titles = articles.iter().map(|it| {
        let title = shortened(title_of(it), 48);
        worded("th", "", &format!("{title} · {}", it.language))
    });
    let header = [worded("th", "", Word::Source.text()), titles.collect()];
    let rows = quoted.iter().map(|row| {
        let name = html! { <th scope="row">{ row.name.clone() }</th> };
        let counts = articles.iter().map(|it| {
            let count = count_button(&store, row.claims.get(&it.id));
            element("td", "", [count])
        });
        element("tr", "", [name, counts.collect()])
    });
    let table = html! {
        <table class="matrix" aria-label={Word::SourcesByArticle.text()}>
            { element("thead", "", [element("tr", "", header)]) }
            { element_of("tbody", "", rows.collect()) }
        </table>
    };
    element("div", "matrix-scroll", [table])
}

fn count_button(store: &crate::app::Store, claims: Option<&Vec<AnnotationId>>) -> Html {
    let Some(first) = claims.and_then(|it| it.first()).copied() else {
        return span("none", "0");
    };
    let count = claims.map_or(0, Vec::len);
    let words = counted(count, Word::OneClaim, Word::ManyClaims);
    button(
        "plain",
        &words,
        dispatching(store, move || ViewingAction::Focus(Some(first))),
    )
}

/// Sources by actor, or by their own words where no actor is linked; most claims first.
fn quoted(state: &State) -> Vec<Quoted> {
    let project = &state.project;
    let mut by_name: SortedMap<String, Quoted> = SortedMap::new();
    for relation in project.relations().filter(|it| it.kind == "attributed_to") {
        let Some(claim) = relation.from.annotation() else {
            continue;
        };
        let Some(article) = project.annotation(claim).map(|it| it.article) else {
            continue;
        };
        let Some(name) = state.source_named(relation.to) else {
            continue;
        };
        let row = by_name.or_insert_with(name.clone(), || Quoted {
            name,
            claims: SortedMap::new(),
        });
        row.claims.or_insert_with(article, Vec::new).push(claim);
    }
    let mut rows: Vec<Quoted> = by_name.into_iter().map(|it| it.1).collect();
    sort_by_key(&mut rows, |it| {
        std::cmp::Reverse(it.claims.values().map(Vec::len).sum::<usize>())
    });
    rows
}
