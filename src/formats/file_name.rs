/// Longest name in bytes before the extension; file systems allow 255 in all.
const MAX_BYTES: usize = 120;

/// A title as the name of a file that every system accepts; `instead` when nothing is left.
///
/// Keeps letters of any script; what systems forbid or hide becomes `-`.
pub fn safe_file_name(title: &str, instead: &str) -> String {
    let mut name = String::new();
    for c in title.trim().chars() {
        let kept = c.is_alphanumeric() || matches!(c, '_' | '.' | ',' | '(' | ')' | '\'');
        if kept {
            name.push(c);
        } else if c == ' ' {
            name.push(' ');
        } else if !name.ends_with('-') {
            name.push('-');
        }
        if name.len() > MAX_BYTES {
            name.pop();
            break;
        }
    }
    let name = name.trim_matches([' ', '.', '-']);
    if name.is_empty() || is_reserved(name) {
        instead.to_owned()
    } else {
        name.to_owned()
    }
}

/// Names of devices in Windows, with or without an extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim();
    let upper = stem.to_ascii_uppercase();
    let numbered = upper
        .strip_prefix("COM")
        .or_else(|| upper.strip_prefix("LPT"))
        .is_some_and(|it| it.len() == 1 && it.bytes().all(|digit| digit.is_ascii_digit()));
    numbered || matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL")
}
