use crate::model::{Change, Record, Reference, Revision, TextHash};
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
    let revisions: Vec<Revision> = match change {
        Change::Add(Record::Article(article)) | Change::Remove(Record::Article(article)) => {
            article.revisions.clone()
        }
        Change::Set {
            of: Reference::Article(_),
            before,
            after,
        } => [before, after]
            .into_iter()
            .filter(|it| it.is_called("revisions"))
            .filter_map(|it| it.value::<Vec<Revision>>().ok())
            .flatten()
            .collect(),
        _ => Vec::new(),
    };
    revisions.into_iter().map(|it| it.text)
}
