//! White space between words, as MISC says it.

pub(super) fn escape(spaces: &str, to: &mut String) {
    for c in spaces.chars() {
        match c {
            ' ' => to.push_str("\\s"),
            '\t' => to.push_str("\\t"),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '|' => to.push_str("\\p"),
            '\\' => to.push_str("\\\\"),
            c => to.push(c),
        }
    }
}

pub(super) fn unescaped(said: &str) -> String {
    let mut spaces = String::with_capacity(said.len());
    let mut rest = said.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            spaces.push(c);
            continue;
        }
        match rest.next() {
            Some('s') => spaces.push(' '),
            Some('t') => spaces.push('\t'),
            Some('n') => spaces.push('\n'),
            Some('r') => spaces.push('\r'),
            Some('p') => spaces.push('|'),
            Some('\\') => spaces.push('\\'),
            other => {
                spaces.push('\\');
                spaces.extend(other);
            }
        }
    }
    spaces
}
