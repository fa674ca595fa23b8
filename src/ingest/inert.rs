//! Takes from markup what would act in a page, before a browser reads it.
//!
//! Nothing acts in a document that is only read; but a browser whose page has a policy reports each
//! handler and each style that it would forbid, as if somebody had tried to get in.

/// Where in markup one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Text,
    /// Behind the name of a tag, or between two attributes.
    Tag,
    Name,
    /// Behind a name, and what is there may be its value.
    BehindName,
    Value,
    Quoted(u8),
}

/// The markup with other names for handlers (`onclick`) and styles of elements, and without style
/// sheets. All else is as it was, to the letter.
pub fn without_what_acts(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut inert = String::with_capacity(html.len());
    // Up to where it was taken over.
    let mut taken = 0;
    let mut state = At::Text;
    let mut at = 0;
    // The element whose tag this is, when what it holds is no markup.
    let mut raw = "";
    // Style sheets are left out, from their tag to their end tag.
    let (mut in_style, mut closes_style) = (false, false);
    while let Some(&byte) = bytes.get(at) {
        let (next, step) = match state {
            At::Text if bytes[at..].starts_with(b"<!--") => {
                (At::Text, 4 + until(&bytes[at + 4..], b"-->"))
            }
            At::Text if byte == b'<' => {
                let name = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
                let end = end_of_name(bytes, name);
                let opens = name == at + 1;
                let style = is_called(bytes, name, end, "style");
                closes_style = style && !opens;
                if style && opens && !in_style {
                    inert.push_str(&html[taken..at]);
                    in_style = true;
                }
                let called = RAW.iter().find(|it| is_called(bytes, name, end, it));
                raw = called.filter(|_| opens).map_or("", |it| it);
                if bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
                    (At::Tag, end - at)
                } else {
                    (At::Text, 1)
                }
            }
            At::Text => (At::Text, 1),
            At::Quoted(quote) if byte == quote => (At::Tag, 1),
            At::Quoted(_) => (state, 1),
            _ if byte == b'>' => {
                if std::mem::take(&mut closes_style) && std::mem::take(&mut in_style) {
                    taken = at + 1;
                }
                // Up to its end tag; to the end, where there is none.
                let held = match std::mem::take(&mut raw) {
                    "" => 0,
                    name => until_end_of(&bytes[at + 1..], name),
                };
                (At::Text, 1 + held)
            }
            At::Value if matches!(byte, b'"' | b'\'') => (At::Quoted(byte), 1),
            At::Value if byte.is_ascii_whitespace() => (At::Value, 1),
            At::Value => (At::Tag, length_of_bare(&bytes[at..])),
            At::BehindName | At::Name if byte == b'=' => (At::Value, 1),
            At::Tag | At::BehindName if byte.is_ascii_whitespace() || byte == b'/' => (state, 1),
            At::Name if byte.is_ascii_whitespace() || byte == b'/' => (At::BehindName, 1),
            At::Name => (At::Name, 1),
            At::Tag | At::BehindName => {
                let end = end_of_name(bytes, at);
                let handles =
                    bytes[at..].len() > 1 && bytes[at..at + 2].eq_ignore_ascii_case(b"on");
                if !in_style && (handles || is_called(bytes, at, end, "style")) {
                    inert.push_str(&html[taken..at]);
                    inert.push_str("x-");
                    taken = at;
                }
                (At::Name, 1)
            }
        };
        state = next;
        at += step;
    }
    if !in_style {
        inert.push_str(&html[taken..]);
    }
    inert
}

/// Elements that hold no markup.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// How many bytes there are up to a sign.
fn until(bytes: &[u8], sign: &[u8]) -> usize {
    let mut windows = bytes.windows(sign.len());
    windows.position(|it| it == sign).unwrap_or(bytes.len())
}

/// How many bytes there are up to the end tag of an element.
fn until_end_of(bytes: &[u8], name: &str) -> usize {
    let ends = |it: &[u8]| {
        it[..2] == *b"</"
            && it[2..2 + name.len()].eq_ignore_ascii_case(name.as_bytes())
            && (it[2 + name.len()].is_ascii_whitespace()
                || matches!(it[2 + name.len()], b'/' | b'>'))
    };
    let mut windows = bytes.windows(name.len() + 3);
    windows.position(ends).unwrap_or(bytes.len())
}

/// Where a name ends.
fn end_of_name(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let ends = |it: &u8| it.is_ascii_whitespace() || matches!(it, b'/' | b'>' | b'=');
    from + rest.iter().position(ends).unwrap_or(rest.len())
}

fn is_called(bytes: &[u8], from: usize, end: usize, name: &str) -> bool {
    let found = bytes.get(from..end).unwrap_or_default();
    found.eq_ignore_ascii_case(name.as_bytes())
}

/// How long a value without quotes is.
fn length_of_bare(bytes: &[u8]) -> usize {
    let ends = |it: &u8| it.is_ascii_whitespace() || *it == b'>';
    bytes.iter().position(ends).unwrap_or(bytes.len()).max(1)
}
