//! The table in `docs/benchmarks.md`, as `cargo xtask bench` writes it.

use std::fmt::Write;

use crate::workloads::{FRAME, Workload, median};

/// How long a program took.
pub struct Figures {
    pub name: &'static str,
    /// From the call, or with the project in memory, to the frame that shows text and
    /// annotations, in milliseconds.
    pub open: f64,
    /// From the event or call to the frame that shows it: annotating, then others.
    pub edits: Vec<f64>,
    pub scroll: Scroll,
}

/// Frames while a text is scrolled, in milliseconds.
#[derive(Clone, Copy)]
pub struct Scroll {
    pub median: f64,
    pub high: f64,
    pub longest: f64,
    /// Share of frames over 50 ms, in percent.
    pub slow: f64,
}

impl Scroll {
    pub fn of(mut frames: Vec<f64>) -> Self {
        let median = median(&mut frames);
        let at = |share: usize| frames.get(frames.len() * share / 100).copied();
        let slow = frames.iter().filter(|it| **it > 50.0).count();
        Self {
            median,
            high: at(95).unwrap_or(f64::NAN),
            longest: frames.last().copied().unwrap_or(f64::NAN),
            #[allow(clippy::cast_precision_loss, reason = "some hundred frames")]
            slow: 100.0 * slow as f64 / frames.len().max(1) as f64,
        }
    }
}

/// One step over many places.
#[derive(Clone, Copy)]
pub struct Step {
    pub places: f64,
    pub took: f64,
}

/// A stored project that a page begins with.
#[derive(Clone, Copy)]
pub struct Loading {
    /// From the project in memory to the frame that shows it.
    pub open: f64,
    /// From the start of the app to that frame.
    pub load: f64,
    /// Reading the project's file from the same kind of storage, and parsing it.
    pub raw: f64,
}

pub struct Measured {
    pub workload: Workload,
    pub app: Figures,
    /// From the click that takes a project in to the frame that shows it, its first saving
    /// included.
    pub import: f64,
    pub loading: Loading,
    /// From a key that does nothing to the next frame.
    pub idle: f64,
    pub all: Step,
    pub undo: Step,
    pub others: Vec<Figures>,
}

const HEAD: &str = "# How fast it is

Written by `cargo xtask bench`: the built app and what it is compared with, in one run of one
Chromium. Milliseconds to the frame that shows the result; the earliest possible frame is about
16 ms away. Ratios say more than figures: machines differ, and are not always idle. *plain* is the
same text as bare paragraphs, without annotations: the floor. Recogito is left out of W4, where it
keeps the page busy for minutes. Its and CodeMirror's ratios are theirs by ours.

";

const TABLE: &str =
    "| | open | ratio | annotate | ratio | scroll: median / 95 % / longest | over 50 ms |
| --- | --- | --- | --- | --- | --- | --- |
";

/// The whole file.
pub fn document(start: &str, annotate: &str, all: &[Measured]) -> String {
    let mut text = HEAD.to_owned();
    for line in [start, annotate] {
        let _ = writeln!(text, "- {line}");
    }
    for measured in all {
        text.push_str(&section(measured));
    }
    text
}

fn section(measured: &Measured) -> String {
    let Workload {
        name,
        chars,
        annotations,
    } = measured.workload;
    let mut text = format!("\n## {name}: {chars} characters, {annotations} annotations\n\n{TABLE}");
    let app = &measured.app;
    for it in std::iter::once(app).chain(&measured.others) {
        let annotate = it.edits.first().copied().filter(|it| it.is_finite());
        let of_app = app.edits.first().copied().unwrap_or(f64::NAN);
        let Scroll {
            median,
            high,
            longest,
            slow,
        } = it.scroll;
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.2} | {} | {} | {median:.0} / {high:.0} / {longest:.0} | {slow:.0} % |",
            it.name,
            it.open,
            it.open / app.open,
            annotate.map_or_else(|| "–".to_owned(), |it| format!("{it:.1}")),
            annotate.map_or_else(|| "–".to_owned(), |it| format!("{:.2}", it / of_app)),
        );
    }
    let [annotate, relabel, remove] = app.edits[..] else {
        return text;
    };
    let _ = writeln!(
        text,
        "\nCotejo: relabel {relabel:.1}, remove {remove:.1}, an empty key handler {:.1}: annotating \
         takes {:.2} frames longer. {:.0} places tagged in one step {:.0}, taken back {:.0}.",
        measured.idle,
        (annotate - measured.idle) / FRAME,
        measured.all.places,
        measured.all.took,
        measured.undo.took,
    );
    let Loading { load, raw, .. } = measured.loading;
    let _ = writeln!(
        text,
        "\nFrom storage {load:.0}: opening and {:.1} times what reading and parsing the same file \
         takes ({raw:.0}). Importing it {:.0}.",
        (load - app.open) / raw,
        measured.import,
    );
    text
}
