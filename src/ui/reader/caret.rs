use web_sys::Element;

use super::{TextDom, caret_rect};
use crate::app::State;
use crate::web::dom::{document, style};

/// A caret drawn over read-only text. It does not blink.
pub(super) struct Caret {
    element: Option<Element>,
}

impl Caret {
    pub(super) fn new(root: &Element) -> Self {
        let element = document().create_element("div").ok();
        if let (Some(element), Some(parent)) = (&element, root.parent_element()) {
            element.set_class_name("caret");
            let _ = element.set_attribute("aria-hidden", "true");
            let _ = parent.append_child(element);
        }
        Self { element }
    }

    /// Stands where the selection's end is, when it is in this text.
    pub(super) fn show(&self, text: &TextDom, state: &State) {
        let Some(element) = &self.element else {
            return;
        };
        let here = state
            .session
            .selection
            .filter(|it| it.article == text.article)
            .filter(|it| it.span().is_none());
        let rect = here.and_then(|it| caret_rect(text, it.focus));
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
            &format!("{}px", rect.left() - frame.left()),
        );
        style(element, "top", &format!("{}px", rect.top() - frame.top()));
        style(element, "height", &format!("{}px", rect.height()));
    }
}

impl Drop for Caret {
    fn drop(&mut self) {
        if let Some(element) = &self.element {
            element.remove();
        }
    }
}
