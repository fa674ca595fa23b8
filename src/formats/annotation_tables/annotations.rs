use super::{Cells, columns, head, values};
use crate::formats::naming::article_names;
use crate::model::Project;
use crate::model::sorted::sort_by_key;

const FIXED: &[&str] = &[
    "id",
    "article",
    "url",
    "outlet",
    "published",
    "language",
    "revision",
    "label",
    "quote",
    "start",
    "end",
    "start_utf16",
    "end_utf16",
    "fragments",
    "actor",
    "note",
    "annotator",
    "created",
    "modified",
    "origin",
    "orphan",
];

/// A row for each annotation. Positions are those of the whole stretch, in the revision that it is of;
/// `fragments` has those of each piece where there are several.
pub(super) fn table(project: &Project, mut table: Cells) -> Vec<u8> {
    let columns = columns(project.annotations().map(|it| &it.attributes));
    head(&mut table, FIXED, &columns);
    for (article, name) in project
        .ordered_articles()
        .into_iter()
        .zip(article_names(project))
    {
        let mut annotations = project.annotations_of(article.id);
        sort_by_key(&mut annotations, |it| {
            let hull = it.hull();
            (hull.is_none(), hull.map(|it| (it.start(), it.end())), it.id)
        });
        for it in annotations {
            let text = project.text_of_revision(it.article, it.revision);
            table.cell(&it.id.to_string());
            let about = [
                &name,
                &article.url,
                &article.outlet,
                &article.published,
                &article.language,
            ];
            for said in about {
                table.cell(said);
            }
            table.cell(&it.revision.to_string());
            table.cell(it.label.as_str());
            table.cell(&project.quote(it));
            match text.zip(it.hull()) {
                Some((text, hull)) => {
                    let (start, end) = (hull.start(), hull.end());
                    for at in [text.to_char(start).0, text.to_char(end).0] {
                        table.cell(&at.to_string());
                    }
                    for at in [text.to_utf16(start).0, text.to_utf16(end).0] {
                        table.cell(&at.to_string());
                    }
                }
                None => (0..4).for_each(|_| table.cell("")),
            }
            let mut pieces = Vec::new();
            if let (Some(text), true) = (text, it.fragments.len() > 1) {
                for piece in &it.fragments {
                    let (start, end) = (text.to_char(piece.start()).0, text.to_char(piece.end()).0);
                    pieces.push(format!("{start}..{end}"));
                }
            }
            table.cell(&pieces.join(" "));
            let actor = it.actor.and_then(|id| project.actor(id));
            table.cell(actor.map_or("", |it| &it.name));
            table.cell(&it.note);
            let annotator = project.annotator(it.provenance.annotator);
            table.cell(annotator.map_or("", |it| &it.name));
            table.cell(&it.provenance.created.to_string());
            table.cell(&it.provenance.modified.to_string());
            table.cell(<&str>::from(it.provenance.origin));
            table.cell(if it.orphan { "true" } else { "false" });
            values(&mut table, &it.attributes, &columns);
            table.end();
        }
    }
    table.bytes
}
