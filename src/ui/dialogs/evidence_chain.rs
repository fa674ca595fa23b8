//! What one canonical claim stands on in all articles, drawn as a diagram: from the articles to
//! quotes, to those on whose word they are, to what is held of them.

use yew::prelude::*;

use super::modal;
use crate::app::State;
use crate::model::CanonicalClaimId;
use crate::model::matrix::{chain, related_rows};
use crate::ui::compare::cell::in_words;
use crate::ui::compare::chain::{Shown, links};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::messages::language_and_title;
use crate::ui::parts::{element, element_of, item, paragraph, span};
use crate::words::{PartWord, Word};

/// Quotes drawn; the rest is counted.
const MOST: usize = 120;

#[hook]
pub(super) fn use_evidence_chain(row: &CanonicalClaimId) -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let columns = use_selector(State::matrix_columns);
    let state = store.state();
    let row = *row;
    let Some(claim) = state.project.canonical_claim(row) else {
        return Html::default();
    };
    let having = state.articles_with(row);
    let columns: Vec<_> = columns
        .into_iter()
        .filter(|it| having.contains(it))
        .collect();
    let matrix = state.matrix_window(&[row], &columns);
    let cells = matrix.rows.first().map_or(&[][..], |it| &it.cells);
    let (mut left, mut more) = (MOST, 0);
    let mut articles = Vec::new();
    for (article, cell) in matrix.columns.iter().zip(cells) {
        let quotes = cell.evidence.len();
        let most = quotes.min(left);
        left -= most;
        more += quotes - most;
        let title = language_and_title(state.project.article(*article), 60);
        let found = chain(&state.project, row, *article, cell, most);
        let node = [
            span("title", &title),
            span("says", &in_words(cell, &cell.statuses).join("; ")),
        ];
        articles.push(html! {
            <li class="article-link">
                { element("div", "node", node) }
                { links(&store, &state, &found, Shown::InDialog) }
            </li>
        });
    }
    let related = related_rows(&state.project, row);
    if !related.is_empty() {
        articles.push(html! {
            <li class="article-link">
                { element("div", "node", [span("title", PartWord::OtherRows.text())]) }
                { links(&store, &state, &related, Shown::InDialog) }
            </li>
        });
    }
    let more = (more > 0).then(|| {
        let count = more.to_string();
        paragraph("hint", &PartWord::MoreQuotes.with(&[("count", &count)]))
    });
    let tree = item(html! {
        <>
            { element("div", "node row-node", [span("", &claim.text)]) }
            { element_of("ul", "", articles) }
        </>
    });
    modal(
        Word::EvidenceChain.text(),
        "evidence-chain",
        html! {
            <>
                <div class="chain-scroll" tabindex="0" role="region" aria-label={Word::EvidenceChain.text()}>
                    { element_of("ul", "diagram", vec![tree]) }
                </div>
                { more.unwrap_or_default() }
            </>
        },
    )
}
