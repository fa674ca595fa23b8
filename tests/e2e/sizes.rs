//! Projects of ten thousand, a hundred thousand and a million annotations, opened from storage: how
//! much memory the page takes, and how long an edit takes to be seen and to be saved.

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;
use std::time::{Duration, Instant};

use cotejo::formats::project_json;
use serde_json::{Value, json};

use crate::harness::{Browser, Limit, Page, tell};
use crate::memory::taken;
use crate::steps::{median, numbers, select_word};
use crate::stored::{CHARS, Stored, TOGETHER};

pub const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// A file of a million annotations is larger than any that is read.
const LARGEST_FILE: usize = 100_000;

/// How often an annotation is made, and taken back.
const EDITS: usize = 10;

/// How long the largest project may take to open.
const PATIENCE: Duration = Duration::from_mins(2);

/// Before anything is done, a page is let come to rest: so long, and longer for what is large.
const REST: Duration = Duration::from_secs(4);

/// What a page did that was opened, in milliseconds and in megabytes.
#[derive(Clone, Debug)]
pub struct Visit {
    load: f64,
    /// WebAssembly memory, as soon as it is opened.
    opened: f64,
    /// The same after the edits.
    edited: f64,
    /// What scripts hold beside it.
    heap: f64,
    /// The process, as the system counts it.
    process: f64,
    /// From the key to the frame with the annotation, and until all is said to be saved.
    frame: f64,
    saved: f64,
    undone: f64,
}

#[derive(Clone, Debug)]
pub struct Size {
    pub annotations: usize,
    /// Megabytes that are stored.
    stored: f64,
    /// Reading and parsing the project's file, if there is one.
    raw: Option<f64>,
    /// The first, and one that begins anew.
    visits: Vec<Visit>,
}

#[test]
#[ignore = "measures; run by `cargo xtask bench sizes`"]
fn sizes() {
    println!("{}", section(&all()));
}

pub fn all() -> Vec<Size> {
    let only: Option<usize> = std::env::var("COTEJO_SIZE")
        .ok()
        .and_then(|it| it.parse().ok());
    let wanted = SIZES
        .into_iter()
        .filter(|it| only.is_none_or(|only| only == *it));
    wanted.map(of).collect()
}

fn of(annotations: usize) -> Size {
    let stored = Stored::of(annotations);
    let told = Rc::new(RefCell::new(None));
    let measured = Rc::clone(&told);
    tell(
        Browser::Chromium,
        "sizes",
        Limit::Measuring,
        async move |page: Page| {
            let size = measure(&page, annotations, stored).await;
            measured.replace(Some(size));
        },
    );
    told.take().expect("all is measured")
}

/// Keeps hold of the memory of all modules.
const BEFORE: &str = "
    self.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const given = WebAssembly[name];
      WebAssembly[name] = async (...all) => {
        const made = await given.apply(WebAssembly, all);
        const memory = (made.instance ?? made).exports.memory;
        if (memory && !memories.includes(memory)) memories.push(memory);
        return made;
      };
    }";

/// Puts what a file bundles into the app's storage.
const STORE: &str = "
    const file = document.querySelector('input').files[0];
    const request = (it) => new Promise((done, failed) => {
      it.onsuccess = () => done(it.result); it.onerror = () => failed(it.error);
    });
    const opening = indexedDB.open('cotejo', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('records');
    const db = await request(opening);
    let at = 0;
    const part = async () => {
      const len = new DataView(await file.slice(at, at + 4).arrayBuffer()).getUint32(0, true);
      const bytes = new Uint8Array(await file.slice(at + 4, at + 4 + len).arrayBuffer());
      at += 4 + len;
      return bytes;
    };
    while (at < file.size) {
      const key = new TextDecoder().decode(await part());
      const value = await part();
      await request(db.transaction('records', 'readwrite').objectStore('records').put(value, key));
    }
    db.close();
    localStorage.setItem('cotejo:last-project', args[0]);
    return true;";

/// Reads and parses a file from the same kind of storage.
const RAW: &str = "
    const request = (it) => new Promise((done, failed) => {
      it.onsuccess = () => done(it.result); it.onerror = () => failed(it.error);
    });
    const opening = indexedDB.open('raw');
    opening.onupgradeneeded = () => opening.result.createObjectStore('files');
    const db = await request(opening);
    const store = (mode) => db.transaction('files', mode).objectStore('files');
    const file = await document.querySelector('input').files[0].arrayBuffer();
    await request(store('readwrite').put(new Uint8Array(file), 1));
    const all = [];
    for (let time = 0; time < 3; time++) {
      const start = performance.now();
      JSON.parse(new TextDecoder().decode(await request(store('readonly').get(1))));
      all.push(performance.now() - start);
    }
    db.close();
    await request(indexedDB.deleteDatabase('raw'));
    return all;";

async fn measure(page: &Page, annotations: usize, stored: Stored) -> Size {
    let mut raw = None;
    if annotations <= LARGEST_FILE {
        choose(page, &project_json::export(&stored.project, "bench")).await;
        let all: Value = page.run_async(RAW, Vec::new()).await;
        raw = Some(median(&mut numbers(&all)));
    }
    let (id, bundle) = (stored.id, stored.bundle());
    drop(stored);
    choose(page, &bundle).await;
    let put: bool = page.run_async(STORE, vec![json!(id.to_string())]).await;
    assert!(put, "all is stored");
    #[allow(clippy::cast_precision_loss, reason = "megabytes")]
    let stored = megabytes(bundle.len() as f64);
    drop(bundle);
    page.put_before_all(BEFORE);
    let mut visits = Vec::new();
    for _ in 0..2 {
        let count = u32::try_from(annotations).expect("a million");
        let visit = visit(page, count).await;
        println!("{annotations}: {visit:?}");
        visits.push(visit);
    }
    Size {
        annotations,
        stored,
        raw,
        visits,
    }
}

/// A page without the app that has been given a file.
async fn choose(page: &Page, bytes: &[u8]) {
    page.step_aside().await;
    page.run::<Value>(
        "const label = document.createElement('label'), input = document.createElement('input');
         input.type = 'file';
         label.append('File ', input);
         document.body.replaceChildren(label);
         return null;",
    )
    .await;
    let path = page.file("bundle", bytes);
    page.choose_files(("file", "File"), &[&path]).await;
}

async fn visit(page: &Page, count: u32) -> Visit {
    page.step_aside().await;
    page.go_to(&format!("{}/", page.origin())).await;
    let load = long(page, "cotejo:load").await;
    page.until_true("the text", "!!document.querySelector('.text p')")
        .await;
    let heap_of_all = async || {
        page.settle().await;
        let memory: f64 = page
            .get("memories.reduce((sum, it) => sum + it.buffer.byteLength, 0)")
            .await;
        megabytes(memory)
    };
    let opened = heap_of_all().await;
    // Second copies are looked at, and made, meanwhile.
    tokio::time::sleep(REST + Duration::from_micros(10) * count).await;
    let (mut frames, mut saved, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    for edit in 0..EDITS {
        select_word(page, edit).await;
        page.run::<Value>("performance.clearMeasures(); return null;")
            .await;
        page.settle().await;
        saved.push(until_saved(page, "1").await);
        frames.push(long(page, "cotejo:annotate").await);
        undone.push(until_saved(page, "Control+z").await);
    }
    let process = taken(page).await;
    Visit {
        load,
        opened,
        edited: heap_of_all().await,
        heap: megabytes(page.heap().await),
        process,
        frame: median(&mut frames),
        saved: median(&mut saved),
        undone: median(&mut undone),
    }
}

/// From a key to the moment in which everything is said to be saved again.
async fn until_saved(page: &Page, key: &str) -> f64 {
    page.saved().await;
    page.run::<Value>(
        "window.saving = null;
         addEventListener('keydown', function heard(event) {
           if (event.key === 'Control') return;
           removeEventListener('keydown', heard, true);
           const state = document.querySelector('.save');
           let left = false;
           const watch = new MutationObserver(() => {
             left ||= !state.classList.contains('saved');
             if (!left || !state.classList.contains('saved')) return;
             watch.disconnect();
             window.saving = performance.now() - event.timeStamp;
           });
           watch.observe(state, { attributes: true });
         }, true);
         return null;",
    )
    .await;
    page.press(key).await;
    let took = page
        .until("what was done is saved", async || {
            page.get::<Option<f64>>("window.saving").await
        })
        .await;
    page.settle().await;
    took
}

/// The first measure of a name, however long it takes.
async fn long(page: &Page, name: &str) -> f64 {
    let first = format!("performance.getEntriesByName('{name}')[0]?.duration ?? null");
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = page.get::<Option<f64>>(&first).await {
            return found;
        }
        assert!(Instant::now() < deadline, "waited in vain for {name}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn megabytes(bytes: f64) -> f64 {
    bytes / 1_000_000.0
}

/// What is written of it.
#[allow(clippy::cast_precision_loss, reason = "a million annotations")]
pub fn section(all: &[Size]) -> String {
    let mut text = format!(
        "
## Very many annotations

Projects as they are stored, made without a browser and opened from storage: articles of {CHARS}
characters with {TOGETHER} annotations each, half of them with attributes, a third related to another
one, every tenth with two fragments; Sources name actors, Claims are members of rows. Megabytes are
millions of bytes: *memory* is that of WebAssembly, which never shrinks, as soon as the project is
open and after {EDITS} edits, which begin once the page is at rest, *scripts* what JavaScript holds
beside it, *process* the proportional set size of the renderer (megabytes of 2^20 bytes; an empty page
has some 46), garbage collected. *Frame* is from the key to the frame with the annotation, *saved* from
the key until it is said to be saved, *undone* the same for taking it back. The second line of each is
a page that begins anew.

| annotations | stored | from storage | memory: open | edited | scripts | process | frame | saved | undone |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"
    );
    for size in all {
        for (at, it) in size.visits.iter().enumerate() {
            let name = if at == 0 {
                size.annotations.to_string()
            } else {
                "again".to_owned()
            };
            let _ = writeln!(
                text,
                "| {name} | {:.1} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {:.1} | {:.1} |",
                size.stored,
                it.load,
                it.opened,
                it.edited,
                it.heap,
                it.process,
                it.frame,
                it.saved,
                it.undone,
            );
        }
    }
    let [first, .., last] = all else {
        return text;
    };
    let (few, many) = (&first.visits[1], &last.visits[1]);
    let _ = writeln!(
        text,
        "\n{} annotations by {}: frame {:.2}, saved {:.2}, undone {:.2}. Each annotation more takes \
         {:.0} bytes of WebAssembly memory, what belongs to it and its text included.",
        last.annotations,
        first.annotations,
        many.frame / few.frame,
        many.saved / few.saved,
        many.undone / few.undone,
        (many.edited - few.edited) * 1_000_000.0 / (last.annotations - first.annotations) as f64,
    );
    for size in all {
        if let Some(raw) = size.raw {
            let load = size.visits[1].load;
            let _ = writeln!(
                text,
                "\n{} annotations from storage {load:.0}, {:.1} times what reading and parsing the \
                 same project's file takes ({raw:.0}).",
                size.annotations,
                load / raw,
            );
        }
    }
    text
}
