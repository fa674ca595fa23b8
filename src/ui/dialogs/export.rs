use std::rc::Rc;

use yew::prelude::*;

use super::modal;
use crate::app::{Effect, NamedBytes};
use crate::formats::{ExportOptions, Exported, FORMATS, GENERATOR, Loss};
use crate::ui::choice::Offer;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::parts::{
    button, callback, choice_if_first, element, element_of, heading, item, labelled, on_click,
    text, worded,
};
use crate::web::timing;
use crate::words::{PartWord, Word};

/// How much of a file is shown before it is written, in characters.
const SHOWN: usize = 4_000;

/// Files shown at once.
const FILES: usize = 20;

/// Lost items listed by name, for each kind.
const LISTED: usize = 50;

/// Shows what will be written, and what it cannot hold, before it is.
#[hook]
pub(super) fn use_export() -> Html {
    let store = use_store();
    let chosen = use_state(|| FORMATS[0].describe().id);
    let version = use_selector(records_version);
    let exported: Rc<Exported> = {
        let store = store.clone();
        use_memo((*chosen, version), move |(chosen, _)| {
            let format = crate::formats::format(chosen).unwrap_or(FORMATS[0]);
            let options = ExportOptions {
                generator: GENERATOR,
            };
            timing::measured("cotejo:export", || {
                store.read(|state| format.export(&state.project, &options))
            })
        })
    };
    let mime = crate::formats::format(&chosen).map_or("", |it| it.describe().mime);
    let ondownload = {
        let exported = Rc::clone(&exported);
        let store = store.clone();
        on_click(move || {
            let files = exported.files.iter().map(|file| NamedBytes {
                name: file.name.clone(),
                mime: mime.to_owned(),
                bytes: file.bytes.as_slice().into(),
            });
            store.perform(Effect::Download(files.collect()));
        })
    };
    let onformat = {
        let chosen = chosen.clone();
        callback(move |id: String| {
            let format = crate::formats::format(&id).unwrap_or(FORMATS[0]);
            chosen.set(format.describe().id);
        })
    };
    let formats = FORMATS.iter().map(|it| it.describe());
    let formats = formats.map(|it| Offer::new(it.id, it.name)).collect();
    let name = PartWord::Format.text();
    let format = choice_if_first(true, "", name, formats, &chosen, onformat);
    let shown = exported.files.len();
    modal(
        Word::Export.text(),
        "export",
        html! {
            <>
                { element("div", "row", [
                    labelled("stacked grow", name, format),
                    button("primary", PartWord::Download.text(), ondownload),
                ]) }
                <h3 id="losses">{ PartWord::CannotHold.text() }</h3>
                <ul class="losses" role="list" aria-live="polite" aria-label={PartWord::CannotHold.text()}>
                    if exported.losses.is_empty() {
                        { item(text(PartWord::HoldsAll.text())) }
                    }
                    { for exported.losses.iter().map(loss_row) }
                </ul>
                { heading(PartWord::WillBeWritten.text()) }
                for file in exported.files.iter().take(FILES) {
                    <details open={shown == 1}>
                        { worded("summary", "", &format!("{} · {}", file.name, size(file.bytes.len()))) }
                        <pre tabindex="0">{ beginning(&file.bytes) }</pre>
                    </details>
                }
            </>
        },
    )
}

fn loss_row(loss: &Loss) -> Html {
    let items = loss
        .items
        .iter()
        .take(LISTED)
        .map(|it| item(text(&it.words)));
    let more = loss.items.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| Word::AndMore.with(&[("count", &more.to_string())]));
    let more = more.map(|it| item(text(&it)));
    item(element(
        "details",
        "",
        [
            worded("summary", "", &lost(loss)),
            element_of("ul", "", items.chain(more).collect()),
        ],
    ))
}

/// A kind of loss with its count, in words.
fn lost(loss: &Loss) -> String {
    let id: &'static str = loss.what.into();
    PartWord::LostItems.with(&[
        ("what", &id.replace('-', " ")),
        ("count", &loss.count().to_string()),
    ])
}

fn size(bytes: usize) -> String {
    if bytes < 10_000 {
        format!("{bytes} B")
    } else {
        format!("{} kB", bytes / 1_000)
    }
}

fn beginning(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN * 4)]);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < bytes.len() {
        shown.push('…');
    }
    shown
}
