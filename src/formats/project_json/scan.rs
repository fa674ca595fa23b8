//! The first look at a text that may be JSON: nothing in it is longer or deeper than may be.
//!
//! It goes through once, and remembers no more than where it is, so it costs the same whatever the text
//! is; what comes behind it need not fear what one value can do.

use super::ReadError;
use super::values::too_long;
use crate::limits::{self, LEVELS, NUMBER_BYTES, RECORDS, STRING_BYTES};

/// A character can be written as six, and one of those in an article takes three bytes.
const ESCAPED: usize = 2 * STRING_BYTES;

/// Entries that any object may have, whatever it is; those whose keys are data have fewer.
const KEYS: usize = 5_000_000;

/// Entries that any list may have; the longest is that of carriage returns.
const VALUES: usize = limits::CARRIAGE_RETURNS;

pub(super) fn scan(text: &str) -> Result<(), ReadError> {
    let bytes = text.as_bytes();
    let wrong = |at: usize, problem: String| ReadError::wrong_behind(text, at, &problem);
    // Whether what is open here is an object, and the commas in it so far.
    let mut open: Vec<(bool, u32)> = Vec::new();
    let (mut at, mut records) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        let begin = at;
        at += 1;
        match byte {
            b'"' => {
                while let Some(byte) = bytes.get(at).filter(|it| **it != b'"') {
                    at += if *byte == b'\\' { 2 } else { 1 };
                    if at - begin > ESCAPED {
                        return Err(wrong(begin, too_long()));
                    }
                }
                at += 1;
            }
            b'[' | b'{' => {
                open.push((*byte == b'{', 0));
                if open.len() > LEVELS {
                    let said = format!("more than {LEVELS} lists and objects in one another");
                    return Err(wrong(begin, said));
                }
            }
            b']' | b'}' => {
                open.pop();
            }
            b',' => {
                records += usize::from(matches!(*open, [_, (false, _)]));
                let Some((is_object, count)) = open.last_mut() else {
                    continue;
                };
                let (most, what) = if *is_object {
                    (KEYS, "an object")
                } else {
                    (VALUES, "a list")
                };
                *count += 1;
                if *count as usize >= most {
                    return Err(wrong(begin, format!("{what} has more than {most} entries")));
                }
                if records >= RECORDS {
                    return Err(wrong(
                        begin,
                        format!("the file has more than {RECORDS} records"),
                    ));
                }
            }
            b'0'..=b'9' => {
                while bytes.get(at).is_some_and(|it| is_of_number(*it)) {
                    at += 1;
                    if at - begin > NUMBER_BYTES {
                        let said = format!("a number has more than {NUMBER_BYTES} digits");
                        return Err(wrong(begin, said));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

const fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')
}
