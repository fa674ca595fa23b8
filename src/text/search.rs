//! Finding words as people type them.

use super::{ArticleText, ByteOffset, TextSpan};

impl ArticleText {
    /// Where `query`, which must be in lower case, stands; at most `most` places, none
    /// overlapping.
    pub fn find_ignoring_case(&self, query: &str, most: usize) -> Vec<TextSpan> {
        let text = self.as_str();
        let Some(first) = query.chars().next() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut from = 0;
        for (start, c) in text.char_indices() {
            if found.len() == most {
                break;
            }
            if start < from || !c.to_lowercase().any(|it| it == first) {
                continue;
            }
            if let Some(len) = match_ignoring_case(&text[start..], query)
                && let Ok(span) = Self::byte_span(start, start + len)
            {
                from = start + len;
                found.push(span);
            }
        }
        found
    }

    fn byte_span(start: usize, end: usize) -> Result<TextSpan, super::BadOffset> {
        let offset = |at: usize| ByteOffset::new(u32::try_from(at).unwrap_or(u32::MAX));
        TextSpan::new(offset(start), offset(end))
    }
}

/// How many bytes of `text` match all of `query` from the start on.
fn match_ignoring_case(text: &str, query: &str) -> Option<usize> {
    let mut wanted = query.chars();
    let mut len = 0;
    for c in text.chars() {
        let mut rest = wanted.clone();
        if rest.next().is_none() {
            break;
        }
        for lower in c.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        len += c.len_utf8();
    }
    wanted.next().is_none().then_some(len)
}
