use std::rc::Rc;

use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::messages::shortened;
use super::parts::{dispatching, element, element_of, paragraph, span, worded};
use crate::app::{Store, ViewingAction};
use crate::model::matrix::{Cell, Matrix, Row, matrix};
use crate::model::sorted::sort_by_key;
use crate::words::{Word, counted};

/// Rows shown at once.
const MOST: usize = 500;

/// Canonical claims by article: who reports what, and who leaves it out.
#[hook]
pub(super) fn use_compare_view() -> Html {
    let store = use_store();
    let version = use_selector(records_version);
    let matrix: Rc<Matrix> = use_memo(version, {
        let store = store.clone();
        move |_| store.read(|state| matrix(&state.project, None))
    });
    let state = store.state();
    let project = &state.project;
    if project.canonical_claims().len() == 0 {
        let title = worded("h2", "", Word::NoCanonicalClaims.text());
        let hint = paragraph("", Word::NoCanonicalClaimsHint.text());
        return element("div", "empty", [title, hint]);
    }
    // What tells articles apart stands first, then what all of them have.
    let mut rows: Vec<&Row> = matrix.rows.iter().collect();
    sort_by_key(&mut rows, |row| {
        row.cells
            .iter()
            .all(|it| it.evidence.is_empty() == row.cells[0].evidence.is_empty())
    });
    let (row_count, column_count) = (rows.len() + 1, matrix.columns.len() + 1);
    let column_headers = matrix.columns.iter().enumerate().map(|(at, article)| {
        let article = project.article(*article);
        let title = article.map(|it| format!("{} · {}", shortened(&it.title, 48), it.language));
        html! {
            <th role="columnheader" aria-colindex={(at + 2).to_string()}>{ title.unwrap_or_default() }</th>
        }
    });
    let rows = rows.into_iter().take(MOST).enumerate().map(|(at, row)| {
        let claim = project.canonical_claim(row.canonical_claim);
        let text = claim.map(|it| it.text.clone()).unwrap_or_default();
        let cells = row.cells.iter().enumerate();
        html! {
            <tr role="row" key={row.canonical_claim.to_string()} aria-rowindex={(at + 2).to_string()}>
                <th role="rowheader" scope="row" aria-colindex="1">{ text }</th>
                { for cells.map(|(column, cell)| cell_of(&store, cell, column)) }
            </tr>
        }
    });
    let header = html! {
        <tr role="row" aria-rowindex="1">
            <th role="columnheader" aria-colindex="1">{ Word::CanonicalClaim.text() }</th>
            { for column_headers }
        </tr>
    };
    let table = html! {
        <table class="matrix" role="grid" aria-label={Word::Matrix.text()} aria-rowcount={row_count.to_string()} aria-colcount={column_count.to_string()}>
            { element("thead", "", [header]) }
            { element_of("tbody", "", rows.collect()) }
        </table>
    };
    element("div", "matrix-scroll", [table])
}

fn cell_of(store: &Store, cell: &Cell, column: usize) -> Html {
    let statuses: Vec<String> = cell
        .statuses
        .iter()
        .map(|it| status_name(it.id(), cell.source_denies(*it)))
        .collect();
    let statuses = match statuses.as_slice() {
        // A source that did not say it, for one: shown, and deciding nothing.
        [] => Word::EvidenceOnly.text().to_owned(),
        some => some.join("; "),
    };
    let count = cell.evidence.len();
    let quotes = counted(count, Word::OneQuote, Word::ManyQuotes);
    let first = cell.evidence.first().map(|it| it.claim);
    let status = span("status", &statuses);
    html! {
        <td role="gridcell" aria-colindex={(column + 2).to_string()} aria-label={format!("{statuses}, {quotes}")} data-status={cell.statuses.first().map(|it| it.id())}>
            if first.is_some() {
                <button type="button" class="plain" onclick={dispatching(store, move || ViewingAction::Focus(first))}>
                    { status }
                    { span("about", &quotes) }
                </button>
            } else {
                { status }
            }
        </td>
    }
}

fn status_name(id: &str, source_denies: bool) -> String {
    let name = match id {
        "omits_unconfirmed" => "omits, unconfirmed".to_owned(),
        other => other.replace('_', " "),
    };
    if source_denies {
        format!("{name}, source denies")
    } else {
        name
    }
}
