//! Listeners to what happens in the page.

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::{Event, EventTarget};

use super::recovery::halted;

/// Does something with every event. Not [`FnMut`]: for each closure that is made a `dyn FnMut`,
/// code for being called only once comes along, which nothing ever calls.
trait Hears {
    fn hear(&mut self, event: &Event);
}

impl<F: FnMut(&Event)> Hears for F {
    fn hear(&mut self, event: &Event) {
        self(event);
    }
}

/// Listens until what is returned is dropped.
pub fn listen(
    to: &EventTarget,
    event: &'static str,
    hear: impl FnMut(&Event) + 'static,
) -> EventListener {
    listen_with(EventListenerOptions::default(), to, event, hear)
}

/// The same, and may keep the browser from doing what it does by itself.
pub fn listen_and_prevent(
    to: &EventTarget,
    event: &'static str,
    hear: impl FnMut(&Event) + 'static,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    listen_with(options, to, event, hear)
}

/// The same as [`listen`], also for events that do not come up from within.
pub fn listen_within(
    to: &EventTarget,
    event: &'static str,
    hear: impl FnMut(&Event) + 'static,
) -> EventListener {
    let options = EventListenerOptions::run_in_capture_phase();
    listen_with(options, to, event, hear)
}

fn listen_with(
    options: EventListenerOptions,
    to: &EventTarget,
    event: &'static str,
    hear: impl FnMut(&Event) + 'static,
) -> EventListener {
    fn of_any(
        options: EventListenerOptions,
        to: &EventTarget,
        event: &'static str,
        mut hears: Box<dyn Hears>,
    ) -> EventListener {
        EventListener::new_with_options(to, event, options, move |event| {
            if !halted() {
                hears.hear(event);
            }
        })
    }
    of_any(options, to, event, Box::new(hear))
}
