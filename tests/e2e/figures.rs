//! How fast the built app is, beside a bare page in the same run: `cargo xtask bench`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::benchmarks::{self, Run};
use crate::harness::{AppServer, Browser, Limit, Page, tell};
use crate::steps::{key_to_frame, median};
use crate::workloads::{FRAME, WORKLOADS};
use crate::{comparison, many, memory, sizes};

#[test]
#[ignore = "measures; run by `cargo xtask bench`"]
fn figures() {
    let peers = Rc::new(AppServer::serve("COTEJO_PEERS"));
    let told = Rc::new(RefCell::new(None));
    let (origin, measured) = (peers.origin(), Rc::clone(&told));
    tell(
        Browser::Chromium,
        "figures",
        Limit::Measuring,
        async move |page| {
            let start = starting(&page).await;
            let annotate = annotating(&page).await;
            let mut workloads = Vec::new();
            for workload in WORKLOADS {
                workloads.push(workload.measure(&page, &origin).await);
            }
            let few = many::measure(&page, many::FEW).await;
            let many = many::measure(&page, many::MANY).await;
            let studies = [comparison::SMALL, comparison::LARGE];
            let mut compared = Vec::new();
            for study in studies {
                compared.push((study, study.measure(&page).await));
            }
            measured.replace(Some((start, annotate, workloads, few, many, compared)));
        },
    );
    let (start, annotate, workloads, few, many, compared) = told.take().expect("all is measured");
    let memory = WORKLOADS.map(|it| memory::of(it, &peers.origin()));
    let text = benchmarks::document(&Run {
        start,
        annotate,
        workloads: workloads.into_iter().zip(memory).collect(),
        few,
        many,
        compared,
        sizes: sizes::all(),
        native: std::env::var("COTEJO_NATIVE").unwrap_or_default(),
    });
    println!("{text}");
    if let Ok(path) = std::env::var("COTEJO_BENCHMARKS") {
        std::fs::write(path, text).expect("the table can be written");
    }
}

const STARTS: usize = 9;
const PRESSES: usize = 30;

/// From navigation to the sample with its marks, in a browser that has seen it before.
async fn starting(page: &Page) -> String {
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
    format!(
        "start: sample usable after {app:.0} ms, a bare page with Yew after {floor:.0} ms, \
         ratio {:.1} (medians of {STARTS})",
        app / floor
    )
}

/// From a key to the frame that shows what it did, beside a key that does nothing.
async fn annotating(page: &Page) -> String {
    page.open_at("/#sample").await;
    let (annotate, idle) = key_to_frame(page, PRESSES).await;
    format!(
        "annotate on the sample: {annotate:.1} ms from key to frame, an empty handler {idle:.1} ms, \
         {:.2} frames later (medians of {PRESSES})",
        (annotate - idle) / FRAME
    )
}
