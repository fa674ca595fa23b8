//! The storage port over `IndexedDB`.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use cotejo::app::saving::Library;
use cotejo::app::{History, SaveState, Stamp};
use cotejo::model::{
    AboutField, Annotator, AnnotatorId, Change, Codebook, FocusChange, Project, ProjectId,
    ReplicaId, Transaction, TransactionName,
};
use cotejo::ports::{Batch, Clock, IdSource, Keys, ReadStorage, Storage, StorageError};
use cotejo::web::{BrowserClock, CryptoIds, IndexedDb};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

/// A database that no other test has.
fn fresh_name() -> String {
    format!("test-{}", CryptoIds.next())
}

async fn fresh() -> IndexedDb {
    IndexedDb::open(&fresh_name(), || ()).await.unwrap()
}

fn puts(pairs: &[(&str, &[u8])]) -> Batch {
    let owned = |(key, value): &(&str, &[u8])| ((*key).to_owned(), (*value).into());
    Batch {
        puts: pairs.iter().map(owned).collect(),
        ..Batch::default()
    }
}

fn adds(pairs: &[(&str, &[u8])]) -> Batch {
    Batch {
        adds: puts(pairs).puts,
        ..Batch::default()
    }
}

#[wasm_bindgen_test]
async fn bytes_come_back_as_they_were() {
    let storage = fresh().await;
    let all: Vec<u8> = (0..=255).collect();
    let large = vec![0xA5; 3_000_000];
    let batch = puts(&[("all", &all), ("empty", b""), ("large", &large)]);
    storage.commit(&batch).await.unwrap();
    assert_eq!(storage.load("all").await.unwrap().unwrap(), all);
    assert_eq!(storage.load("empty").await.unwrap().unwrap(), b"");
    assert_eq!(storage.load("large").await.unwrap().unwrap(), large);
    assert_eq!(storage.load("none").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn several_keys_are_read_at_once_and_those_that_are_not_there_are_left_out() {
    let storage = fresh().await;
    let large = vec![0xA5; 3_000_000];
    let batch = puts(&[("a", b"one"), ("b", &large), ("c", b""), ("d", b"-")]);
    storage.commit(&batch).await.unwrap();
    let keys = ["b", "none", "a", "c"].map(str::to_owned);
    let mut values = storage.read(Keys::Each(&keys)).await.unwrap();
    values.sort();
    let wanted = [("a", b"one".to_vec()), ("b", large), ("c", Vec::new())];
    assert_eq!(values, wanted.map(|(key, value)| (key.to_owned(), value)));
    assert_eq!(storage.read(Keys::Each(&[])).await.unwrap(), []);
    let none = [keys[1].clone()];
    assert_eq!(storage.read(Keys::Each(&none)).await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn a_prefix_gives_its_keys_in_order_and_no_others() {
    let storage = fresh().await;
    let batch = puts(&[
        ("log/2", b"two"),
        ("log0", b"-"),
        ("lof/9", b"-"),
        ("log/10", b"ten"),
        ("log/1", b"one"),
        ("log", b"-"),
    ]);
    storage.commit(&batch).await.unwrap();
    let found = storage.load_prefix("log/").await.unwrap();
    let expected = [("log/1", "one"), ("log/10", "ten"), ("log/2", "two")];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.as_bytes().to_vec()));
    assert_eq!(found, expected);
    assert_eq!(storage.load_prefix("x").await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn clears_come_before_deletes_adds_and_puts() {
    let storage = fresh().await;
    storage
        .commit(&puts(&[("a", b"old"), ("b", b"old")]))
        .await
        .unwrap();
    let old = puts(&[("c/1", b"old"), ("c/2", b"old"), ("c", b"stays")]);
    storage.commit(&old).await.unwrap();
    let batch = Batch {
        clears: vec!["c/".to_owned()],
        deletes: vec!["a".to_owned(), "not there".to_owned()],
        adds: vec![
            ("a".to_owned(), b"new".as_slice().into()),
            ("c/1".to_owned(), b"new".as_slice().into()),
        ],
        puts: vec![("b".to_owned(), b"new".as_slice().into())],
    };
    storage.commit(&batch).await.unwrap();
    assert_eq!(storage.load("a").await.unwrap().unwrap(), b"new");
    assert_eq!(storage.load("b").await.unwrap().unwrap(), b"new");
    let kept = [("c", &b"stays"[..]), ("c/1", b"new")];
    let kept = kept.map(|(key, value)| (key.to_owned(), value.to_vec()));
    assert_eq!(storage.load_prefix("c").await.unwrap(), kept);
}

#[wasm_bindgen_test]
async fn a_batch_is_done_as_a_whole_or_not_at_all() {
    let storage = fresh().await;
    storage.commit(&adds(&[("taken", b"first")])).await.unwrap();
    let batch = Batch {
        deletes: vec!["other".to_owned()],
        adds: vec![
            ("free".to_owned(), b"x".as_slice().into()),
            ("taken".to_owned(), b"second".as_slice().into()),
        ],
        puts: vec![("put".to_owned(), b"x".as_slice().into())],
        ..Batch::default()
    };
    let key = "taken".to_owned();
    assert_eq!(
        storage.commit(&batch).await,
        Err(StorageError::AlreadyThere { key })
    );
    let all = storage.load_prefix("").await.unwrap();
    assert_eq!(all, [("taken".to_owned(), b"first".to_vec())]);
}

#[wasm_bindgen_test]
async fn what_is_committed_is_there_for_another_connection() {
    let name = fresh_name();
    let one = IndexedDb::open(&name, || ()).await.unwrap();
    let two = IndexedDb::open(&name, || ()).await.unwrap();
    one.commit(&puts(&[("a", b"1")])).await.unwrap();
    assert_eq!(two.load("a").await.unwrap().unwrap(), b"1");
    drop(one);
    two.commit(&puts(&[("a", b"2")])).await.unwrap();
    let three = IndexedDb::open(&name, || ()).await.unwrap();
    assert_eq!(three.load("a").await.unwrap().unwrap(), b"2");
}

/// Puts something in the place of a method until dropped.
struct Spy {
    prototype: JsValue,
    original: JsValue,
}

impl Spy {
    fn on_transactions(spy: &str) -> Self {
        let prototype = js_sys::eval("IDBDatabase.prototype").unwrap();
        let original = Reflect::get(&prototype, &"transaction".into()).unwrap();
        let spy = Function::new_with_args("original", spy);
        let spy = spy.call1(&JsValue::UNDEFINED, &original).unwrap();
        Reflect::set(&prototype, &"transaction".into(), &spy).unwrap();
        Self {
            prototype,
            original,
        }
    }
}

impl Drop for Spy {
    fn drop(&mut self) {
        let _ = Reflect::set(&self.prototype, &"transaction".into(), &self.original);
    }
}

#[wasm_bindgen_test]
async fn strict_durability_is_asked_for_and_given() {
    let storage = fresh().await;
    let spy = "return function (...args) { \
                   const made = original.apply(this, args); \
                   globalThis.seen = [args[1], args[2]?.durability, made.durability].join(); \
                   return made; \
               }";
    let spy = Spy::on_transactions(spy);
    storage.commit(&puts(&[("a", b"1")])).await.unwrap();
    drop(spy);
    let seen = js_sys::eval("globalThis.seen")
        .unwrap()
        .as_string()
        .unwrap();
    assert_eq!(seen, "readwrite,strict,strict");
}

#[wasm_bindgen_test]
async fn an_aborted_write_is_an_error_and_leaves_nothing() {
    let storage = fresh().await;
    let spy = "return function (...args) { \
                   const made = original.apply(this, args); \
                   setTimeout(() => made.abort(), 0); \
                   const store = made.objectStore('records'); \
                   const again = () => { store.get('x').onsuccess = again; }; \
                   again(); \
                   return made; \
               }";
    let spy = Spy::on_transactions(spy);
    let outcome = storage.commit(&puts(&[("a", b"1")])).await;
    drop(spy);
    assert!(
        matches!(outcome, Err(StorageError::Request { .. })),
        "{outcome:?}"
    );
    assert_eq!(storage.load("a").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_full_disk_is_named() {
    let storage = fresh().await;
    let spy = "return function () { throw new DOMException('full', 'QuotaExceededError'); }";
    let spy = Spy::on_transactions(spy);
    let outcome = storage.commit(&puts(&[("a", b"1")])).await;
    drop(spy);
    assert_eq!(outcome, Err(StorageError::QuotaExceeded));
}

#[wasm_bindgen_test]
async fn who_changes_the_layout_is_let_in() {
    let name = fresh_name();
    let told = Rc::new(Cell::new(false));
    let storage = {
        let told = Rc::clone(&told);
        IndexedDb::open(&name, move || told.set(true))
            .await
            .unwrap()
    };
    storage.commit(&puts(&[("a", b"1")])).await.unwrap();
    let newer = format!(
        "new Promise((resolve, reject) => {{ \
             const request = indexedDB.open('{name}', 2); \
             request.onblocked = reject; \
             request.onsuccess = () => {{ request.result.close(); resolve(); }}; \
         }})"
    );
    let newer: js_sys::Promise = js_sys::eval(&newer).unwrap().unchecked_into();
    wasm_bindgen_futures::JsFuture::from(newer).await.unwrap();
    assert!(told.get());
    assert_eq!(storage.load("a").await, Err(StorageError::Closed));
    let outcome = storage.commit(&puts(&[("a", b"2")])).await;
    assert_eq!(outcome, Err(StorageError::Closed));
    let older = IndexedDb::open(&name, || ()).await;
    assert_eq!(older.unwrap_err(), StorageError::Closed);
}

/// A project that was renamed some times.
fn worked_on(library: &Library<IndexedDb>, title: &str) -> (Project, History) {
    let (mut ids, clock) = (CryptoIds, BrowserClock);
    let me = AnnotatorId(ids.next());
    let codebook = Rc::new(Codebook::news_claims());
    let mut project = Project::new(ProjectId(ids.next()), title, clock.now(), codebook);
    let annotator = Annotator {
        id: me,
        name: "me".to_owned(),
        extra: None,
    };
    project.apply(&Change::add(annotator)).unwrap();
    library.create(&project);
    let mut history = History::new(REPLICA);
    for n in 0..20 {
        let title = AboutField::Title(format!("{title} {n}"));
        let stamp = Stamp {
            annotator: me,
            at: clock.now(),
        };
        let transaction = Transaction {
            name: TransactionName::new("rename-project", ""),
            changes: project.about_edited(&title),
            focus: FocusChange::default(),
        };
        let entry = history.commit(&mut project, transaction, stamp).unwrap();
        library.save(&project, &entry, Vec::new());
    }
    let stamp = Stamp {
        annotator: me,
        at: clock.now(),
    };
    let stepped = history.undo(&mut project, stamp).unwrap();
    library.save(&project, &stepped.entry, Vec::new());
    (project, history)
}

const REPLICA: ReplicaId = ReplicaId(uuid::Uuid::from_u128(7));

#[wasm_bindgen_test]
async fn two_projects_are_saved_and_come_back_equal() {
    let name = fresh_name();
    let waiting: Rc<RefCell<Option<Waker>>> = Rc::default();
    let storage = IndexedDb::open(&name, || ()).await.unwrap();
    let listener = {
        let waiting = Rc::clone(&waiting);
        move |_: &SaveState| {
            if let Some(waker) = waiting.borrow_mut().take() {
                waker.wake();
            }
        }
    };
    let library = Library::new(storage, Rc::new(spawn_local), listener);
    let made = [worked_on(&library, "one"), worked_on(&library, "two")];
    assert_eq!(library.saver().state(), SaveState::Saving);
    poll_fn(|context| {
        if library.saver().state() == SaveState::Saved {
            return Poll::Ready(());
        }
        *waiting.borrow_mut() = Some(context.waker().clone());
        Poll::Pending
    })
    .await;

    let again = IndexedDb::open(&name, || ()).await.unwrap();
    let again = Library::new(again, Rc::new(spawn_local), |_| ());
    let listed = again.list().await.unwrap();
    let titles: BTreeSet<String> = listed.into_iter().map(|it| it.title).collect();
    assert_eq!(
        titles,
        BTreeSet::from(["one 18".to_owned(), "two 18".to_owned()])
    );
    for (project, history) in made {
        let loaded = again.open(project.id(), REPLICA).await.unwrap();
        assert_eq!(loaded.project, project);
        assert_eq!(loaded.history, history);
        assert_eq!(loaded.findings, []);
    }
}

#[wasm_bindgen_test]
fn ids_are_random_and_time_passes() {
    let ids: BTreeSet<_> = (0..100).map(|_| CryptoIds.next()).collect();
    assert_eq!(ids.len(), 100);
    assert!(ids.iter().all(|it| it.get_version_num() == 4));
    assert!(BrowserClock.now().to_string().as_str() > "2025-01-01");
}
