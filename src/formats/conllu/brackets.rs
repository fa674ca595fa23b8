//! `(e1-Claim(e2-Cue)e1)`: which annotations begin and end at a word.

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bracket<'a> {
    /// With its fields.
    Opens(&'a str),
    /// With the id of one that is open.
    Closes(&'a str),
    /// Of one word.
    Both(&'a str),
}

pub(super) fn brackets(said: &str) -> Vec<Bracket<'_>> {
    let mut all = Vec::new();
    let mut rest = said;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let fields = &inner[..end];
            if let Some(behind) = inner[end..].strip_prefix(')') {
                all.push(Bracket::Both(fields));
                rest = behind;
            } else {
                all.push(Bracket::Opens(fields));
                rest = &inner[end..];
            }
        } else {
            let end = rest.find(['(', ')']).unwrap_or(rest.len());
            all.push(Bracket::Closes(&rest[..end]));
            rest = &rest[end..];
            rest = rest.strip_prefix(')').unwrap_or(rest);
        }
    }
    all
}
