//! What a cell shows.

use yew::prelude::*;

pub(in crate::ui) use crate::formats::statuses_in_words as in_words;
use crate::model::matrix::Cell;
use crate::ui::parts::span;
use crate::words::{PartWord, Word, counted};

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
            aria-selected={chosen.then_some("true")} aria-label={label}
            aria-description={cell.is_overridden().then_some(PartWord::SetByHand.text())} data-overridden={cell.is_overridden().then_some("true")}>
            <div class="cell">
                { for statuses }
                if count > 0 {
                    { span("quotes", &format!("{count} ❝")) }
                }
            </div>
        </td>
    }
}
