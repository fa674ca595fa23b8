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
    each_revision(changes, &mut |it| texts.push(it.text));
    texts
}

/// The blobs that changes name: texts, and the bytes that these were read from.
pub fn blobs_of(changes: &[Change]) -> Vec<TextHash> {
    let mut blobs = Vec::new();
    each_revision(changes, &mut |it| {
        blobs.push(it.text);
        blobs.extend(it.source.sha256);
    });
    blobs
}

fn each_revision(changes: &[Change], visit: &mut dyn FnMut(&Revision)) {
    let mut add = |revisions: &[Revision]| revisions.iter().for_each(&mut *visit);
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
}
