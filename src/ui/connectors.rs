use std::cell::Cell;
use std::rc::Rc;

use web_sys::{DomRect, Element};
use yew::prelude::*;

use super::hooks::use_store;
use super::reader::{caret_rect, surface_of};
use crate::app::State;
use crate::model::{AnnotationId, ArticleId, End};
use crate::text::ByteOffset;
use crate::web::dom::{document, window, written};
use crate::web::events::listen_within;
use crate::web::timing::before_next_frame;

/// Lines from the selected annotation to the annotations it is related to, where both are on the
/// screen, and between its own fragments. Drawn over the panes; nothing in them moves.
#[hook]
pub(super) fn use_connectors() -> Html {
    let store = use_store();
    let layer = use_node_ref();
    use_effect_with((), {
        let layer = layer.clone();
        move |()| {
            let draw = {
                let store = store.clone();
                Rc::new(move || {
                    if let Some(layer) = layer.cast::<Element>() {
                        store.read(|state| draw(&layer, state));
                    }
                })
            };
            let mut listeners = Vec::new();
            for name in ["scroll", "resize"] {
                let draw = Rc::clone(&draw);
                listeners.push(listen_within(&window(), name, move |_| draw()));
            }
            let waits = Rc::new(Cell::new(false));
            let subscription = store.subscribe(move |_| {
                if waits.replace(true) {
                    return;
                }
                let (draw, waits) = (Rc::clone(&draw), Rc::clone(&waits));
                // When the panes are laid out for the new state anyway.
                before_next_frame(move || {
                    waits.set(false);
                    draw();
                });
            });
            move || drop((listeners, subscription))
        }
    });
    html! {
        <svg ref={layer} class="connectors" aria-hidden="true" />
    }
}

fn draw(layer: &Element, state: &State) {
    if layer.has_child_nodes() {
        layer.set_text_content(None);
    }
    let project = &state.project;
    let focused = state.session.focused;
    let Some(annotation) = focused.and_then(|it| project.annotation(it)) else {
        return;
    };
    let frame = || layer.get_bounding_client_rect();
    for pair in annotation.fragments.windows(2) {
        let end = spot(annotation.article, pair[0].end());
        let start = spot(annotation.article, pair[1].start());
        if let Some((from, to)) = end.zip(start) {
            let frame = frame();
            let x = |it: &DomRect| written(it.left() - frame.left());
            let y = |it: &DomRect| written(it.bottom() - frame.top());
            let (x1, y1, x2, y2) = (x(&from), y(&from), x(&to), y(&to));
            shape(layer, "path", &[("d", &format!("M{x1},{y1} L{x2},{y2}"))]);
        }
    }
    let end = End::Annotation(annotation.id);
    if project.relations_at(end).next().is_none() {
        return;
    }
    let middle = |id: AnnotationId| {
        let annotation = project.annotation(id)?;
        let rect = spot(annotation.article, annotation.hull()?.start())?;
        Some((rect.left(), rect.top() + 3.0))
    };
    let Some(from) = middle(annotation.id) else {
        return;
    };
    let frame = frame();
    for relation in project.relations_at(end) {
        let other = relation.other(end).and_then(End::annotation);
        let Some(to) = other.and_then(middle) else {
            continue;
        };
        let (x1, y1) = (from.0 - frame.left(), from.1 - frame.top());
        let (x2, y2) = (to.0 - frame.left(), to.1 - frame.top());
        let bend = ((y2 - y1).abs() * 0.25).clamp(12.0, 60.0);
        let (bend1, bend2) = (written(y1 - bend), written(y2 - bend));
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(written);
        let path = format!("M{x1},{y1} C{x1},{bend1} {x2},{bend2} {x2},{y2}");
        shape(layer, "path", &[("d", &path)]);
        shape(layer, "circle", &[("cx", &x2), ("cy", &y2), ("r", "3")]);
    }
}

fn shape(layer: &Element, name: &str, attributes: &[(&str, &str)]) {
    let svg = "http://www.w3.org/2000/svg";
    if let Ok(shape) = document().create_element_ns(Some(svg), name) {
        // Attributes of an element just made cannot be refused, nor can its place.
        for (name, value) in attributes {
            let _ = shape.set_attribute(name, value);
        }
        let _ = layer.append_child(&shape);
    }
}

/// Where a place in an article is on the screen; `None` when that is not visible.
fn spot(article: ArticleId, at: ByteOffset) -> Option<DomRect> {
    let surface = surface_of(article)?;
    let rect = caret_rect(&surface.text, at)?;
    let frame = surface.text.scroller()?.get_bounding_client_rect();
    (rect.top() >= frame.top() && rect.bottom() <= frame.bottom()).then_some(rect)
}
