use std::cell::Cell;
use std::rc::Rc;

use web_sys::Element;

use super::{Surface, TextDom, caret_rect};
use crate::app::State;
use crate::text::ByteOffset;
use crate::ui::effects::after_rendering;
use crate::web::dom::{document, style, written};

/// A caret drawn over read-only text. It does not blink.
pub(super) struct Caret {
    element: Option<Element>,
    /// Where it stands in the text, if it does.
    at: Cell<Option<ByteOffset>>,
    hidden: Cell<bool>,
}

impl Caret {
    pub(super) fn new(root: &Element) -> Self {
        let element = document().create_element("div").ok();
        if let (Some(element), Some(parent)) = (&element, root.parent_element()) {
            element.set_class_name("caret hidden");
            let _ = element.set_attribute("aria-hidden", "true");
            let _ = parent.append_child(element);
        }
        Self {
            element,
            at: Cell::new(None),
            hidden: Cell::new(true),
        }
    }

    /// Goes where the selection's end is, when it is in this text. Its place is measured when
    /// all else is where it will be: sooner, the page would be laid out twice.
    pub(super) fn follow(surface: &Rc<Surface>, state: &State) {
        let selection = state.session.selection;
        let here = selection
            .filter(|it| it.article == surface.text.article && it.span().is_none())
            .map(|it| it.focus);
        if surface.caret.at.replace(here) != here {
            let weak = Rc::downgrade(surface);
            after_rendering(move || {
                if let Some(surface) = weak.upgrade() {
                    surface.caret.draw(&surface.text);
                }
            });
        }
    }

    /// Draws it at its place in the text, wherever that is on the page by now.
    pub(super) fn draw(&self, text: &TextDom) {
        let Some(element) = &self.element else {
            return;
        };
        let rect = self.at.get().and_then(|at| caret_rect(text, at));
        let frame = element
            .parent_element()
            .map(|it| it.get_bounding_client_rect());
        let Some((rect, frame)) = rect.zip(frame) else {
            // What is hidden is left alone: any change has all marks painted anew.
            if !self.hidden.replace(true) {
                element.set_class_name("caret hidden");
            }
            return;
        };
        self.hidden.set(false);
        element.set_class_name("caret");
        style(
            element,
            "left",
            &format!("{}px", written(rect.left() - frame.left())),
        );
        let top = written(rect.top() - frame.top());
        style(element, "top", &format!("{top}px"));
        style(element, "height", &format!("{}px", written(rect.height())));
    }
}

impl Drop for Caret {
    fn drop(&mut self) {
        if let Some(element) = &self.element {
            element.remove();
        }
    }
}
