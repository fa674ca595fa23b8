use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use crate::app::ViewingAction;
use crate::ui::hooks::use_store;
use crate::ui::messages::use_messages;
use crate::ui::parts::{callback, element, worded};
use crate::ui::widget::widget;
use crate::web::dom::{by_id, document, query};
use crate::words::Word;

#[derive(PartialEq)]
struct ModalProps {
    title: &'static str,
    class: &'static str,
    children: Html,
}

/// A dialog with a heading and a way out. The keyboard goes back where it came from.
pub(super) fn modal(title: &'static str, class: &'static str, children: Html) -> Html {
    widget!(use_modal(ModalProps {
        title,
        class,
        children
    }))
}

#[hook]
fn use_modal(props: &ModalProps) -> Html {
    let store = use_store();
    let dialog = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            let before = document()
                .active_element()
                // Marks of a drawing are SVG, and have the same method.
                .map(JsCast::unchecked_into::<HtmlElement>);
            let element = dialog.cast::<HtmlDialogElement>();
            if let Some(element) = &element {
                let _ = element.show_modal();
                // A field is what people came for, rather than the way out.
                // What it was opened for goes before that.
                let first = query("dialog [data-first='sooner']");
                if let Some(first) = first.or_else(|| query("dialog [data-first]")) {
                    let _ = first.focus();
                }
            }
            move || {
                if let Some(element) = element {
                    element.close();
                }
                let lost = document()
                    .active_element()
                    .is_none_or(|it| it.tag_name() == "BODY");
                if lost {
                    // A row of the menu that opened this may be gone.
                    let back = before
                        .filter(|it| it.is_connected() && it.tag_name() != "BODY")
                        .or_else(|| query(".pane.active .text"))
                        .or_else(|| by_id("tab-read"));
                    if let Some(back) = back {
                        let _ = back.focus();
                    }
                }
            }
        }
    });
    let close = move || store.dispatch(ViewingAction::Close);
    let oncancel = {
        let close = close.clone();
        callback(move |event: Event| {
            event.prevent_default();
            close();
        })
    };
    let way_out = html! {
        <button type="button" class="plain small" aria-label={Word::Close.text()} onclick={callback(move |_| close())}>{ "✕" }</button>
    };
    html! {
        <dialog ref={dialog} class={props.class} aria-label={props.title} {oncancel}>
            { element("header", "", [worded("h2", "", props.title), way_out]) }
            { element("div", "dialog-body", [props.children.clone()]) }
            { widget!(use_messages(true)) }
        </dialog>
    }
}
