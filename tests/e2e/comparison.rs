//! The matrix of a large study beside that of a small one, and beside a grid that stands still:
//! the same cells, put into the page as they are.

use serde_json::{Value, json};

use crate::harness::Page;
use crate::opening::import;
use crate::steps::median;
use crate::workloads::{Chance, WORDS};

/// A study, by how much there is of everything.
#[derive(Clone, Copy)]
pub struct Study {
    pub articles: usize,
    /// In each article; every fifth is a Source, the others are Claims.
    pub annotations: usize,
    pub rows: usize,
}

pub const SMALL: Study = Study {
    articles: 2,
    annotations: 60,
    rows: 55,
};

pub const LARGE: Study = Study {
    articles: 200,
    annotations: 500,
    rows: 2_000,
};

/// Milliseconds to the frame that shows it.
pub struct Compared {
    pub open: f64,
    /// A grid of the same cells, laid out and drawn.
    pub still: f64,
    pub edit: f64,
    pub key: f64,
    pub scroll: f64,
    pub cells: f64,
}

const TIMES: usize = 15;

/// How long something takes until it is laid out and drawn.
const TO_FRAME: &str = "
    const toFrame = (act) => new Promise((done) => {
      const start = performance.now();
      act();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - start);
        channel.port2.postMessage(0);
      });
    });
    const rest = (millis) => new Promise((done) => setTimeout(done, millis));
    const tab = (name) => [...document.querySelectorAll('[role=tab]')]
      .find((it) => it.textContent.trim() === name).click();
    const grid = () => document.querySelector('[role=grid]');
    const scroller = () => document.querySelector('.matrix-scroll');
    const taken = [];";

impl Study {
    pub async fn measure(self, page: &Page) -> Compared {
        let name = format!("{} by {}", self.rows, self.articles);
        import(page, &name, &self.project()).await;
        page.saved().await;
        // Rows are looked at while nothing else is to be done.
        page.run_async::<Value>(
            "await new Promise((done) => setTimeout(done, 4000));",
            vec![],
        )
        .await;
        let open = times(
            page,
            "tab('Read'); await rest(300); taken.push(await toFrame(() => tab('Compare')));",
        );
        let open = open.await;
        let still = times(
            page,
            "const shown = scroller();
             const copy = shown.outerHTML;
             const place = document.createElement('div');
             place.className = shown.parentElement.className;
             shown.parentElement.hidden = true;
             await rest(100);
             taken.push(await toFrame(() => {
               // The one way from markup to elements that the page's policy lets in.
               const read = new DOMParser().parseFromString(copy, 'text/html');
               place.append(...read.body.childNodes);
               shown.parentElement.after(place);
             }));
             place.remove();
             shown.parentElement.hidden = false;",
        )
        .await;
        page.run::<Value>("document.querySelectorAll('[role=gridcell]')[5].click(); return 0;")
            .await;
        let edit = times(
            page,
            "const list = document.querySelector('.own-status select');
             const wanted = list.value === 'denies' ? 'related' : 'denies';
             taken.push(await toFrame(() => {
               list.value = wanted;
               list.dispatchEvent(new Event('change', { bubbles: true }));
             }));
             await rest(150);",
        )
        .await;
        let key = times(
            page,
            "const key = { key: 'ArrowDown', bubbles: true, cancelable: true };
             taken.push(await toFrame(() => grid().dispatchEvent(new KeyboardEvent('keydown', key))));",
        )
        .await;
        let scroll = times(
            page,
            "taken.push(await toFrame(() => { scroller().scrollTop += 80; }));",
        );
        let scroll = scroll.await;
        let cells = page
            .get::<f64>("document.querySelectorAll('[role=gridcell]').length")
            .await;
        Compared {
            open,
            still,
            edit,
            key,
            scroll,
            cells,
        }
    }

    /// Half of the claims are linked, half of them attributed.
    fn project(self) -> String {
        let mut chance = Chance(5);
        let time = "2026-01-01T00:00:00Z";
        let annotator = chance.id();
        let made = |mut record: Value| {
            let by = json!({
                "annotator": annotator, "created": time, "modified": time, "origin": "manual",
            });
            if let (Some(record), Some(by)) = (record.as_object_mut(), by.as_object()) {
                record.extend(by.clone());
            }
            record
        };
        let rows: Vec<String> = (0..self.rows).map(|_| chance.id()).collect();
        let (mut articles, mut annotations) = (Vec::new(), Vec::new());
        let (mut relations, mut memberships) = (Vec::new(), Vec::new());
        let mut readings = Vec::new();
        for at in 0..self.articles {
            let article = chance.id();
            let mut text = String::new();
            while text.len() < self.annotations * 60 {
                text.push_str(WORDS[chance.below(WORDS.len())]);
                text.push_str(if chance.below(80) == 0 { ".\n\n" } else { " " });
            }
            let mut source = String::new();
            for nth in 0..self.annotations {
                let (start, len) = (chance.below(text.len() - 80), 20 + chance.below(50));
                let (id, is_source) = (chance.id(), nth % 5 == 0);
                annotations.push(made(json!({
                    "id": id, "article": article,
                    "label": if is_source { "Source" } else { "Claim" },
                    "fragments": [{
                        "start": start, "end": start + len, "quote": text[start..start + len],
                    }],
                })));
                if is_source {
                    source = id;
                    continue;
                }
                if chance.below(2) == 0 {
                    relations.push(made(json!({
                        "id": chance.id(), "type": "attributed_to",
                        "from": { "annotation": id }, "to": { "annotation": source },
                    })));
                }
                if chance.below(2) == 0 {
                    memberships.push(made(json!({
                        "claim": id, "canonical_claim": rows[chance.below(self.rows)], "as": "same",
                    })));
                }
            }
            readings.push(made(
                json!({ "article": article, "revision": 1, "at": time }),
            ));
            articles.push(json!({
                "id": article, "title": format!("Article {at} on taxes and the prison"),
                "language": "en", "text": text,
            }));
        }
        let rows = rows.iter().enumerate().map(|(at, id)| {
            let text = format!("Canonical claim {at}, that taxes rise in one way or another.");
            made(json!({ "id": id, "text": text }))
        });
        json!({
            "format": "cotejo-project", "version": "1.0",
            "project": {
                "id": chance.id(), "title": format!("{} by {}", self.rows, self.articles),
                "language": "en",
            },
            "annotators": [{ "id": annotator, "name": "Nobody" }],
            "articles": articles, "annotations": annotations, "relations": relations,
            "memberships": memberships, "canonical_claims": rows.collect::<Vec<_>>(),
            "readings": readings,
        })
        .to_string()
    }
}

/// The median of a figure that a script takes again and again.
async fn times(page: &Page, script: &str) -> f64 {
    let script =
        format!("{TO_FRAME} for (let at = 0; at < {TIMES}; at += 1) {{ {script} }} return taken;");
    let mut taken: Vec<f64> = page.run_async(&script, vec![]).await;
    median(&mut taken)
}
