use std::rc::Rc;

use yew::prelude::*;

use super::hooks::{ByAddress, records_version, use_selector_soon, use_store};
use super::parts::dispatching;
use crate::app::{Dialog, ViewingAction};
use crate::model::coverage::{LONGEST, coverage};
use crate::words::Word;

/// How many quotations and verbs of saying in the active pane have an annotation. Leads to
/// those that have none.
#[hook]
pub(super) fn use_coverage_meter() -> Html {
    let store = use_store();
    let of = use_selector_soon(|state| {
        let pane = state.session.panes.get(state.session.active_pane)?;
        let text = state.project.text(pane.article)?;
        (text.as_str().len() <= LONGEST).then(|| {
            (
                pane.article,
                records_version(state),
                ByAddress(Rc::clone(&state.verbs)),
            )
        })
    });
    let counted = use_memo(of, {
        let store = store.clone();
        move |of| {
            let (article, ..) = of.as_ref()?;
            Some(store.read(|state| coverage(&state.project, *article, &state.verbs)))
        }
    });
    let Some(counted) = (*counted).as_ref().filter(|it| it.total > 0) else {
        return html! {};
    };
    let (covered, total) = (counted.covered, counted.total);
    let percent = (covered * 100 / total).to_string();
    let name = Word::CoverageIs.with(&[
        ("percent", &percent),
        ("covered", &covered.to_string()),
        ("total", &total.to_string()),
    ]);
    html! {
        <button type="button" class="plain small coverage" aria-label={name} title={Word::CoverageHint.text()}
            onclick={dispatching(&store, move || ViewingAction::Open(Dialog::Checks))}>
            <meter aria-hidden="true" max={total.to_string()} value={covered.to_string()} />
            { Word::Coverage.with(&[("percent", &percent)]) }
        </button>
    }
}
