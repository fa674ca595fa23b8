//! Characters that leave a mark on the page.

/// False for white space, controls, and what only joins, splits or turns its neighbours.
pub(super) fn is_visible(c: char) -> bool {
    !(c.is_whitespace() || c.is_control() || is_bidi_control(c) || is_zero_width(c))
}

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(
        c,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}
