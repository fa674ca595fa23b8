//! Formats of other tools: what is written is read again, and what cannot be written is said.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../domain/arbitrary/mod.rs"]
mod arbitrary;
mod archives;
mod columns;
mod dump;
mod importing;
mod inception;
mod laws;
mod mapping;
mod page;
mod readable;
mod recognising;
mod round_trip;
mod web_annotations;

use std::rc::Rc;

use cotejo::formats::project_json;
use cotejo::model::{Codebook, Project};

/// The running example, as the app ships it.
fn sample() -> Project {
    let file = include_bytes!("../../static/samples/kast-cecot.cotejo.json");
    let shipped = Rc::new(Codebook::news_claims());
    project_json::read(file, &shipped).unwrap().project
}
