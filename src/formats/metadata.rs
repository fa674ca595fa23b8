use crate::model::Article;
use crate::model::json::Writer;

/// Writes what is known about an article, as all formats of ours name it; what is not known is
/// left out.
pub(super) fn metadata(to: &mut Writer, article: &Article) {
    to.entry("id", &article.id);
    to.entry_if_set("title", &article.title);
    to.entry_if_set("outlet", &article.outlet);
    to.entry_if_set("author", &article.author);
    to.entry_if_set("published", &article.published);
    to.entry_if_set("url", &article.url);
    to.entry_if_set("language", &article.language);
    to.entry_if_set("retrieved", &article.retrieved);
    to.entry_if_set("note", &article.note);
}
