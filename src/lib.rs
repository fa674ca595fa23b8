//! Cotejo: annotate claims, stances and sources in news articles, in the browser.
//!
//! Modules stand in reading order; `tests/domain/architecture.rs` holds which may use which.

pub mod limits;

pub mod text;

pub mod model;

pub mod formats;
pub mod ingest;
pub mod journal;
pub mod ports;

pub mod suggest;

pub mod analyst;

pub mod app;

pub mod words;

pub mod commands;

#[cfg(feature = "browser")]
pub mod web;

#[cfg(feature = "browser")]
pub mod ui;

#[cfg(feature = "browser")]
pub mod shell;
