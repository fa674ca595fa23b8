use std::cell::Cell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::cell::{cell_of, id_of};
use super::geometry::{HEAD, Heights, Viewport, Widths, height_of};
use crate::app::{CellId, ComparingAction, MatrixRow, State};
use crate::model::matrix::{Outline, Row};
use crate::model::{ArticleId, CanonicalClaimId, TopicId};
use crate::ui::hooks::{ByAddress, records_version, use_selector, use_store};
use crate::ui::messages::{shortened, title_of};
use crate::ui::parts::{callback, paragraph, span, text};
use crate::web::dom;
use crate::web::events::listen;
use crate::web::timing::after_next_frame;
use crate::words::{PartWord, Word};

thread_local! {
    /// How large the last grid was: the first frame of the next one is drawn for that.
    static LAST: Cell<Viewport> = const {
        Cell::new(Viewport {
            top: 0,
            left: 0,
            width: 1000,
            height: 700,
            settled: false,
        })
    };
}

/// The matrix, of which only the rows and columns in view are worked out and rendered.
#[hook]
pub(super) fn use_grid() -> Html {
    let store = use_store();
    let scroller = use_node_ref();
    let view = use_mut_ref(|| LAST.get());
    let rerender = use_force_update();
    let _ = use_selector(records_version);
    let rows = use_selector(|state| ByAddress(Rc::clone(&state.session.comparing.rows))).0;
    let chosen = use_selector(|state| state.session.comparing.cell);
    let columns = use_selector(State::matrix_columns);
    let look = {
        let (view, scroller) = (Rc::clone(&view), scroller.clone());
        move || {
            let Some(it) = scroller.cast::<Element>() else {
                return;
            };
            let seen = Viewport {
                top: it.scroll_top(),
                left: it.scroll_left(),
                width: it.client_width(),
                height: it.client_height(),
                settled: true,
            };
            LAST.set(Viewport {
                top: 0,
                left: 0,
                settled: false,
                ..seen
            });
            if view.replace(seen) != seen {
                rerender.force_update();
            }
        }
    };
    use_effect_with((columns.len(), rows.is_empty()), {
        let look = look.clone();
        move |_| {
            let resized = listen(&dom::window(), "resize", {
                let look = look.clone();
                move |_| look()
            });
            after_next_frame(look);
            move || drop(resized)
        }
    });
    let seen = *view.borrow();
    let widths = Widths::of(seen.width, columns.len());
    let heights = use_memo((ByAddress(Rc::clone(&rows)), widths), {
        let store = store.clone();
        move |(rows, widths)| heights(&store.state(), &rows.0, *widths)
    });
    let onkeydown = {
        let store = store.clone();
        let (rows, columns) = (Rc::clone(&rows), columns.clone());
        let page = usize::try_from((seen.height - HEAD) / height_of(1))
            .unwrap_or(1)
            .max(1);
        callback(move |event: KeyboardEvent| {
            let chosen = store.read(|state| state.session.comparing.cell);
            if let Some(action) = key(&event, chosen, &rows, &columns, page) {
                event.prevent_default();
                event.stop_propagation();
                store.dispatch(action);
            }
        })
    };
    use_effect_with(chosen, {
        let (rows, columns) = (Rc::clone(&rows), columns.clone());
        let (heights, scroller) = (Rc::clone(&heights), scroller.clone());
        move |chosen| {
            let row = chosen.and_then(|it| row_of(&rows, it.row));
            let (Some(row), Some(it)) = (row, scroller.cast::<Element>()) else {
                return;
            };
            it.set_scroll_top(heights.reveal(seen, row));
            let column =
                chosen.and_then(|it| columns.iter().position(|at| Some(*at) == it.article));
            if let Some(column) = column {
                it.set_scroll_left(widths.reveal(seen, column));
            }
        }
    });
    if rows.is_empty() {
        return paragraph("hint", PartWord::NoRows.text());
    }
    let state = store.state();
    let window_of = Window {
        rows: heights.rows(seen),
        columns: widths.columns(seen, columns.len()),
        count: columns.len(),
        widths,
    };
    let onscroll = callback(move |_: Event| look());
    // One for all cells: a listener for each would be most of what a cell costs.
    let on_cell = |act: fn(CellId) -> ComparingAction| {
        let (store, rows, columns) = (store.clone(), Rc::clone(&rows), columns.clone());
        callback(move |event: MouseEvent| {
            if let Some(cell) = cell_under(&event, &rows, &columns) {
                store.dispatch(act(cell));
            }
        })
    };
    let onclick = on_cell(|it| ComparingAction::Choose(Some(it)));
    let ondblclick = on_cell(ComparingAction::OpenBeside);
    let active = chosen.and_then(|it| {
        let column = columns.iter().position(|at| Some(*at) == it.article);
        Some(id_of(row_of(&rows, it.row)?, column.map_or(0, |it| it + 1)))
    });
    html! {
        <div class="matrix-scroll" ref={scroller} {onscroll}>
            <table class="matrix" role="grid" tabindex="0" aria-label={PartWord::Matrix.text()}
                aria-rowcount={(rows.len() + 1).to_string()} aria-colcount={(columns.len() + 1).to_string()}
                aria-activedescendant={active}
                width={widths.all(columns.len()).to_string()} {onkeydown} {onclick} {ondblclick}>
                { window_of.col_elements() }
                <thead>{ head(&state, &window_of, &columns) }</thead>
                <tbody>
                    { room(heights.top(window_of.rows.start)) }
                    <>{ for body(&state, &window_of, &rows, &columns, chosen) }</>
                    { room(heights.all() - heights.top(window_of.rows.end)) }
                </tbody>
            </table>
        </div>
    }
}

/// What is rendered.
struct Window {
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    /// How many columns there are.
    count: usize,
    widths: Widths,
}

impl Window {
    /// Widths as attributes: a table takes them without looking at its cells.
    fn col_elements(&self) -> Html {
        let mut all = vec![self.widths.first];
        all.extend(self.before());
        all.extend(self.columns.clone().map(|_| self.widths.column));
        all.extend(self.after());
        html! { <colgroup>{ for all.into_iter().map(|it| html! { <col width={it.to_string()} /> }) }</colgroup> }
    }

    fn before(&self) -> Option<i32> {
        (self.columns.start > 0).then(|| self.widths.of_columns(self.columns.start))
    }

    fn after(&self) -> Option<i32> {
        let after = self.count - self.columns.end;
        (after > 0).then(|| self.widths.of_columns(after))
    }

    /// A row's cells, with room for those that are not rendered.
    fn with_room(&self, cells: Vec<Html>) -> Vec<Html> {
        let no_cell = || html! { <td aria-hidden="true"></td> };
        let mut all: Vec<Html> = self.before().map(|_| no_cell()).into_iter().collect();
        all.extend(cells);
        all.extend(self.after().map(|_| no_cell()));
        all
    }
}

/// Room for rows that are not rendered. Its height is an attribute, which is there with the rows.
fn room(height: i32) -> Html {
    html! { <tr role="presentation" height={height.to_string()} hidden={height == 0}></tr> }
}

/// The cell that an event is about, by the numbers that assistive technology reads too.
fn cell_under(event: &MouseEvent, rows: &[MatrixRow], columns: &[ArticleId]) -> Option<CellId> {
    let number = |of: &Element, name| of.get_attribute(name)?.parse::<usize>().ok();
    let cell = event.target_dyn_into::<Element>()?;
    let cell = cell.closest("[aria-colindex]").ok()??;
    let row = number(&cell.parent_element()?, "aria-rowindex")?.checked_sub(2)?;
    let MatrixRow::Claim(row, _) = rows.get(row)? else {
        return None;
    };
    let column = number(&cell, "aria-colindex")?.checked_sub(2);
    Some(CellId {
        row: *row,
        article: column.and_then(|it| columns.get(it)).copied(),
    })
}

fn row_of(rows: &[MatrixRow], id: CanonicalClaimId) -> Option<usize> {
    rows.iter()
        .position(|it| matches!(it, MatrixRow::Claim(claim, _) if *claim == id))
}

fn heights(state: &State, rows: &[MatrixRow], widths: Widths) -> Heights {
    Heights::of(rows.iter().map(|row| match row {
        MatrixRow::Topic(..) => 1,
        MatrixRow::Claim(id, crowded) => {
            let text = state.project.canonical_claim(*id).map_or("", |it| &it.text);
            lines(widths, text, *crowded)
        }
    }))
}

/// The lines of a row: those of its words. Where an article has many quotes, its cell may need
/// a second line for all it says.
fn lines(widths: Widths, text: &str, crowded: bool) -> usize {
    widths.lines(text).max(if crowded { 2 } else { 1 })
}

fn head(state: &State, window: &Window, columns: &[ArticleId]) -> Html {
    let mut titles = Vec::new();
    for at in window.columns.clone() {
        let article = columns.get(at).and_then(|it| state.project.article(*it));
        let title = article.map(|it| format!("{} · {}", it.language, title_of(it)));
        let title = title.unwrap_or_default();
        titles.push(html! {
            <th role="columnheader" scope="col" key={at} aria-colindex={(at + 2).to_string()} title={title.clone()}>
                <div class="cell">{ text(&title) }</div>
            </th>
        });
    }
    html! {
        <tr role="row" aria-rowindex="1" height={HEAD.to_string()}>
            <th role="columnheader" scope="col" aria-colindex="1">{ Word::CanonicalClaim.text() }</th>
            { for window.with_room(titles) }
        </tr>
    }
}

fn body(
    state: &State,
    view: &Window,
    rows: &[MatrixRow],
    columns: &[ArticleId],
    chosen: Option<CellId>,
) -> Vec<Html> {
    let shown = rows.get(view.rows.clone()).unwrap_or_default();
    let claims: Vec<CanonicalClaimId> = shown
        .iter()
        .filter_map(|it| match it {
            MatrixRow::Claim(id, _) => Some(*id),
            MatrixRow::Topic(..) => None,
        })
        .collect();
    let articles = columns.get(view.columns.clone()).unwrap_or_default();
    let matrix = state.matrix_window(&claims, articles);
    let mut worked_out = matrix.rows.iter();
    let mut all = Vec::new();
    for (at, row) in shown.iter().enumerate() {
        let index = view.rows.start + at;
        match row {
            MatrixRow::Topic(topic, count) => {
                all.push(topic_row(state, *topic, *count, index, view));
            }
            MatrixRow::Claim(_, crowded) => {
                if let Some(row) = worked_out.next() {
                    all.push(claim_row(
                        state, row, *crowded, index, view, columns, chosen,
                    ));
                }
            }
        }
    }
    all
}

fn topic_row(
    state: &State,
    topic: Option<TopicId>,
    count: usize,
    index: usize,
    view: &Window,
) -> Html {
    let name = topic.and_then(|it| state.project.topic(it));
    let name = name.map_or(PartWord::NoTopic.text(), |it| &it.name);
    let all = view.columns.len()
        + usize::from(view.before().is_some())
        + usize::from(view.after().is_some());
    html! {
        <tr role="row" class="topic" key={index} aria-rowindex={(index + 2).to_string()} height={height_of(1).to_string()}>
            <th role="rowheader" scope="rowgroup" colspan={(all + 1).to_string()}>
                { text(name) }
                { span("count", &count.to_string()) }
            </th>
        </tr>
    }
}

fn claim_row(
    state: &State,
    row: &Row,
    crowded: bool,
    index: usize,
    view: &Window,
    columns: &[ArticleId],
    chosen: Option<CellId>,
) -> Html {
    let id = row.canonical_claim;
    let words = state.project.canonical_claim(id).map_or("", |it| &it.text);
    let named = chosen.is_some_and(|it| it.row == id && it.article.is_none());
    let lines = lines(view.widths, words, crowded);
    let mut cells = Vec::new();
    for (at, cell) in view.columns.clone().zip(&row.cells) {
        let cell_id = CellId {
            row: id,
            article: columns.get(at).copied(),
        };
        cells.push(cell_of(cell, index, at + 1, chosen == Some(cell_id)));
    }
    let who = who(state, state.outline_of(id), columns);
    html! {
        <tr role="row" key={id.to_string()} aria-rowindex={(index + 2).to_string()} height={height_of(lines).to_string()} data-lines={lines.to_string()}>
            <th role="rowheader" scope="row" id={named.then(|| id_of(index, 0))} aria-colindex="1" aria-label={words.to_owned()} aria-description={who.clone()}
                aria-selected={named.then_some("true")} title={words.to_owned()}>
                <div class="cell">
                    { span("words", words) }
                    { span("who", &who) }
                </div>
            </th>
            { for view.with_room(cells) }
        </tr>
    }
}

/// Who reports a row, of the columns shown.
fn who(state: &State, outline: Option<&Outline>, columns: &[ArticleId]) -> String {
    let hidden = &state.session.comparing.arrangement.hidden;
    let mut having: Vec<ArticleId> = Vec::new();
    for it in outline.into_iter().flat_map(|it| it.articles.iter()) {
        if !hidden.contains(it) {
            having.push(*it);
        }
    }
    let all = columns.len().to_string();
    match having.as_slice() {
        [] => "–".to_owned(),
        some if some.len() == columns.len() && some.len() == 2 => PartWord::WhoBoth.into(),
        some if some.len() == columns.len() => PartWord::WhoAll.with(&[("all", &all)]),
        [one] => {
            let article = state.project.article(*one);
            let language = article.map_or("", |it| it.language.as_str());
            // A language says it where no other article has it.
            let mut others = columns.iter().filter(|it| *it != one);
            let shared = others.any(|it| {
                state
                    .project
                    .article(*it)
                    .is_some_and(|it| it.language == language)
            });
            let title = article
                .map(|it| shortened(title_of(it), 10))
                .unwrap_or_default();
            let which = if shared { &title } else { language };
            PartWord::WhoOne.with(&[("which", which)])
        }
        some => PartWord::WhoSome.with(&[("some", &some.len().to_string()), ("all", &all)]),
    }
}

/// What a key does in the grid.
fn key(
    event: &KeyboardEvent,
    chosen: Option<CellId>,
    rows: &[MatrixRow],
    columns: &[ArticleId],
    page: usize,
) -> Option<ComparingAction> {
    if event.alt_key() || event.shift_key() {
        return None;
    }
    let far = event.ctrl_key() || event.meta_key();
    let pressed = event.key();
    let at = chosen.and_then(|it| row_of(rows, it.row));
    let column = chosen.and_then(|it| it.article);
    let column = columns.iter().position(|it| Some(*it) == column);
    let go = |row: Option<usize>, column: Option<usize>| {
        let row = match rows.get(row?) {
            Some(MatrixRow::Claim(id, _)) => *id,
            _ => return None,
        };
        let article = column.and_then(|it| columns.get(it)).copied();
        Some(ComparingAction::Choose(Some(CellId { row, article })))
    };
    let is_claim = |at: &usize| matches!(rows.get(*at), Some(MatrixRow::Claim(..)));
    let down = |from: usize| (from..rows.len()).find(is_claim);
    let up = |to: usize| (0..to.min(rows.len())).rev().find(is_claim);
    let (first, last) = (down(0), up(rows.len()));
    let most = columns.len().checked_sub(1);
    let Some(at) = at else {
        let known = [
            "ArrowDown",
            "ArrowUp",
            "ArrowLeft",
            "ArrowRight",
            "Home",
            "End",
            "PageDown",
            "PageUp",
        ];
        return known
            .contains(&pressed.as_str())
            .then(|| go(first, Some(0)))
            .flatten();
    };
    match (pressed.as_str(), far) {
        ("ArrowDown", false) => go(down(at + 1), column),
        ("ArrowUp", false) => go(up(at), column),
        ("ArrowDown", true) => go(last, column),
        ("End", true) => go(last, most),
        ("ArrowUp", true) => go(first, column),
        ("Home", true) => go(first, None),
        ("PageDown", _) => go(down(at + page).or(last), column),
        ("PageUp", _) => go(up((at + 1).saturating_sub(page)).or(first), column),
        ("ArrowRight", false) => go(
            Some(at),
            most.map(|most| column.map_or(0, |it| most.min(it + 1))),
        ),
        ("ArrowLeft", false) => go(Some(at), column.and_then(|it| it.checked_sub(1))),
        ("Home", false) => go(Some(at), None),
        ("End", false) => go(Some(at), most),
        ("Enter", _) => chosen.map(ComparingAction::OpenBeside),
        ("Escape", _) => Some(ComparingAction::Choose(None)),
        _ => None,
    }
}
