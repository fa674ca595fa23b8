//! What windows of this site tell each other.

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::events::listen;

/// Everybody else hears what one says: a word, what it is about, and a number.
#[derive(Debug)]
pub struct Channel {
    channel: Option<BroadcastChannel>,
    _listening: Option<EventListener>,
}

impl Channel {
    /// Where the browser has no channels, nobody hears anything.
    pub fn open(name: &str, hear: impl Fn(&str, &str, f64) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        let listening = channel.as_ref().map(|channel| {
            listen(channel, "message", move |event| {
                let said = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                let Some(Ok(said)) = said.map(JsCast::dyn_into::<Array>) else {
                    return;
                };
                let text = |at| said.get(at).as_string().unwrap_or_default();
                hear(&text(0), &text(1), said.get(2).as_f64().unwrap_or(0.0));
            })
        });
        Self {
            channel,
            _listening: listening,
        }
    }

    pub fn say(&self, word: &str, about: &str, number: f64) {
        if let Some(channel) = &self.channel {
            let said = Array::of3(&word.into(), &about.into(), &number.into());
            let _ = channel.post_message(&said);
        }
    }
}
