/// How one kind of file says things.
#[derive(Debug)]
pub(super) struct Style {
    pub heading: fn(&str) -> String,
    /// A heading below the first.
    pub lesser: fn(&str) -> String,
    /// Words of others, that must not look like anything but words.
    pub words: fn(&str) -> String,
    /// At the beginning of a line of a text, after which it is as words are.
    pub line: fn(&str) -> String,
    /// Before and behind words that are marked.
    pub mark: (&'static str, &'static str),
    /// Where an annotation begins and ends.
    pub begins: fn(usize) -> String,
    pub ends: fn(usize) -> String,
    /// Between the lines of a text.
    pub between: &'static str,
    /// What a detail begins with.
    pub below: &'static str,
}

pub(super) static MARKDOWN_STYLE: Style = Style {
    heading: |it| format!("# {}\n", escaped(it)),
    lesser: |it| format!("## {it}\n"),
    words: escaped,
    line: first_escaped,
    mark: ("<mark>", "</mark>"),
    begins: |_| String::new(),
    ends: |number| format!("<sup>{number}</sup>"),
    between: "\n\n",
    below: "   - ",
};

pub(super) static PLAIN_STYLE: Style = Style {
    heading: |it| format!("{it}\n{}\n", "=".repeat(it.chars().count().clamp(3, 72))),
    lesser: |it| format!("{it}\n{}\n", "-".repeat(it.len())),
    words: str::to_owned,
    line: str::to_owned,
    mark: ("", ""),
    begins: |number| format!("[{number} "),
    ends: |number| format!(" {number}]"),
    between: "\n",
    below: "   ",
};

/// Markdown takes a backslash before any of these for the character itself.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '$' | '^'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// At the beginning of a line there are more that mean something: lists, rules, and white space before code.
fn first_escaped(words: &str) -> String {
    let words = words.trim_start_matches([' ', '\t']);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = words.split_at(digits);
    let first = if digits == 0 {
        rest.starts_with(['-', '+', '=', ':'])
    } else {
        rest.starts_with(['.', ')'])
    };
    let escape = if first { "\\" } else { "" };
    format!("{number}{escape}{}", escaped(rest))
}
