//! How much memory a page takes: of the whole process that it lives in, as the system counts it.
//! What a browser itself tells of a page leaves out layout, fonts and code.

use std::cell::Cell;
use std::fs;
use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Browser, Limit, Page, tell};
use crate::opening::import;
use crate::workloads::Workload;

/// What the browser does in a page's idle time.
const REST: Duration = Duration::from_secs(2);

/// Megabytes, each in a browser that has just been started.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// A page without anything.
    pub empty: f64,
    /// The text as bare paragraphs.
    pub plain: f64,
    /// The app, when the project has been imported and saved.
    pub imported: f64,
    /// The app in another tab, which has opened the project from storage.
    pub opened: f64,
}

/// Measures the pages of a workload.
pub fn of(workload: Workload, peers: &str) -> Memory {
    let told = Rc::new(Cell::new(Memory {
        empty: f64::NAN,
        plain: f64::NAN,
        imported: f64::NAN,
        opened: f64::NAN,
    }));
    let peers = peers.to_owned();
    let plain = Rc::clone(&told);
    tell(
        Browser::Chromium,
        "memory of the text alone",
        Limit::Measuring,
        async move |page: Page| {
            let mut memory = plain.get();
            page.step_aside().await;
            memory.empty = taken(&page).await;
            page.in_another_tab().await;
            page.go_to(&peers).await;
            page.until_true("the peers", "!!window.peers").await;
            page.run_async::<Value>(
                "await peers.plain().open(args[0]); return true;",
                vec![json!(workload.project().1)],
            )
            .await;
            memory.plain = taken(&page).await;
            plain.set(memory);
        },
    );
    let app = Rc::clone(&told);
    tell(
        Browser::Chromium,
        "memory of the app",
        Limit::Measuring,
        async move |page: Page| {
            let mut memory = app.get();
            import(&page, workload.name, &workload.project().0).await;
            page.saved().await;
            memory.imported = taken(&page).await;
            page.in_another_tab().await;
            page.open().await;
            page.until_true("the text", "!!document.querySelector('.text p')")
                .await;
            memory.opened = taken(&page).await;
            app.set(memory);
        },
    );
    told.get()
}

/// What the process of a page holds once it has settled and garbage is collected; of what it
/// shares with other processes, its share. Not a number where the system does not say.
pub async fn taken(page: &Page) -> f64 {
    page.settle().await;
    tokio::time::sleep(REST).await;
    page.collect_garbage().await;
    tokio::time::sleep(REST).await;
    let Some(process) = process(page).await else {
        return f64::NAN;
    };
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let kilobytes = rollup
        .lines()
        .filter(|it| it.starts_with("Pss:") || it.starts_with("SwapPss:"))
        .filter_map(|it| it.split_whitespace().nth(1)?.parse::<f64>().ok());
    let all: f64 = kilobytes.sum();
    if all > 0.0 { all / 1024.0 } else { f64::NAN }
}

/// The process that works while the page does.
async fn process(page: &Page) -> Option<u32> {
    let before = renderers();
    page.run::<Value>("const end = performance.now() + 400; while (performance.now() < end);")
        .await;
    let worked = |(process, time): (u32, u64)| {
        let earlier = before.iter().find(|it| it.0 == process);
        (time - earlier.map_or(0, |it| it.1), process)
    };
    renderers().into_iter().map(worked).max().map(|it| it.1)
}

/// The processes for pages among those that were started where this one was, each with the time
/// it has worked.
fn renderers() -> Vec<(u32, u64)> {
    let all: Vec<(u32, u32, u64)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|it| it.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| {
            let (parent, time) = stat(process)?;
            Some((process, parent, time))
        })
        .collect();
    let parent = |of: u32| all.iter().find(|it| it.0 == of).map_or(0, |it| it.1);
    // Whoever runs this has started the drivers too, and Cargo is between the two.
    let ours = parent(parent(std::process::id()));
    let is_ours = |process: u32| {
        std::iter::successors(Some(process), |it| Some(parent(*it)).filter(|it| *it > 1))
            .any(|it| it == ours)
    };
    let shows_pages = |process: u32| {
        let command = fs::read_to_string(format!("/proc/{process}/cmdline")).unwrap_or_default();
        command.contains("--type=renderer")
    };
    let mut found = Vec::new();
    for (process, _, time) in &all {
        if shows_pages(*process) && is_ours(*process) {
            found.push((*process, *time));
        }
    }
    found
}

/// The parent of a process, and the time it has worked.
fn stat(process: u32) -> Option<(u32, u64)> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in brackets, and can be anything.
    let fields: Vec<&str> = line.rsplit_once(')')?.1.split_whitespace().collect();
    let time = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((fields.get(1)?.parse().ok()?, time(11)? + time(12)?))
}
