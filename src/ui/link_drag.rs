//! A relation by drag: from the handle beside the selected annotation to another one, in any pane or
//! in the list. What may be the other end is framed; near its edges a pane scrolls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

use super::reader::{annotation_at, surfaces};
use crate::app::{LinkingAction, Store};
use crate::model::{AnnotationId, End};
use crate::text::TextSpan;
use crate::web::dom::{by_id, document, query, window, written};
use crate::web::events::{listen, listen_and_prevent, listen_within};
use crate::web::timing::before_next_frame;

/// Pixels after which a press is a drag.
const MOVED: f64 = 4.0;

/// Pixels from the edge of what scrolls in which it does, and how far at most in each frame.
const EDGE: f64 = 48.0;
const FASTEST: f64 = 14.0;

/// Frames drawn at once.
const MOST: usize = 300;

struct Drag {
    store: Store,
    from: AnnotationId,
    start: (f64, f64),
    now: Cell<(f64, f64)>,
    moved: Cell<bool>,
    over: Cell<Option<AnnotationId>>,
    /// Drawn over the page once it is a drag: frames of what may be the other end, the one that is
    /// it, and the line there.
    layer: RefCell<Option<[Element; 4]>>,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    static DRAG: RefCell<Option<Rc<Drag>>> = const { RefCell::new(None) };
}

/// A handle is pressed.
pub(super) fn begin(store: &Store, event: &PointerEvent) {
    let Some(from) = store.read(|state| state.session.focused) else {
        return;
    };
    if event.button() != 0 {
        return;
    }
    // One that another pointer began, or whose end nobody heard of.
    end();
    // The text keeps the keyboard, and nothing is selected on the way.
    event.prevent_default();
    let handle: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
    if let Some(handle) = handle {
        // Without it, the drag ends at the edge of the window.
        let _ = handle.set_pointer_capture(event.pointer_id());
    }
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    let drag = Rc::new(Drag {
        store: store.clone(),
        from,
        start,
        now: Cell::new(start),
        moved: Cell::default(),
        over: Cell::default(),
        layer: RefCell::default(),
        listeners: RefCell::default(),
    });
    let pointer = event.pointer_id();
    let heard = |name: &'static str, hear: fn(&Rc<Drag>, &PointerEvent)| {
        let drag = Rc::clone(&drag);
        listen(&document(), name, move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            if event.pointer_id() == pointer {
                hear(&drag, event);
            }
        })
    };
    let keys = {
        // Before anything else that Escape means.
        listen_within(&window(), "keydown", move |event: &Event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Escape" {
                event.stop_propagation();
                end();
            }
        })
    };
    let scrolled = {
        let drag = Rc::clone(&drag);
        listen_within(&window(), "scroll", move |_| drag.draw_all())
    };
    // Words are not selected by the mouse that goes over them.
    let selecting = listen_and_prevent(&document(), "selectstart", Event::prevent_default);
    *drag.listeners.borrow_mut() = vec![
        heard("pointermove", Drag::go),
        heard("pointerup", |drag, _| drag.let_go()),
        heard("pointercancel", |_, _| end()),
        keys,
        scrolled,
        selecting,
    ];
    DRAG.set(Some(drag));
}

/// Leaves nothing of the drag behind.
fn end() {
    if let Some(drag) = DRAG.take() {
        drag.now.set((f64::NAN, f64::NAN));
        if let Some([layer, ..]) = drag.layer.take() {
            layer.remove();
        }
        // One of them may be what is heard just now.
        let listeners = drag.listeners.take();
        before_next_frame(move || drop(listeners));
    }
}

impl Drag {
    fn go(self: &Rc<Self>, event: &PointerEvent) {
        if event.buttons() == 0 {
            // It was let go where nothing could be heard of it.
            return end();
        }
        let now = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.now.set(now);
        if !self.moved.get() {
            let (x, y) = (now.0 - self.start.0, now.1 - self.start.1);
            if x.hypot(y) < MOVED {
                return;
            }
            self.moved.set(true);
            *self.layer.borrow_mut() = layer();
            self.draw_all();
            self.scroll();
        }
        self.draw();
    }

    fn let_go(self: &Rc<Self>) {
        let (moved, over) = (self.moved.get(), self.over.get());
        end();
        let from = End::Annotation(self.from);
        if !moved {
            self.store.dispatch(LinkingAction::Start(from));
        } else if let Some(to) = over {
            let to = End::Annotation(to);
            self.store.dispatch(LinkingAction::Connect(from, to));
        }
    }

    /// The annotation under the pointer that may be the other end.
    fn under(&self) -> Option<AnnotationId> {
        let (x, y) = self.now.get();
        #[allow(
            clippy::cast_possible_truncation,
            reason = "viewport coordinates are small"
        )]
        let on = document().element_from_point(x as f32, y as f32)?;
        if let Ok(Some(row)) = on.closest("#annotation-list [role='option']") {
            let id = row.id();
            let id = AnnotationId(id.strip_prefix("row-")?.parse().ok()?);
            return self.fits(id).then_some(id);
        }
        if !matches!(on.closest(".text"), Ok(Some(_))) {
            return None;
        }
        let place = annotation_at(x, y)?;
        self.store.read(|state| {
            let here = state.annotations_at(place.article, place.at);
            state.ends_among(self.from, &here).first().copied()
        })
    }

    fn fits(&self, id: AnnotationId) -> bool {
        self.store.read(|state| state.can_connect(self.from, id))
    }

    /// The line, and what it leads to.
    fn draw(&self) {
        let layer = self.layer.borrow();
        let Some([_, _, over, line]) = &*layer else {
            return;
        };
        let under = self.under();
        if self.over.replace(under) != under {
            over.set_text_content(None);
            if let Some(id) = under {
                self.frame(over, id);
            }
        }
        let ((x1, y1), (x2, y2)) = (self.start, self.now.get());
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(written);
        // Attributes of an element that is ours cannot be refused.
        let _ = line.set_attribute("d", &format!("M{x1},{y1} L{x2},{y2}"));
    }

    /// Frames of all on the screen that may be the other end.
    fn draw_all(&self) {
        {
            let layer = self.layer.borrow();
            let Some([_, legal, over, _]) = &*layer else {
                return;
            };
            legal.set_text_content(None);
            over.set_text_content(None);
            self.over.set(None);
            let mut left = MOST;
            for surface in surfaces() {
                let Some((first, last)) = surface.text.on_screen() else {
                    continue;
                };
                let Ok(span) = TextSpan::new(first, last) else {
                    continue;
                };
                let fitting = self.store.read(|state| {
                    let here = state.project.annotations_in(surface.text.article, span);
                    state.ends_among(self.from, &here)
                });
                for id in fitting.into_iter().take(left) {
                    left -= 1;
                    self.frame(legal, id);
                }
            }
        }
        self.draw();
    }

    /// Frames an annotation's words and its row in the list, where they are on the screen.
    fn frame(&self, to: &Element, id: AnnotationId) {
        let all = self.store.read(|state| {
            let annotation = state.project.annotation(id);
            annotation.map(|it| (it.article, it.fragments.clone()))
        });
        let Some((article, fragments)) = all else {
            return;
        };
        for surface in surfaces() {
            if surface.text.article != article {
                continue;
            }
            let Some(frame) = surface
                .text
                .scroller()
                .map(|it| it.get_bounding_client_rect())
            else {
                continue;
            };
            for fragment in &fragments {
                for line in surface.text.lines_of(*fragment) {
                    if line[1] >= frame.top() && line[3] <= frame.bottom() {
                        outline(to, line);
                    }
                }
            }
        }
        if let Some(row) = by_id(&format!("row-{id}")) {
            let (rect, list) = (row.get_bounding_client_rect(), query("#annotation-list"));
            let list = list.map(|it| it.get_bounding_client_rect());
            if list.is_some_and(|it| rect.top() >= it.top() && rect.bottom() <= it.bottom()) {
                outline(to, [rect.left(), rect.top(), rect.right(), rect.bottom()]);
            }
        }
    }

    /// Scrolls what is under the pointer, frame after frame, near its edges.
    fn scroll(self: &Rc<Self>) {
        let (x, y) = self.now.get();
        if x.is_nan() {
            return;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "viewport coordinates are small"
        )]
        let on = document().element_from_point(x as f32, y as f32);
        let scroller =
            on.and_then(|it| it.closest(".pane-scroll, #annotation-list, .panes").ok()?);
        if let Some(scroller) = scroller {
            let frame = scroller.get_bounding_client_rect();
            let down = speed(y, frame.top(), frame.bottom());
            let panes = query(".panes").map(|it| (it.get_bounding_client_rect(), it));
            if down != 0.0 {
                scroller.scroll_by_with_x_and_y(0.0, down);
            } else if let Some((frame, panes)) = panes {
                let right = speed(x, frame.left(), frame.right());
                if right != 0.0 {
                    panes.scroll_by_with_x_and_y(right, 0.0);
                }
            }
        }
        let drag = Rc::clone(self);
        before_next_frame(move || drag.scroll());
    }
}

/// How far to scroll at a place between two edges: the nearer to one of them, the farther.
fn speed(at: f64, from: f64, to: f64) -> f64 {
    let edge = EDGE.min((to - from) / 4.0);
    let (before, behind) = (from + edge - at, at - (to - edge));
    if before > 0.0 {
        -(before / edge).min(1.0) * FASTEST
    } else if behind > 0.0 {
        (behind / edge).min(1.0) * FASTEST
    } else {
        0.0
    }
}

/// An empty drawing over the page, as itself and its parts.
fn layer() -> Option<[Element; 4]> {
    let app = query(".app")?;
    let svg = made("svg", "link-layer")?;
    let (legal, over, line) = (
        made("g", "legal")?,
        made("g", "over")?,
        made("path", "line")?,
    );
    // Elements just made take each other.
    let _ = svg.set_attribute("aria-hidden", "true");
    for part in [&legal, &over, &line] {
        let _ = svg.append_child(part);
    }
    let _ = app.append_child(&svg);
    Some([svg, legal, over, line])
}

fn made(name: &str, class: &str) -> Option<Element> {
    let svg = "http://www.w3.org/2000/svg";
    let element = document().create_element_ns(Some(svg), name).ok()?;
    let _ = element.set_attribute("class", class);
    Some(element)
}

fn outline(to: &Element, [left, top, right, bottom]: [f64; 4]) {
    if let Some(frame) = made("rect", "frame") {
        let sizes = [
            ("x", left - 1.0),
            ("y", top - 1.0),
            ("width", right - left + 2.0),
            ("height", bottom - top + 2.0),
        ];
        for (name, size) in sizes {
            let _ = frame.set_attribute(name, &written(size));
        }
        let _ = frame.set_attribute("rx", "3");
        let _ = to.append_child(&frame);
    }
}
