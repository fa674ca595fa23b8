//! Effects that only the page can carry out: selection, scrolling and the keyboard.

use std::cell::RefCell;

use web_sys::{FocusOptions, HtmlElement};

use super::hooks::{finish_rendering, soon};
use super::reader::{Surface, surface_of, surfaces};
use crate::app::{Action, AnnotatingAction, Effect, FocusTarget, Selected, Store, ViewingAction};
use crate::text::Motion;
use crate::web::selection::{self, NodeSelection};
use crate::web::timing::{later, spawn};
use crate::web::{address, dom, timing};

/// Carries out an effect that concerns the page; hands back any other.
pub fn run_in_page(effect: Effect) -> Option<Effect> {
    match effect {
        // Each of these has the page laid out, which is done once when all else is in place.
        // What will lie over the text is there too, or the words revealed would be under it.
        Effect::Select(selected) => after_rendering(move || {
            on_surface(selected, PATIENCE, Surface::select);
        }),
        Effect::Reveal(selected) => {
            after_rendering(move || on_surface(selected, PATIENCE, Surface::reveal));
            keep_in_view(selected);
        }
        Effect::KeepInView(selected) => keep_in_view(selected),
        Effect::Focus(target) => {
            // What is to get the keyboard may be on its way into the page.
            if !matches!(target, FocusTarget::Pane(_)) {
                spawn(async { finish_rendering() });
            }
            later(0, move || give_focus(target)).forget();
        }
        Effect::MoveByLine {
            motion,
            boundary,
            extend,
        } => move_by_line(motion, boundary, extend),
        Effect::Address(to) => address::show_when_due(to.to_string()),
        other => return Some(other),
    }
    None
}

/// Once the inspector is there, which can lie over the text: it renders after the next frame.
fn keep_in_view(selected: Selected) {
    soon(move || {
        after_rendering(move || on_surface(selected, 0, Surface::keep_in_view));
    });
}

/// Does something once the components that are to change have rendered, before the next frame.
pub(super) fn after_rendering(act: impl FnOnce() + 'static) {
    WAITING.with_borrow_mut(|all| all.push(Box::new(act)));
    // Twice in the queue that Yew waits in: who else hears of the change may still ask it to
    // render something.
    spawn(async { spawn(async { finish_effects() }) });
}

thread_local! {
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Does now what waits for the rendering: what comes next is about what came before it.
pub(super) fn finish_effects() {
    for act in WAITING.take() {
        act();
    }
}

/// Lines are the browser's. Where it loses its way and leaves the text, as Chromium does from
/// a line up to an empty one, the line meant is the one of the paragraph beside.
fn move_by_line(motion: Motion, boundary: bool, extend: bool) {
    let before = selection::current();
    let text = before.as_ref().and_then(|before| {
        let all = surfaces().into_iter();
        all.map(|it| (it.text.offset_inside(&before.focus), it))
            .find_map(|(at, it)| Some((at?, it)))
    });
    selection::move_by_line(motion == Motion::Forward, boundary, extend);
    let (Some(before), Some((at, surface))) = (before, text) else {
        return;
    };
    let text = &surface.text;
    if selection::current().is_some_and(|it| text.holds(&it.focus)) {
        return;
    }
    let here = text.source.paragraph_at(at);
    let beside = match motion {
        _ if boundary => at,
        Motion::Forward if here + 1 < text.source.paragraph_count() => {
            text.source.paragraph(here + 1).0
        }
        Motion::Forward => text.source.end(),
        Motion::Backward => text.source.paragraph(here.saturating_sub(1)).0,
    };
    if let Some(focus) = text.place_of(beside) {
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
            later(16, move || on_surface(selected, patience - 1, act)).forget();
        }
        None => {}
    }
}

/// Gives the keyboard to the text of the active pane.
pub(super) fn focus_text(store: &Store) {
    let pane = store.state().session.active_pane;
    store.dispatch(ViewingAction::GiveFocus(FocusTarget::Pane(pane)));
}

fn give_focus(target: FocusTarget) {
    let found: Option<HtmlElement> = match target {
        // A view without texts has its tab, unless something in it was quicker to ask.
        FocusTarget::Pane(at) => dom::query(&format!(".text[data-pane=\"{at}\"]")).or_else(|| {
            let active = dom::document().active_element();
            let nowhere = active.is_none_or(|it| it.tag_name() == "BODY");
            nowhere.then(|| dom::query("[role=tab][aria-selected=true]"))?
        }),
        FocusTarget::Inspector => dom::query(".inspector .attributes :is(select, input, button)")
            .or_else(|| dom::query(".inspector :is(select, input, button)")),
        FocusTarget::Note => dom::query("#note"),
        FocusTarget::Actor => dom::query("#actor"),
        FocusTarget::CanonicalClaim => dom::query("#canonical-claim"),
        FocusTarget::OtherEnd => dom::query("#other-end"),
        FocusTarget::AnnotationList => {
            dom::query("#annotation-list").or_else(|| dom::query(".list-head button"))
        }
        FocusTarget::Tray => dom::query("#tray"),
        FocusTarget::SameActors => dom::query("#same-actors"),
        FocusTarget::Search => dom::query("#search"),
    };
    if let Some(element) = found {
        let options = FocusOptions::new();
        // A text is higher than the window; the browser would move it to its very edge.
        options.set_prevent_scroll(matches!(target, FocusTarget::Pane(_)));
        let _ = element.focus_with_options(&options);
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
    if let Some(name) = name {
        // Before anything that waits for the frame to be over.
        timing::measure_to_next_frame(name, since);
    }
    store.dispatch(action);
}
