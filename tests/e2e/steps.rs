//! What somebody does in an open project, from the event to the frame that shows it.

use serde_json::{Value, json};

use crate::benchmarks::{Scroll, Step};
use crate::harness::{Page, at};

/// Looking for words, in milliseconds.
pub struct Search {
    /// How many, as the page says.
    pub hits: String,
    /// From the last key of the words.
    pub typed: f64,
    /// From the key that goes to the next hit.
    pub next: f64,
    /// The same from the first hit to the last and back.
    pub far: f64,
}

/// Selects a word of the first paragraph, by its number.
pub async fn select_word(page: &Page, number: usize) {
    page.run_with::<Value>(
        "const article = document.querySelector('.text');
         article.focus();
         const node = article.querySelector('p').firstChild;
         const words = [...node.data.matchAll(/[a-z]{2,}/g)];
         const word = words[arguments[0] % words.length];
         getSelection().setBaseAndExtent(node, word.index, node, word.index + word[0].length);",
        vec![json!(number)],
    )
    .await;
}

/// How often each is done; what is told is the median.
pub const EDITS: usize = 12;

/// Clicks on annotations; each waits for the time in which two clicks are a double click.
const CLICKS: usize = 8;

/// Has the page measure from the next event of a kind to the frame that shows another value of an
/// expression, `null` not counted. It is looked at where a frame begins, so that what changes
/// behind that counts as shown by the next.
async fn watch(page: &Page, name: &str, kind: &str, look: &str) {
    page.run::<Value>(&format!(
        "window.took ??= {{}};
         took.{name} = null;
         const seen = () => JSON.stringify({look} ?? null);
         const before = seen();
         addEventListener('{kind}', (event) => {{
           const wait = () => requestAnimationFrame(() => {{
             const now = seen();
             if (now === 'null' || now === before) return wait();
             setTimeout(() => {{ took.{name} = performance.now() - event.timeStamp; }});
           }});
           wait();
         }}, {{ capture: true, once: true }});"
    ))
    .await;
}

/// What `watch` measured, once it has.
async fn took(page: &Page, name: &str) -> f64 {
    let measured = format!("took.{name}");
    page.until(name, async || page.get::<Option<f64>>(&measured).await)
        .await
}

/// How long something takes that is done again and again.
async fn again(page: &Page, kind: &str, look: &str, times: usize, act: impl AsyncFn(usize)) -> f64 {
    let mut all = Vec::new();
    for at in 0..times {
        watch(page, "again", kind, look).await;
        act(at).await;
        all.push(took(page, "again").await);
        page.settle().await;
    }
    median(&mut all)
}

/// From a click on another annotation to the frame that paints it as the selected one, and to
/// that in which the inspector shows it.
pub async fn select(page: &Page, spans: &[Value]) -> (f64, f64) {
    let mut starts: Vec<u64> = spans.iter().filter_map(|it| it[0].as_u64()).collect();
    starts.sort_unstable();
    // Two so far from each other are not covered by one annotation.
    let mut far: Vec<u64> = Vec::new();
    for start in starts {
        if far.last().is_none_or(|last| start > last + 200) {
            far.push(start);
        }
    }
    page.press("Escape").await;
    let (mut painted, mut inspected) = (Vec::new(), Vec::new());
    for start in far.into_iter().take(CLICKS) {
        let point = page
            .run_with(
                "text.reveal(0, arguments[0]); return text.inside(0, arguments[0]);",
                vec![json!(start + 1)],
            )
            .await;
        page.settle().await;
        let focused = "[...CSS.highlights.get('cotejo-focused') ?? []].map((it) => \
                       [it.startContainer.data, it.startOffset, it.endOffset])[0]";
        watch(page, "painted", "pointerup", focused).await;
        let inspector = "document.querySelector('.inspector .quote')?.textContent";
        watch(page, "inspected", "pointerup", inspector).await;
        page.click_at(point).await;
        painted.push(took(page, "painted").await);
        inspected.push(took(page, "inspected").await);
        page.settle().await;
    }
    (median(&mut painted), median(&mut inspected))
}

/// What hits are: how many, and how much of the text around is tinted as such.
const FOUND: &str = "[
    document.querySelector('.search .count').textContent,
    [...CSS.highlights.get('cotejo-found') ?? []].reduce((n, it) => n + it.endOffset - it.startOffset, 0),
  ]";

/// Which hit is the current one, when it is painted and in view.
const HIT: &str = "(() => {
    const it = [...CSS.highlights.get('cotejo-hit') ?? []][0];
    if (!it) return null;
    const range = document.createRange();
    range.setStart(it.startContainer, it.startOffset);
    range.setEnd(it.endContainer, it.endOffset);
    const { top, bottom } = range.getBoundingClientRect();
    const pane = it.startContainer.parentElement.closest('.pane-scroll').getBoundingClientRect();
    const seen = top >= pane.top && bottom <= pane.bottom;
    return seen ? document.querySelector('.search .count').textContent : null;
  })()";

const SEARCH: (&str, &str) = ("searchbox", "Search in articles");
const WHOLE_WORDS: (&str, &str) = ("checkbox", "Whole words");

/// Looks for a word that is everywhere.
pub async fn search(page: &Page, word: &str) -> Search {
    let (before, last) = word.split_at(word.len() - 1);
    page.press("Escape").await;
    page.fill(SEARCH, before).await;
    page.settle().await;
    let mut typed = Vec::new();
    for _ in 0..EDITS {
        watch(page, "typed", "keydown", FOUND).await;
        page.press(last).await;
        typed.push(took(page, "typed").await);
        page.press("Backspace").await;
        page.settle().await;
    }
    page.press(last).await;
    page.settle().await;
    let hits: String = page
        .get("document.querySelector('.search .count').textContent")
        .await;
    let next = again(page, "keydown", HIT, EDITS, async |_| {
        page.press("Enter").await;
    })
    .await;
    // From the first to the last, and around the end of the text to the first again.
    for key in ["Backspace", last, "Enter"] {
        page.press(key).await;
        page.settle().await;
    }
    let far = again(page, "keydown", HIT, EDITS, async |at| {
        let key = if at % 2 == 0 { "Shift+Enter" } else { "Enter" };
        page.press(key).await;
    })
    .await;
    page.fill(SEARCH, "").await;
    page.press("Escape").await;
    page.settle().await;
    Search {
        hits,
        typed: median(&mut typed),
        next,
        far,
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
        select_word(page, edit).await;
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

/// Medians from a key to the frame that shows an annotation with another label, or without it.
pub async fn relabel_and_remove(page: &Page) -> (f64, f64) {
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

/// How long all places of words take to be tagged, and to be untagged again.
pub async fn label_all(page: &Page, words: &str, whole: bool) -> (Step, Step) {
    page.press("Escape").await;
    page.fill(SEARCH, words).await;
    let ticked: bool = page.of(WHOLE_WORDS, "it.checked").await;
    if ticked != whole {
        page.click(WHOLE_WORDS).await;
    }
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
    page.fill(SEARCH, "").await;
    page.press("Escape").await;
    (step(all), step(undo))
}

/// A hundred frames, half a screen each.
pub async fn scroll(page: &Page) -> Scroll {
    let frames: Value = page
        .run_async(
            "const box = document.querySelector('.pane-scroll');
             const frames = [];
             let last = performance.now();
             for (let at = 0; at < 100; at++) {
               box.scrollTop += 400;
               await new Promise((go) => requestAnimationFrame(go));
               frames.push(performance.now() - last);
               last = performance.now();
             }
             return frames;",
            Vec::new(),
        )
        .await;
    Scroll::of(numbers(&frames))
}

/// From a click on an article in the list to the frame that shows its text.
pub async fn switch(page: &Page) -> f64 {
    let shown = "[...document.querySelectorAll('.text')].map((it) => \
                 [it.dataset.articleId, it.querySelector('p')?.textContent])";
    again(page, "click", shown, EDITS, async |at| {
        page.run_with::<Value>(
            "const hidden = document.querySelectorAll('.article-button:not([aria-current])');
             hidden[arguments[0] * 37 % hidden.length].click();",
            vec![json!(at)],
        )
        .await;
    })
    .await
}

/// A hundred frames in the list of annotations, each with all rows anew; and how many of them
/// had no row where the list is seen.
pub async fn scroll_list(page: &Page) -> (Scroll, usize) {
    let (frames, blank): (Value, usize) = page
        .run_async(
            "const box = document.querySelector('#annotation-list');
             const { left, top, width, height } = box.getBoundingClientRect();
             const frames = [];
             let blank = 0, last = performance.now();
             for (let at = 0; at < 100; at++) {
               box.scrollTop = at * 2803 % (box.scrollHeight - box.clientHeight);
               await new Promise((go) => requestAnimationFrame(go));
               frames.push(performance.now() - last);
               const middle = document.elementFromPoint(left + width / 2, top + height / 2);
               if (!middle?.closest('[role=option]')) blank++;
               last = performance.now();
             }
             return [frames, blank];",
            Vec::new(),
        )
        .await;
    (Scroll::of(numbers(&frames)), blank)
}

pub fn numbers(values: &Value) -> Vec<f64> {
    let all = values.as_array().into_iter().flatten();
    all.filter_map(Value::as_f64).collect()
}

pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
