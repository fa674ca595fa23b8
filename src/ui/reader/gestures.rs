//! The mouse, the pen and the finger in an article's text.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement, MouseEvent, Node, PointerEvent};

use super::link_handle::is_handle;
use super::marks::next_deeper;
use super::{Surface, TextDom, selected_in_page};
use crate::app::{
    AnnotatingAction, FocusTarget, LinkingAction, MessageKind, Place, Said, Selected, State, Store,
    ViewingAction,
};
use crate::model::End;
use crate::text::TextSpan;
use crate::ui::effects::finish_effects;
use crate::ui::hooks::finish_rendering;
use crate::ui::link_drag;
use crate::ui::selection_popover::{is_pointer_down, set_pointer_down};
use crate::web::dom::{document, focus_in_place, is_apple};
use crate::web::events::{self, listen_and_prevent};
use crate::web::selection;
use crate::web::timing::later;

/// Listeners that end when dropped.
pub(super) struct Gestures(#[allow(dead_code, reason = "kept for its drop")] Vec<EventListener>);

pub(super) fn listen(surface: &Rc<Surface>, store: &Store, pane: usize) -> Gestures {
    let root = surface.text.root.clone();
    let down = {
        let store = store.clone();
        // In the margins too: browsers select the words beside.
        let margins = root.parent_element().unwrap_or_else(|| root.clone().into());
        listen_and_prevent(&margins, "pointerdown", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            if is_handle(event) {
                link_drag::begin(&store, event);
            } else if deeper_under(event).is_none() {
                pressed(&store, pane, event);
            }
        })
    };
    let deeper = {
        let (store, surface) = (store.clone(), Rc::downgrade(surface));
        events::listen(&root, "click", move |event| {
            if let (Some(number), Some(surface)) = (deeper_under(event), surface.upgrade()) {
                let next = store.read(|state| next_deeper(&surface.text, state, number));
                store.dispatch(ViewingAction::Focus(next));
            }
        })
    };
    let focus = {
        let store = store.clone();
        events::listen(&root, "focus", move |_| {
            store.dispatch(ViewingAction::ActivatePane(pane));
        })
    };
    let over = listen_and_prevent(&root, "dragover", {
        let store = store.clone();
        move |event| {
            if store.state().linking().is_some() {
                event.prevent_default();
            }
        }
    });
    let drop = listen_and_prevent(&root, "drop", {
        let store = store.clone();
        let surface = Rc::downgrade(surface);
        move |event| {
            let event: &MouseEvent = event.unchecked_ref();
            if let Some(surface) = surface.upgrade()
                && store.state().linking().is_some()
            {
                event.prevent_default();
                clicked(&surface, &store, event);
            }
        }
    });
    let copy = listen_and_prevent(&root, "copy", {
        let surface = Rc::downgrade(surface);
        move |event| {
            if let Some(surface) = surface.upgrade()
                && copied(&surface, event.unchecked_ref()).is_some()
            {
                event.prevent_default();
            }
        }
    });
    Gestures(vec![down, deeper, focus, over, drop, copy])
}

/// Copies the words as the text has them: a browser would add a line between paragraphs.
fn copied(surface: &Surface, event: &ClipboardEvent) -> Option<()> {
    let selected = selected_in_page().filter(|it| it.article == surface.text.article)?;
    let words = surface.text.source.slice(selected.span()?);
    event.clipboard_data()?.set_data("text/plain", words).ok()
}

/// The paragraph whose number in the margin is under the pointer.
fn deeper_under(event: &Event) -> Option<usize> {
    TextDom::deeper_at(&event.target()?.dyn_into().ok()?)
}

thread_local! {
    /// What hears the end of the gesture that is going on.
    static HELD: RefCell<Vec<EventListener>> = const { RefCell::new(Vec::new()) };
    static BY_PEN: Cell<bool> = const { Cell::new(false) };
}

/// The selection grows while the button is held, wherever the pointer is, so the end of
/// the gesture is heard by the document. It may be the browser's to end: when a finger
/// scrolls, or selected words are dragged away, a cancel comes instead of a release.
fn pressed(store: &Store, pane: usize, event: &PointerEvent) {
    // A hand that comes to lie beside the pen begins nothing.
    let by_pen = event.pointer_type() == "pen";
    if event.button() != 0 || (!by_pen && is_pointer_down() && BY_PEN.get()) {
        return;
    }
    BY_PEN.set(by_pen);
    finish_effects();
    finish_rendering();
    let with_mod = has_mod(event);
    if with_mod {
        store.dispatch(ViewingAction::KeepPending);
    } else if store.state().session.pending.article.is_some() {
        store.dispatch(ViewingAction::DropPending);
    }
    set_pointer_down(true);
    // Selected words would be dragged away, where new ones are to be selected.
    if event.pointer_type() == "mouse" && !event.shift_key() {
        selection::clear();
    }
    store.dispatch(ViewingAction::ActivatePane(pane));
    // A hand beside the pen ends nothing.
    let pointer = event.pointer_id();
    let up = {
        let store = store.clone();
        events::listen(&document(), "pointerup", move |event| {
            let event: PointerEvent = event.clone().unchecked_into();
            if event.pointer_id() != pointer {
                return;
            }
            let store = store.clone();
            // The browser settles a double or triple click's selection after this event.
            after_gesture(move || released(&store, &event, with_mod));
        })
    };
    let cancel = {
        let store = store.clone();
        events::listen(&document(), "pointercancel", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            if event.pointer_id() != pointer {
                return;
            }
            let store = store.clone();
            after_gesture(move || store.dispatch(ViewingAction::Selected(selected_in_page())));
        })
    };
    let mut held = vec![up, cancel];
    // Nor does one that is lifted tap anywhere: what the pen goes over stays selected.
    if by_pen {
        held.push(listen_and_prevent(&document(), "touchend", |event| {
            event.prevent_default();
        }));
    }
    HELD.set(held);
}

/// Ends a gesture, and does something once the event that ended it is over.
fn after_gesture(then: impl FnOnce() + 'static) {
    finish_gesture();
    set_pointer_down(false);
    let held = HELD.take();
    let then = Box::new(move || {
        drop(held);
        then();
    });
    let timer = later(0, finish_gesture);
    ENDING.set(Some(Ending {
        _timer: timer,
        then,
    }));
}

/// What is left to be done about a gesture that has ended.
struct Ending {
    _timer: Timeout,
    then: Box<dyn FnOnce()>,
}

thread_local! {
    static ENDING: RefCell<Option<Ending>> = const { RefCell::new(None) };
}

/// Does now what a gesture that has ended leads to: a key can be quicker than the timer,
/// and is about what came before it.
pub(in crate::ui) fn finish_gesture() {
    if let Some(ending) = ENDING.take() {
        (ending.then)();
    }
}

fn has_mod(event: &MouseEvent) -> bool {
    if is_apple() {
        event.meta_key()
    } else {
        event.ctrl_key()
    }
}

fn released(store: &Store, event: &PointerEvent, with_mod: bool) {
    let target: Option<Node> = event.target().and_then(|it| it.dyn_into().ok());
    let target = super::surfaces()
        .into_iter()
        .find(|it| it.text.root.contains(target.as_ref()));
    let selected = selected_in_page().map(|it| nearest(it, event));
    if let Some(selected) = selected
        && let Some(span) = selected.span()
    {
        if let Some(surface) = super::surface_of(selected.article) {
            take_keyboard(&surface.text.root);
        }
        let snapped = store.read(|state| snapped(state, selected, span));
        // White space alone is nothing to tag; a caret is left.
        let Some(snapped) = snapped else {
            let caret = Selected::caret(selected.article, selected.focus);
            if let Some(surface) = super::surface_of(caret.article) {
                surface.select(caret);
            }
            store.dispatch(ViewingAction::Selected(Some(caret)));
            return;
        };
        if Some(snapped) != selected_in_page()
            && let Some(surface) = super::surface_of(snapped.article)
        {
            surface.select(snapped);
        }
        store.dispatch(ViewingAction::Selected(Some(snapped)));
        if target.is_some_and(|it| it.text.article != selected.article) {
            let said = Box::new(Said::OneArticleOnly);
            store.dispatch(ViewingAction::Say(MessageKind::Note, said));
        }
        chosen(store, snapped, with_mod);
        return;
    }
    if let Some(surface) = target {
        clicked(&surface, store, event);
    }
}

/// Let go outside the pane, a selection ends at the character nearest to the pointer.
/// Browsers take everything to an end of the text.
fn nearest(selected: Selected, event: &PointerEvent) -> Selected {
    let Some(surface) = super::surface_of(selected.article) else {
        return selected;
    };
    let Some(scroller) = surface.text.scroller() else {
        return selected;
    };
    let frame = scroller.get_bounding_client_rect();
    let text = surface.text.root.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let inside = x >= frame.left() && x <= frame.right() && y >= frame.top() && y <= frame.bottom();
    if inside || selected.span().is_none() {
        return selected;
    }
    // A pixel inside, where the text is and not its edge.
    let within = |at: f64, from: f64, to: f64| at.min(to - 1.0).max(from + 1.0);
    let x = within(
        x,
        text.left().max(frame.left()),
        text.right().min(frame.right()),
    );
    let y = within(
        y,
        text.top().max(frame.top()),
        text.bottom().min(frame.bottom()),
    );
    #[allow(
        clippy::cast_possible_truncation,
        reason = "viewport coordinates are small"
    )]
    let place = selection::place_at(x as f32, y as f32);
    match place.and_then(|it| surface.text.offset_inside(&it)) {
        Some(focus) => Selected { focus, ..selected },
        None => selected,
    }
}

/// Keys are for the words just selected, also when the gesture began beside the text and
/// so took the keyboard away.
fn take_keyboard(root: &HtmlElement) {
    let has_it = document()
        .active_element()
        .is_some_and(|it| root.contains(Some(&it)));
    if !has_it {
        focus_in_place(root);
    }
}

/// What a selection by mouse takes in: whole words where that is wanted, never half of a
/// character, no white space at its ends.
fn snapped(state: &State, selected: Selected, span: TextSpan) -> Option<Selected> {
    let text = state.project.text(selected.article)?;
    let span = if state.settings.snap_to_words {
        text.snap_to_words(span)?
    } else {
        text.snap_to_characters(span)
    };
    let backwards = selected.focus < selected.anchor;
    Some(Selected {
        article: selected.article,
        anchor: if backwards { span.end() } else { span.start() },
        focus: if backwards { span.start() } else { span.end() },
    })
}

/// A finished selection: an armed label is given to it, Mod adds it to the focused
/// annotation.
fn chosen(store: &Store, selected: Selected, with_mod: bool) {
    let action = store.read(|state| {
        let span = selected.span()?;
        let session = &state.session;
        if with_mod && session.pending.spans.is_empty() {
            let focused = state.project.annotation(session.focused?)?;
            return (focused.article == selected.article)
                .then_some(AnnotatingAction::AddFragment(focused.id, span));
        }
        if with_mod {
            return None;
        }
        let (article, spans) = session.selected_spans()?;
        Some(AnnotatingAction::Annotate {
            article,
            spans,
            label: session.armed.clone()?,
        })
    });
    if let Some(action) = action {
        store.dispatch(action);
    }
}

/// The character under a point of the viewport, in whichever text.
pub(in crate::ui) fn annotation_at(x: f64, y: f64) -> Option<Place> {
    let mut all = super::surfaces().into_iter();
    all.find_map(|it| it.place_under(x, y))
}

impl Surface {
    fn place_under(&self, x: f64, y: f64) -> Option<Place> {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "viewport coordinates are small"
        )]
        let place = selection::place_at(x as f32, y as f32)?;
        let at = self.text.offset_inside(&place)?;
        Some(Place {
            article: self.text.article,
            at: on_character(self, at, x),
        })
    }
}

/// A click: the innermost annotation under it, or the other end of a relation.
fn clicked(surface: &Surface, store: &Store, event: &MouseEvent) {
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let Some(place) = surface.place_under(x, y) else {
        store.dispatch(ViewingAction::Click(None));
        return;
    };
    let Place { article, at } = place;
    let (linking, end) = store.read(|state| (state.linking().is_some(), other_end(state, place)));
    match end {
        Some(end) => store.dispatch(LinkingAction::Finish(end)),
        // Bare words are no end; who looks for one goes on looking.
        None if linking => store.dispatch(ViewingAction::GiveFocus(FocusTarget::OtherEnd)),
        None => store.dispatch(ViewingAction::Click(Some(Selected::caret(article, at)))),
    }
}

/// Browsers give the nearer edge of the character under the pointer; this gives its start.
fn on_character(surface: &Surface, at: crate::text::ByteOffset, x: f64) -> crate::text::ByteOffset {
    use crate::text::{Motion, Unit};
    let before = surface
        .text
        .source
        .step(at, Motion::Backward, Unit::Character);
    let rects = super::caret_rect(&surface.text, before).zip(super::caret_rect(&surface.text, at));
    match rects {
        Some((left, right))
            if (left.top() - right.top()).abs() < 1.0
                && left.left().min(right.left()) <= x
                && x < left.left().max(right.left()) =>
        {
            before
        }
        _ => at,
    }
}

/// While a relation is being made: the annotation here that may be its other end.
fn other_end(state: &State, place: Place) -> Option<End> {
    let from = state.linking()?.from;
    let here = state.annotations_at(place.article, place.at);
    let ends = here.iter().map(|it| End::Annotation(it.id));
    let fits = |end: &End| !state.possible_relations(from, *end).is_empty();
    let fitting = ends.clone().find(fits);
    // Where none fits, the refusal says what the codebook wants.
    fitting.or_else(|| ends.into_iter().find(|end| *end != from))
}
