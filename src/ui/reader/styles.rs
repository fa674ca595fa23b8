//! The stylesheet of marks, made from the codebook.

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use crate::app::Settings;
use crate::model::{Codebook, LabelId};
use crate::text::Lane;
use crate::web::highlights;

/// Underlines that fit between two lines. What lies deeper is a tint of the words, and a number
/// in the margin says how many there are.
pub(super) const MOST_LANES: Lane = 6;

/// Pixels between the first underline and the text, and between two underlines.
const FIRST_OFFSET: Lane = 4;
const LANE_HEIGHT: Lane = 4;

/// Name under which a label's marks in a lane are entered: ASCII letters and digits only,
/// whatever the codebook calls the label.
fn mark_name(label: &LabelId, lane: Lane) -> String {
    let mut name = String::from("cotejo-mark");
    for c in label.as_str().chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else {
            let _ = write!(name, "_{:x}", u32::from(c));
        }
    }
    let _ = write!(name, "-{lane}");
    name
}

/// Stands for all labels that the codebook does not have.
const UNKNOWN: &str = "@unknown";

/// The same for an annotation, whatever the codebook knows.
pub(super) fn mark_name_of(codebook: &Codebook, label: &LabelId, lane: Lane) -> String {
    match codebook.label(label) {
        Some(_) => mark_name(label, lane),
        None => mark_name(&UNKNOWN.into(), lane),
    }
}

/// What the styles of marks are made from.
struct MadeFrom {
    codebook: Rc<Codebook>,
    tint: u32,
    hidden: Vec<LabelId>,
}

impl MadeFrom {
    fn is(&self, codebook: &Rc<Codebook>, settings: &Settings) -> bool {
        Rc::ptr_eq(&self.codebook, codebook)
            && self.tint == settings.tint
            && self.hidden == settings.hidden_labels
    }
}

/// Makes the styles for a codebook as the person likes them, unless they are there already.
pub(super) fn make(codebook: &Rc<Codebook>, settings: &Settings) {
    thread_local! {
        static IN_USE: RefCell<Option<(MadeFrom, String)>> = const { RefCell::new(None) };
    }
    let known = |it: &Option<(MadeFrom, String)>| {
        let made_from = it.as_ref().map(|it| &it.0);
        made_from.is_some_and(|it| it.is(codebook, settings))
    };
    if IN_USE.with_borrow(known) {
        return;
    }
    let made_from = MadeFrom {
        codebook: Rc::clone(codebook),
        tint: settings.tint,
        hidden: settings.hidden_labels.clone(),
    };
    let css = marks_css(&made_from);
    let before = IN_USE.take().map(|it| it.1);
    // The browser goes through all of the page for another sheet, also for one that says the same.
    if before.as_ref() != Some(&css) {
        highlights::style_marks(&css);
    }
    IN_USE.set(Some((made_from, css)));
}

// Of paragraphs, not of anything: a browser works out each style of a highlight for each element
// that it may be about.
fn marks_css(from: &MadeFrom) -> String {
    let mut css = String::new();
    let mut looks = vec![(LabelId::from(UNKNOWN), "--mark-grey", "solid")];
    for (number, label) in from.codebook.labels.iter().enumerate() {
        let colour = colour_variable(&label.colour, number);
        let pattern = match label.pattern.as_str() {
            known @ ("dashed" | "dotted" | "double") => known,
            _ => "solid",
        };
        looks.push((label.id.clone(), colour, pattern));
    }
    for (label, colour, pattern) in looks {
        if from.hidden.contains(&label) {
            continue;
        }
        let tint = match from.tint {
            0 => String::new(),
            percent => {
                format!(";background-color:color-mix(in srgb,var({colour}) {percent}%,transparent)")
            }
        };
        let thickness = if pattern == "double" { 1 } else { 2 };
        for lane in 0..MOST_LANES {
            let offset = FIRST_OFFSET + LANE_HEIGHT * lane;
            let _ = writeln!(
                css,
                ".text p::highlight({}){{text-decoration:underline {pattern} var({colour}) \
                 {thickness}px;text-underline-offset:{offset}px;text-decoration-skip-ink:none{tint}}}",
                mark_name(&label, lane),
            );
        }
    }
    css
}

/// The custom property of a label's colour.
pub(in crate::ui) fn colour_variable(colour: &str, number: usize) -> &'static str {
    const PALETTE: [&str; 8] = [
        "--mark-orange",
        "--mark-blue",
        "--mark-green",
        "--mark-violet",
        "--mark-red",
        "--mark-teal",
        "--mark-brown",
        "--mark-grey",
    ];
    PALETTE
        .iter()
        .find(|it| it.strip_prefix("--mark-") == Some(colour))
        .unwrap_or(&PALETTE[number % PALETTE.len()])
}
