//! Takes from markup what would act in a page, before a browser reads it.
//!
//! Nothing acts in a document that is only read; but a browser whose page has a policy reports each
//! handler and each style that it would forbid, as if somebody had tried to get in.

/// Markup in which nothing acts, and what gives back the words as they were.
#[derive(Debug)]
pub struct Inert {
    html: String,
    /// What was put into words that begin as handlers and styles of elements do; none where the
    /// markup has all there is to choose from, which nobody but a trickster does.
    mark: Option<char>,
}

impl Inert {
    /// Markup without style sheets, and with a mark in what may be a handler (`onclick`), a style of an
    /// element, or an address (that of `base` would be one of the page's). Where a browser sees a tag, and where words, is a long story
    /// (<https://html.spec.whatwg.org/multipage/parsing.html>), so marks are put into words too.
    pub fn of(html: &str) -> Self {
        let bare = without_style_sheets(html);
        let free = |it: &char| !stands_in(*it, &bare);
        // Code points that are no characters, which a browser's parser lets through.
        let mark = ('\u{fdd0}'..='\u{fdef}').find(free);
        let html = match mark {
            Some(mark) => marked(&bare, mark),
            None => bare,
        };
        Self { html, mark }
    }

    /// What a browser is to read.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// What an attribute is called there.
    pub fn called(&self, name: &str) -> String {
        match self.mark {
            Some(mark) if ACTS.contains(&name) => marked(&format!(" {name}"), mark).split_off(1),
            _ => name.to_owned(),
        }
    }

    /// A text, a value or a name as it was.
    pub fn as_it_was(&self, read: String) -> String {
        match self.mark {
            Some(mark) if read.contains(mark) => read.replace(mark, ""),
            _ => read,
        }
    }
}

/// How attributes begin that would act, or have a browser act.
const ACTS: [&str; 3] = ["on", "style", "href"];

/// Whether markup has a code point in it, as it is or by its number.
fn stands_in(point: char, html: &str) -> bool {
    let number = u32::from(point);
    let hexadecimal = format!("{number:x}").into_bytes();
    let mut windows = html.as_bytes().windows(hexadecimal.len());
    html.contains(point)
        || html.contains(&number.to_string())
        || windows.any(|it| it.eq_ignore_ascii_case(&hexadecimal))
}

/// What begins as a name of an attribute does, where one could begin or a tag, with the mark behind its
/// first letter: so the start and the end tag of an element go together still.
fn marked(html: &str, mark: char) -> String {
    let bytes = html.as_bytes();
    let mut marked = String::with_capacity(html.len() + html.len() / 64);
    let mut taken = 0;
    for at in 1..bytes.len() {
        let begins = bytes[at - 1].is_ascii_whitespace()
            || matches!(bytes[at - 1], b'/' | b'"' | b'\'' | b'<');
        let acts = |name: &&str| {
            let found = bytes[at..].get(..name.len());
            found.is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        };
        if begins && ACTS.iter().any(acts) {
            marked.push_str(&html[taken..=at]);
            marked.push(mark);
            taken = at + 1;
        }
    }
    marked.push_str(&html[taken..]);
    marked
}

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

/// The markup without style sheets but those of drawings and formulas, in which they hold markup. All
/// else is as it was, to the letter.
fn without_style_sheets(html: &str) -> String {
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
    // The drawing or formula that this is in, how many of its kind lie in one another, and whether the
    // tag here is the beginning of one.
    let (mut foreign, mut deep, mut begins) = ("", 0_usize, false);
    while let Some(&byte) = bytes.get(at) {
        let (next, step) = match state {
            At::Text if bytes[at..].starts_with(b"<!--") => {
                (At::Text, 4 + until(&bytes[at + 4..], b"-->"))
            }
            At::Text if byte == b'<' => {
                let name = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
                let end = end_of_name(bytes, name);
                let opens = name == at + 1;
                let mut kinds = FOREIGN.iter().filter(|it| deep == 0 || **it == foreign);
                let kind = kinds.find(|it| is_called(bytes, name, end, it));
                begins = opens && kind.is_some();
                if let Some(kind) = kind {
                    foreign = kind;
                    deep = if opens {
                        deep + 1
                    } else {
                        deep.saturating_sub(1)
                    };
                }
                let style = deep == 0 && is_called(bytes, name, end, "style");
                closes_style = style && !opens;
                if style && opens && !in_style {
                    inert.push_str(&html[taken..at]);
                    in_style = true;
                }
                let called = RAW.iter().find(|it| is_called(bytes, name, end, it));
                raw = called.filter(|_| opens && deep == 0).map_or("", |it| it);
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
                // A drawing that is closed where it is opened.
                if std::mem::take(&mut begins) && bytes[at - 1] == b'/' {
                    deep -= 1;
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
            At::Name | At::Tag | At::BehindName => (At::Name, 1),
        };
        state = next;
        at += step;
    }
    if !in_style {
        inert.push_str(&html[taken..]);
    }
    inert
}

/// Elements in which other rules hold.
const FOREIGN: [&str; 2] = ["svg", "math"];

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
