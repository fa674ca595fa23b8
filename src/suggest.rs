//! Candidates with reasons: Claims of other articles that may say the same, in whatever words or
//! language. It proposes only; records are made by whoever accepts.
//!
//! No model: numbers, dates, names, words that look alike and a small lexicon, each weighed by how
//! rare it is in the project, and each told as a reason. Claims are found through an inverted
//! index ([`index`]) and compared feature by feature ([`evidence`]).

mod actors;
mod dates;
mod evidence;
mod features;
mod index;
mod lexicon;
mod names;
mod numbers;
mod pairing;
mod same_actors;
mod stem;
mod tokens;

pub use dates::date_keys;
pub use evidence::Reason;
pub use lexicon::Lexicon;
pub use names::{Likeness, NameReason};
pub use numbers::number_values;
pub use pairing::{Candidate, Pairing};
pub use same_actors::{NOT_ACTOR, Party, SameActor, SameActors, is_declined, is_not};
pub use stem::{skeleton, stem};
pub use tokens::Tongue;
