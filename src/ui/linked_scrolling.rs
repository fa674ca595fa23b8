//! Panes that scroll together: whoever reads a claim in one sees where the others have it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::hooks::use_store;
use super::reader::{Surface, surface_of, surfaces};
use crate::app::{Selected, Store};
use crate::text::{ByteOffset, TextSpan};
use crate::web::dom::window;
use crate::web::events::listen_within;
use crate::web::selection::place_at;
use crate::web::timing::{after_next_frame, before_next_frame};

/// Where the eyes are, as a part of a pane's height.
const READING: f64 = 0.4;

/// Follows the pane that is scrolled, once in each frame.
#[hook]
pub(super) fn use_linked_scrolling() -> Html {
    let store = use_store();
    use_effect_with((), move |()| {
        let waits = Rc::new(Cell::new(false));
        let listener = listen_within(&window(), "scroll", move |event| {
            let linked =
                store.read(|it| it.settings.linked_scrolling && it.session.panes.len() > 1);
            let scrolled = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            let Some(scrolled) = scrolled.filter(|_| linked && !waits.get()) else {
                return;
            };
            let mut all = surfaces().into_iter();
            let is_it = |it: &Rc<Surface>| it.text.scroller().as_ref() == Some(&scrolled);
            let Some(surface) = all.find(is_it) else {
                return;
            };
            waits.set(true);
            let (store, waits) = (store.clone(), Rc::clone(&waits));
            before_next_frame(move || {
                lead(&store, &surface, &scrolled);
                // The others have scrolled by then, and lead nobody.
                after_next_frame(move || after_next_frame(move || waits.set(false)));
            });
        });
        move || drop(listener)
    });
    Html::default()
}

/// Scrolls the other panes to the twins of the claim that is read here.
fn lead(store: &Store, surface: &Surface, scroller: &Element) {
    let frame = scroller.get_bounding_client_rect();
    let at = |part: f64| -> Option<ByteOffset> {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "viewport coordinates are small"
        )]
        let place = place_at(
            (frame.left() + frame.width() / 2.0) as f32,
            (frame.top() + frame.height() * part) as f32,
        )?;
        surface.text.offset_inside(&place)
    };
    let (Some(first), Some(last)) = (at(0.05), at(0.95)) else {
        return;
    };
    let read = at(READING).unwrap_or(first);
    let Ok(seen) = TextSpan::new(first.min(last), first.max(last)) else {
        return;
    };
    let article = surface.text.article;
    let Some((here, beside)) = store.read(|state| state.twin_near(article, seen, read)) else {
        return;
    };
    let Some(height) = surface.height_of(here) else {
        return;
    };
    for twin in beside {
        if let Some(other) = surface_of(twin.article) {
            other.bring_to(twin, height);
        }
    }
}

impl Surface {
    /// How far below the top of its pane a place is, in pixels.
    fn height_of(&self, selected: Selected) -> Option<f64> {
        let rect = super::reader::caret_rect(&self.text, selected.anchor)?;
        Some(rect.top() - self.text.scroller()?.get_bounding_client_rect().top())
    }

    /// Scrolls a place to so many pixels below the top of its pane.
    fn bring_to(&self, selected: Selected, height: f64) {
        if let (Some(now), Some(scroller)) = (self.height_of(selected), self.text.scroller()) {
            scroller.scroll_by_with_x_and_y(0.0, now - height);
        }
    }
}
