//! What a cell shows.

use yew::prelude::*;

use crate::app::{CellId, ComparingAction, Store};
use crate::model::matrix::{Cell, Status};
use crate::ui::parts::{callback, span};
use crate::words::{Word, counted};

/// A status in words.
pub(in crate::ui) fn status_name(status: Status) -> Word {
    match status {
        Status::Denies => Word::StatusDenies,
        Status::Distances => Word::StatusDistances,
        Status::Endorses => Word::StatusEndorses,
        Status::Reports => Word::StatusReports,
        Status::ReportsContrary => Word::StatusReportsContrary,
        Status::Unresolved => Word::StatusUnresolved,
        Status::Related => Word::StatusRelated,
        Status::Omits => Word::StatusOmits,
        Status::OmitsUnconfirmed => Word::StatusOmitsUnconfirmed,
        Status::NotRead => Word::StatusNotRead,
    }
}

/// The statuses of a cell, one after the other.
pub(super) fn in_words(cell: &Cell, statuses: &[Status]) -> Vec<String> {
    let mut all = Vec::new();
    for status in statuses {
        let mut name = status_name(*status).text().to_owned();
        if cell.source_denies(*status) {
            name.push_str(Word::SourceDenies.text());
        }
        all.push(name);
    }
    // A source that did not say it, for one: shown, and deciding nothing.
    if all.is_empty() {
        all.push(Word::EvidenceOnly.text().to_owned());
    }
    all
}

pub(super) fn id_of(cell: CellId) -> String {
    match cell.article {
        Some(article) => format!("cell-{}-{article}", cell.row),
        None => format!("cell-{}", cell.row),
    }
}

/// A cell of the grid in a column, the first article's being 0.
pub(super) fn cell_of(store: &Store, id: CellId, cell: &Cell, column: usize, chosen: bool) -> Html {
    let words = in_words(cell, &cell.statuses);
    let count = cell.evidence.len();
    let quotes = counted(count, Word::OneQuote, Word::ManyQuotes);
    let statuses = words.iter().enumerate().map(|(at, words)| {
        let status = cell.statuses.get(at).map(|it| it.id());
        html! { <span class="status" data-status={status}>{ words.clone() }</span> }
    });
    let choose = choosing(store, id);
    html! {
        <td role="gridcell" id={id_of(id)} aria-colindex={(column + 2).to_string()} aria-selected={chosen.to_string()}
            aria-label={format!("{}, {quotes}", words.join("; "))} data-overridden={cell.is_overridden().then_some("true")}
            onclick={choose.0} ondblclick={choose.1}>
            <div class="cell">
                { for statuses }
                if count > 0 {
                    { span("quotes", &format!("{count} ❝")) }
                }
            </div>
        </td>
    }
}

/// What a click and a double click on a cell do.
pub(super) fn choosing(
    store: &Store,
    cell: CellId,
) -> (Callback<MouseEvent>, Callback<MouseEvent>) {
    let (chooses, opens) = (store.clone(), store.clone());
    (
        callback(move |_| chooses.dispatch(ComparingAction::Choose(Some(cell)))),
        callback(move |_| opens.dispatch(ComparingAction::OpenBeside(cell))),
    )
}
