use crate::text::ArticleText;

/// A text that is there already: some formats have no text of their own, and name it or quote it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub title: &'a str,
    pub url: &'a str,
    pub text: &'a ArticleText,
}

impl Known<'_> {
    /// The text that a file is about: the one with its address, else the one in which most of its
    /// quotes stand; none if none has any.
    pub fn meant_by(known: &[Self], address: &str, quotes: &[&str]) -> Option<Self> {
        let by_address = |it: &&Self| !address.is_empty() && it.url == address;
        if let Some(found) = known.iter().find(by_address) {
            return Some(*found);
        }
        let mut best: (usize, Option<Self>) = (0, None);
        for it in known {
            let standing = |quote: &&&str| !quote.is_empty() && it.text.as_str().contains(**quote);
            let count = quotes.iter().filter(standing).count();
            if count > best.0 {
                best = (count, Some(*it));
            }
        }
        best.1
    }
}
