//! Effects that only the page can carry out: selection, scrolling and the keyboard.

use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;

use super::reader::{Surface, surface_of, surfaces};
use crate::app::{Action, AnnotatingAction, Effect, FocusTarget, Selected, Store};
use crate::text::Motion;
use crate::web::selection::{self, NodeSelection};
use crate::web::{dom, timing};

/// Carries out an effect that concerns the page; hands back any other.
pub fn run_in_page(effect: Effect) -> Option<Effect> {
    match effect {
        Effect::Select(selected) => on_surface(selected, PATIENCE, Surface::select),
        Effect::Reveal(selected) => on_surface(selected, PATIENCE, Surface::reveal),
        Effect::Focus(target) => {
            // What is to get the keyboard may be on its way into the page.
            Timeout::new(0, move || give_focus(target)).forget();
        }
        Effect::MoveByLine {
            motion,
            boundary,
            extend,
        } => move_by_line(motion, boundary, extend),
        Effect::Address(hash) => {
            let history = dom::window().history();
            if let Ok(history) = history {
                let nothing = wasm_bindgen::JsValue::NULL;
                let _ = history.replace_state_with_url(&nothing, "", Some(&hash));
            }
        }
        other => return Some(other),
    }
    None
}

/// Lines are the browser's. Chromium loses its way from a line up to an empty one, and then
/// stands on an element: the line meant is the one of the paragraph beside.
fn move_by_line(motion: Motion, boundary: bool, extend: bool) {
    let before = selection::current();
    selection::move_by_line(motion == Motion::Forward, boundary, extend);
    let Some((before, after)) = before.zip(selection::current()) else {
        return;
    };
    if boundary || after.focus.node.node_type() == web_sys::Node::TEXT_NODE {
        return;
    }
    let beside = surfaces().into_iter().find_map(|surface| {
        let source = &surface.text.source;
        let here = source.paragraph_at(surface.text.offset_inside(&before.focus)?);
        let beside = match motion {
            Motion::Forward => (here + 1 < source.paragraph_count()).then_some(here + 1),
            Motion::Backward => here.checked_sub(1),
        };
        surface.text.place_of(source.paragraph(beside?).0)
    });
    if let Some(focus) = beside {
        let anchor = if extend { before.anchor } else { focus.clone() };
        selection::set(&NodeSelection { anchor, focus });
    }
}

/// How often to look again for a text that is on its way into the page.
const PATIENCE: u8 = 20;

fn on_surface(selected: Selected, patience: u8, act: fn(&Surface, Selected)) {
    match surface_of(selected.article) {
        Some(surface) => act(&surface, selected),
        None if patience > 0 => {
            Timeout::new(16, move || on_surface(selected, patience - 1, act)).forget();
        }
        None => {}
    }
}

fn give_focus(target: FocusTarget) {
    let found: Option<HtmlElement> = match target {
        FocusTarget::Pane(at) => dom::query(&format!(".text[data-pane=\"{at}\"]")),
        FocusTarget::Inspector => dom::query(".inspector .attributes :is(select, input, button)")
            .or_else(|| dom::query(".inspector :is(select, input, button)")),
        FocusTarget::Note => dom::query("#note"),
        FocusTarget::Actor => dom::query("#actor"),
        FocusTarget::CanonicalClaim => dom::query("#canonical-claim"),
        FocusTarget::AnnotationList => dom::query("#annotation-list"),
        FocusTarget::Search => dom::query("#search"),
    };
    if let Some(element) = found {
        let _ = element.focus();
    }
}

/// Dispatches an action and measures how long it took to show, from the event on.
pub(super) fn act(store: &Store, action: Action, since: f64) {
    let name = match &action {
        Action::Annotating(AnnotatingAction::Annotate { .. }) => Some("cotejo:annotate"),
        Action::Annotating(AnnotatingAction::Delete(_)) => Some("cotejo:remove"),
        Action::Annotating(AnnotatingAction::Relabel(..)) => Some("cotejo:relabel"),
        _ => None,
    };
    store.dispatch(action);
    if let Some(name) = name {
        timing::measure_to_next_frame(name, since);
    }
}
