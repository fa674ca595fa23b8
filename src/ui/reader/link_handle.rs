//! The handle in the margin beside the selected annotation, from which a relation is dragged. It is
//! no part of the text, covers none of it, and stays at its line however the text is laid out.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{Element, Event};

use super::{Surface, caret_rect};
use crate::app::State;
use crate::model::AnnotationId;
use crate::text::{ByteOffset, Motion, Unit};
use crate::ui::hooks::soon;
use crate::web::dom::{document, style, written};
use crate::words::Word;

/// Which annotation it belongs to, and where its last words end.
type Of = (AnnotationId, ByteOffset);

#[derive(Default)]
pub(super) struct LinkHandle {
    wanted: Cell<Option<Of>>,
    shown: RefCell<Option<(Of, Element)>>,
}

/// Whether an event is one at a handle.
pub(super) fn is_handle(event: &Event) -> bool {
    use wasm_bindgen::JsCast;
    let on = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    on.is_some_and(|it| matches!(it.closest("button.link-handle"), Ok(Some(_))))
}

impl LinkHandle {
    /// Goes with the selected annotation, with what else comes after the frame that shows that.
    pub(super) fn follow(surface: &Rc<Surface>, state: &State) {
        let focused = state.session.focused;
        let focused = focused.and_then(|it| state.project.annotation(it));
        let focused = focused.filter(|it| it.article == surface.text.article && !it.orphan);
        let wanted = focused.and_then(|it| Some((it.id, it.hull()?.end())));
        if surface.handle.wanted.replace(wanted) == wanted {
            return;
        }
        let surface = Rc::downgrade(surface);
        soon(move || {
            if let Some(surface) = surface.upgrade() {
                surface.handle.show(&surface);
            }
        });
    }

    fn show(&self, surface: &Surface) {
        let wanted = self.wanted.get();
        let mut shown = self.shown.borrow_mut();
        if shown.as_ref().map(|it| it.0) == wanted {
            return;
        }
        if let Some((_, handle)) = shown.take() {
            handle.remove();
        }
        *shown = wanted.and_then(|of| Some((of, put(surface, of.1)?)));
    }

    /// Finds its line again where lines may have become others.
    pub(super) fn settle(&self, surface: &Surface) {
        if let Some(((_, end), handle)) = &*self.shown.borrow()
            && let Some(top) = height_of(surface, *end)
        {
            style(handle, "margin-block-start", &format!("{top}px"));
        }
    }
}

/// The last character before a place: what follows may be in another line.
fn last(surface: &Surface, end: ByteOffset) -> ByteOffset {
    let text = &surface.text.source;
    text.step(end, Motion::Backward, Unit::Character)
}

/// How far below the top of its paragraph a place is.
fn height_of(surface: &Surface, end: ByteOffset) -> Option<String> {
    let at = last(surface, end);
    let rect = caret_rect(&surface.text, at)?;
    let paragraph = surface.text.paragraph_element(at)?;
    Some(written(
        rect.top() - paragraph.get_bounding_client_rect().top(),
    ))
}

fn put(surface: &Surface, end: ByteOffset) -> Option<Element> {
    let paragraph = surface.text.paragraph_element(last(surface, end))?;
    let top = height_of(surface, end)?;
    let handle = document().create_element("button").ok()?;
    handle.set_class_name("link-handle");
    // Attributes of an element just made cannot be refused, nor can its place. Keys have a command
    // and a button in the inspector.
    let _ = handle.set_attribute("tabindex", "-1");
    let _ = handle.set_attribute("type", "button");
    let _ = handle.set_attribute("aria-label", Word::DragToLink.text());
    let _ = handle.set_attribute("title", Word::DragToLinkHint.text());
    style(&handle, "margin-block-start", &format!("{top}px"));
    let _ = paragraph.before_with_node_1(&handle);
    Some(handle)
}
