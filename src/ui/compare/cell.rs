//! What a cell shows.

use yew::prelude::*;

use crate::model::matrix::{Cell, Status};
use crate::ui::parts::span;
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
pub(in crate::ui) fn in_words(cell: &Cell, statuses: &[Status]) -> Vec<String> {
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

/// A cell's id in the page, by the number of its row and of its column, that of names being 0.
pub(super) fn id_of(row: usize, column: usize) -> String {
    format!("cell-{row}-{column}")
}

/// A cell of the grid. What a click on it does is the grid's; it has an id while it is chosen.
pub(super) fn cell_of(cell: &Cell, row: usize, column: usize, chosen: bool) -> Html {
    let words = in_words(cell, &cell.statuses);
    let count = cell.evidence.len();
    let mut label = words.join("; ");
    label.push_str(", ");
    label.push_str(&counted(count, Word::OneQuote, Word::ManyQuotes));
    let statuses = words.into_iter().enumerate().map(|(at, words)| {
        let status = cell.statuses.get(at).map(|it| it.id());
        html! { <span class="status" data-status={status}>{ words }</span> }
    });
    html! {
        <td role="gridcell" id={chosen.then(|| id_of(row, column))} aria-colindex={(column + 1).to_string()}
            aria-selected={chosen.then_some("true")} aria-label={label} data-overridden={cell.is_overridden().then_some("true")}>
            <div class="cell">
                { for statuses }
                if count > 0 {
                    { span("quotes", &format!("{count} ❝")) }
                }
            </div>
        </td>
    }
}
