use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{WorkerOptions, WorkerType};

use super::envelope::Envelope;
use super::events::listen;

/// A worker of this page; it ends when dropped, whatever it is at.
#[derive(Debug)]
pub struct Worker {
    worker: web_sys::Worker,
    _listening: [EventListener; 2],
}

impl Worker {
    /// Starts one, if this browser lets us. `hear` gets what it says, and `None` when it fails:
    /// its script was not there, or broke.
    pub fn start(
        script: &str,
        hear: impl Fn(Option<Envelope>) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(script, &options)?;
        let failed = hear.clone();
        let listening = [
            listen(&worker, "message", move |it| hear(Envelope::of(it))),
            listen(&worker, "error", move |_| failed(None)),
        ];
        Ok(Self {
            worker,
            _listening: listening,
        })
    }

    pub fn post(&self, envelope: &Envelope) -> Result<(), JsValue> {
        envelope.to_worker(&self.worker)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
