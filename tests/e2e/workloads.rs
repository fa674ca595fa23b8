//! Texts and annotations of growing size: how long opening, an edit and scrolling take, beside
//! the same text as bare paragraphs in the same browser.

use serde_json::{Value, json};

use crate::harness::{Page, at};

/// From an article as people read them to what no peer opens.
pub const WORKLOADS: [Workload; 4] = [
    Workload::new("W1", 5_000, 50),
    Workload::new("W2", 100_000, 1_000),
    Workload::new("W3", 1_000_000, 10_000),
    Workload::new("W4", 1_000_000, 100_000),
];

/// Annotations made in each.
const EDITS: usize = 12;

/// Milliseconds of a frame at 60 Hz.
pub const FRAME: f64 = 1000.0 / 60.0;

#[derive(Clone, Copy, Debug)]
pub struct Workload {
    name: &'static str,
    chars: usize,
    annotations: usize,
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
    fn project(&self) -> (String, String) {
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

    pub async fn measure(&self, page: &Page) {
        let (file, text) = self.project();
        page.step_aside().await;
        let bare: [f64; 3] = page
            .run_async(&format!("{BARE} {SCROLL}"), vec![json!(text)])
            .await;
        let open = self.open(page, &file).await;
        let (edit, idle) = key_to_frame(page, EDITS).await;
        let scroll: [f64; 3] = page
            .run_async(
                &format!("const box = document.querySelector('.pane-scroll'); {SCROLL}"),
                Vec::new(),
            )
            .await;
        println!(
            "{}: open {open:.0} ms; annotate {edit:.1} ms, an empty handler {idle:.1} ms, {:.2} \
             frames later (medians of {EDITS}); scrolling, median / 95th percentile / longest \
             frame {} ms, bare paragraphs {} ms",
            self.name,
            (edit - idle) / FRAME,
            frames(scroll),
            frames(bare),
        );
    }

    /// From the click that takes the project in to the frame that shows it.
    async fn open(&self, page: &Page, file: &str) -> f64 {
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
        let opened = "performance.getEntriesByName('cotejo:open')[0]?.duration ?? null";
        page.until("the project", async || {
            page.get::<Option<f64>>(opened).await
        })
        .await
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
           if (event.key !== 'q') return;
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
        page.press("q").await;
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

/// The text as paragraphs in a box that scrolls, those out of sight not laid out.
const BARE: &str = "
    const box = document.body.appendChild(document.createElement('div'));
    box.style.cssText = 'height: 90vh; overflow: auto; font: 18px/1.78 serif';
    for (const words of arguments_[0].split('\\n')) {
      const p = box.appendChild(document.createElement('p'));
      p.style.cssText = 'white-space: pre-wrap; content-visibility: auto; contain-intrinsic-size: auto 3lh';
      p.textContent = words + '\\n';
    }
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go, 300)));";

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
    frames.sort((a, b) => a - b);
    return [frames[50], frames[95], frames[99]];";

fn frames([median, high, longest]: [f64; 3]) -> String {
    format!("{median:.0} / {high:.0} / {longest:.0}")
}

pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
