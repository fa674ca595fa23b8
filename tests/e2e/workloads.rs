//! Texts and annotations of growing size: how long opening, an edit and scrolling take, beside
//! the same text as bare paragraphs in the same browser.

use serde_json::{Value, json};

use crate::benchmarks::{Figures, Loading, Measured, Scroll, Step};
use crate::harness::{Page, at};

/// From an article as people read them to what no peer opens.
pub const WORKLOADS: [Workload; 4] = [
    Workload::new("W1", 5_000, 50),
    Workload::new("W2", 100_000, 1_000),
    Workload::new("W3", 1_000_000, 10_000),
    Workload::new("W4", 1_000_000, 100_000),
];

/// What the app is measured beside: the text alone, and other programs. See `peers.js`.
const PEERS: [&str; 3] = ["plain", "codemirror", "recogito"];

/// With more annotations it keeps a page busy for minutes.
const MOST_OF_RECOGITO: usize = 10_000;

/// Annotations made in each.
const EDITS: usize = 12;

/// Milliseconds of a frame at 60 Hz.
pub const FRAME: f64 = 1000.0 / 60.0;

#[derive(Clone, Copy, Debug)]
pub struct Workload {
    pub name: &'static str,
    pub chars: usize,
    pub annotations: usize,
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn id(&mut self) -> String {
        let half = (self.below(1 << 30) as u128) << 64;
        uuid::Uuid::from_u128(half | self.below(1 << 30) as u128).to_string()
    }
}

const WORDS: [&str; 24] = [
    "the",
    "mayor",
    "said",
    "that",
    "taxes",
    "will",
    "rise",
    "in",
    "January",
    "and",
    "opposition",
    "called",
    "it",
    "unfair",
    "while",
    "experts",
    "warned",
    "of",
    "debt",
    "reported",
    "human",
    "rights",
    "city",
    "prison",
];

impl Workload {
    const fn new(name: &'static str, chars: usize, annotations: usize) -> Self {
        Self {
            name,
            chars,
            annotations,
        }
    }

    /// Paragraphs of some sentences, in ASCII.
    fn text(&self, chance: &mut Chance) -> String {
        let mut text = String::with_capacity(self.chars + 600);
        while text.len() < self.chars {
            let end = text.len() + 250 + chance.below(350);
            while text.len() < end {
                text.push_str(WORDS[chance.below(WORDS.len())]);
                text.push(' ');
            }
            text.pop();
            text.push_str(".\n\n");
        }
        text.truncate(self.chars);
        text
    }

    /// A project file, and its text.
    pub fn project(&self) -> (String, String) {
        let mut chance = Chance(7);
        let text = self.text(&mut chance);
        let article = chance.id();
        let labels = ["Claim", "Source", "Cue", "Stance"];
        let annotations: Vec<Value> = (0..self.annotations)
            .map(|_| {
                let len = 20 + chance.below(140);
                let start = chance.below(self.chars - len);
                let quote = &text[start..start + len];
                json!({
                    "id": chance.id(), "article": article, "label": labels[chance.below(4)],
                    "fragments": [{ "start": start, "end": start + len, "quote": quote }],
                })
            })
            .collect();
        let file = json!({
            "format": "cotejo-project", "version": "1.0",
            "project": { "id": chance.id(), "title": self.name, "language": "en" },
            "articles": [{ "id": article, "title": self.name, "language": "en", "text": text }],
            "annotations": annotations,
        });
        (file.to_string(), text)
    }

    /// Measures the app, and what it is to be compared with in the same browser.
    pub async fn measure(&self, page: &Page, peers: &str) -> Measured {
        let (file, text) = self.project();
        let mut others = Vec::new();
        for peer in PEERS {
            if peer == "recogito" && self.annotations > MOST_OF_RECOGITO {
                continue;
            }
            page.step_aside().await;
            page.go_to(peers).await;
            page.until_true("the peers", "typeof measure === 'function'")
                .await;
            let edits: Vec<Value> = (0..EDITS)
                .map(|it| json!([it * 20, it * 20 + 12]))
                .collect();
            let arguments = vec![json!(peer), json!(text), json!(spans(&file)), json!(edits)];
            let measured: Value = page
                .run_async("return await measure(...arguments_);", arguments)
                .await;
            others.push(Figures {
                name: peer,
                open: measured["open"].as_f64().unwrap_or(f64::NAN),
                edits: vec![median(&mut numbers(&measured["edits"]))],
                scroll: Scroll::of(numbers(&measured["frames"])),
            });
        }
        let import = self.import(page, &file).await;
        let loading = load_again(page, &file).await;
        let (annotate, idle) = key_to_frame(page, EDITS).await;
        let (relabel, remove) = relabel_and_remove(page).await;
        let (all, undo) = label_all(page).await;
        let frames: Value = page
            .run_async(
                &format!("const box = document.querySelector('.pane-scroll'); {SCROLL}"),
                Vec::new(),
            )
            .await;
        let app = Figures {
            name: "Cotejo",
            open: loading.open,
            edits: vec![annotate, relabel, remove],
            scroll: Scroll::of(numbers(&frames)),
        };
        Measured {
            workload: *self,
            app,
            import,
            loading,
            idle,
            all,
            undo,
            others,
        }
    }

    /// From the click that takes the project in to the frame that shows it.
    pub async fn import(&self, page: &Page, file: &str) -> f64 {
        page.open().await;
        page.press("Control+k").await;
        page.see(("dialog", "Commands")).await;
        page.type_text("Import").await;
        page.press("Enter").await;
        let path = page.file(&format!("{}.json", self.name), file.as_bytes());
        let dialog = || at("dialog", "Import");
        page.choose_files(dialog().then("file", "Files to import"), &[&path])
            .await;
        page.see(dialog().then("heading", format!("{}.json", self.name).as_str()))
            .await;
        page.run::<Value>("performance.clearMeasures();").await;
        page.click(dialog().then("button", "Import")).await;
        measured(page, "cotejo:open").await
    }
}

/// The first measure of a name, once it is there.
async fn measured(page: &Page, name: &str) -> f64 {
    let first = format!("performance.getEntriesByName('{name}')[0]?.duration ?? null");
    page.until(name, async || page.get::<Option<f64>>(&first).await)
        .await
}

/// Opens the stored project in a page that begins anew; and, beside it, reads and parses the same
/// bytes from the same kind of storage.
async fn load_again(page: &Page, file: &str) -> Loading {
    page.saved().await;
    let raw = page
        .run_async(
            "const request = (it) => new Promise((done, failed) => {
               it.onsuccess = () => done(it.result); it.onerror = () => failed(it.error);
             });
             const opening = indexedDB.open('raw');
             opening.onupgradeneeded = () => opening.result.createObjectStore('files');
             const db = await request(opening);
             const store = (mode) => db.transaction('files', mode).objectStore('files');
             await request(store('readwrite').put(new TextEncoder().encode(args[0]), 1));
             const start = performance.now();
             JSON.parse(new TextDecoder().decode(await request(store('readonly').get(1))));
             const took = performance.now() - start;
             db.close();
             await request(indexedDB.deleteDatabase('raw'));
             return took;",
            vec![json!(file)],
        )
        .await;
    page.open().await;
    Loading {
        open: measured(page, "cotejo:open").await,
        load: measured(page, "cotejo:load").await,
        raw,
    }
}

/// Medians from a key to the frame with the mark it makes, and to that after a key that does
/// nothing: a word each, in the first paragraph of the first article.
pub async fn key_to_frame(page: &Page, edits: usize) -> (f64, f64) {
    page.saved().await;
    page.run::<Value>(
        "performance.clearMeasures();
         window.idle = [];
         addEventListener('keydown', (event) => {
           if (event.key !== 'v') return;
           requestAnimationFrame(() => setTimeout(() =>
             idle.push(performance.now() - event.timeStamp)));
         });",
    )
    .await;
    for edit in 0..edits {
        page.run_with::<Value>(
            "const article = document.querySelector('.text');
             article.focus();
             const node = article.querySelector('p').firstChild;
             const words = [...node.data.matchAll(/[a-z]{2,}/g)];
             const word = words[arguments[0] % words.length];
             getSelection().setBaseAndExtent(node, word.index, node, word.index + word[0].length);",
            vec![json!(edit)],
        )
        .await;
        page.settle().await;
        page.press("v").await;
        page.settle().await;
        page.press("1").await;
        page.settle().await;
    }
    let measured = "performance.getEntriesByName('cotejo:annotate').map((it) => it.duration)";
    page.until_true("all measures", &format!("{measured}.length >= {edits}"))
        .await;
    let mut annotate: Vec<f64> = page.get(measured).await;
    let mut idle: Vec<f64> = page.get("idle").await;
    (median(&mut annotate), median(&mut idle))
}

/// A hundred frames, half a screen each.
const SCROLL: &str = "
    const frames = [];
    let last = performance.now();
    for (let at = 0; at < 100; at++) {
      box.scrollTop += 400;
      await new Promise((go) => requestAnimationFrame(go));
      frames.push(performance.now() - last);
      last = performance.now();
    }
    return frames;";

/// Medians from a key to the frame that shows an annotation with another label, or without it.
async fn relabel_and_remove(page: &Page) -> (f64, f64) {
    page.run::<Value>("performance.clearMeasures();").await;
    for _ in 0..EDITS {
        page.run::<Value>("document.querySelector('.text').focus();")
            .await;
        page.press("j").await;
        page.settle().await;
        for key in ["2", "1", "Delete"] {
            page.press(key).await;
            page.settle().await;
        }
    }
    let mut all = [Vec::new(), Vec::new()];
    for (name, all) in ["relabel", "remove"].into_iter().zip(&mut all) {
        let measures = format!("performance.getEntriesByName('cotejo:{name}')");
        page.until_true(name, &format!("{measures}.length >= {EDITS}"))
            .await;
        *all = page
            .get(&format!("{measures}.map((it) => it.duration)"))
            .await;
    }
    let [mut relabel, mut remove] = all;
    (median(&mut relabel), median(&mut remove))
}

/// How long all places of a word take to be tagged, and to be untagged again; per 1,000 of them
/// at most, as the places of a word are what they are.
async fn label_all(page: &Page) -> (Step, Step) {
    page.press("Escape").await;
    page.fill(("searchbox", "Search in articles"), "prison")
        .await;
    page.click(("checkbox", "Whole words")).await;
    page.click(at("search", "Search").then("button", "Label all…"))
        .await;
    let dialog = || at("dialog", "Label all…");
    page.choose(dialog().then("combobox", "Label"), "Cue").await;
    let button = "[...document.querySelectorAll('dialog button.primary')].at(-1)";
    let places: f64 = page
        .get(&format!("Number({button}.textContent.match(/\\d+/)[0])"))
        .await;
    let timed = |act: &str| {
        format!(
            "const start = performance.now(); {act};
             await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
             return performance.now() - start;"
        )
    };
    let step = |took: f64| Step { places, took };
    let all = page
        .run_async(&timed(&format!("{button}.click()")), Vec::new())
        .await;
    page.saved().await;
    let undo = timed("document.querySelector('[data-command=undo]').click()");
    let undo = page.run_async(&undo, Vec::new()).await;
    page.saved().await;
    // What is measured next is the text without hits.
    page.fill(("searchbox", "Search in articles"), "").await;
    page.press("Escape").await;
    (step(all), step(undo))
}

/// Places of annotations, in UTF-16 units.
fn spans(file: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(file).expect("a file of our own");
    let all = file["annotations"].as_array().expect("annotations");
    let spans = all.iter().map(|it| &it["fragments"][0]);
    spans.map(|it| json!([it["start"], it["end"]])).collect()
}

fn numbers(values: &Value) -> Vec<f64> {
    let all = values.as_array().into_iter().flatten();
    all.filter_map(Value::as_f64).collect()
}

pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
