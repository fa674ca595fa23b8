//! Tests of everything that needs no browser. `desk` is how they tell their stories.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod desk;
mod history;
mod lint;
mod matrix;
mod model;
mod text;
