use std::rc::Rc;

use thiserror::Error;

use super::references::{Kept, Referrers};
use super::{Edits, Placement, Project};
use crate::model::field::{self, Field};
use crate::model::form;
use crate::model::json::Raw;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, CanonicalClaimId, Change, End, Kind, Record,
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
    #[error("the value is none that the record can have there")]
    Misshapen,
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

impl Project {
    /// Makes one change, or none of it.
    pub fn apply(&mut self, change: &Change) -> Result<(), Conflict> {
        match change {
            Change::About { before, after } => {
                let new = field::set(&self.about, before, after)?;
                let about = form::read_raw(Raw::written(&new));
                self.about = about.map_err(|_| Conflict::Misshapen)?;
            }
            Change::Codebook { before, after } => {
                if self.codebook != *before {
                    return Err(Conflict::Changed);
                }
                self.codebook = after.clone();
            }
            Change::Add(record) => self.add(record)?,
            Change::Remove(record) => self.remove(record)?,
            Change::Set { of, before, after } => self.set(of, before, after)?,
        }
        Ok(())
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

    fn add(&mut self, record: &Record) -> Result<(), Conflict> {
        self.fill(record)?;
        self.place(record);
        Ok(())
    }

    /// Adds one of many records, none of which has a place until [`Self::place_everything`]:
    /// places that come in their order cost a third.
    pub fn fill(&mut self, record: &Record) -> Result<(), Conflict> {
        let key = record.reference();
        if self.has(&key) {
            return Err(Conflict::AlreadyThere);
        }
        let targets = self.targets_of(record)?;
        self.check_fit_of(record)?;
        self.note_references(record, &targets);
        let kept = Kept {
            record: record.clone(),
            referrers: Referrers::None,
        };
        self.tables[key.kind() as usize].put(kept, &key);
        Ok(())
    }

    /// Gives all annotations their places, behind the last record that was filled in.
    pub fn place_everything(&mut self) {
        let articles: Vec<Record> = self.records(Kind::Article).cloned().collect();
        for article in articles {
            if let Record::Article(article) = article {
                self.place_all(&article);
            }
        }
    }

    fn remove(&mut self, record: &Record) -> Result<(), Conflict> {
        let key = record.reference();
        match self.record(&key) {
            None => return Err(Conflict::NotThere),
            Some(current) if current != record => return Err(Conflict::Changed),
            Some(_) => {}
        }
        if self.referrers(&key).next().is_some() {
            return Err(Conflict::StillReferredTo);
        }
        self.unindex(&key, record);
        self.tables[key.kind() as usize].take(&key);
        Ok(())
    }

    fn set(&mut self, key: &Reference, before: &Field, after: &Field) -> Result<(), Conflict> {
        let old = self.record(key).ok_or(Conflict::NotThere)?.clone();
        let new = old.with(before, after)?;
        if new.reference() != *key {
            return Err(Conflict::Misshapen);
        }
        let targets = self.targets_of(&new)?;
        self.check_fit_of(&new)?;
        self.unindex(key, &old);
        self.note_references(&new, &targets);
        self.place(&new);
        if let Some(kept) = self.kept_mut(key) {
            kept.record = new;
        }
        Ok(())
    }

    /// Whether a record fits the rest of the project, its references aside.
    pub(super) fn check_fit_of(&self, record: &Record) -> Result<(), Conflict> {
        match record {
            Record::Article(it) => self.article_fits(it),
            Record::Annotation(it) => self.annotation_fits(it),
            Record::Part(it) => self.span_fits(it.article, it.revision, it.span),
            Record::Reading(it) => match self.text_of_revision(it.article, it.revision) {
                Some(_) => Ok(()),
                None => Err(Conflict::MissingText),
            },
            _ => Ok(()),
        }
    }

    fn place(&mut self, record: &Record) {
        match record {
            Record::Article(it) => self.place_all(it),
            Record::Annotation(it) => self.placed(it, Placement::insert),
            _ => {}
        }
        self.note_rows(record);
    }

    fn unindex(&mut self, key: &Reference, record: &Record) {
        self.forget_references(key, &record.refers_to());
        match record {
            Record::Article(it) => {
                self.placements.remove(&it.id);
            }
            Record::Annotation(it) => self.placed(it, Placement::remove),
            _ => {}
        }
        self.note_rows(record);
    }

    /// Remembers which rows of the matrix a record has to do with: by members, their places, and
    /// what is held of them.
    fn note_rows(&mut self, record: &Record) {
        match record {
            Record::Membership(it) => self.row_edits.note(Some(it.canonical_claim)),
            Record::CanonicalClaim(it) => self.row_edits.note(Some(it.id)),
            Record::Annotation(it) => {
                self.note_rows_of(it.id);
                if it.label == "Stance" {
                    let end = End::Annotation(it.id);
                    let on: Vec<End> = self.relations_at(end).map(|it| it.to).collect();
                    for on in on.into_iter().filter_map(End::annotation) {
                        self.note_rows_of(on);
                    }
                }
            }
            // What a Stance is about.
            Record::Relation(it) if it.kind == "targets" => {
                if let Some(on) = it.to.annotation() {
                    self.note_rows_of(on);
                }
            }
            // What lies in it may be no member any more.
            Record::Part(_) => self.row_edits.note_any(),
            _ => {}
        }
    }

    fn note_rows_of(&mut self, claim: AnnotationId) {
        let rows: Vec<CanonicalClaimId> = self
            .memberships_of(claim)
            .map(|it| it.canonical_claim)
            .collect();
        for row in rows {
            self.row_edits.note(Some(row));
        }
    }

    pub(super) fn current(&self, article: ArticleId) -> Option<(&ArticleText, u32)> {
        let n = self.article(article)?.current().n;
        Some((self.text(article)?, n))
    }

    fn placed(
        &mut self,
        annotation: &Rc<Annotation>,
        place: impl FnOnce(&mut Placement, &Rc<Annotation>, &ArticleText, u32),
    ) {
        let article = annotation.article;
        let Some(current) = self.article(article).map(Article::current) else {
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

impl Project {
    fn article_fits(&self, article: &Article) -> Result<(), Conflict> {
        let revisions = &article.revisions;
        let known = revisions.iter().all(|it| self.texts.contains_key(&it.text));
        if revisions.is_empty() || !known {
            return Err(Conflict::MissingText);
        }
        let upwards = revisions.windows(2).all(|it| it[0].n < it[1].n);
        if revisions[0].n == 0 || !upwards {
            return Err(Conflict::BadRevisions);
        }
        match self.article(article.id) {
            Some(old) if old.revisions != *revisions => self.keeps_texts_in_use(old, article),
            _ => Ok(()),
        }
    }

    /// Whether every revision that something was decided about keeps its text.
    fn keeps_texts_in_use(&self, old: &Article, new: &Article) -> Result<(), Conflict> {
        let text = |article: &Article, n| article.revision(n).map(|it| it.text);
        let moved = |n: u32| text(old, n) != text(new, n);
        let mut referrers = self.referrers(&Reference::Article(old.id));
        let in_use = referrers.any(|it| match it {
            Record::Annotation(it) => moved(it.revision),
            Record::Part(it) => moved(it.revision),
            Record::Reading(it) => moved(it.revision),
            _ => false,
        });
        if in_use {
            return Err(Conflict::StillReferredTo);
        }
        Ok(())
    }

    /// Places all annotations of an article anew.
    fn place_all(&mut self, article: &Article) {
        let Some(text) = self.texts.get(&article.current().text).cloned() else {
            return;
        };
        let current = article.current().n;
        // A change of the text moves nothing by itself: annotations of other revisions
        // have no place until they are anchored anew.
        let mut placement = Placement::new(&text);
        let mut all = Vec::new();
        for referrer in self.referrers(&Reference::Article(article.id)) {
            if let Record::Annotation(annotation) = referrer {
                placement.stand(annotation, &text, current);
                all.push(annotation);
            }
        }
        placement.put_in_order(&all);
        self.placements.insert(article.id, placement);
        self.note_edit_in(article.id, text.whole());
    }

    fn annotation_fits(&self, annotation: &Annotation) -> Result<(), Conflict> {
        let (article, revision) = (annotation.article, annotation.revision);
        let fragments = &annotation.fragments;
        let mut pairs = fragments.windows(2);
        if pairs.any(|pair| pair[0].end() >= pair[1].start()) {
            return Err(Conflict::BadSpan);
        }
        let Some(text) = self.text_of_revision(article, revision) else {
            return Err(Conflict::MissingText);
        };
        let mut fragments = fragments.iter();
        let fits = fragments.all(|&span| text.check(span).is_ok());
        if fits { Ok(()) } else { Err(Conflict::BadSpan) }
    }
}
