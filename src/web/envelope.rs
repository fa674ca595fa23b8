use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker};

/// What a page and its worker send each other.
#[derive(Debug)]
pub struct Envelope {
    /// Of the request, also in its answer.
    pub number: u32,
    /// A structured value.
    pub value: JsValue,
    /// What is long: the browser hands it over, and does not copy it.
    pub bytes: Vec<u8>,
}

impl Envelope {
    /// What is in a message of the other side.
    pub fn of(event: &Event) -> Option<Self> {
        let data: Array = event.dyn_ref::<MessageEvent>()?.data().dyn_into().ok()?;
        let number: js_sys::Number = data.get(0).dyn_into().ok()?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it was a u32 on the other side"
        )]
        Some(Self {
            number: number.value_of() as u32,
            value: data.get(1),
            bytes: Uint8Array::new(&data.get(2)).to_vec(),
        })
    }

    pub(super) fn to_worker(&self, worker: &Worker) -> Result<(), JsValue> {
        let (message, handed_over) = self.packed();
        worker.post_message_with_transfer(&message, &handed_over)
    }

    /// Sends it from a worker to its page.
    pub fn to_page(&self, scope: &DedicatedWorkerGlobalScope) -> Result<(), JsValue> {
        let (message, handed_over) = self.packed();
        scope.post_message_with_transfer(&message, &handed_over)
    }

    fn packed(&self) -> (Array, Array) {
        let buffer = Uint8Array::from(&*self.bytes).buffer();
        let message = Array::of3(&self.number.into(), &self.value, &buffer);
        (message, Array::of1(&buffer))
    }
}
