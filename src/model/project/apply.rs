use std::rc::Rc;

use thiserror::Error;

use super::{Edits, Placement, Project, Table};
use crate::model::change::for_each_table;
use crate::model::record::EditOf;
use crate::model::{
    AboutField, Annotation, Article, ArticleId, Change, Codebook, Edit, Part, Reading, Record,
    Reference,
};
use crate::text::{ArticleText, TextSpan};

/// Why a change does not fit the project; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Conflict {
    #[error("the record is already there")]
    AlreadyThere,
    #[error("the record is not there")]
    NotThere,
    #[error("the record has changed in the meantime")]
    Changed,
    #[error("it refers to a record that is not there")]
    MissingReference(Reference),
    #[error("other records still refer to it")]
    StillReferredTo,
    #[error("the text of the article is not there")]
    MissingText,
    #[error("the span does not fit the text")]
    BadSpan,
    #[error("revisions are numbered upwards from 1")]
    BadRevisions,
}

/// How a record type takes part in checks and indexes beyond its references.
pub(super) trait Kept: Record {
    fn table(project: &mut Project) -> &mut Table<Self>;

    /// Whether the record fits the rest of the project.
    fn fits(&self, _project: &Project) -> Result<(), Conflict> {
        Ok(())
    }

    fn added(&self, _project: &mut Project) {}

    fn removed(&self, _project: &mut Project) {}
}

impl Project {
    /// Makes one change, or none of it.
    pub fn apply(&mut self, change: &Change) -> Result<(), Conflict> {
        for_each_table!(
            change,
            |edit| self.edit(edit),
            about: |before: &AboutField, after: &AboutField| {
                // Of another field than `after`'s, `before` fits nothing.
                if self.about.field_of(after) != *before {
                    return Err(Conflict::Changed);
                }
                self.about.set_field(after.clone());
                Ok(())
            },
            codebook: |before: &Rc<Codebook>, after: &Rc<Codebook>| {
                if self.codebook != *before {
                    return Err(Conflict::Changed);
                }
                self.codebook = after.clone();
                Ok(())
            }
        )
    }

    /// Makes all changes in order, or none of them.
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<(), Conflict> {
        for (done, change) in changes.iter().enumerate() {
            if let Err(conflict) = self.apply(change) {
                for change in changes[..done].iter().rev() {
                    // What was just done can be taken back: the inverse is a swap.
                    let undone = self.apply(&change.clone().inverse());
                    debug_assert_eq!(undone, Ok(()));
                }
                return Err(conflict);
            }
        }
        Ok(())
    }

    fn edit<R: Kept>(&mut self, edit: &EditOf<R>) -> Result<(), Conflict> {
        match edit {
            Edit::Add(record) => self.add(record.clone()),
            Edit::Remove(record) => self.remove(record),
            Edit::Set { key, before, after } => {
                let current = R::table(self).get(key).ok_or(Conflict::NotThere)?;
                // Of another field than `after`'s, `before` fits nothing: the swap would not
                // take such a change back.
                if current.field(after) != *before {
                    return Err(Conflict::Changed);
                }
                let old = current.clone();
                let mut new = old.clone();
                new.set(after.clone());
                self.check_references(&new)?;
                new.fits(self)?;
                self.unindex(&old);
                self.index(&new);
                R::table(self).insert(key.clone(), new);
                Ok(())
            }
        }
    }

    fn add<R: Kept>(&mut self, record: R) -> Result<(), Conflict> {
        let key = record.key();
        if R::table(self).contains_key(&key) {
            return Err(Conflict::AlreadyThere);
        }
        self.check_references(&record)?;
        record.fits(self)?;
        self.index(&record);
        R::table(self).insert(key, record);
        Ok(())
    }

    fn remove<R: Kept>(&mut self, record: &R) -> Result<(), Conflict> {
        let key = record.key();
        match R::table(self).get(&key) {
            None => return Err(Conflict::NotThere),
            Some(current) if current != record => return Err(Conflict::Changed),
            Some(_) => {}
        }
        if self.referrers.contains_key(&R::reference(&key)) {
            return Err(Conflict::StillReferredTo);
        }
        self.unindex(record);
        R::table(self).remove(&key);
        Ok(())
    }

    fn check_references<R: Record>(&self, record: &R) -> Result<(), Conflict> {
        match record.refers_to().into_iter().find(|it| !self.has(it)) {
            Some(missing) => Err(Conflict::MissingReference(missing)),
            None => Ok(()),
        }
    }

    fn index<R: Kept>(&mut self, record: &R) {
        self.note_references(&R::reference(&record.key()), record.refers_to());
        record.added(self);
    }

    fn unindex<R: Kept>(&mut self, record: &R) {
        self.forget_references(&R::reference(&record.key()), &record.refers_to());
        record.removed(self);
    }

    pub(super) fn current(&self, article: ArticleId) -> Option<(&ArticleText, u32)> {
        let n = self.articles.get(&article)?.current().n;
        Some((self.text(article)?, n))
    }

    fn placed(
        &mut self,
        annotation: &Annotation,
        place: impl FnOnce(&mut Placement, &Annotation, &ArticleText, u32),
    ) {
        let article = annotation.article;
        let Some(current) = self.articles.get(&article).map(Article::current) else {
            return;
        };
        let (hash, n) = (current.text, current.n);
        self.note_edit_in(article, annotation.hull());
        let text = self.texts.get(&hash);
        if let Some((placement, text)) = self.placements.get_mut(&article).zip(text) {
            place(placement, annotation, text, n);
        }
    }

    fn note_edit_in(&mut self, article: ArticleId, place: Option<TextSpan>) {
        self.edits
            .or_insert_with(article, Edits::default)
            .note(place);
    }

    fn span_fits(&self, article: ArticleId, n: u32, span: TextSpan) -> Result<(), Conflict> {
        let text = self
            .text_of_revision(article, n)
            .ok_or(Conflict::MissingText)?;
        text.check(span).map_err(|_| Conflict::BadSpan)?;
        Ok(())
    }
}

impl Kept for Article {
    fn table(project: &mut Project) -> &mut Table<Self> {
        &mut project.articles
    }

    fn fits(&self, project: &Project) -> Result<(), Conflict> {
        let known = self
            .revisions
            .iter()
            .all(|it| project.texts.contains_key(&it.text));
        if self.revisions.is_empty() || !known {
            return Err(Conflict::MissingText);
        }
        let upwards = self.revisions.windows(2).all(|it| it[0].n < it[1].n);
        if self.revisions[0].n == 0 || !upwards {
            return Err(Conflict::BadRevisions);
        }
        match project.articles.get(&self.id) {
            Some(old) if old.revisions != self.revisions => keeps_texts_in_use(old, self, project),
            _ => Ok(()),
        }
    }

    fn added(&self, project: &mut Project) {
        let Some(text) = project.texts.get(&self.current().text).cloned() else {
            return;
        };
        let current = self.current().n;
        // A change of the text moves nothing by itself: annotations of other revisions
        // have no place until they are anchored anew.
        let mut placement = Placement::new(&text);
        let annotations: Vec<_> = project
            .referrers(&Reference::Article(self.id))
            .filter_map(|it| match it {
                Reference::Annotation(id) => project.annotations.get(id),
                _ => None,
            })
            .collect();
        for annotation in annotations {
            placement.insert(annotation, &text, current);
        }
        project.placements.insert(self.id, placement);
        project.note_edit_in(self.id, text.whole());
    }

    fn removed(&self, project: &mut Project) {
        project.placements.remove(&self.id);
    }
}

/// Whether every revision that something was decided about keeps its text.
fn keeps_texts_in_use(old: &Article, new: &Article, project: &Project) -> Result<(), Conflict> {
    let text = |article: &Article, n| article.revision(n).map(|it| it.text);
    let moved = |n: u32| text(old, n) != text(new, n);
    let mut referrers = project.referrers(&Reference::Article(old.id));
    let in_use = referrers.any(|it| match it {
        Reference::Annotation(id) => project.annotation(*id).is_some_and(|it| moved(it.revision)),
        Reference::Part(key) => moved(key.revision),
        Reference::Reading(key) => moved(key.revision),
        _ => false,
    });
    if in_use {
        return Err(Conflict::StillReferredTo);
    }
    Ok(())
}

impl Kept for Annotation {
    fn table(project: &mut Project) -> &mut Table<Self> {
        &mut project.annotations
    }

    fn fits(&self, project: &Project) -> Result<(), Conflict> {
        let apart = self
            .fragments
            .windows(2)
            .all(|pair| pair[0].end() < pair[1].start());
        if !apart {
            return Err(Conflict::BadSpan);
        }
        if project
            .text_of_revision(self.article, self.revision)
            .is_none()
        {
            return Err(Conflict::MissingText);
        }
        self.fragments
            .iter()
            .try_for_each(|&span| project.span_fits(self.article, self.revision, span))
    }

    fn added(&self, project: &mut Project) {
        project.placed(self, Placement::insert);
    }

    fn removed(&self, project: &mut Project) {
        project.placed(self, Placement::remove);
    }
}

impl Kept for Part {
    fn table(project: &mut Project) -> &mut Table<Self> {
        &mut project.parts
    }

    fn fits(&self, project: &Project) -> Result<(), Conflict> {
        project.span_fits(self.article, self.revision, self.span)
    }
}

impl Kept for Reading {
    fn table(project: &mut Project) -> &mut Table<Self> {
        &mut project.readings
    }

    fn fits(&self, project: &Project) -> Result<(), Conflict> {
        let text = project.text_of_revision(self.article, self.revision);
        text.map(|_| ()).ok_or(Conflict::MissingText)
    }
}

macro_rules! kept {
    ($($table:ident: $record:ident)*) => {$(
        impl Kept for crate::model::$record {
            fn table(project: &mut Project) -> &mut Table<Self> {
                &mut project.$table
            }
        }
    )*};
}

kept!(
    relations: Relation memberships: Membership canonical_claims: CanonicalClaim actors: Actor
    topics: Topic overrides: Override codings: Coding lint_exceptions: LintException
    annotators: Annotator
);
