use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Modal;
use crate::app::{Effect, NamedBytes};
use crate::formats::{ExportOptions, Exported, FORMATS, Loss};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::web::timing;
use crate::words::Word;

/// How much of a file is shown before it is written, in characters.
const SHOWN: usize = 4_000;

/// Lost items listed by name, for each kind.
const LISTED: usize = 50;

/// Shows what will be written, and what it cannot hold, before it is.
#[component]
pub(super) fn Export() -> Html {
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
        move |_| {
            let files = exported.files.iter().map(|file| NamedBytes {
                name: file.name.clone(),
                mime: mime.to_owned(),
                bytes: file.bytes.as_slice().into(),
            });
            store.perform(Effect::Download(files.collect()));
        }
    };
    html! {
        <Modal title={Word::Export.text()} class="export">
            <div class="row">
                <label class="stacked grow">{ Word::Format.text() }
                    <select data-first="true" aria-label={Word::Format.text()} onchange={
                        let chosen = chosen.clone();
                        move |event: Event| {
                            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
                            let format = crate::formats::format(&value).unwrap_or(FORMATS[0]);
                            chosen.set(format.describe().id);
                        }
                    }>
                        for format in FORMATS {
                            <option value={format.describe().id} selected={format.describe().id == *chosen}>
                                { format.describe().name }
                            </option>
                        }
                    </select>
                </label>
                <button type="button" class="primary" onclick={ondownload}>{ Word::Download.text() }</button>
            </div>
            <h3 id="losses">{ Word::CannotHold.text() }</h3>
            <ul class="losses" role="list" aria-label={Word::CannotHold.text()}>
                if exported.losses.is_empty() {
                    <li>{ Word::HoldsAll.text() }</li>
                }
                for loss in &exported.losses {
                    <li>
                        <details>
                            <summary>{ lost(loss) }</summary>
                            <ul>
                                for item in loss.items.iter().take(LISTED) {
                                    <li>{ item.clone() }</li>
                                }
                                if loss.items.len() > LISTED {
                                    <li>{ Word::AndMore.with(&[("count", &(loss.items.len() - LISTED).to_string())]) }</li>
                                }
                            </ul>
                        </details>
                    </li>
                }
            </ul>
            <h3>{ Word::WillBeWritten.text() }</h3>
            for file in exported.files.iter().take(20) {
                <details open={exported.files.len() == 1}>
                    <summary>{ format!("{} · {}", file.name, size(file.bytes.len())) }</summary>
                    <pre tabindex="0">{ beginning(&file.bytes) }</pre>
                </details>
            }
        </Modal>
    }
}

/// What exported files say made them.
pub(super) const GENERATOR: &str = concat!("cotejo ", env!("CARGO_PKG_VERSION"));

/// A kind of loss with its count, in words.
fn lost(loss: &Loss) -> String {
    let id: &'static str = loss.what.into();
    Word::LostItems.with(&[
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
