//! What changed when, how the project was then, and the ways back to that.

use yew::prelude::*;

use super::modal;
use crate::app::{Earlier, EarlierAction, Numbers, Row, State, Store};
use crate::model::{Step, Timestamp};
use crate::ui::hooks::{ByAddress, use_selector, use_store};
use crate::ui::messages::named;
use crate::ui::parts::{
    button, button_if, callback, dispatching, element, element_of, paragraph, span, worded,
};
use crate::ui::projects_menu::titled;
use crate::ui::widget::widget;
use crate::web::local_minute;
use crate::words::{PartWord, Word};

/// Letters of a date, and where the time of day begins behind it.
const DATE: usize = 10;
const TIME: usize = DATE + 1;

#[hook]
pub(super) fn use_history() -> Html {
    let store = use_store();
    use_effect_with((), {
        let store = store.clone();
        move |()| store.dispatch(EarlierAction::Look)
    });
    modal(
        Word::History.text(),
        "history",
        html! {
            <>
                { paragraph("", PartWord::HistoryHint.text()) }
                { widget!(use_rows()) }
                { widget!(use_then()) }
            </>
        },
    )
}

/// All changes, day by day. One of them is chosen, as with any radio buttons.
#[hook]
fn use_rows() -> Html {
    let store = use_store();
    let rows = use_selector(|state| ByAddress(state.session.earlier.rows.clone()));
    let more = use_selector(|state| state.session.earlier.more);
    let lost = use_selector(|state| state.session.earlier.lost);
    let chosen = use_selector(|state| state.session.earlier.chosen);
    let state = store.state();
    let mut days = Vec::new();
    let mut day = String::new();
    let mut items = Vec::new();
    for row in rows.0.iter() {
        let to = local_minute(row.to);
        if day != to[..DATE] {
            finish(&mut days, &day, &mut items);
            to[..DATE].clone_into(&mut day);
        }
        let time = time_of(row, &to);
        let words = [
            span("time", &time),
            span("", &in_words(row)),
            span("about", &who(&state, row)),
        ];
        let content = element("span", "what", words);
        items.push(radio(&store, row.last, chosen, content));
    }
    finish(&mut days, &day, &mut items);
    if rows.0.is_empty() {
        days.push(paragraph("", PartWord::NothingChanged.text()));
    } else if more {
        let count = rows.0.len().to_string();
        let words = PartWord::ShowMore.with(&[("count", &count)]);
        let step = dispatching(&store, || EarlierAction::More);
        days.push(button("", &words, step));
    } else if !lost {
        let began = element("span", "what", [span("", PartWord::AsItBegan.text())]);
        days.push(radio(&store, 0, chosen, began));
    }
    element_of("div", "days", days)
}

fn finish(days: &mut Vec<Html>, day: &str, items: &mut Vec<Html>) {
    if items.is_empty() {
        return;
    }
    items.insert(0, worded("legend", "", day));
    days.push(element_of("fieldset", "", std::mem::take(items)));
}

fn radio(store: &Store, seq: u64, chosen: Option<u64>, content: Html) -> Html {
    let store = store.clone();
    let choose = callback(move |_: Event| store.dispatch(EarlierAction::Choose(seq)));
    html! {
        <label key={seq.to_string()}>
            <input type="radio" name="earlier" checked={chosen == Some(seq)} onchange={choose} />
            { content }
        </label>
    }
}

fn time_of(row: &Row, to: &str) -> String {
    let from = local_minute(row.from);
    if from == to {
        to[TIME..].to_owned()
    } else {
        // What began on the day before is rare enough to be said in full.
        let from = if from[..DATE] == to[..DATE] {
            &from[TIME..]
        } else {
            &from
        };
        format!("{from}–{}", &to[TIME..])
    }
}

fn in_words(row: &Row) -> String {
    let name = named(&row.name);
    let what = match row.step {
        Step::Do => name,
        Step::Undo(_) => Word::SaidUndone.with(&[("what", &name)]),
        Step::Redo(_) => Word::SaidRedone.with(&[("what", &name)]),
    };
    if row.count == 1 {
        return what;
    }
    PartWord::TimesOver.with(&[("what", &what), ("count", &row.count.to_string())])
}

fn who(state: &State, row: &Row) -> String {
    let known = state.project.annotator(row.who);
    let name = known.map(|it| it.name.clone()).unwrap_or_default();
    if name.is_empty() && row.who == state.me {
        return state.settings.annotator_name.clone();
    }
    name
}

/// What is shown of the chosen state.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    OnTheWay(u64),
    There(Option<Timestamp>, Numbers),
}

fn shown(state: &State) -> Shown {
    let earlier: &Earlier = &state.session.earlier;
    let Some(chosen) = earlier.chosen else {
        return Shown::Nothing;
    };
    if let Some(percent) = earlier.progress() {
        return Shown::OnTheWay(percent);
    }
    let row = earlier.rows.iter().find(|it| it.last == chosen);
    let at = row.map(|it| it.to);
    let numbers = state.earlier_numbers();
    numbers.map_or(Shown::Nothing, |it| Shown::There(at, it))
}

/// How the project was then.
#[hook]
fn use_then() -> Html {
    let store = use_store();
    let shown = use_selector(shown);
    let mut said = String::new();
    let mut content = Vec::new();
    match shown {
        Shown::Nothing => {}
        Shown::OnTheWay(percent) => {
            said = PartWord::LookingBack.with(&[("percent", &percent.to_string())]);
        }
        Shown::There(at, numbers) => {
            let when = at.map_or_else(|| PartWord::BeforeAll.into(), local_minute);
            said = PartWord::StateOf.with(&[("when", &when)]);
            content = there(&store, &when, &numbers);
        }
    }
    html! {
        <div class="then">
            <p role="status">{ said }</p>
            { for content }
        </div>
    }
}

fn there(store: &Store, when: &str, numbers: &Numbers) -> Vec<Html> {
    let words = [
        Word::Articles.text(),
        Word::Annotations.text(),
        Word::Relations.text(),
        PartWord::CanonicalClaims.text(),
        PartWord::Actors.text(),
    ];
    let mut rows = vec![element(
        "tr",
        "",
        [PartWord::InTheProject, PartWord::Then, PartWord::Now]
            .map(|it| worded("th", "", it.text())),
    )];
    for (at, word) in words.into_iter().enumerate() {
        let (then, now) = (numbers.then[at], numbers.now[at]);
        let class = if then == now { "" } else { "differs" };
        let cells = [
            html! { <th scope="row">{ word }</th> },
            worded("td", "", &then.to_string()),
            worded("td", "", &now.to_string()),
        ];
        rows.push(element("tr", class, cells));
    }
    let title = store.read(|state| titled(&state.project.about().title).to_owned());
    let title = PartWord::CopyTitle.with(&[("title", &title), ("when", when)]);
    let copy = dispatching(store, move || EarlierAction::OpenCopy(title.clone()));
    let when = when.to_owned();
    let back = dispatching(store, move || EarlierAction::GoBack(when.clone()));
    let hint = if numbers.same {
        PartWord::SameAsNow
    } else {
        PartWord::GoBackHint
    };
    vec![
        element("table", "numbers", [element_of("tbody", "", rows)]),
        paragraph("about", hint.text()),
        element(
            "div",
            "actions",
            [
                button("", PartWord::OpenStateAsCopy.text(), copy),
                button_if(
                    !numbers.same,
                    "primary",
                    PartWord::GoBackToState.text(),
                    back,
                ),
            ],
        ),
    ]
}
