use std::cell::Cell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::hooks::use_store;
use super::reader::{caret_rect, surface_of};
use crate::app::State;
use crate::model::{Annotation, End};
use crate::web::dom::{document, window, written};
use crate::web::events::{listen, listen_within};
use crate::web::timing::before_next_frame;

/// Lines from the selected annotation to the annotations it is related to, where both
/// are on the screen. Drawn over the panes; nothing in them moves.
#[hook]
pub(super) fn use_connectors() -> Html {
    let store = use_store();
    let layer = use_node_ref();
    use_effect_with((), {
        let layer = layer.clone();
        move |()| {
            let draw = {
                let store = store.clone();
                move || {
                    if let Some(layer) = layer.cast::<Element>() {
                        store.read(|state| draw(&layer, state));
                    }
                }
            };
            let on_scroll = {
                let draw = draw.clone();
                listen_within(&document(), "scroll", move |_| draw())
            };
            let on_resize = {
                let draw = draw.clone();
                listen(&window(), "resize", move |_| draw())
            };
            let waits = Rc::new(Cell::new(false));
            let subscription = store.subscribe(move |_| {
                if waits.replace(true) {
                    return;
                }
                let (draw, waits) = (draw.clone(), Rc::clone(&waits));
                // When the panes are laid out for the new state anyway.
                before_next_frame(move || {
                    waits.set(false);
                    draw();
                });
            });
            move || drop((on_scroll, on_resize, subscription))
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
    let Some(focused) = state.session.focused else {
        return;
    };
    let project = &state.project;
    let end = End::Annotation(focused);
    if project.relations_at(end).next().is_none() {
        return;
    }
    let Some(from) = project.annotation(focused).and_then(middle_of) else {
        return;
    };
    let frame = layer.get_bounding_client_rect();
    for relation in project.relations_at(end) {
        let Some(End::Annotation(other)) = relation.other(end) else {
            continue;
        };
        let Some(to) = project.annotation(other).and_then(middle_of) else {
            continue;
        };
        let (x1, y1) = (from.0 - frame.left(), from.1 - frame.top());
        let (x2, y2) = (to.0 - frame.left(), to.1 - frame.top());
        let bend = ((y2 - y1).abs() * 0.25).clamp(12.0, 60.0);
        let (bend1, bend2) = (written(y1 - bend), written(y2 - bend));
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(written);
        let path = format!("M{x1},{y1} C{x1},{bend1} {x2},{bend2} {x2},{y2}");
        let svg = "http://www.w3.org/2000/svg";
        let Ok(line) = document().create_element_ns(Some(svg), "path") else {
            continue;
        };
        let _ = line.set_attribute("d", &path);
        let _ = layer.append_child(&line);
        if let Ok(dot) = document().create_element_ns(Some(svg), "circle") {
            let _ = dot.set_attribute("cx", &x2);
            let _ = dot.set_attribute("cy", &y2);
            let _ = dot.set_attribute("r", "3");
            let _ = layer.append_child(&dot);
        }
    }
}

/// Where an annotation starts on the screen; `None` when that is not visible.
fn middle_of(annotation: &Annotation) -> Option<(f64, f64)> {
    let surface = surface_of(annotation.article)?;
    let rect = caret_rect(&surface.text, annotation.hull()?.start())?;
    let frame = surface.text.scroller()?.get_bounding_client_rect();
    let visible = rect.top() >= frame.top() && rect.bottom() <= frame.bottom();
    visible.then_some((rect.left(), rect.top() + 3.0))
}
