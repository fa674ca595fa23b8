use std::ops::Range;

/// The tokens of a text, in bytes: runs of letters and digits with what belongs to them, and every
/// other character that is no white space, by itself. Formats that count tokens declare these.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut before = Kind::Space;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let kind = Kind::of(c);
        let goes_on = match (before, kind) {
            (Kind::Space, _) | (_, Kind::Space) => false,
            (_, Kind::Extends | Kind::Joins) | (Kind::Joins, _) => true,
            (before, kind) => before == Kind::Word && kind == Kind::Word,
        };
        match all.last_mut() {
            Some(last) if goes_on => last.end = end,
            _ if kind == Kind::Space => {}
            _ => all.push(at..end),
        }
        // What extends a character is one with it.
        if kind != Kind::Extends || before == Kind::Space {
            before = kind;
        }
    }
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Word,
    Other,
    /// Accents, forms and colours of what stands before.
    Extends,
    Joins,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\u{200d}' => Self::Joins,
            '\u{300}'..='\u{36f}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{1f3fb}'..='\u{1f3ff}' => Self::Extends,
            _ if c.is_whitespace() => Self::Space,
            _ if c.is_alphanumeric() => Self::Word,
            _ => Self::Other,
        }
    }
}
