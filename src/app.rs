//! The running app: its state, what can happen to it, and what it asks of the outside.

mod history;

pub use history::{History, Stamp, Stepped};
