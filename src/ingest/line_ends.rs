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
    // Code points, and the byte from which on nothing was taken over yet.
    let (mut at, mut from) = (0_u32, 0);
    let bytes = raw.as_bytes();
    for (here, byte) in bytes.iter().enumerate() {
        if *byte == b'\r' {
            if from < here {
                text.push_str(&raw[from..here]);
            }
            from = here + 1;
            if bytes.get(from) == Some(&b'\n') {
                carriage_returns.push(at);
            } else {
                lone_carriage_returns.push(at);
                text.push('\n');
            }
        }
        // All but the bytes that go on with a character.
        at += u32::from(byte & 0xC0 != 0x80);
    }
    text.push_str(&raw[from..]);
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
