use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::ResizeObserver;

use super::Surface;
use crate::web::events::listen;
use crate::web::timing::later;

/// Follows a text that scrolls, becomes higher or narrower, or comes into sight.
pub(super) struct Watch {
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut()>,
    _on_scroll: Option<EventListener>,
}

impl Watch {
    pub(super) fn over(surface: &Rc<Surface>) -> Self {
        let weak = Rc::downgrade(surface);
        let waiting = RefCell::new(None);
        let callback = Closure::new(move || {
            let weak = weak.clone();
            // Not here: finding out where things are lays out lines, whose new height this
            // observer would have to hear of at once ("ResizeObserver loop").
            *waiting.borrow_mut() = Some(later(0, move || {
                with(&weak, |surface| {
                    surface.caret.draw(&surface.text);
                    surface.settle_soon();
                });
            }));
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        let scroller = surface.text.scroller();
        if let Some(observer) = &observer {
            observer.observe(&surface.text.root);
            if let Some(scroller) = &scroller {
                observer.observe(scroller);
            }
        }
        let weak = Rc::downgrade(surface);
        Self {
            observer,
            _callback: callback,
            _on_scroll: scroller
                .map(|it| listen(&it, "scroll", move |_| with(&weak, Surface::paint_near))),
        }
    }
}

fn with(surface: &Weak<Surface>, act: impl Fn(&Rc<Surface>)) {
    if let Some(surface) = surface.upgrade() {
        act(&surface);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
