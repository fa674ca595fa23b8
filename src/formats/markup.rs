//! HTML and SVG as far as they are written. What is not ours goes through [`Markup::text`] or
//! an attribute's value, and is inert there.

#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) written: String,
}

impl Markup {
    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &str) {
        self.written.push_str(markup);
    }

    /// Text of whatever origin, between tags or in a quoted value.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                '\n' | '\t' => self.written.push(c),
                '\r' => self.written.push(' '),
                // Not allowed in HTML or XML, and nothing that a reader sees.
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    self.written.push('\u{fffd}');
                }
                c => self.written.push(c),
            }
        }
    }

    pub(super) fn number(&mut self, number: usize) {
        self.raw(&number.to_string());
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    /// Says that what an element holds is somebody else's words: of their own direction, and in
    /// this language, if that is one.
    pub(super) fn foreign(&mut self, language: &str) {
        if is_tag(language) {
            self.attribute("lang", language);
        }
        self.attribute("dir", "auto");
    }

    /// Opens an element; no class where it is empty.
    pub(super) fn open(&mut self, tag: &str, class: &str) {
        self.begin(tag, class);
        self.raw(">");
    }

    /// An opening tag to which attributes can be added.
    pub(super) fn begin(&mut self, tag: &str, class: &str) {
        self.raw("<");
        self.raw(tag);
        if !class.is_empty() {
            self.attribute("class", class);
        }
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.raw("</");
        self.raw(tag);
        self.raw(">");
    }

    pub(super) fn element(&mut self, tag: &str, class: &str, text: &str) {
        self.open(tag, class);
        self.text(text);
        self.close(tag);
    }
}

/// Whether a text has the form of a language tag, after BCP 47: `es`, `zh-Hant`.
fn is_tag(language: &str) -> bool {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    let is_word = |it: &str| it.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|it| (1..=8).contains(&it.len()) && is_word(it))
}
