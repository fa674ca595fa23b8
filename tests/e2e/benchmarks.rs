//! The table in `docs/benchmarks.md`, as `cargo xtask bench` writes it.

use std::fmt::Write;

use crate::comparison::{Compared, Study};
use crate::many::{self, Collection};
use crate::memory::Memory;
use crate::sizes::{self, Size};
use crate::steps::{Search, median};
use crate::workloads::{FRAME, Workload};

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
    /// From a click to the frame that paints the annotation as selected, and to that in which the
    /// inspector shows it.
    pub select: (f64, f64),
    pub search: Search,
    /// Tagging all places of some words, and taking that back.
    pub all: Vec<(Step, Step)>,
    pub others: Vec<Figures>,
}

/// All that a run has measured.
pub struct Run {
    pub start: String,
    pub annotate: String,
    pub workloads: Vec<(Measured, Memory)>,
    pub few: Collection,
    pub many: Collection,
    pub compared: Vec<(Study, Compared)>,
    pub sizes: Vec<Size>,
    /// What was measured without a browser, as part of a document.
    pub native: String,
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

const GROWTH: &str = "
## Growth

W3 is ten times W2. W4 has its text and ten times its annotations.

| | W2 | W3 by W2 | W4 by W2 |
| --- | --- | --- | --- |
";

const MEMORY: &str = "
## Memory

Megabytes of the process that a page lives in, as the system counts them (proportional set size):
DOM, layout, fonts, code and WebAssembly are in it. Each in a browser just started, once the page is
at rest and garbage is collected. *empty* is a page without anything; ratios are to *plain*.

| | empty | plain | Cotejo, imported | ratio | Cotejo, from storage | ratio |
| --- | --- | --- | --- | --- | --- | --- |
";

/// The whole file.
pub fn document(run: &Run) -> String {
    let mut text = HEAD.to_owned();
    for line in [&run.start, &run.annotate] {
        let _ = writeln!(text, "- {line}");
    }
    for (measured, _) in &run.workloads {
        text.push_str(&section(measured));
    }
    text.push_str(&growth(&run.workloads));
    text.push_str(&memory(&run.workloads));
    text.push_str(&collections(&run.few, &run.many));
    text.push_str(&comparisons(&run.compared));
    text.push_str(&sizes::section(&run.sizes));
    text.push_str(&run.native);
    text
}

/// How figures grow with the work, from W2 on.
fn growth(all: &[(Measured, Memory)]) -> String {
    type Figure = fn(&Measured) -> f64;
    const FIGURES: [(&str, Figure); 13] = [
        ("open", |it| it.app.open),
        ("from storage", |it| it.loading.load),
        ("import", |it| it.import),
        ("annotate", |it| it.app.edits[0]),
        ("relabel", |it| it.app.edits[1]),
        ("remove", |it| it.app.edits[2]),
        ("select: painted", |it| it.select.0),
        ("select: inspector", |it| it.select.1),
        ("search", |it| it.search.typed),
        ("next hit", |it| it.search.next),
        ("last hit and back", |it| it.search.far),
        ("scroll, 95 %", |it| it.app.scroll.high),
        ("label all, a place", |it| each(it.all[0].0)),
    ];
    let [_, (base, _), (third, _), (fourth, _)] = all else {
        return String::new();
    };
    let mut text = GROWTH.to_owned();
    for (name, figure) in FIGURES {
        let at = figure(base);
        let _ = writeln!(
            text,
            "| {name} | {at:.*} | {:.2} | {:.2} |",
            if at < 10.0 { 2 } else { 0 },
            figure(third) / at,
            figure(fourth) / at,
        );
    }
    text
}

fn each(step: Step) -> f64 {
    step.took / step.places
}

fn memory(all: &[(Measured, Memory)]) -> String {
    let mut text = MEMORY.to_owned();
    for (measured, memory) in all {
        let Memory {
            empty,
            plain,
            imported,
            opened,
        } = memory;
        let _ = writeln!(
            text,
            "| {} | {empty:.0} | {plain:.0} | {imported:.0} | {:.2} | {opened:.0} | {:.2} |",
            measured.workload.name,
            imported / plain,
            opened / plain,
        );
    }
    text
}

fn collections(few: &Collection, many: &Collection) -> String {
    type Figure = fn(&Collection) -> f64;
    const FIGURES: [(&str, Figure); 11] = [
        ("import", |it| it.import),
        ("from storage", |it| it.load),
        ("open", |it| it.open),
        ("annotate", |it| it.annotate),
        ("another article", |it| it.switch),
        ("search", |it| it.search.typed),
        ("next hit", |it| it.search.next),
        ("last hit and back", |it| it.search.far),
        ("list: median", |it| it.scroll.median),
        ("list: 95 %", |it| it.scroll.high),
        ("list: longest", |it| it.scroll.longest),
    ];
    let mut text = format!(
        "
## Many articles

A project of {} articles, and one of {} of them: two are shown, and one is to be gone to. Each has
{} characters and {} annotations. The list of annotations is scrolled such that all rows of each
frame are others.

| | {} | {} | ratio |
| --- | --- | --- | --- |
",
        many::MANY,
        many::FEW,
        many::CHARS,
        many::ANNOTATIONS,
        many::FEW,
        many::MANY,
    );
    for (name, figure) in FIGURES {
        let (few, many) = (figure(few), figure(many));
        let _ = writeln!(
            text,
            "| {name} | {few:.1} | {many:.1} | {:.2} |",
            many / few
        );
    }
    let _ = writeln!(
        text,
        "\nHits: {} and {}. Frames of the list without rows: {} and {} of 100.",
        few.search.hits, many.search.hits, few.blank, many.blank,
    );
    text
}

const COMPARE: &str = "
## Compare

Opening the matrix, and beside it a grid of the same cells put into the page as it is; setting a cell
by hand, going to the next one, scrolling. Half of the claims are members of a row.

| articles × annotations × canonical claims | cells shown | open | still grid | ratio | edit | next cell | scroll |
| --- | --- | --- | --- | --- | --- | --- | --- |
";

fn comparisons(all: &[(Study, Compared)]) -> String {
    let mut text = COMPARE.to_owned();
    for (study, it) in all {
        let _ = writeln!(
            text,
            "| {} × {} × {} | {:.0} | {:.0} | {:.0} | {:.2} | {:.0} | {:.0} | {:.0} |",
            study.articles,
            study.articles * study.annotations,
            study.rows,
            it.cells,
            it.open,
            it.still,
            it.open / it.still,
            it.edit,
            it.key,
            it.scroll,
        );
    }
    text
}

fn section(measured: &Measured) -> String {
    let Workload {
        name,
        chars,
        annotations,
        ..
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
    let idle = measured.idle;
    let _ = writeln!(
        text,
        "\nCotejo: relabel {relabel:.1}, remove {remove:.1}, an empty key handler {idle:.1}: annotating \
         takes {:.2} frames longer.",
        (annotate - idle) / FRAME,
    );
    let Search {
        hits,
        typed,
        next,
        far,
    } = &measured.search;
    let (painted, inspected) = measured.select;
    let _ = writeln!(
        text,
        "\nFrom the click on another annotation to its paint {painted:.1}, to the inspector \
         {inspected:.1}. Searching, {hits} hits from the last key of the word on: {typed:.1}, {:.1} \
         times an empty key handler; the next hit {next:.1}, from the first to the last and back \
         {far:.1}.\n",
        typed / idle,
    );
    for (all, undo) in &measured.all {
        let _ = writeln!(
            text,
            "{:.0} places tagged in one step {:.0}, taken back {:.0}.",
            all.places, all.took, undo.took,
        );
    }
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
