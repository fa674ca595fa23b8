//! A project of many articles, beside one of few of them: what is done in it must cost what is on
//! the screen or changed, not what is in the project.

use serde_json::{Value, json};

use crate::benchmarks::Scroll;
use crate::harness::Page;
use crate::opening::{import, load_again};
use crate::steps::{EDITS, Search, key_to_frame, scroll_list, search, switch};
use crate::workloads::{Chance, LABELS, WORDS};

/// Two are shown side by side, so there have to be three to go to another.
pub const FEW: usize = 3;
pub const MANY: usize = 200;

pub const CHARS: usize = 5_000;
pub const ANNOTATIONS: usize = 50;

/// What it takes to work in a project, in milliseconds.
pub struct Collection {
    pub import: f64,
    pub load: f64,
    pub open: f64,
    pub annotate: f64,
    pub switch: f64,
    /// For a word of every text, and of one language.
    pub search: Search,
    pub scroll: Scroll,
    /// Frames without rows where the list is seen.
    pub blank: usize,
}

const LANGUAGES: [&str; 2] = ["en", "es"];

const SPANISH: [&str; 24] = [
    "el",
    "alcalde",
    "dijo",
    "que",
    "los",
    "impuestos",
    "subirán",
    "en",
    "enero",
    "y",
    "la",
    "oposición",
    "calificó",
    "de",
    "injusta",
    "mientras",
    "según",
    "expertos",
    "advirtió",
    "deuda",
    "prisión",
    "derechos",
    "ciudad",
    "cárcel",
];

const WHO: [[&str; 2]; 8] = [
    ["The government", "El gobierno"],
    ["The opposition", "La oposición"],
    ["The Supreme Court", "La Corte Suprema"],
    ["The city council", "El ayuntamiento"],
    ["The central bank", "El banco central"],
    ["The teachers’ union", "El sindicato de maestros"],
    [
        "A human rights group",
        "Una organización de derechos humanos",
    ],
    ["The president-elect", "El presidente electo"],
];

const DOES: [[&str; 2]; 5] = [
    ["defends", "defiende"],
    ["rejects", "rechaza"],
    ["asks to delay", "pide aplazar"],
    ["presents", "presenta"],
    ["doubts", "pone en duda"],
];

const WHAT: [[&str; 2]; 5] = [
    [
        "the new prison for 40,000 inmates",
        "la nueva cárcel para 40.000 reclusos",
    ],
    ["a tax rise in January", "una subida de impuestos en enero"],
    ["the state of exception", "el régimen de excepción"],
    ["the plan for the old town", "el plan para el casco antiguo"],
    ["figures on unemployment", "las cifras de desempleo"],
];

/// A project file: an event each in English and in Spanish.
fn project(articles: usize) -> String {
    let mut chance = Chance(11);
    let mut texts = Vec::new();
    let mut annotations = Vec::new();
    for at in 0..articles {
        let (event, language) = (at / 2, at % 2);
        let title = [
            WHO[event % 8][language],
            DOES[event / 8 % 5][language],
            WHAT[(event / 40 + event) % 5][language],
        ]
        .join(" ");
        let words = [WORDS, SPANISH][language];
        let text: Vec<char> = paragraphs(&words, &mut chance)
            .chars()
            .take(CHARS)
            .collect();
        let article = chance.id();
        for _ in 0..ANNOTATIONS {
            let len = 20 + chance.below(140);
            let start = chance.below(CHARS - len);
            let quote: String = text[start..start + len].iter().collect();
            annotations.push(json!({
                "id": chance.id(), "article": article,
                "label": LABELS[chance.below(4)],
                "fragments": [{ "start": start, "end": start + len, "quote": quote }],
            }));
        }
        texts.push(json!({
            "id": article, "title": title, "language": LANGUAGES[language],
            "text": text.iter().collect::<String>(),
        }));
    }
    let title = format!("{articles} articles");
    json!({
        "format": "cotejo-project", "version": "1.0",
        "project": { "id": chance.id(), "title": title, "language": "en" },
        "articles": texts, "annotations": annotations,
    })
    .to_string()
}

fn paragraphs(words: &[&str], chance: &mut Chance) -> String {
    let mut text = String::new();
    // Accents are two bytes and one character.
    while text.len() < 2 * CHARS {
        let end = text.len() + 250 + chance.below(350);
        while text.len() < end {
            text.push_str(words[chance.below(words.len())]);
            text.push(' ');
        }
        text.pop();
        text.push_str(".\n\n");
    }
    text
}

pub async fn measure(page: &Page, articles: usize) -> Collection {
    let file = project(articles);
    let import = import(page, &format!("{articles} articles"), &file).await;
    let loading = load_again(page, &file).await;
    let (annotate, _) = key_to_frame(page, EDITS).await;
    let switch = switch(page).await;
    let search = search(page, "prison").await;
    let (scroll, blank) = scroll_list(page).await;
    page.run::<Value>("document.querySelector('#annotation-list').scrollTop = 0;")
        .await;
    Collection {
        import,
        load: loading.load,
        open: loading.open,
        annotate,
        switch,
        search,
        scroll,
        blank,
    }
}
