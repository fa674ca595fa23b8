use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, PointerEvent};
use yew::prelude::*;

use super::hooks::use_store;
use super::reader::{caret_rect, surface_of, surfaces};
use crate::app::State;
use crate::model::{AnnotationId, ArticleId, End};
use crate::text::ByteOffset;
use crate::web::dom::{document, window, written};
use crate::web::events::listen_within;
use crate::web::selection::place_at;
use crate::web::timing::before_next_frame;

/// Lines from the selected annotation to the annotations it is related to, where both are on the
/// screen, and between the fragments of one that is selected or under the mouse. Drawn over the
/// panes; nothing in them moves.
#[hook]
pub(super) fn use_connectors() -> Html {
    let store = use_store();
    let layer = use_node_ref();
    use_effect_with((), {
        let layer = layer.clone();
        move |()| {
            let hovered = Cell::new(None);
            let draw = {
                let store = store.clone();
                Rc::new(move |moved: Option<&PointerEvent>| {
                    let Some(layer) = layer.cast::<Element>() else {
                        return;
                    };
                    store.read(|state| {
                        if let Some(event) = moved {
                            let now = pieces_under(state, event);
                            if hovered.replace(now) == now {
                                return;
                            }
                        }
                        draw(&layer, state, hovered.get());
                    });
                })
            };
            let mut listeners = Vec::new();
            for name in ["scroll", "resize", "pointermove"] {
                let draw = Rc::clone(&draw);
                listeners.push(listen_within(&window(), name, move |event| {
                    let moves = event.type_() == "pointermove";
                    draw(moves.then(|| event.unchecked_ref()));
                }));
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
                    draw(None);
                });
            });
            move || drop((listeners, subscription))
        }
    });
    html! {
        <svg ref={layer} class="connectors" aria-hidden="true" />
    }
}

/// The annotation of several fragments that is under the mouse.
fn pieces_under(state: &State, event: &PointerEvent) -> Option<AnnotationId> {
    let on: Element = event.target()?.dyn_into().ok()?;
    if event.buttons() != 0 || on.closest(".text").ok()?.is_none() {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "viewport coordinates are small")]
    let place = place_at(event.client_x() as f32, event.client_y() as f32)?;
    let mut there = surfaces().into_iter();
    let (article, at) =
        there.find_map(|it| Some((it.text.article, it.text.offset_inside(&place)?)))?;
    let here = state.annotations_at(article, at).into_iter();
    here.filter(|it| it.fragments.len() > 1)
        .map(|it| it.id)
        .next()
}

fn draw(layer: &Element, state: &State, hovered: Option<AnnotationId>) {
    if layer.has_child_nodes() {
        layer.set_text_content(None);
    }
    let project = &state.project;
    let focused = state.session.focused;
    let all = [hovered.filter(|it| Some(*it) != focused), focused];
    let frame = || layer.get_bounding_client_rect();
    for annotation in all.iter().filter_map(|it| project.annotation((*it)?)) {
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
    }
    let Some(focused) = focused else {
        return;
    };
    let end = End::Annotation(focused);
    if project.relations_at(end).next().is_none() {
        return;
    }
    let middle = |id: AnnotationId| {
        let annotation = project.annotation(id)?;
        let rect = spot(annotation.article, annotation.hull()?.start())?;
        Some((rect.left(), rect.top() + 3.0))
    };
    let Some(from) = middle(focused) else {
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
