//! Tests of everything that needs no browser. `desk` is how they tell their stories.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod address;
mod analysing;
mod annotating;
mod app;
mod arbitrary;
mod architecture;
mod codebook;
mod comparing;
mod desk;
mod documents;
mod drawing;
mod files;
mod following;
mod formats;
mod history;
mod ingest;
mod journal;
mod label_all;
mod lint;
mod listing;
mod matrix;
mod metadata;
mod model;
mod naming;
mod ordering;
mod overview;
mod pairing;
mod parts;
mod pen;
mod plots;
mod registries;
mod relabelling;
mod relating;
mod reporting;
mod sample;
mod saving;
mod side_by_side;
mod sorted;
mod sources;
mod text;
mod uncovered;
mod unlinked;
mod updating;
mod web_page;
