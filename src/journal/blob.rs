use crate::model::{ArticleField, Change, Edit, Revision, TextHash};
use crate::text::ArticleText;

/// The text that was kept under `hash`; `None` when these are other bytes.
pub fn text_of(hash: TextHash, bytes: Vec<u8>) -> Option<ArticleText> {
    if TextHash::of(&bytes) != hash {
        return None;
    }
    String::from_utf8(bytes).ok().map(ArticleText::new)
}

/// The texts that must be known before a change, or its inverse, can be made.
pub fn texts_of(change: &Change) -> impl Iterator<Item = TextHash> + use<> {
    let revisions: Vec<&[Revision]> = match change {
        Change::Article(Edit::Add(article) | Edit::Remove(article)) => vec![&article.revisions],
        Change::Article(Edit::Set { before, after, .. }) => [before, after]
            .into_iter()
            .filter_map(|field| match field {
                ArticleField::Revisions(revisions) => Some(revisions.as_slice()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let hashes: Vec<TextHash> = revisions.into_iter().flatten().map(|it| it.text).collect();
    hashes.into_iter()
}
