//! Random selections through the Selection API: what the app takes for selected is what
//! the browser has highlighted.
//!
//! What is highlighted is found out without the app's help: by walking the browser's range
//! over the text nodes, in UTF-16 units. One rule is added to it: an end that stands inside
//! a surrogate pair moves outwards, so that the pair is taken in whole.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Function, JsString, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, Node, Range};

use super::elements::{document, press};
use super::page::{Page, rendered, report, select, selection};

/// Selections in each run: 2,000, or as many as `COTEJO_SELECTIONS` says.
const ROUNDS: usize = match option_env!("COTEJO_SELECTIONS") {
    Some(told) => match usize::from_str_radix(told, 10) {
        Ok(rounds) => rounds,
        Err(_) => panic!("COTEJO_SELECTIONS is a number"),
    },
    None => 2_000,
};

/// Selections after which a project begins anew. A label is given after every fourth: with all
/// labels of a long run in so short a text, the browser would do nothing but paint.
const STRETCH: usize = 250;

/// Everything that makes characters, code points, UTF-16 units and bytes differ.
const TEXT: &str = "Visita a la cárcel 🖐️🏽 de Kast\n\
    \n\
    Family 👩‍👩‍👧‍👦 flags 🇨🇱🇸🇻🏴󠁧󠁢󠁥󠁮󠁧󠁿 skin 👍🏽👍🏿 keycap 3️⃣ done.\n\
    Combining e\u{301}a\u{308}\u{323} Z\u{351}\u{36b}\u{343} and Hangul \u{1112}\u{1161}\u{11ab}.\n\
    עברית עם 123 מספרים (בסוגריים) and back\n\
    والعربية مع أرقام ٤٥٦ و 789 هنا\n\
    中文没有空格，日本語も。한국어 낱말\n\
    ภาษาไทยไม่มีช่องว่างระหว่างคำ กำ\n\
    हिन्दी क्षत्रिय श्री ना, தமிழ் நிலவு க்ஷ, ខ្មែរ ស្ត្រី និង አማርኛ ታሪክ\n\
    Кириллица: ёлка и\u{306}од, Ελληνικά: ΐ ᾧ, ქართული Ⴀ, Հայերեն և\n\
    no\u{a0}break soft\u{ad}hyphen\u{200b}zero\u{2060}joiner\ttab\t\tend\n\
    pairs 𝒜𝓑𐍈𠜎🜁 and \u{feff}marks\u{200f}\u{200e}\n\
    \n\
    \n\
    “Quoted”, he said—then… no newline 👋";

const OTHER: &str = "The other pane, with 🖐️ too.\n\nAnd עברית.\n";

/// Numbers that look random and are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap()
    }
}

/// Elements in which an end can be that is in no text.
const OUTSIDE: [&str; 6] = [
    ".pane-header h2",
    ".pane-scroll",
    ".page",
    ".panes",
    "main",
    "nav h2",
];

/// Where an end was put, for the totals.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Text,
    Paragraph,
    Around,
    OtherPane,
    Outside,
}

fn place(page: &Page, chance: &mut Chance, outside: &[HtmlElement]) -> (Kind, Node, u32) {
    let number = |at: usize| u32::try_from(at).unwrap();
    let in_text = |chance: &mut Chance, article: usize| {
        let nodes = page.nodes(article);
        let node = nodes[chance.below(nodes.len())].clone();
        let offset = chance.below(node.length() as usize + 1);
        (Node::from(node), number(offset))
    };
    match chance.below(100) {
        0..65 => {
            let (node, offset) = in_text(chance, 0);
            (Kind::Text, node, offset)
        }
        65..78 => {
            let all = page.paragraphs(0);
            let paragraph = all[chance.below(all.len())].clone();
            (Kind::Paragraph, paragraph.into(), number(chance.below(2)))
        }
        78..86 => {
            let element = if chance.below(2) == 0 {
                page.text(0)
            } else {
                let blocks = page.blocks(0);
                blocks[chance.below(blocks.len())].clone()
            };
            let children = element.child_nodes().length() as usize;
            (
                Kind::Around,
                element.into(),
                number(chance.below(children + 1)),
            )
        }
        86..93 => {
            let (node, offset) = in_text(chance, 1);
            (Kind::OtherPane, node, offset)
        }
        _ => {
            let element = outside[chance.below(outside.len())].clone();
            let children = element.child_nodes().length() as usize;
            (
                Kind::Outside,
                element.into(),
                number(chance.below(children + 1)),
            )
        }
    }
}

/// UTF-16 units of the text before a place; places outside the text count as its nearer end.
fn units_before(root: &HtmlElement, node: &Node, offset: u32) -> usize {
    let before: Range = document().create_range().unwrap();
    before.select_node_contents(root).unwrap();
    match before.compare_point(node, offset).unwrap() {
        -1 => 0,
        1 => length(root),
        _ => {
            before.set_end(node, offset).unwrap();
            let text: JsString = before.to_string();
            text.length() as usize
        }
    }
}

fn length(root: &HtmlElement) -> usize {
    root.text_content().unwrap().encode_utf16().count()
}

/// The UTF-16 units of a text that the browser's range covers, and where they begin.
fn highlighted(page: &Page, article: usize, range: &Range) -> (usize, Vec<u16>) {
    let (mut begins, mut before, mut units) = (None, 0, Vec::new());
    let (start, end) = (
        range.start_container().unwrap(),
        range.end_container().unwrap(),
    );
    for node in page.nodes(article) {
        let data: Vec<u16> = node.data().encode_utf16().collect();
        if range.intersects_node(&node).unwrap() {
            let from = if start.is_same_node(Some(&node)) {
                range.start_offset().unwrap()
            } else {
                0
            };
            let to = if end.is_same_node(Some(&node)) {
                range.end_offset().unwrap()
            } else {
                node.length()
            };
            if from < to {
                begins.get_or_insert(before + from as usize);
                units.extend(&data[from as usize..to as usize]);
            }
        }
        before += data.len();
    }
    (begins.unwrap_or_default(), units)
}

/// Moves ends out of the middle of surrogate pairs.
fn with_whole_pairs(text: &[u16], start: usize, end: usize) -> (usize, usize) {
    let inside = |at: usize| at > 0 && at < text.len() && (0xdc00..0xe000).contains(&text[at]);
    (
        start - usize::from(inside(start)),
        end + usize::from(inside(end)),
    )
}

/// Waits for the page to say that the selection is another, without looking for it again and
/// again.
struct Ear {
    heard: Rc<Cell<usize>>,
    waiting: Rc<RefCell<Option<Function>>>,
    /// Whether the selection went backwards when the app heard of it. A place among elements is
    /// another when there are more of them, and browsers do not agree about which.
    backwards: Rc<Cell<bool>>,
    /// Listens behind the app, so what this has heard the app has handled.
    _listener: EventListener,
}

impl Ear {
    fn new() -> Self {
        let heard: Rc<Cell<usize>> = Rc::default();
        let waiting: Rc<RefCell<Option<Function>>> = Rc::default();
        let backwards: Rc<Cell<bool>> = Rc::default();
        let listener = {
            let (heard, waiting) = (Rc::clone(&heard), Rc::clone(&waiting));
            let backwards = Rc::clone(&backwards);
            EventListener::new(&document(), "selectionchange", move |_| {
                heard.set(heard.get() + 1);
                backwards.set(goes_backwards().unwrap_or_default());
                if let Some(go_on) = waiting.take() {
                    go_on.call0(&JsValue::NULL).unwrap();
                }
            })
        };
        Self {
            heard,
            waiting,
            backwards,
            _listener: listener,
        }
    }

    /// Does something that changes the selection, and waits until the page has said so.
    async fn hears(&self, told: &str, act: impl FnOnce()) {
        let before = self.heard.get();
        let was = ends();
        act();
        if ends() == was || self.heard.get() > before {
            return;
        }
        let mut patience = None;
        let said = Promise::new(&mut |go_on, _| {
            self.waiting.replace(Some(go_on.clone()));
            patience = Some(Timeout::new(15_000, move || {
                go_on.call0(&JsValue::NULL).unwrap();
            }));
        });
        JsFuture::from(said).await.unwrap();
        drop(patience);
        assert!(self.heard.get() > before, "{told}: nothing was heard");
    }
}

/// What was found, for the totals.
#[derive(Default)]
struct Totals {
    spans: usize,
    carets: usize,
    nowhere: usize,
    /// With an end on an element, in the other pane or outside.
    across: usize,
    /// With an end inside a surrogate pair.
    split: usize,
    labelled: usize,
}

#[wasm_bindgen_test]
async fn a_random_selection_is_what_the_browser_highlights() {
    let seed = 20_261_123;
    let mut chance = Chance(seed);
    let mut totals = Totals::default();
    let mut page = opened().await;
    let ear = Ear::new();
    let began = js_sys::Date::now();
    for round in 0..ROUNDS {
        if round > 0 && round % STRETCH == 0 {
            page = opened().await;
        }
        let told = format!("seed {seed}, round {round}");
        one(&page, &mut chance, &ear, round, &told, &mut totals).await;
    }
    let Totals {
        spans,
        carets,
        nowhere,
        across,
        split,
        labelled,
    } = totals;
    // The first mismatch would have ended this.
    assert!(spans * 10 >= ROUNDS * 9, "most selections take words");
    report(&format!(
        "selection fuzz, seed {seed}: {ROUNDS} selections: {spans} compared, 0 mismatches \
         ({across} with an end on an element, in the other pane or outside, {split} with an \
         end inside a surrogate pair); besides {carets} carets, {nowhere} outside; {labelled} \
         labelled, each annotation's words compared too; {:.0} s",
        (js_sys::Date::now() - began) / 1_000.0,
    ));
}

async fn opened() -> Page {
    let page = Page::open(&[TEXT, OTHER]).await;
    page.text(0).focus().unwrap();
    page
}

/// Selects something and compares; gives every fourth of them a label.
async fn one(
    page: &Page,
    chance: &mut Chance,
    ear: &Ear,
    round: usize,
    told: &str,
    totals: &mut Totals,
) {
    let outside: Vec<HtmlElement> = OUTSIDE
        .iter()
        .flat_map(|it| super::elements::all(&page.root, it))
        .collect();
    let anchor = place(page, chance, &outside);
    let focus = place(page, chance, &outside);
    // Before anything is shown of the selection: a place among elements is another when there are
    // more of them.
    let from = [0, 1].map(|of| units_before(&page.text(of), &anchor.1, anchor.2));
    let stood = page.store.state().session.selection;
    ear.hears(told, || {
        select((&anchor.1, anchor.2), (&focus.1, focus.2));
    })
    .await;
    let range = selection().get_range_at(0).unwrap();
    let held =
        |place: &(Kind, Node, u32), article: usize| page.text(article).contains(Some(&place.1));
    // The text in which it began, else the first of which it takes words.
    let of = (0..2)
        .find(|&it| held(&anchor, it))
        .or_else(|| (0..2).find(|&it| !highlighted(page, it, &range).1.is_empty()));
    let selected = page.store.state().session.selection;
    let Some(of) = of else {
        assert_eq!(selected, stood, "{told}: nothing of a text is selected");
        totals.nowhere += 1;
        return;
    };
    let selected = selected.unwrap();
    assert_eq!(selected.article, page.articles[of], "{told}");
    let source = page.source(of);
    let text: Vec<u16> = source.as_str().encode_utf16().collect();
    let offset = |at| source.to_utf16(at).0 as usize;
    let taken = (offset(selected.anchor), offset(selected.focus));
    let (start, units) = highlighted(page, of, &range);
    let root = page.text(of);
    if units.is_empty() {
        let at = with_whole_pairs(&text, from[of], from[of]).0;
        assert_eq!(taken, (at, at), "{told}: a caret");
        totals.carets += 1;
        return;
    }
    let end = start + units.len();
    assert!(
        text[start..end] == units,
        "{told}: the test reads the range right"
    );
    let whole = with_whole_pairs(&text, start, end);
    let (first, last) = (taken.0.min(taken.1), taken.0.max(taken.1));
    assert_eq!(
        (first, last),
        whole,
        "{told}: {:?}",
        String::from_utf16_lossy(&units)
    );
    assert_eq!(
        taken.1 < taken.0,
        ear.backwards.get(),
        "{told}: direction, from {:?} {} to {:?} {}",
        anchor.0,
        anchor.2,
        focus.0,
        focus.2
    );
    totals.spans += 1;
    totals.split += usize::from(whole != (start, end));
    totals.across += usize::from(anchor.0 != Kind::Text || focus.0 != Kind::Text);
    if round.is_multiple_of(4) {
        totals.labelled += 1;
        root.focus().unwrap();
        assert!(
            page.store.state().session.selection == Some(selected),
            "{told}: focus moved the selection"
        );
        let key = ["1", "2", "3", "4"][chance.below(4)];
        assert!(press(key), "{told}: the key {key} labels");
        recorded(page, of, &text, whole, told);
        // Its caret reaches the browser before the next round. What else is shown of it may be on
        // its way while somebody selects again, except now and then.
        if totals.labelled.is_multiple_of(10) {
            page.shown().await;
        } else {
            rendered().await;
        }
    }
}

/// The annotation made last is of these units of the text.
fn recorded(page: &Page, of: usize, text: &[u16], whole: (usize, usize), told: &str) {
    let wanted = String::from_utf16(&text[whole.0..whole.1]).unwrap();
    let source = page.source(of);
    let recorded = page.store.read(|state| {
        let focused = state.session.focused.unwrap();
        let made = state.project.annotation(focused).unwrap();
        assert_eq!(made.article, page.articles[of], "{told}");
        let fragment = made.fragments[0];
        assert_eq!(made.fragments.len(), 1, "{told}");
        let start = source.to_utf16(fragment.start()).0 as usize;
        assert_eq!(start, whole.0, "{told}");
        state.project.quote(made)
    });
    assert_eq!(recorded, wanted, "{told}: the annotation's words");
}

fn goes_backwards() -> Option<bool> {
    let (anchor, from, focus, to) = ends()?;
    let range = document().create_range().ok()?;
    range.set_start(&anchor, from).ok()?;
    range.collapse_with_to_start(true);
    Some(range.compare_point(&focus, to).ok()? < 0)
}

fn ends() -> Option<(Node, u32, Node, u32)> {
    let it = selection();
    Some((
        it.anchor_node()?,
        it.anchor_offset(),
        it.focus_node()?,
        it.focus_offset(),
    ))
}
