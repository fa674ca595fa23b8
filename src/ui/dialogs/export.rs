use std::rc::Rc;

use yew::prelude::*;

use super::modal;
use crate::app::{Effect, NamedBytes, Store, ViewingAction};
use crate::formats::archive::packed;
use crate::formats::{
    ExportOptions, Exported, FORMATS, GENERATOR, Loss, LostItem, NamedFile, loss_report,
    safe_file_name,
};
use crate::model::Reference;
use crate::ui::choice::Offer;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::parts::{
    button, callback, choice_if_first, element, element_of, heading, item, labelled, on_click,
    quote_button, text, worded,
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
    let ondownload = {
        let exported = Rc::clone(&exported);
        let store = store.clone();
        let id = *chosen;
        on_click(move || {
            let title = store.read(|it| safe_file_name(&it.project.about().title, "project"));
            store.perform(Effect::Download(vec![downloaded(&exported, id, &title)]));
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
    let formats = formats
        .filter(|it| it.writes)
        .map(|it| Offer::new(it.id, it.name))
        .collect();
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
                    { for exported.losses.iter().map(|it| loss_row(&store, it)) }
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

/// The one file that is written, or all of them as an archive, with what they do not hold beside them.
fn downloaded(exported: &Exported, id: &str, title: &str) -> NamedBytes {
    let format = crate::formats::format(id).unwrap_or(FORMATS[0]).describe();
    let mut files = exported.files.clone();
    files.extend(loss_report(&exported.losses, format.name));
    let (file, mime) = if let [only] = &mut files[..] {
        (std::mem::take(only), format.mime)
    } else {
        let packed = NamedFile {
            name: format!("{title}.{id}.zip"),
            bytes: packed(&files),
        };
        (packed, "application/zip")
    };
    NamedBytes {
        name: file.name,
        mime: mime.to_owned(),
        bytes: file.bytes.into(),
    }
}

/// What leads to a lost item, where there is a place that it is at.
fn place_of(item: &LostItem) -> Option<ViewingAction> {
    match item.of {
        Some(Reference::Annotation(id)) => Some(ViewingAction::Focus(Some(id))),
        Some(Reference::Article(id)) => Some(ViewingAction::ShowArticle(id)),
        _ => None,
    }
}

/// An item in words, leading to where it is.
fn lost_item(store: &Store, lost: &LostItem) -> Html {
    if place_of(lost).is_none() {
        return item(text(&lost.words));
    }
    let (store, lost) = (store.clone(), lost.clone());
    let words = lost.words.clone();
    let onclick = on_click(move || {
        if let Some(action) = place_of(&lost) {
            store.dispatch(ViewingAction::Close);
            store.dispatch(action);
        }
    });
    item(quote_button(None, &words, onclick))
}

fn loss_row(store: &Store, loss: &Loss) -> Html {
    let items = loss.items.iter().take(LISTED);
    let items = items.map(|it| lost_item(store, it));
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
