//! Every line end a `\n`, and the way back.

use super::Source;

/// A text whose line ends are all `\n`; the positions are those of [`Source`].
pub(super) struct Unified {
    pub(super) text: String,
    pub(super) carriage_returns: Vec<u32>,
    pub(super) lone_carriage_returns: Vec<u32>,
}

/// Drops the `\r` of each `\r\n` and makes each other `\r` a `\n`.
///
/// `raw` has no byte order mark and fewer than 2³² characters.
pub(super) fn unify(raw: String) -> Unified {
    let mut carriage_returns = Vec::new();
    let mut lone_carriage_returns = Vec::new();
    if !raw.contains('\r') {
        return Unified {
            text: raw,
            carriage_returns,
            lone_carriage_returns,
        };
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = (0u32..).zip(raw.chars()).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\r' {
            text.push(c);
        } else if chars.peek().is_some_and(|&(_, next)| next == '\n') {
            carriage_returns.push(at);
        } else {
            lone_carriage_returns.push(at);
            text.push('\n');
        }
    }
    Unified {
        text,
        carriage_returns,
        lone_carriage_returns,
    }
}

/// Appends to `raw` the text that [`unify`] was given. Positions that fit no place of the
/// text are passed over.
pub(super) fn restore(text: &str, source: &Source, raw: &mut String) {
    let mut removed = source.carriage_returns.iter().peekable();
    let mut replaced = source.lone_carriage_returns.iter().peekable();
    let mut at = 0u32;
    for c in text.chars() {
        if removed.next_if_eq(&&at).is_some() {
            raw.push('\r');
            at += 1;
        }
        let lone = c == '\n' && replaced.next_if_eq(&&at).is_some();
        raw.push(if lone { '\r' } else { c });
        at += 1;
    }
}
