//! Files that belong to this site alone, through a worker: only there can they be written such that
//! what was written survives a power cut.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::timing::later;
use super::{Envelope, Worker};
use crate::ports::{Files, StorageError};

/// The worker's script, beside the app.
const SCRIPT: &str = "files.js";

/// Milliseconds in which a worker has to answer for the first time.
const PATIENCE: u32 = 10_000;

/// A cheap handle; clones share one worker, which begins when it is first needed.
#[derive(Clone, Default)]
pub struct SiteFiles(Rc<Inner>);

#[derive(Default)]
struct Inner {
    worker: RefCell<Option<Worker>>,
    /// It answered once.
    answers: Cell<bool>,
    /// It did not come, or broke: nobody waits for it any more.
    broken: Cell<bool>,
    number: Cell<u32>,
    waiting: RefCell<Vec<(u32, Function)>>,
    answered: RefCell<Vec<Envelope>>,
}

impl SiteFiles {
    async fn ask(
        &self,
        what: &str,
        name: &str,
        at: u64,
        more: More,
    ) -> Result<Envelope, StorageError> {
        let number = self.0.number.get() + 1;
        self.0.number.set(number);
        let (most, bytes) = match more {
            More::Nothing => (0, Vec::new()),
            More::Read(most) => (most, Vec::new()),
            More::Write(bytes) => (0, bytes),
        };
        #[allow(clippy::cast_precision_loss, reason = "no file is so long")]
        let value = Array::of4(
            &what.into(),
            &name.into(),
            &(at as f64).into(),
            &(most as f64).into(),
        );
        let envelope = Envelope {
            number,
            value: value.into(),
            bytes,
        };
        let answer = Promise::new(&mut |resolve, _| {
            self.0.waiting.borrow_mut().push((number, resolve));
        });
        self.start();
        let sent = match &*self.0.worker.borrow() {
            Some(worker) if !self.0.broken.get() => worker.post(&envelope).is_ok(),
            _ => false,
        };
        if !sent {
            self.0.waiting.borrow_mut().retain(|it| it.0 != number);
            return Err(StorageError::Unavailable);
        }
        let _ = JsFuture::from(answer).await;
        let mut answered = self.0.answered.borrow_mut();
        let at = answered.iter().position(|it| it.number == number);
        let answer = at.map(|it| answered.swap_remove(it));
        answer.ok_or(StorageError::Unavailable).and_then(sound)
    }

    fn start(&self) {
        if self.0.broken.get() || self.0.worker.borrow().is_some() {
            return;
        }
        let files = self.clone();
        let started = Worker::start(SCRIPT, move |answer| files.hear(answer));
        match started {
            Ok(worker) => *self.0.worker.borrow_mut() = Some(worker),
            Err(_) => self.0.broken.set(true),
        }
        let files = self.clone();
        later(PATIENCE, move || {
            if !files.0.answers.get() {
                files.give_up();
            }
        })
        .forget();
    }

    fn hear(&self, answer: Option<Envelope>) {
        let Some(answer) = answer else {
            return self.give_up();
        };
        self.0.answers.set(true);
        let mut waiting = self.0.waiting.borrow_mut();
        let at = waiting.iter().position(|it| it.0 == answer.number);
        if let Some((_, resolve)) = at.map(|it| waiting.swap_remove(it)) {
            drop(waiting);
            self.0.answered.borrow_mut().push(answer);
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }

    /// Whoever waits gets no answer.
    fn give_up(&self) {
        self.0.broken.set(true);
        for (_, resolve) in self.0.waiting.take() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

/// What belongs to a request, beside a place in a file.
enum More {
    Nothing,
    Read(u64),
    Write(Vec<u8>),
}

/// An answer, unless it is that something failed.
fn sound(answer: Envelope) -> Result<Envelope, StorageError> {
    let Some(failed) = answer.value.as_string() else {
        return Ok(answer);
    };
    let (name, message) = failed.split_once(':').unwrap_or((&failed, ""));
    Err(match name {
        "QuotaExceededError" => StorageError::QuotaExceeded,
        "SecurityError" | "TypeError" | "ReferenceError" => StorageError::Unavailable,
        _ => StorageError::Request {
            name: name.to_owned(),
            message: message.to_owned(),
        },
    })
}

impl Files for SiteFiles {
    async fn names(&self) -> Result<Vec<String>, StorageError> {
        let answer = self.ask("names", "", 0, More::Nothing).await?;
        let names: Array = answer.value.dyn_into().unwrap_or_default();
        Ok(names.iter().filter_map(|it| it.as_string()).collect())
    }

    async fn size(&self, name: &str) -> Result<u64, StorageError> {
        let answer = self.ask("size", name, 0, More::Nothing).await?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is a number of bytes"
        )]
        Ok(answer.value.as_f64().unwrap_or_default() as u64)
    }

    async fn read(&self, name: &str, at: u64, most: u64) -> Result<Vec<u8>, StorageError> {
        let answer = self.ask("read", name, at, More::Read(most)).await?;
        Ok(answer.bytes)
    }

    async fn write(&self, name: &str, at: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let more = More::Write(bytes.to_vec());
        self.ask("write", name, at, more).await.map(|_| ())
    }

    async fn remove(&self, name: &str) -> Result<(), StorageError> {
        self.ask("remove", name, 0, More::Nothing).await.map(|_| ())
    }
}

impl fmt::Debug for SiteFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SiteFiles")
            .field("broken", &self.0.broken)
            .finish_non_exhaustive()
    }
}
