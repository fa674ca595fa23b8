//! What is highlighted is what is recorded, in every script, by every gesture.

use serde::Deserialize;
use serde_json::json;

use crate::harness::{Limit, Page, Point, report, stories};

stories! { in super::limit(); what_is_highlighted_is_recorded }

/// Emoji in sequences, combining marks, texts from right to left, and texts without spaces.
const TEXT: &str = "Scripts of the world

Flags 🇨🇱🇸🇻 and hands 🖐️ 👍🏽, a family 👩‍👩‍👧‍👦, a keycap 1️⃣ and hearts ❤️‍🔥 in a line of text.
Decomposed: cafe\u{301} nin\u{303}o Zu\u{308}rich, a\u{323}\u{302} stack z\u{351}\u{32b}\u{343}; composed: café niño Zürich.
הנשיא הנבחר ביקר בכלא ביום שישי ואמר \"זה בטוח\" לכתבים CECOT 2026 בעיר.
زار الرئيس المنتخب السجن يوم الجمعة وقالَ إنّه آمن (CECOT) ١٢٣٤ ثمّ غادر.
当选总统周五参观了监狱,并表示监狱是安全的。記者は「安全だ」と述べた。대통령 당선인이 교도소를 방문했다.
Кириллица: ёлка; Ελληνικά: ΐ; ქართული; தமிழ் நிலவு; አማርኛ ታሪክ; ខ្មែរ ស្ត្រី.
नमस्ते दुनिया, क्षत्रिय और हिन्दी; ไทยไม่มีช่องว่าง; mixed: abc אבג def 中文 🖐️.
It's a well-known \"quotation\" – with dashes—and 40,000 prisoners (1.5 %).
";

/// 200, or as many as `COTEJO_GESTURES` says.
fn gestures() -> usize {
    let given = std::env::var("COTEJO_GESTURES").ok();
    given.map_or(200, |it| it.parse().expect("COTEJO_GESTURES is a number"))
}

/// A gesture takes about a second on a busy machine.
fn limit() -> Limit {
    Limit::Seconds(60 + 2 * gestures() as u64)
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        // Xorshift by G. Marsaglia.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from((self.0 >> 11) % below).unwrap_or(0)
    }
}

fn seed() -> u64 {
    let given = std::env::var("COTEJO_SEED").ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(20_261_123)
}

#[derive(Debug, Deserialize)]
struct Shown {
    pieces: Vec<String>,
    /// What the list says about the focused annotation, with something that tells it from
    /// all others.
    id: Option<String>,
    name: Option<String>,
}

async fn shown(page: &Page) -> Shown {
    page.get(
        "(() => {
           const option = document.querySelector('#annotation-list [aria-selected=true]');
           return {
             pieces: text.highlighted(), id: option?.id ?? null, name: option && look.name(option),
           };
         })()",
    )
    .await
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gesture {
    Drag,
    DoubleClick,
    Keys,
    WordKeys,
}

async fn what_is_highlighted_is_recorded(page: Page) {
    page.project_with(TEXT).await;
    let mut dice = Dice(seed());
    let gestures = gestures();
    let (mut compared, mut blank) = (0, 0);
    let mut mismatches = Vec::new();
    for exact in [false, true] {
        if exact {
            page.click(("checkbox", "Snap to words")).await;
        }
        for _ in 0..gestures / 2 {
            let gesture = match dice.next(10) {
                0..5 => Gesture::Drag,
                5 => Gesture::DoubleClick,
                6 | 7 => Gesture::WordKeys,
                _ => Gesture::Keys,
            };
            perform(&page, gesture, &mut dice).await;
            page.settle().await;
            let before = shown(&page).await;
            let highlighted = before.pieces.concat();
            if highlighted.trim().is_empty() {
                // Nothing to record: blank, or a caret.
                blank += 1;
                page.press("Escape").await;
                continue;
            }
            page.press("1").await;
            page.settle().await;
            let after = shown(&page).await;
            let recorded = match (&before.id, after.id, after.name) {
                (before, Some(id), Some(name)) if before.as_ref() != Some(&id) => name,
                (_, _, name) => format!("nothing new (focused: {name:?})"),
            };
            compared += 1;
            if recorded != format!("Claim: {highlighted}") {
                mismatches.push(format!(
                    "{gesture:?}, exact {exact}: highlighted {highlighted:?}, recorded {recorded:?}"
                ));
            }
        }
    }
    report(&format!(
        "{:?} · seed {} · {gestures} gestures: {compared} compared, {blank} selected nothing, {} mismatches",
        page.browser,
        seed(),
        mismatches.len()
    ));
    // And what the file says are those very words.
    let exported = page.export().await;
    assert_eq!(exported.named().len(), compared - mismatches.len());
    assert!(compared > gestures / 2, "most gestures select something");
    assert!(mismatches.is_empty(), "{mismatches:#?}");
}

async fn perform(page: &Page, gesture: Gesture, dice: &mut Dice) {
    let length = TEXT.encode_utf16().count();
    match gesture {
        Gesture::Drag => {
            let (from, to) = (
                spot(page, dice.next(length), dice).await,
                spot_in_view(page, dice.next(length), dice).await,
            );
            page.drag(from, &[to]).await;
        }
        Gesture::DoubleClick => {
            let at = spot(page, dice.next(length), dice).await;
            page.double_click_at(at).await;
        }
        Gesture::Keys | Gesture::WordKeys => {
            // To some place by keys, then with Shift from there.
            page.press("F6").await;
            page.press("Control+Home").await;
            page.press_times("Control+ArrowDown", dice.next(9)).await;
            page.press_times("Control+ArrowRight", dice.next(12)).await;
            page.press_times("ArrowRight", dice.next(6)).await;
            let all: &[&str] = if gesture == Gesture::WordKeys {
                &[
                    "Control+Shift+ArrowRight",
                    "Control+Shift+ArrowLeft",
                    "Shift+ArrowDown",
                ]
            } else {
                &["Shift+ArrowRight", "Shift+ArrowLeft", "Shift+End"]
            };
            let keys = all[dice.next(all.len())];
            page.press_times(keys, 1 + dice.next(9)).await;
        }
    }
}

/// A point near a character, somewhere in its box or a little outside, once that is in view.
async fn spot(page: &Page, at: usize, dice: &mut Dice) -> Point {
    page.run_with::<serde_json::Value>("text.reveal(0, arguments[0]);", vec![json!(at)])
        .await;
    spot_in_view(page, at, dice).await
}

/// The same without scrolling: where the character is out of view, the nearest edge of the
/// pane.
async fn spot_in_view(page: &Page, at: usize, dice: &mut Dice) -> Point {
    let (x, y) = (dice.next(100), dice.next(100));
    page.run_with(
        "const [at, x, y] = arguments;
         const low = /[\\udc00-\\udfff]/.test(text.whole(0)[at]);
         const box = text.boxes(0, low ? at - 1 : at, at + 1)[0] ?? text.root(0).getBoundingClientRect();
         const frame = text.root(0).closest('.pane-scroll').getBoundingClientRect();
         const within = (it, from, to) => Math.min(Math.max(it, from + 2), to - 2);
         return {
           x: within(box.left - 3 + (box.width + 6) * x / 100, frame.left, frame.right),
           y: within(box.top + box.height * (0.1 + 0.8 * y / 100), frame.top, frame.bottom),
         };",
        vec![json!(at), json!(x), json!(y)],
    )
    .await
}
