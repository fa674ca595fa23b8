//! Readings that a later revision made old.

use super::place::Scope;
use super::{Found, Rule};
use crate::model::{ReadingKey, Record, Reference, Subject};

/// Finds an annotator who has read an earlier revision but not the current one.
///
/// Only a new text makes a reading old. Annotating on after reading does not: a reading
/// says that the text was read, and the text is the same.
pub(super) fn check(scope: &Scope<'_>, found: &mut Found) {
    let article = scope.article;
    let current = article.current().n;
    let stale = scope
        .project
        .referrers(&Reference::Article(article.id))
        .any(|it| match it {
            Record::Reading(it) if it.revision != current => {
                let again = ReadingKey {
                    revision: current,
                    ..it.key()
                };
                scope.project.reading(again).is_none()
            }
            _ => false,
        });
    if stale {
        let whole = scope
            .project
            .text(article.id)
            .and_then(|text| text.whole())
            .map(|span| (article.id, span));
        found.add(Rule::StaleReading, Subject::Article(article.id), whole);
    }
}
