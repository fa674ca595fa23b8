//! Whether records keep what they have when an entry of the codebook that they name changes.

use super::misfits::recast;
use super::uses::coded;
use super::{
    AnnotationField, Attribute, AttributeId, AttributeKind, AttributeValue, Attributes, Change,
    Codebook, CodingField, EntryKind, EntryRef, Project, RelationField,
};

/// The changes by which records fit an entry after an edit of its type, of what has it or of
/// what it joins; else how many could not be seen any more.
pub fn refitted(project: &Project, to: &Codebook, entry: &EntryRef) -> Result<Vec<Change>, usize> {
    let mut refitting = Refitting::default();
    match entry.kind {
        EntryKind::Attribute => refitting.attribute(project, to, entry),
        EntryKind::ArticleAttribute => refitting.article_attribute(project, to, entry),
        EntryKind::Relation => refitting.relations(project, to, entry),
        _ => {}
    }
    match refitting.hidden {
        0 => Ok(refitting.changes),
        hidden => Err(hidden),
    }
}

#[derive(Default)]
struct Refitting {
    changes: Vec<Change>,
    hidden: usize,
}

impl Refitting {
    fn attribute(&mut self, project: &Project, to: &Codebook, entry: &EntryRef) {
        let id = AttributeId::from(&*entry.id);
        let before = project.codebook().attribute(&id);
        let Some((before, after)) = before.zip(to.attribute(&id)) else {
            return;
        };
        for annotation in project.annotations() {
            let on = annotation.label.as_str();
            if let Some((was, is)) = self.value(before, after, &annotation.attributes, on) {
                let of = |value| AnnotationField::Attribute(id.clone(), Some(value));
                self.changes
                    .push(Change::set(annotation.id, of(was), of(is)));
            }
        }
        for relation in project.relations() {
            let on = relation.kind.as_str();
            if let Some((was, is)) = self.value(before, after, &relation.attributes, on) {
                let of = |value| RelationField::Attribute(id.clone(), Some(value));
                self.changes.push(Change::set(relation.id, of(was), of(is)));
            }
        }
        if before.is_closed() && !after.is_closed() {
            for actor in project.actors() {
                self.hidden += coded(actor).filter(|it| *it.0 == *entry.id).count();
            }
        }
    }

    fn article_attribute(&mut self, project: &Project, to: &Codebook, entry: &EntryRef) {
        let before = project.codebook().article_attribute(&entry.id);
        let Some((before, after)) = before.zip(to.article_attribute(&entry.id)) else {
            return;
        };
        for coding in project.codings() {
            if let Some((was, is)) = self.value(before, after, &coding.attributes, "") {
                let of = |value| CodingField::Attribute(before.id.clone(), Some(value));
                self.changes
                    .push(Change::set(coding.key(), of(was), of(is)));
            }
        }
    }

    fn relations(&mut self, project: &Project, to: &Codebook, entry: &EntryRef) {
        let id = (*entry.id).into();
        let before = project.codebook().relation(&id);
        let Some((before, after)) = before.zip(to.relation(&id)) else {
            return;
        };
        for relation in project.relations() {
            if relation.kind == id {
                let from = project.kind_of(relation.from);
                let to = project.kind_of(relation.to);
                let hides = before.allows(&from, &to) && !after.allows(&from, &to);
                self.hidden += usize::from(hides);
            }
        }
    }

    /// What a record has of an attribute, and what it gets instead if that is something else.
    fn value(
        &mut self,
        before: &Attribute,
        after: &Attribute,
        attributes: &Attributes,
        on: &str,
    ) -> Option<(AttributeValue, AttributeValue)> {
        let was = attributes.get(&before.id)?;
        let has = |it: &Attribute| it.on.iter().any(|it| it == on);
        let is = if before.kind == after.kind {
            Some(was.clone())
        } else {
            recast(after, was, before.kind == AttributeKind::Text)
        };
        if has(before) && !has(after) || is.is_none() {
            self.hidden += 1;
        }
        is.filter(|is| is != was).map(|is| (was.clone(), is))
    }
}
