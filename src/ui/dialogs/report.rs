//! The report, and its tables for other programs.

use yew::prelude::*;

use super::modal;
use crate::analyst::What;
use crate::app::{ReportingAction, Writing};
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::parts::{
    button, callback, check, dispatching, element_of, labelled, paragraph, value_of,
};
use crate::words::{PartWord, Word};

#[hook]
pub(super) fn use_report() -> Html {
    let store = use_store();
    let writing = use_selector(|state| state.session.writing.is_some());
    let title = use_state(|| store.read(|state| state.project.about().title.clone()));
    let data = use_state(|| true);
    let ontitle = {
        let title = title.clone();
        callback(move |event: InputEvent| title.set(value_of(&event)))
    };
    let ondata = {
        let data = data.clone();
        callback(move |_: Event| data.set(!*data))
    };
    let write = |what: What| {
        let (title, include_data) = (title.clone(), *data);
        dispatching(&store, move || {
            ReportingAction::Write(Writing {
                what,
                title: (*title).clone(),
                include_data,
            })
        })
    };
    let field = html! {
        <input type="text" data-first="true" value={(*title).clone()} oninput={ontitle} />
    };
    let buttons = if writing {
        let cancel = dispatching(&store, || ReportingAction::Cancel);
        vec![button("", Word::Cancel.text(), cancel)]
    } else {
        vec![
            button("primary", PartWord::ReportHtml.text(), write(What::Report)),
            button("", PartWord::MatrixCsv.text(), write(What::Matrix)),
            button("", PartWord::SourcesCsv.text(), write(What::Sources)),
        ]
    };
    // There before it says something: what comes with its words is not read out everywhere.
    let status = if writing {
        PartWord::Writing.text()
    } else {
        ""
    };
    modal(
        Word::Report.text(),
        "report",
        html! {
            <>
                { paragraph("", PartWord::ReportHint.text()) }
                { labelled("stacked", PartWord::Title.text(), field) }
                { check(PartWord::ReportData.text(), *data, ondata) }
                <p role="status">{ status }</p>
                { element_of("div", "actions", buttons) }
            </>
        },
    )
}
