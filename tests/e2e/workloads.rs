//! Texts and annotations of growing size: how long opening, an edit and scrolling take, beside
//! the same text as bare paragraphs in the same browser.

use serde_json::{Value, json};

use crate::benchmarks::{Figures, Measured, Scroll};
use crate::harness::Page;
use crate::opening::{import, load_again};
use crate::steps::{
    EDITS, key_to_frame, label_all, median, numbers, relabel_and_remove, scroll, search, select,
};

/// From an article as people read them to what no peer opens.
pub const WORKLOADS: [Workload; 4] = [
    Workload::new("W1", 5_000, 50, None),
    Workload::new("W2", 100_000, 1_000, None),
    Workload::new("W3", 1_000_000, 10_000, Some("d prison")),
    Workload::new("W4", 1_000_000, 100_000, Some("ri")),
];

/// What the app is measured beside: the text alone, and other programs. See `peers.js`.
const PEERS: [&str; 3] = ["plain", "codemirror", "recogito"];

/// With more annotations it keeps a page busy for minutes.
const MOST_OF_RECOGITO: usize = 10_000;

/// Some thousand places in the longer texts.
const WORD: &str = "prison";

/// Milliseconds of a frame at 60 Hz.
pub const FRAME: f64 = 1000.0 / 60.0;

#[derive(Clone, Copy, Debug)]
pub struct Workload {
    pub name: &'static str,
    pub chars: usize,
    pub annotations: usize,
    /// Parts of words with some thousand places where no Cue is, if the text is long enough.
    thousand: Option<&'static str>,
}

/// Numbers that look like chance and are the same in every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    pub fn id(&mut self) -> String {
        let half = (self.below(1 << 30) as u128) << 64;
        uuid::Uuid::from_u128(half | self.below(1 << 30) as u128).to_string()
    }
}

pub const LABELS: [&str; 4] = ["Claim", "Source", "Cue", "Stance"];

pub const WORDS: [&str; 24] = [
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
    const fn new(
        name: &'static str,
        chars: usize,
        annotations: usize,
        thousand: Option<&'static str>,
    ) -> Self {
        Self {
            name,
            chars,
            annotations,
            thousand,
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
        let annotations: Vec<Value> = (0..self.annotations)
            .map(|_| {
                let len = 20 + chance.below(140);
                let start = chance.below(self.chars - len);
                let quote = &text[start..start + len];
                json!({
                    "id": chance.id(), "article": article, "label": LABELS[chance.below(4)],
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
        let import = import(page, self.name, &file).await;
        let loading = load_again(page, &file).await;
        let (annotate, idle) = key_to_frame(page, EDITS).await;
        // What is clicked on is still there.
        let select = select(page, &spans(&file)).await;
        let (relabel, remove) = relabel_and_remove(page).await;
        let search = search(page, WORD).await;
        let mut all = vec![label_all(page, WORD, true).await];
        if let Some(parts) = self.thousand {
            all.push(label_all(page, parts, false).await);
        }
        let app = Figures {
            name: "Cotejo",
            open: loading.open,
            edits: vec![annotate, relabel, remove],
            scroll: scroll(page).await,
        };
        Measured {
            workload: *self,
            app,
            import,
            loading,
            idle,
            select,
            search,
            all,
            others,
        }
    }
}

/// Places of annotations, in UTF-16 units.
fn spans(file: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(file).expect("a file of our own");
    let all = file["annotations"].as_array().expect("annotations");
    let spans = all.iter().map(|it| &it["fragments"][0]);
    spans.map(|it| json!([it["start"], it["end"]])).collect()
}
