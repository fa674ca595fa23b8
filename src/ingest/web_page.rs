//! The article in a saved web page: its text without menus, scripts and advertisements, and
//! what the page says about it.
//!
//! The browser reads the markup, without running or loading anything (`web::page_events`);
//! here is decided what of it belongs to the article.

use super::Rejected;
use crate::limits;

/// What stands in a page, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// An element begins: its name in small letters, and those of its attributes that
    /// [`ATTRIBUTES`] lists.
    Open(String, Vec<(&'static str, String)>),
    Text(String),
    /// The element that began last ends.
    Close,
}

/// Attributes that say something about an article.
pub const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "content",
    "datetime",
    "hidden",
    "href",
    "itemprop",
    "lang",
    "name",
    "property",
    "rel",
    "role",
];

/// An article as a page has it; what the page does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebPage {
    pub text: String,
    pub title: String,
    pub outlet: String,
    pub author: String,
    pub published: String,
    pub url: String,
    pub language: String,
}

/// Elements with nothing of the article in them.
const LEFT_OUT: &[&str] = &[
    "aside", "audio", "button", "canvas", "dialog", "figure", "footer", "form", "head", "iframe",
    "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "video",
];

const ROLES_LEFT_OUT: &[&str] = &[
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "navigation",
    "search",
];

/// Elements that stand in a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Whether a page has not more in it than a browser deals with at once. Asked before anything is
/// made of it.
pub fn check_web_page(html: &str) -> Result<(), Rejected> {
    let (mut tags, mut spaces, mut ended) = (0, 0, true);
    for byte in html.bytes() {
        match byte {
            b'<' => {
                tags += 1;
                // Within a tag, it stands in a value.
                if ended {
                    (spaces, ended) = (0, false);
                }
            }
            b'>' => ended = true,
            b' ' | b'\t' | b'\n' | b'\r' | 0xC => spaces += 1,
            _ => {}
        }
        if tags > limits::PAGE_TAGS || spaces > limits::TAG_SPACES {
            return Err(Rejected::TooMuchMarkup);
        }
    }
    Ok(())
}

/// Whether bytes can be a page at all, at a glance: texts, which can be large, are not decoded
/// for that. Where it says no, [`is_web_page`] does.
pub fn may_be_web_page(bytes: &[u8]) -> bool {
    // In two bytes a character, what the first one is does not show at a glance.
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    // What is not ASCII can be white space, or a mark.
    let mut plain = bytes
        .iter()
        .filter(|it| it.is_ascii() && !it.is_ascii_whitespace() && !it.is_ascii_control());
    is_wide || plain.next() == Some(&b'<')
}

/// Whether a text is the markup of a page, and not the article itself.
pub fn is_web_page(file_name: Option<&str>, text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let extension = file_name.and_then(|it| it.rsplit_once('.')).map(|it| it.1);
    let named = extension.is_some_and(|it| {
        ["html", "htm", "xhtml"]
            .iter()
            .any(|known| it.eq_ignore_ascii_case(known))
    });
    let has = |tag: &str| {
        let bytes = text.as_bytes();
        bytes
            .windows(tag.len())
            .any(|it| it.eq_ignore_ascii_case(tag.as_bytes()))
    };
    named
        || ["<!doctype html", "<html"].iter().any(|start| {
            let begins = text.as_bytes().get(..start.len());
            begins.is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
        })
        || has("</p>")
        || has("</html>")
        || has("</article>")
}

/// The article of a page; `None` where the page has no text.
pub fn article_of(events: &[PageEvent]) -> Option<WebPage> {
    let ends = ends(events);
    let mut page = about(events, &ends);
    let mut blocks = blocks_of(events, &ends, main_part(events, &ends));
    if blocks.is_empty() {
        return None;
    }
    let headline = page.title.clone();
    // A headline above the part that holds the text is a part of the article all the same.
    if !headline.is_empty() && !blocks.iter().take(3).any(|it| it.contains(&headline)) {
        blocks.insert(0, headline);
    }
    page.text = blocks.join("\n\n");
    page.text.push('\n');
    Some(page)
}

/// An element's attribute; empty where it has none.
fn attribute<'a>(attributes: &'a [(&'static str, String)], name: &str) -> &'a str {
    let found = attributes.iter().find(|it| it.0 == name);
    found.map_or("", |it| it.1.as_str())
}

fn is_left_out(tag: &str, attributes: &[(&'static str, String)]) -> bool {
    LEFT_OUT.contains(&tag)
        || ROLES_LEFT_OUT.contains(&attribute(attributes, "role"))
        || attribute(attributes, "aria-hidden") == "true"
        || attributes.iter().any(|it| it.0 == "hidden")
}

/// What a page says about its article: names from the elements made for that, the headline
/// as readers see it.
fn about(events: &[PageEvent], ends: &[usize]) -> WebPage {
    let mut page = WebPage::default();
    let mut named: Vec<(&str, &str)> = Vec::new();
    let mut times: Vec<&str> = Vec::new();
    for event in events {
        let PageEvent::Open(tag, attributes) = event else {
            continue;
        };
        let of = |name: &str| attribute(attributes, name);
        match tag.as_str() {
            "html" => page.language = of("lang").into(),
            "meta" => {
                for key in ["property", "name", "itemprop"] {
                    named.push((of(key), of("content").trim()));
                }
            }
            "link" if of("rel") == "canonical" => named.push(("canonical", of("href"))),
            "time" => times.push(of("datetime")),
            _ => {}
        }
    }
    // The first of the keys that says anything.
    let says = |keys: &[&str], fits: fn(&str) -> bool| {
        for key in keys {
            let mut named = named.iter();
            let found = named.find(|(name, said)| {
                name.eq_ignore_ascii_case(key) && !said.is_empty() && fits(said)
            });
            if let Some((_, said)) = found {
                return (*said).to_owned();
            }
        }
        String::new()
    };
    let is_address = |it: &str| it.starts_with("https://") || it.starts_with("http://");
    page.outlet = says(&["og:site_name", "application-name"], |_| true);
    page.author = says(
        &["author", "article:author", "dc.creator", "parsely-author"],
        |it| !it.contains("://"),
    );
    page.url = says(&["canonical", "og:url"], is_address);
    let published = says(
        &[
            "article:published_time",
            "datePublished",
            "dc.date",
            "date",
            "parsely-pub-date",
        ],
        |_| true,
    );
    let published = match published.as_str() {
        "" => times.first().copied().unwrap_or_default(),
        said => said,
    };
    page.published = only_date(published).into();
    let headline = text_of_first(events, ends, "h1");
    page.title = match headline {
        Some(headline) => headline,
        None => match says(&["og:title", "twitter:title"], |_| true) {
            none if none.is_empty() => text_of_first(events, ends, "title").unwrap_or_default(),
            title => title,
        },
    };
    page
}

/// The day of a time stamp.
fn only_date(stamp: &str) -> &str {
    let day = stamp.get(..10).filter(|it| {
        it.bytes().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
    });
    day.unwrap_or(stamp)
}

/// The words of the first element of that name that has any.
fn text_of_first(events: &[PageEvent], ends: &[usize], tag: &str) -> Option<String> {
    let mut at = 0;
    while let Some(event) = events.get(at) {
        if matches!(event, PageEvent::Open(name, _) if name == tag) {
            let mut line = Line::default();
            for event in &events[at + 1..ends[at]] {
                if let PageEvent::Text(text) = event {
                    line.push(text, false);
                }
            }
            let text = line.text.trim();
            if !text.is_empty() {
                return Some(text.to_owned());
            }
            // Nothing inside has any either.
            at = ends[at];
        }
        at += 1;
    }
    None
}

/// For each element that begins, where it ends. Looked up often, so found out once: elements can
/// stand in hundreds of others.
fn ends(events: &[PageEvent]) -> Vec<usize> {
    let mut ends = vec![events.len(); events.len()];
    let mut open = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            PageEvent::Open(..) => open.push(at),
            PageEvent::Close => {
                if let Some(begin) = open.pop() {
                    ends[begin] = at;
                }
            }
            PageEvent::Text(_) => {}
        }
    }
    ends
}

/// The innermost element meant for an article that holds most of the paragraphs; else all.
fn main_part(events: &[PageEvent], ends: &[usize]) -> (usize, usize) {
    let letters = paragraph_letters(events);
    let all = letters.last().copied().unwrap_or_default();
    let mut best = (0, events.len());
    for (at, event) in events.iter().enumerate() {
        let PageEvent::Open(tag, attributes) = event else {
            continue;
        };
        let meant = matches!(tag.as_str(), "article" | "main")
            || matches!(attribute(attributes, "role"), "main" | "article")
            || attribute(attributes, "itemprop") == "articleBody";
        if meant && (letters[ends[at]] - letters[at]) * 10 >= all * 6 {
            best = (at, ends[at]);
        }
    }
    best
}

/// How much text stands in paragraphs before each event, and before the end.
fn paragraph_letters(events: &[PageEvent]) -> Vec<usize> {
    let mut depth = 0;
    let mut from = None;
    let mut letters = 0;
    let mut before = Vec::with_capacity(events.len() + 1);
    for event in events {
        before.push(letters);
        match event {
            PageEvent::Open(tag, _) => {
                depth += 1;
                if tag == "p" && from.is_none() {
                    from = Some(depth);
                }
            }
            PageEvent::Close => {
                if from == Some(depth) {
                    from = None;
                }
                depth -= 1;
            }
            PageEvent::Text(text) if from.is_some() => letters += text.trim().len(),
            PageEvent::Text(_) => {}
        }
    }
    before.push(letters);
    before
}

/// A line being put together, white space as a browser shows it.
#[derive(Default)]
struct Line {
    text: String,
    /// Characters that are not white space, and those of them in links.
    letters: usize,
    linked: usize,
}

impl Line {
    fn push(&mut self, text: &str, in_link: bool) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
                continue;
            }
            self.text.push(c);
            self.letters += 1;
            self.linked += usize::from(in_link);
        }
    }

    /// The line as a block, unless it is empty or only leads elsewhere.
    fn end(&mut self, heading: bool, blocks: &mut Vec<String>) {
        let only_links = self.linked == self.letters && !heading;
        let text = self.text.trim();
        if !text.is_empty() && !only_links {
            blocks.push(text.to_owned());
        }
        *self = Self::default();
    }
}

/// The elements that are open at a place, and how many of them are links and headings.
#[derive(Default)]
struct OpenElements<'a> {
    names: Vec<&'a str>,
    links: usize,
    headings: usize,
}

impl<'a> OpenElements<'a> {
    fn push(&mut self, name: &'a str) {
        self.names.push(name);
        self.links += usize::from(name == "a");
        self.headings += usize::from(is_heading(name));
    }

    fn pop(&mut self) -> Option<&'a str> {
        let name = self.names.pop()?;
        self.links -= usize::from(name == "a");
        self.headings -= usize::from(is_heading(name));
        Some(name)
    }
}

/// The blocks of text in a part of a page.
fn blocks_of(events: &[PageEvent], ends: &[usize], (from, to): (usize, usize)) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut line = Line::default();
    let mut open = OpenElements::default();
    let mut at = from;
    while at < to {
        let heading = open.headings > 0;
        match &events[at] {
            PageEvent::Open(tag, attributes) => {
                if is_left_out(tag, attributes) {
                    at = ends[at] + 1;
                    continue;
                }
                if tag == "br" {
                    let line = &mut line.text;
                    line.truncate(line.trim_end_matches(' ').len());
                    if !line.is_empty() {
                        line.push('\n');
                    }
                } else if !INLINE.contains(&tag.as_str()) {
                    line.end(heading, &mut blocks);
                }
                open.push(tag);
            }
            PageEvent::Text(text) => line.push(text, open.links > 0),
            PageEvent::Close => {
                let closed = open.pop();
                if closed.is_some_and(|it| it != "br" && !INLINE.contains(&it)) {
                    line.end(heading, &mut blocks);
                }
            }
        }
        at += 1;
    }
    line.end(open.headings > 0, &mut blocks);
    blocks
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}
