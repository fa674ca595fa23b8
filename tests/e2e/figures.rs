//! How fast the built app is, beside a bare page in the same run: `cargo xtask bench`.

use crate::harness::{AppServer, Browser, Limit, Page, tell};
use crate::workloads::{WORKLOADS, median};

#[test]
#[ignore = "measures; run by `cargo xtask bench`"]
fn figures() {
    tell(Browser::Chromium, "figures", Limit::Long, measure);
}

const STARTS: usize = 9;
const PRESSES: usize = 30;
/// Milliseconds of a frame at 60 Hz.
const FRAME: f64 = 1000.0 / 60.0;

async fn measure(page: Page) {
    starting(&page).await;
    annotating(&page).await;
    for workload in WORKLOADS {
        workload.measure(&page).await;
    }
}

/// From navigation to the sample with its marks, in a browser that has seen it before.
async fn starting(page: &Page) {
    let bare = AppServer::serve("COTEJO_BARE_PAGE");
    let mut app = Vec::new();
    let mut floor = Vec::new();
    for _ in 0..STARTS {
        page.step_aside().await;
        page.go_to(&format!("{}/#sample", page.origin())).await;
        let opened = "performance.getEntriesByName('cotejo:open')[0]";
        page.until_true("the sample", &format!("!!{opened}")).await;
        let end: f64 = page
            .get(&format!("{opened}.startTime + {opened}.duration"))
            .await;
        app.push(end);

        page.step_aside().await;
        page.go_to(&bare.origin()).await;
        page.until_true("the bare page", "!!document.getElementById('bare')")
            .await;
        let end: f64 = page
            .get("performance.getEntriesByType('paint').at(-1)?.startTime ?? performance.now()")
            .await;
        floor.push(end);
    }
    let (app, floor) = (median(&mut app), median(&mut floor));
    println!(
        "start: sample usable after {app:.0} ms, a bare page with Yew after {floor:.0} ms, \
         ratio {:.1} (medians of {STARTS})",
        app / floor
    );
}

/// From a key to the frame that shows what it did, beside a key that does nothing.
async fn annotating(page: &Page) {
    page.open_at("/#sample").await;
    page.run::<serde_json::Value>(
        "window.idle = [];
         addEventListener('keydown', (event) => {
           if (event.key !== 'q') return;
           requestAnimationFrame(() => setTimeout(() =>
             idle.push(performance.now() - event.timeStamp)));
         });",
    )
    .await;
    for press in 0..PRESSES {
        // A word each, in the first paragraph of the first article.
        page.run_with::<serde_json::Value>(
            "const article = document.querySelector('.text');
             article.focus();
             const node = article.querySelector('p').firstChild;
             const words = [...node.data.matchAll(/[a-z]{2,}/g)];
             const word = words[arguments[0] % words.length];
             getSelection().setBaseAndExtent(node, word.index, node, word.index + word[0].length);",
            vec![serde_json::json!(press)],
        )
        .await;
        page.settle().await;
        page.press("q").await;
        page.settle().await;
        page.press("1").await;
        page.settle().await;
    }
    let measured = "performance.getEntriesByName('cotejo:annotate').map((it) => it.duration)";
    page.until_true("all measures", &format!("{measured}.length >= {PRESSES}"))
        .await;
    let mut annotate: Vec<f64> = page.get(measured).await;
    let mut idle: Vec<f64> = page.get("idle").await;
    let (annotate, idle) = (median(&mut annotate), median(&mut idle));
    println!(
        "annotate: {annotate:.1} ms from key to frame, an empty handler {idle:.1} ms, \
         {:.2} frames later (medians of {PRESSES})",
        (annotate - idle) / FRAME
    );
}
