use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

use super::{Surface, TextDom, caret_rect};
use crate::app::State;
use crate::text::ByteOffset;
use crate::ui::effects::after_rendering;
use crate::web::dom::{document, style, written};
use crate::web::timing::later;

/// A caret drawn over read-only text. It does not blink.
pub(super) struct Caret {
    element: Option<Element>,
    /// Where it stands in the text, if it does.
    at: Cell<Option<ByteOffset>>,
    observer: RefCell<Option<Observer>>,
}

struct Observer {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
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
            observer: RefCell::default(),
        }
    }

    /// Keeps the caret at its words when the text becomes higher or narrower: lines take
    /// their height only when they come near, and windows change.
    pub(super) fn watch(surface: &Rc<Surface>) {
        let weak = Rc::downgrade(surface);
        let waiting = RefCell::new(None);
        let callback = Closure::new(move || {
            let weak = weak.clone();
            // Not here: finding the caret's place lays out lines, whose new height this
            // observer would have to hear of at once ("ResizeObserver loop").
            *waiting.borrow_mut() = Some(later(0, move || {
                if let Some(surface) = weak.upgrade() {
                    surface.caret.draw(&surface.text);
                }
            }));
        });
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&surface.text.root);
            *surface.caret.observer.borrow_mut() = Some(Observer {
                observer,
                _callback: callback,
            });
        }
    }

    /// Stops watching; the text is about to go.
    pub(super) fn rest(&self) {
        if let Some(observer) = self.observer.take() {
            observer.observer.disconnect();
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
    fn draw(&self, text: &TextDom) {
        let Some(element) = &self.element else {
            return;
        };
        let rect = self.at.get().and_then(|at| caret_rect(text, at));
        let frame = element
            .parent_element()
            .map(|it| it.get_bounding_client_rect());
        let Some((rect, frame)) = rect.zip(frame) else {
            element.set_class_name("caret hidden");
            return;
        };
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
