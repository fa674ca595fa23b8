use yew::prelude::*;

use super::modal;
use crate::app::CodebookAction;
use crate::ui::hooks::use_store;
use crate::ui::parts::{
    button, callback, dispatching, element, element_of, heading, item, labelled, paragraph, span,
};
use crate::ui::taking::{chosen_files, read_named};
use crate::web::timing::spawn;
use crate::words::PartWord;

/// The codebooks that are shipped: their files, what they are called and what they are for.
const SHIPPED: &[(&str, PartWord, PartWord)] = &[
    (
        "news-claims",
        PartWord::PresetNewsClaims,
        PartWord::AboutNewsClaims,
    ),
    (
        "attribution",
        PartWord::PresetAttribution,
        PartWord::AboutAttribution,
    ),
    (
        "newsclaims",
        PartWord::PresetClaimers,
        PartWord::AboutClaimers,
    ),
    (
        "check-worthiness",
        PartWord::PresetCheckWorthiness,
        PartWord::AboutCheckWorthiness,
    ),
    (
        "claim-types",
        PartWord::PresetClaimTypes,
        PartWord::AboutClaimTypes,
    ),
    (
        "rumour-stance",
        PartWord::PresetRumourStance,
        PartWord::AboutRumourStance,
    ),
    (
        "headline-and-body",
        PartWord::PresetHeadlineAndBody,
        PartWord::AboutHeadlineAndBody,
    ),
    ("frames", PartWord::PresetFrames, PartWord::AboutFrames),
    (
        "argument",
        PartWord::PresetArgument,
        PartWord::AboutArgument,
    ),
    ("blank", PartWord::PresetBlank, PartWord::AboutBlank),
];

/// A codebook from a file or of those that are shipped, for this project or for a new one.
#[hook]
pub(super) fn use_codebooks(begin: &bool) -> Html {
    let store = use_store();
    let begin = *begin;
    let onfiles = {
        let store = store.clone();
        callback(move |event: Event| {
            let store = store.clone();
            let files = chosen_files(&event);
            let project = store.read(|state| state.project.id());
            spawn(async move {
                for file in files.into_iter().take(1) {
                    if let Some(file) = read_named(&store, &file).await {
                        store.dispatch(CodebookAction::Read {
                            name: file.name,
                            bytes: file.bytes,
                            begin,
                            project,
                        });
                    }
                }
            });
        })
    };
    let file = html! {
        <input type="file" data-first="true" accept=".json,application/json" aria-label={PartWord::CodebookFile.text()} onchange={onfiles} />
    };
    let mut rows = Vec::new();
    for &(file, name, about) in SHIPPED {
        let choose = dispatching(&store, move || CodebookAction::Load { file, begin });
        let name = button("", name.text(), choose);
        rows.push(item(element(
            "div",
            "row",
            [name, span("about", about.text())],
        )));
    }
    let hint = if begin {
        PartWord::BeginWithHint
    } else {
        PartWord::UseCodebookHint
    };
    let content = [
        paragraph("hint", hint.text()),
        labelled("file", PartWord::CodebookFile.text(), file),
        heading(PartWord::ShippedCodebooks.text()),
        element_of("ul", "plain-list shipped", rows),
    ];
    modal(
        PartWord::ChooseCodebook.text(),
        "",
        html! { <>{ for content }</> },
    )
}
