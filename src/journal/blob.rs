use crate::model::{Change, Record, Reference, Revision, TextHash};
use crate::text::ArticleText;

/// The text that was kept under `hash`; `None` when these are other bytes.
pub fn text_of(hash: TextHash, bytes: Vec<u8>) -> Option<ArticleText> {
    if TextHash::of(&bytes) != hash {
        return None;
    }
    String::from_utf8(bytes).ok().map(ArticleText::new)
}

/// The texts that must be known before changes, or their inverse, can be made.
pub fn texts_of(changes: &[Change]) -> Vec<TextHash> {
    let mut texts = Vec::new();
    let mut add = |revisions: &[Revision]| texts.extend(revisions.iter().map(|it| it.text));
    for change in changes {
        match change {
            Change::Add(Record::Article(article)) | Change::Remove(Record::Article(article)) => {
                add(&article.revisions);
            }
            Change::Set {
                of: Reference::Article(_),
                before,
                after,
            } if after.is_called("revisions") => {
                for field in [before, after] {
                    add(&field.value::<Vec<Revision>>().unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    texts
}
