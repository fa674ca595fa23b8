//! Sentences with places to fill in.

/// A sentence with its `{name}` places filled in. What fills them is not looked into.
pub(super) fn filled(sentence: &str, parts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        for (of, part) in parts {
            if *of == name {
                text.push_str(part);
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A number of things: `one` has the words for a single one, `many` has a `{count}`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    counted_of(count, one, many, ("", ""))
}

/// The same with one more place to fill in.
pub(super) fn counted_of(count: usize, one: &str, many: &str, of: (&str, &str)) -> String {
    let sentence = if count == 1 { one } else { many };
    filled(sentence, &[("count", &count.to_string()), of])
}
