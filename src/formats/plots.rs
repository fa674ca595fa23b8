//! Drawings of numbers as SVG: plain text from plain data, for the report and the page alike.
//!
//! Nothing in them has a style of its own: [`STYLE`] has the rules for their classes, in the
//! colours of whatever page they are in. A drawing that is to stand alone brings rules and
//! colours along. Colour never is the only carrier: each number is written out.

use super::markup::Markup;

/// Rules for the classes of drawings. Colours are those of the page; the strongest tint leaves
/// text on it a contrast of 4.5:1 in light and dark.
pub const STYLE: &str = "\
.plot text{font:13px system-ui,sans-serif;font-variant-numeric:tabular-nums;fill:var(--ink,#1f1d1a);\
unicode-bidi:isolate}\
.plot .end{text-anchor:end}.plot .middle{text-anchor:middle}\
.plot .soft{fill:var(--soft,#6a665e)}\
.plot .bar,.plot .heat{fill:var(--accent,#0b5563)}\
.plot .heat{stroke:var(--line,#e2ded4)}\
.plot .h0{fill-opacity:0}.plot .h1{fill-opacity:.08}.plot .h2{fill-opacity:.17}\
.plot .h3{fill-opacity:.26}.plot .h4{fill-opacity:.35}.plot .h5{fill-opacity:.45}";

/// Paper and colours of a drawing that stands alone.
const ALONE: &str = "\
svg{background:#fcfbf8}\
@media(prefers-color-scheme:dark){svg{background:#16171a;--ink:#e8e6e1;--soft:#a09d96;\
--accent:#6cc5d6;--line:#31343a}}";

/// What a drawing is called, for those who see it and those who don't.
#[derive(Clone, Copy, Debug)]
pub struct Plot<'a> {
    /// Unlike those of all other drawings of the page.
    pub id: &'a str,
    pub title: &'a str,
    /// What is to be seen, in words.
    pub description: &'a str,
    /// Whether it is to be a file of its own.
    pub alone: bool,
}

/// Where labels end and what is drawn begins.
const LABELS: usize = 216;
/// The same of bars, two of which then have room side by side.
const BAR_LABELS: usize = 160;
/// Height of a row.
const ROW: usize = 26;
/// Longest bar.
const BAR: usize = 270;
/// Room for the number behind a bar.
const NUMBER: usize = 48;
/// How wide the characters of a label are, more or less.
const CHARACTER: usize = 7;
/// As wide as the columns of a map are together, if they need not be narrower.
const COLUMNS: usize = 720;

/// A bar for each value, with `most` as long as a bar can be: plots of one scale compare.
pub fn bars(plot: Plot<'_>, bars: &[(&str, usize)], most: usize) -> String {
    let mut svg = Markup::default();
    begin(
        &mut svg,
        plot,
        BAR_LABELS + BAR + NUMBER,
        bars.len() * ROW + 4,
    );
    for (at, (label, value)) in bars.iter().enumerate() {
        let top = at * ROW;
        row_label(&mut svg, label, BAR_LABELS, top + 18);
        svg.begin("rect", "bar");
        place(&mut svg, "x", BAR_LABELS);
        place(&mut svg, "y", top + 5);
        // Something is never nothing.
        let length = (value * BAR).div_ceil(most.max(1));
        place(&mut svg, "width", length);
        place(&mut svg, "height", ROW - 9);
        svg.raw("/>");
        let value = value.to_string();
        text(&mut svg, "", BAR_LABELS + length + 8, top + 18, &value);
    }
    end(&mut svg);
    svg.written
}

/// A grid of values, the stronger the more; rows and columns with their names. Values stand row
/// by row.
pub fn heat_map(plot: Plot<'_>, rows: &[&str], columns: &[&str], values: &[usize]) -> String {
    let width = (COLUMNS / columns.len().max(1)).clamp(30, 150);
    let mut svg = Markup::default();
    let right = LABELS + columns.len() * width;
    begin(&mut svg, plot, right + 4, (rows.len() + 1) * ROW + 4);
    // Where names have no room there are numbers, as in the table beside.
    let named = width >= 90;
    for (column, name) in columns.iter().enumerate() {
        let number = (column + 1).to_string();
        let short = shortened(name, width / CHARACTER - 2);
        let name = if named { &short } else { &number };
        text(
            &mut svg,
            "middle soft",
            LABELS + column * width + width / 2,
            17,
            name,
        );
    }
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    for (row, name) in rows.iter().enumerate() {
        let top = (row + 1) * ROW;
        row_label(&mut svg, name, LABELS, top + 18);
        for column in 0..columns.len() {
            let value = values[row * columns.len() + column];
            let left = LABELS + column * width;
            let level = (value * 5).div_ceil(most);
            svg.begin("rect", &format!("heat h{level}"));
            place(&mut svg, "x", left);
            place(&mut svg, "y", top);
            place(&mut svg, "width", width);
            place(&mut svg, "height", ROW);
            svg.raw("/>");
            let class = if value == 0 { "middle soft" } else { "middle" };
            text(
                &mut svg,
                class,
                left + width / 2,
                top + 18,
                &value.to_string(),
            );
        }
    }
    end(&mut svg);
    svg.written
}

fn begin(svg: &mut Markup, plot: Plot<'_>, width: usize, height: usize) {
    svg.begin("svg", "plot");
    if plot.alone {
        svg.attribute("xmlns", "http://www.w3.org/2000/svg");
    }
    svg.attribute("role", "img");
    let (title, description) = (format!("{}-title", plot.id), format!("{}-desc", plot.id));
    svg.attribute("aria-labelledby", &title);
    svg.attribute("aria-describedby", &description);
    place(svg, "width", width);
    place(svg, "height", height);
    svg.attribute("viewBox", &format!("0 0 {width} {height}"));
    svg.raw(">");
    for (tag, id, words) in [
        ("title", &title, plot.title),
        ("desc", &description, plot.description),
    ] {
        svg.begin(tag, "");
        svg.attribute("id", id);
        svg.raw(">");
        svg.text(words);
        svg.close(tag);
    }
    if plot.alone {
        svg.open("style", "");
        svg.raw(STYLE);
        svg.raw(ALONE);
        svg.close("style");
    }
}

fn end(svg: &mut Markup) {
    svg.close("svg");
}

fn place(svg: &mut Markup, name: &str, number: usize) {
    svg.attribute(name, &number.to_string());
}

/// The name of a row, right before what is drawn; whole where the mouse rests on it.
fn row_label(svg: &mut Markup, label: &str, room: usize, y: usize) {
    svg.open("g", "");
    svg.element("title", "", label);
    let short = shortened(label, room / CHARACTER);
    text(svg, "end", room - 10, y, &short);
    svg.close("g");
}

fn text(svg: &mut Markup, class: &str, x: usize, y: usize, words: &str) {
    svg.begin("text", class);
    place(svg, "x", x);
    place(svg, "y", y);
    svg.raw(">");
    svg.text(words);
    svg.close("text");
}

/// The first so many characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}
