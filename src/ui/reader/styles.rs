//! The stylesheet of marks, made from the codebook.

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use crate::model::{Codebook, LabelId};
use crate::text::Lane;
use crate::web::highlights;

/// Underlines that fit between two lines; deeper ones share the last lane, and a number in
/// the margin says how many there are.
pub(super) const MOST_LANES: Lane = 6;

/// Pixels between the first underline and the text, and between two underlines.
const FIRST_OFFSET: Lane = 4;
const LANE_HEIGHT: Lane = 4;

/// Name under which a label's marks in a lane are entered: ASCII letters and digits only,
/// whatever the codebook calls the label.
pub(super) fn mark_name(label: &LabelId, lane: Lane) -> String {
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

/// Makes the styles for a codebook, unless they are there already.
pub(super) fn use_codebook(codebook: &Rc<Codebook>) {
    thread_local! {
        static IN_USE: RefCell<Option<Rc<Codebook>>> = const { RefCell::new(None) };
    }
    let known = IN_USE.with_borrow(|it| it.as_ref().is_some_and(|it| Rc::ptr_eq(it, codebook)));
    if known {
        return;
    }
    IN_USE.set(Some(Rc::clone(codebook)));
    highlights::style_marks(&marks_css(codebook));
}

fn marks_css(codebook: &Codebook) -> String {
    let mut css = String::new();
    for (number, label) in codebook.labels.iter().enumerate() {
        let colour = colour_variable(&label.colour, number);
        let pattern = match label.pattern.as_str() {
            known @ ("dashed" | "dotted" | "double") => known,
            _ => "solid",
        };
        let thickness = if pattern == "double" { 1 } else { 2 };
        for lane in 0..MOST_LANES {
            let offset = FIRST_OFFSET + LANE_HEIGHT * lane;
            let _ = writeln!(
                css,
                "::highlight({}){{text-decoration:underline {pattern} var({colour}) \
                 {thickness}px;text-underline-offset:{offset}px;text-decoration-skip-ink:none}}",
                mark_name(&label.id, lane),
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
