//! brat standoff: a text (`.txt`) and, beside it, lines that name places in it (`.ann`).
//!
//! Offsets count code points of the text as the file has it: a byte order mark and each carriage
//! return count 1. After <https://brat.nlplab.org/standoff.html> and brat's own reader.

mod read;

pub use read::read;
