//! Stories told from outside: the built app in real browsers, with a real mouse and real
//! keys. Things are found as people and assistive technology find them, by role and name.

mod audit;
mod benchmarks;
mod comparison;
mod figures;
mod harness;
mod many;
mod memory;
mod opening;
mod pictures;
mod sizes;
mod steps;
mod stored;
mod stories;
mod trials;
mod workloads;
