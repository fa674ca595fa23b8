//! Marks where the browser itself paints no highlights.

use serde_json::json;

use crate::harness::{Page, Place, stories};

stories! { marks_stand_at_their_words_without_highlights }

const SPANISH: &str = include_str!("../../../static/samples/kast-cecot-es.txt");

/// A Claim of the sample that lies on several lines.
const CLAIM: &str = "una pieza clave dentro de la estrategia de seguridad de mano dura";

/// The boxes that are drawn of a label in a lane.
const DRAWN: &str =
    "const drawn = (it) => [...text.root(0).querySelectorAll(`.highlights > .cotejo-mark${it}`)];";

async fn count(page: &Page, label: &str) -> usize {
    let script = format!("{DRAWN} return drawn(arguments[0]).length;");
    page.run_with(&script, vec![json!(label)]).await
}

/// Waits until a label's boxes stand at words, each with a line below.
async fn are_drawn(page: &Page, words: &str, label: &str) {
    let (from, to) = page.span_of(Place::from(words)).await;
    let script = format!(
        "{DRAWN}
         const lines = drawn(arguments[2]).filter((it) => {{
           const line = getComputedStyle(it, '::after');
           return line.borderBottomStyle !== 'none' && line.borderBottomWidth !== '0px';
         }});
         const there = lines.map((it) => it.getBoundingClientRect());
         const wanted = text.boxes(0, arguments[0], arguments[1]).filter((it) => it.width > 0);
         // What is annotated can begin before these words and end behind them.
         const holds = (box, it) => Math.abs(box.top - it.top) < 1
           && Math.abs(box.height - it.height) < 1
           && box.left < it.left + 1 && box.right > it.right - 1;
         return wanted.length > 0 && wanted.every((it) => there.some((box) => holds(box, it)));"
    );
    page.until(&format!("marks of {label} at “{words}”"), async || {
        let args = vec![json!(from), json!(to), json!(label)];
        page.run_with::<bool>(&script, args).await.then_some(())
    })
    .await;
}

async fn marks_stand_at_their_words_without_highlights(page: Page) {
    let script = "/highlight-fallback.js".to_owned();
    page.open().await;
    assert!(!page.requests().contains(&script));
    page.leave_out_highlights();
    page.open().await;
    assert!(page.requests().contains(&script));
    are_drawn(&page, CLAIM, "Claim-0").await;

    // The text is what it was: one node for each paragraph.
    assert_eq!(page.article_text(0).await, SPANISH);
    let whole = "[...document.querySelectorAll('[data-at]')].every(
      (it) => it.childNodes.length === 1 && it.firstChild.nodeType === Node.TEXT_NODE)";
    assert!(page.get::<bool>(whole).await);

    // Labelled by keyboard, in the lane below that of the Claim around it.
    let before = count(&page, "Stance-1").await;
    page.run::<bool>("text.root(0).focus(); return true;").await;
    page.press("Control+Home").await;
    page.press_times("Control+Shift+ArrowRight", 2).await;
    assert_eq!(page.highlighted().await, "El presidente");
    page.press("2").await;
    page.focus_is("Stance: El presidente").await;
    are_drawn(&page, "El presidente", "Stance-1").await;
    let lanes = format!(
        "{DRAWN} return ['Claim-0', 'Stance-1'].map(
           (it) => parseFloat(getComputedStyle(drawn(it)[0], '::after').top));"
    );
    let lanes: Vec<f64> = page.run(&lanes).await;
    assert!(lanes[1] - lanes[0] >= 4.0, "{lanes:?}");

    // Wherever words go, their marks go too.
    for (width, height) in [(1000, 700), (1440, 900)] {
        page.window_size(width, height).await;
        are_drawn(&page, "El presidente", "Stance-1").await;
        are_drawn(&page, CLAIM, "Claim-0").await;
    }
    for size in ["26", "18"] {
        let larger = format!("document.documentElement.style.setProperty('--text-size', {size})");
        let _: Option<bool> = page.get(&larger).await;
        are_drawn(&page, CLAIM, "Claim-0").await;
    }

    // A printer gets all of them, at once.
    let printed = "(() => {
      const count = () => document.querySelectorAll('.highlights > *').length;
      const before = count();
      dispatchEvent(new Event('beforeprint'));
      const printed = count();
      dispatchEvent(new Event('afterprint'));
      return printed > before;
    })()";
    assert!(page.get::<bool>(printed).await);
    are_drawn(&page, CLAIM, "Claim-0").await;

    page.press("Control+z").await;
    page.until("the mark to go", async || {
        (count(&page, "Stance-1").await == before).then_some(())
    })
    .await;
    assert_eq!(page.article_text(0).await, SPANISH);

    // What is drawn takes no click.
    page.click_on(CLAIM).await;
    page.until("the Claim to be selected", async || {
        let focused = page.focused().await?;
        focused.contains(CLAIM).then_some(())
    })
    .await;
    let tint = "document.querySelectorAll('.highlights > .cotejo-focused').length > 0";
    page.until_true("the tint of what is selected", tint).await;
}
