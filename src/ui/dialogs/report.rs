//! The report, and its tables for other programs.

use yew::prelude::*;

use super::export::GENERATOR;
use super::modal;
use crate::app::{Effect, NamedBytes, State, Store, ViewingAction};
use crate::formats::report::{ReportOptions, report};
use crate::formats::safe_file_name;
use crate::formats::tables::{TableOptions, matrix_table, sources_table};
use crate::model::Timestamp;
use crate::ui::hooks::use_store;
use crate::ui::parts::{button, callback, check, element, labelled, on_click, paragraph, value_of};
use crate::web::{now, timing};
use crate::words::Word;

#[hook]
pub(super) fn use_report() -> Html {
    let store = use_store();
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
        let (store, title, data) = (store.clone(), title.clone(), *data);
        on_click(move || download(&store, what, &title, data))
    };
    let field = html! {
        <input type="text" data-first="true" value={(*title).clone()} oninput={ontitle} />
    };
    let buttons = [
        button("primary", Word::ReportHtml.text(), write(What::Report)),
        button("", Word::MatrixCsv.text(), write(What::Matrix)),
        button("", Word::SourcesCsv.text(), write(What::Sources)),
    ];
    modal(
        Word::Report.text(),
        "report",
        html! {
            <>
                { paragraph("", Word::ReportHint.text()) }
                { labelled("stacked", Word::Title.text(), field) }
                { check(Word::ReportData.text(), *data, ondata) }
                { element("div", "actions", buttons) }
            </>
        },
    )
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Report,
    Matrix,
    Sources,
}

/// Writes a file of the project as it is now, and hands it to the browser.
fn download(store: &Store, what: What, title: &str, include_data: bool) {
    let now = now();
    let file = timing::measured("cotejo:report", || {
        store.read(|state| file(state, what, title, include_data, now))
    });
    store.dispatch(ViewingAction::Close);
    store.perform(Effect::Download(vec![file]));
}

fn file(state: &State, what: What, title: &str, include_data: bool, at: Timestamp) -> NamedBytes {
    let project = &state.project;
    // Spreadsheets tell UTF-8 by the mark.
    let marked = TableOptions { bom: true };
    let (part, extension, mime, bytes) = match what {
        What::Report => {
            let options = ReportOptions {
                title,
                generator: GENERATOR,
                at,
                include_data,
            };
            (
                "report",
                "html",
                "text/html",
                report(project, None, &options),
            )
        }
        What::Matrix => (
            "matrix",
            "csv",
            "text/csv",
            matrix_table(project, None, marked),
        ),
        What::Sources => (
            "sources",
            "csv",
            "text/csv",
            sources_table(project, None, marked),
        ),
    };
    let name = format!("{} {part}", project.about().title);
    NamedBytes {
        name: format!("{}.{extension}", safe_file_name(&name, part)),
        mime: mime.to_owned(),
        bytes: bytes.into(),
    }
}
