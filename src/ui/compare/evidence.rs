//! What a cell stands on: the quotes, on whose word they are, and what is held of them. One
//! claim's chain of evidence through all articles, as a list in lists.

use strum::IntoEnumIterator;
use yew::prelude::*;

use super::cell::in_words;
use super::chain::{Shown, links};
use crate::app::{CellId, ComparingAction, Dialog, State, Store, ViewingAction};
use crate::formats::status_name;
use crate::model::matrix::{Cell, Status, chain};
use crate::model::{ArticleId, OverrideKey};
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::{Choice, use_combobox};
use crate::ui::messages::language_and_title;
use crate::ui::parts::{
    button, callback, choice, dispatching, element, none_or, paragraph, text_field, worded,
};
use crate::ui::widget::widget;
use crate::words::{PartWord, Word};

/// Quotes shown of a row; the rest is counted.
const MOST: usize = 60;

#[hook]
pub(super) fn use_evidence() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let chosen = use_selector(|state| state.session.comparing.cell);
    let columns = use_selector(State::matrix_columns);
    let state = store.state();
    let content = chosen.and_then(|it| about(&store, &state, it, columns));
    let content = content.unwrap_or_else(|| vec![paragraph("hint", PartWord::EvidenceHint.text())]);
    html! {
        <aside class="evidence" role="complementary" tabindex="0" aria-label={PartWord::Evidence.text()} data-open={chosen.is_some().to_string()}>
            { for content }
        </aside>
    }
}

fn about(
    store: &Store,
    state: &State,
    chosen: CellId,
    mut columns: Vec<ArticleId>,
) -> Option<Vec<Html>> {
    let claim = state.project.canonical_claim(chosen.row)?;
    // The article of the chosen cell first.
    if let Some(at) = columns.iter().position(|it| Some(*it) == chosen.article) {
        let first = columns.remove(at);
        columns.insert(0, first);
    }
    // Only where there is something of it, however many articles there are.
    let having = state.articles_with(chosen.row);
    columns.retain(|it| having.contains(it) || Some(*it) == chosen.article);
    let matrix = state.matrix_window(&[chosen.row], &columns);
    let cells = &matrix.rows.first()?.cells;
    let mut content = vec![
        worded("h2", "", &claim.text),
        element(
            "div",
            "actions",
            [
                button(
                    "",
                    PartWord::OpenSideBySide.text(),
                    dispatching(store, move || ComparingAction::OpenBeside(chosen)),
                ),
                button(
                    "",
                    Word::EvidenceChain.text(),
                    dispatching(store, move || {
                        ViewingAction::Open(Dialog::EvidenceChain(chosen.row))
                    }),
                ),
            ],
        ),
        widget!(use_combobox(Choice::Merge(chosen.row)), key = chosen.row),
    ];
    let mut left = MOST;
    let mut more = 0;
    for (article, cell) in matrix.columns.iter().zip(cells) {
        let is_chosen = Some(*article) == chosen.article;
        if !is_chosen && cell.evidence.is_empty() && cell.stances.is_empty() {
            continue;
        }
        let quotes = cell.evidence.len();
        let shown = quotes.min(left);
        left -= shown;
        more += quotes - shown;
        if shown > 0 || is_chosen || quotes == 0 {
            content.push(section(store, state, chosen, *article, cell, shown));
        }
    }
    if more > 0 {
        content.push(paragraph(
            "hint",
            &PartWord::MoreQuotes.with(&[("count", &more.to_string())]),
        ));
    }
    if content.len() == 3 {
        content.push(paragraph("hint", PartWord::NoQuotes.text()));
    }
    Some(content)
}

/// One article: what its cell says, and its quotes.
fn section(
    store: &Store,
    state: &State,
    chosen: CellId,
    article: ArticleId,
    cell: &Cell,
    shown: usize,
) -> Html {
    let title = language_and_title(state.project.article(article), 60);
    let statuses = in_words(cell, &cell.statuses).join("; ");
    let chain = chain(&state.project, chosen.row, article, cell, shown);
    let is_chosen = Some(article) == chosen.article;
    element(
        "section",
        "",
        [
            worded("h3", "", &title),
            if is_chosen {
                own_status(store, state, chosen, cell)
            } else {
                paragraph("says", &statuses)
            },
            links(store, state, &chain, Shown::Beside),
        ],
    )
}

/// What the cell says, to be set by hand, and why.
fn own_status(store: &Store, state: &State, chosen: CellId, cell: &Cell) -> Html {
    let own = chosen.article.and_then(|article| {
        state.project.override_of(OverrideKey {
            canonical_claim: chosen.row,
            article,
            annotator: state.me,
        })
    });
    let records = in_words(cell, &cell.derived).join("; ");
    let choose = {
        let store = store.clone();
        callback(move |value: String| {
            let status = value.parse::<Status>().ok();
            store.dispatch(ComparingAction::SetStatus(chosen, status));
        })
    };
    let options: Options = Status::iter()
        .map(|it| Offer::new(it.id(), status_name(it)))
        .collect();
    let options = none_or(&PartWord::FromRecords.with(&[("what", &records)]), options);
    let current = own.map_or("", |it| it.status.as_str());
    let note = own.map(|it| {
        let store = store.clone();
        let set = callback(move |note| store.dispatch(ComparingAction::SetNote(chosen, note)));
        text_field(PartWord::WhyOverride.text(), &it.note, set)
    });
    let marked = cell
        .is_overridden()
        .then(|| paragraph("hint", &PartWord::Overridden.with(&[("what", &records)])));
    element(
        "div",
        "own-status",
        [
            choice("", PartWord::CellStatus.text(), options, current, choose),
            note.unwrap_or_default(),
            marked.unwrap_or_default(),
        ],
    )
}
