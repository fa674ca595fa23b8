//! The page's side of the analyst: what it was given, what it was asked, and who waits.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use crate::analyst::{Drawn, Found, FoundSame, Request, Side, Why};
use crate::app::{
    Action, Blob, DrawingAction, MOST_CANDIDATES, MOST_SAME, Part, ReportingAction,
    SameActorsAction, Store, UnlinkedAction, Writing,
};
use crate::formats::{GENERATOR, project_json};
use crate::journal::{CodebookVersion, Record, encode};
use crate::model::{AnnotationId, Entry, Project};
use crate::ports::Clock;
use crate::suggest::{Candidate, SameActor};
use crate::ui::load_part;
use crate::web::{BrowserClock, Envelope, Worker, timing};

/// Starts the worker; beside the app, and not loaded before it is needed.
const SCRIPT: &str = "analyst.js";

/// A cheap handle; clones share one worker.
#[derive(Clone, Default)]
pub(super) struct Analyst(Rc<Inner>);

#[derive(Default)]
struct Inner {
    worker: RefCell<Option<Worker>>,
    /// The lineage of the project that the worker has, and follows.
    given: RefCell<Option<Rc<()>>>,
    number: Cell<u32>,
    waiting: RefCell<Vec<Waiting>>,
    /// Actors that may be one are to be looked for anew once they are found: for whom.
    look_again: Cell<Option<u32>>,
}

struct Waiting {
    number: u32,
    asked: Asked,
    /// What is needed to ask is there, and the worker was asked.
    sent: bool,
    /// Asked for the second time: the project had to be given anew.
    again: bool,
}

#[derive(Clone)]
pub(super) enum Asked {
    Candidates(AnnotationId),
    /// Drawings, by the app's number: of which topic, and whether all of them; and since when.
    Draw(u32, String, bool, f64),
    SameActors(u32),
    /// And when, in milliseconds since the page began.
    Write(u32, Writing, f64),
}

impl Analyst {
    /// Has something done; the store is told what came of it.
    pub(super) fn ask(&self, store: &Store, asked: Asked) {
        // It takes little longer the first time that writing the project is needed.
        let (analyst, of) = (self.clone(), store.clone());
        let number = self.wait(asked, false, false);
        timing::spawn(async move {
            let loaded = load_part(Part::Dialogs).await;
            // Nobody may wait for it any more.
            if let Some(it) = analyst.heard_of(number) {
                if loaded {
                    analyst.send(&of, it.asked, false);
                } else {
                    answer(&of, &it.asked, None);
                }
            }
        });
    }

    /// Has it draw who is quoted.
    pub(super) fn draw(&self, store: &Store, number: u32, topic: String, all: bool) {
        self.ask(store, Asked::Draw(number, topic, all, timing::now()));
    }

    /// Has it write a file.
    pub(super) fn write(&self, store: &Store, number: u32, writing: Writing) {
        self.ask(store, Asked::Write(number, writing, timing::now()));
    }

    /// Has the worker make an edit too, when it has the project. New texts are not in entries: with
    /// them it has none, and gets it anew when it is asked for something.
    pub(super) fn follow(&self, project: &Project, entry: &Rc<Entry>, blobs: &[Blob]) {
        if !self.has(project) {
            return;
        }
        let record = Record {
            entry: Entry::clone(entry),
            codebook: CodebookVersion::of(project.codebook()),
        };
        let record = encode([&record]).ok().filter(|_| blobs.is_empty());
        let followed = record.is_some_and(|it| self.post(0, &Request::Follow, it));
        if !followed {
            self.0.given.take();
        }
    }

    /// What it has of the project is out of date.
    pub(super) fn forget(&self) {
        self.0.given.take();
    }

    /// Ends what takes too long. Whatever else was asked for is asked for again.
    pub(super) fn stop_writing(&self, store: &Store) {
        let waiting = self.end();
        let is_left = |it: &Waiting| !matches!(it.asked, Asked::Write(..));
        self.0.waiting.borrow_mut().retain(is_left);
        for it in waiting {
            if is_left(&it) {
                self.send(store, it.asked, it.again);
            }
        }
    }

    fn has(&self, project: &Project) -> bool {
        let given = self.0.given.borrow();
        given
            .as_ref()
            .is_some_and(|it| Rc::ptr_eq(it, project.lineage()))
    }

    fn send(&self, store: &Store, asked: Asked, again: bool) {
        // While some are looked for, edits ask for one more look, however many they are.
        let same = |it: &Waiting| it.sent && matches!(it.asked, Asked::SameActors(_));
        if let Asked::SameActors(number) = asked
            && self.0.waiting.borrow().iter().any(same)
        {
            self.0.look_again.set(Some(number));
            return;
        }
        let request = apart_dialogs_asked(&asked);
        let number = self.wait(asked, true, again);
        let sent = self.start(store)
            && store.read(|state| self.give(&state.project))
            && self.post(number, &request, Vec::new());
        if !sent {
            self.fail(store);
        }
    }

    /// Has somebody wait for something; gives the number by which it is known.
    fn wait(&self, asked: Asked, sent: bool, again: bool) -> u32 {
        let number = self.0.number.get() + 1;
        self.0.number.set(number);
        let waiting = Waiting {
            number,
            asked,
            sent,
            again,
        };
        self.0.waiting.borrow_mut().push(waiting);
        number
    }

    /// Who waited for a number, if somebody still does.
    fn heard_of(&self, number: u32) -> Option<Waiting> {
        let mut all = self.0.waiting.borrow_mut();
        let at = all.iter().position(|it| it.number == number)?;
        Some(all.remove(at))
    }

    /// Whether there is a worker now.
    fn start(&self, store: &Store) -> bool {
        let mut worker = self.0.worker.borrow_mut();
        if worker.is_none() {
            let (analyst, store) = (self.clone(), store.clone());
            let started = Worker::start(SCRIPT, move |it| analyst.hear(&store, it));
            *worker = started.ok();
        }
        worker.is_some()
    }

    /// Gives the worker the project, unless it has it.
    fn give(&self, project: &Project) -> bool {
        if self.has(project) {
            return true;
        }
        let file = apart_dialogs_file(project);
        let given = self.post(0, &Request::Take, file);
        if given {
            *self.0.given.borrow_mut() = Some(Rc::clone(project.lineage()));
        }
        given
    }

    fn post(&self, number: u32, request: &Request, bytes: Vec<u8>) -> bool {
        let worker = self.0.worker.borrow();
        let Some(worker) = &*worker else {
            return false;
        };
        let Some(value) = apart_dialogs_request(request) else {
            return false;
        };
        let envelope = Envelope {
            number,
            value,
            bytes,
        };
        worker.post(&envelope).is_ok()
    }

    fn hear(&self, store: &Store, heard: Option<Envelope>) {
        let Some(heard) = heard else {
            return self.fail(store);
        };
        match self.heard_of(heard.number) {
            // Nobody waits for it any more.
            None => {}
            Some(it) if heard.value.is_undefined() && !it.again => {
                self.0.given.take();
                self.send(store, it.asked, true);
            }
            Some(it) => {
                let anew = match it.asked {
                    Asked::SameActors(_) => self.0.look_again.take(),
                    _ => None,
                };
                match anew {
                    Some(number) => self.send(store, Asked::SameActors(number), false),
                    None => answer(store, &it.asked, Some(heard)),
                }
            }
        }
    }

    /// There is no worker, or it broke: whoever waits is told.
    fn fail(&self, store: &Store) {
        for it in self.end() {
            answer(store, &it.asked, None);
        }
    }

    /// Ends the worker; gives who waited for it.
    fn end(&self) -> Vec<Waiting> {
        self.0.worker.take();
        self.0.given.take();
        self.0.look_again.take();
        let (sent, others) = self.0.waiting.take().into_iter().partition(|it| it.sent);
        self.0.waiting.replace(others);
        sent
    }
}

#[inline(never)]
fn apart_dialogs_file(project: &Project) -> Vec<u8> {
    project_json::export(project, GENERATOR)
}

/// Who asked for drawings has the part that shows them.
#[inline(never)]
fn apart_sources_read(bytes: &[u8]) -> Option<Drawn> {
    Drawn::read(bytes)
}

#[inline(never)]
fn apart_dialogs_asked(asked: &Asked) -> Request {
    match asked {
        Asked::Candidates(claim) => Request::Candidates {
            claim: claim.to_string(),
            most: MOST_CANDIDATES,
        },
        Asked::Draw(_, topic, all, _) => Request::Draw {
            topic: topic.clone(),
            all: *all,
        },
        Asked::SameActors(_) => Request::SameActors { most: MOST_SAME },
        Asked::Write(_, writing, _) => Request::Write {
            what: writing.what,
            title: writing.title.clone(),
            include_data: writing.include_data,
            at: BrowserClock.now().to_string(),
            generator: GENERATOR.to_owned(),
        },
    }
}

/// Tells the app what it asked for; `None` where nothing could be done. Whoever was heard was asked
/// when the part was there.
fn answer(store: &Store, asked: &Asked, heard: Option<Envelope>) {
    match heard.filter(|it| !it.value.is_undefined()) {
        Some(heard) => apart_dialogs_answer(store, asked, heard),
        None => store.dispatch(match asked {
            Asked::Candidates(claim) => Action::from(UnlinkedAction::Found(*claim, None)),
            Asked::Draw(number, ..) => DrawingAction::Drawn(*number, None).into(),
            Asked::SameActors(number) => SameActorsAction::Found(*number, None).into(),
            Asked::Write(number, ..) => ReportingAction::Written(*number, None).into(),
        }),
    }
}

#[inline(never)]
fn apart_dialogs_answer(store: &Store, asked: &Asked, heard: Envelope) {
    match asked {
        Asked::Candidates(claim) => {
            let found = candidates(&heard.value);
            store.dispatch(UnlinkedAction::Found(*claim, found));
        }
        Asked::Draw(number, .., start) => {
            let drawn = apart_sources_read(&heard.bytes);
            timing::measure("cotejo:draw", *start, timing::now());
            store.dispatch(DrawingAction::Drawn(*number, drawn.map(Rc::new)));
        }
        Asked::SameActors(number) => {
            let found = same_actors(&heard.value);
            store.dispatch(SameActorsAction::Found(*number, found));
        }
        Asked::Write(number, _, start) => {
            let bytes = Some(heard.bytes.into());
            timing::measure("cotejo:report", *start, timing::now());
            store.dispatch(ReportingAction::Written(*number, bytes));
        }
    }
}

/// A request as the worker's structured value: whoever has something to ask has the part.
#[inline(never)]
fn apart_dialogs_request(request: &Request) -> Option<JsValue> {
    serde_wasm_bindgen::to_value(request).ok()
}

/// What was found, as the worker's structured value has it.
fn candidates(value: &JsValue) -> Option<Vec<Candidate>> {
    let mut all = Vec::new();
    for it in Array::from(value).iter() {
        let found = Found {
            claim: text(&it, "claim")?,
            score: score_of(&it)?,
            reasons: reasons_of(&it)?,
        };
        all.push(found.candidate()?);
    }
    Some(all)
}

fn same_actors(value: &JsValue) -> Option<Vec<SameActor>> {
    let mut all = Vec::new();
    for it in Array::from(value).iter() {
        let found = FoundSame {
            here: side_of(&member(&it, "here"))?,
            there: side_of(&member(&it, "there"))?,
            score: score_of(&it)?,
            reasons: reasons_of(&it)?,
        };
        all.push(found.candidate()?);
    }
    Some(all)
}

fn side_of(it: &JsValue) -> Option<Side> {
    let mut sources = Vec::new();
    for source in Array::from(&member(it, "sources")).iter() {
        sources.push(source.as_string()?);
    }
    let actor = text(it, "actor")?;
    Some(Side { actor, sources })
}

fn reasons_of(it: &JsValue) -> Option<Vec<Why>> {
    let mut reasons = Vec::new();
    for why in Array::from(&member(it, "reasons")).iter() {
        reasons.push(Why {
            kind: text(&why, "kind")?,
            here: text(&why, "here")?,
            there: text(&why, "there")?,
        });
    }
    Some(reasons)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it was a u32 on the other side"
)]
fn score_of(it: &JsValue) -> Option<u32> {
    Some(member(it, "score").as_f64()? as u32)
}

fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    member(of, name).as_string()
}
