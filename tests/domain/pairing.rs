//! Which claims are proposed as saying the same, and why.

mod actors;
mod fixtures;
mod laws;
mod numbers;
mod quality;
mod words;

use cotejo::suggest::{Candidate, Lexicon, Pairing};

use crate::desk::Desk;

thread_local! {
    static LEXICON: Lexicon = Lexicon::parse(include_str!("../../static/lexicon/es-en.txt"));
}

/// The lexicon as it is shipped.
fn lexicon() -> Lexicon {
    LEXICON.with(Lexicon::clone)
}

/// What is proposed for a claim of a scene.
fn candidates(desk: &Desk, lexicon: &Lexicon, number: u32) -> Vec<Candidate> {
    let mut pairing = Pairing::new(lexicon.clone());
    pairing.update(&desk.project);
    pairing.candidates(&desk.project, desk.handles[&number], 10)
}
