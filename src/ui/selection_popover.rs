use std::cell::Cell;

use yew::prelude::*;

use super::choice::Offer;
use super::effects::focus_text;
use super::hooks::{use_selector, use_store};
use super::label_toolbar::use_label_buttons;
use super::parts::{callback, choice, none_or};
use super::reader::{caret_rect, surface_of};
use super::widget::widget;
use crate::app::{ArticlesAction, Selected};
use crate::model::PartId;
use crate::web::dom::{document, has_coarse_pointer, style, written};
use crate::web::events::listen_within;
use crate::web::timing::later;
use crate::words::Word;

thread_local! {
    static POINTER_DOWN: Cell<bool> = const { Cell::new(false) };
}

/// Milliseconds after which what a click did is on the screen.
const AFTERWARDS: u32 = 100;

/// Says whether a drag is going on: what it selects so far is not chosen yet.
pub(super) fn set_pointer_down(down: bool) {
    POINTER_DOWN.set(down);
    // While it lasts only the text it began in can be selected. That makes the style of every
    // element anew, and taking it back must not hold up the frame that shows what was clicked.
    if down {
        show_selecting();
    } else {
        later(AFTERWARDS, show_selecting).forget();
    }
}

fn show_selecting() {
    if let Some(page) = document().document_element() {
        let _ = page
            .class_list()
            .toggle_with_force("selecting", is_pointer_down());
    }
}

pub(super) fn is_pointer_down() -> bool {
    POINTER_DOWN.get()
}

/// The labels, beside what is selected.
#[hook]
pub(super) fn use_selection_popover() -> Html {
    let store = use_store();
    let popover = use_node_ref();
    let selected = use_selector(|state| {
        let session = &state.session;
        let armed = session.armed.is_some() || session.linking.is_some();
        session.selection.filter(|it| it.span().is_some() && !armed)
    });
    let pressed = use_selector(|_| is_pointer_down());
    {
        let popover = popover.clone();
        use_effect_with((selected, pressed), move |(selected, _)| {
            let mut listener = None;
            if let Some(selected) = *selected
                && let Some(element) = popover.cast::<web_sys::Element>()
            {
                place(&element, selected);
                listener = Some(listen_within(&document(), "scroll", move |_| {
                    place(&element, selected);
                }));
            }
            move || drop(listener)
        });
    }
    if selected.is_none() || pressed {
        return html! {};
    }
    // Escape leads back to the text.
    let onkeydown = callback(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            focus_text(&store);
        }
    });
    html! {
        <div ref={popover} class="popover" role="toolbar" aria-label={Word::LabelSelection.text()} {onkeydown}>
            { widget!(use_label_buttons()) }
            { widget!(use_part_select()) }
        </div>
    }
}

/// What the selected stretch is: headline, summary, …
#[hook]
fn use_part_select() -> Html {
    let store = use_store();
    let parts = store.read(|state| {
        let parts = &state.project.codebook().parts;
        parts
            .iter()
            .filter(|it| !it.deprecated)
            .map(|it| {
                let name = it.name.get("en").unwrap_or(it.id.as_str());
                Offer::new(it.id.as_str(), name)
            })
            .collect()
    });
    let onchoose = callback(move |part: String| {
        let selected = store.state().session.selection;
        if let Some(selected) = selected
            && let Some(span) = selected.span()
        {
            store.dispatch(ArticlesAction::SetPart {
                article: selected.article,
                span,
                part: (part != "body").then(|| PartId::from(part)),
            });
        }
    });
    let title = Word::MarkAsPart.text();
    choice("", title, none_or(title, parts), "", onchoose)
}

/// Pixels between the words and the popover. Below them there are underlines, and on a touch
/// screen the handles that a selection is changed with.
const ABOVE: f64 = 8.0;
const BELOW: f64 = 14.0;
const BELOW_HANDLES: f64 = 52.0;

/// Above the first line of the selection, else below its last one: never over the selected
/// words while there is room beside them, and never outside the pane. On a touch screen the
/// other way round, as browsers put their own menu above.
fn place(popover: &web_sys::Element, selected: Selected) {
    let Some(surface) = surface_of(selected.article) else {
        return;
    };
    let (Some(words), Some(focus), Some(scroller)) = (
        selected.span().and_then(|it| surface.text.bounds(it)),
        caret_rect(&surface.text, selected.focus),
        surface.text.scroller(),
    ) else {
        return;
    };
    let (pane, own) = (
        scroller.get_bounding_client_rect(),
        popover.get_bounding_client_rect(),
    );
    let above = words.top() - ABOVE - own.height();
    let touch = has_coarse_pointer();
    let below = words.bottom() + if touch { BELOW_HANDLES } else { BELOW };
    let fits_above = above >= pane.top();
    let fits_below = below + own.height() <= pane.bottom();
    let top = if fits_below && (touch || !fits_above) {
        below
    } else if fits_above {
        above
    } else if selected.focus > selected.anchor {
        // The words fill the pane. The end that moves is what is being read.
        pane.top() + ABOVE
    } else {
        pane.bottom() - ABOVE - own.height()
    };
    let out_of_sight = words.bottom() < pane.top() || words.top() > pane.bottom();
    let left = (focus.left() - own.width() / 2.0)
        .max(pane.left() + ABOVE)
        .min(pane.right() - own.width() - ABOVE)
        .max(ABOVE);
    style(popover, "left", &format!("{}px", written(left)));
    style(popover, "top", &format!("{}px", written(top)));
    let visibility = if out_of_sight { "hidden" } else { "visible" };
    style(popover, "visibility", visibility);
}
