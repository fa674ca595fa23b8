//! What records name of a codebook, whether it is there or not.

use super::sorted::SortedMap;
use super::{Actor, Attribute, AttributeValue, Attributes, Codebook, EntryKind, EntryRef, Project};

/// The records by the entries of a codebook that they name, known there or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses(SortedMap<EntryRef, usize>);

type Counts<'a> = SortedMap<(EntryKind, &'a str, &'a str), usize>;

impl Uses {
    pub fn of(project: &Project) -> Self {
        let mut counts = Counts::new();
        let mut count = |kind, of, id| *counts.or_insert_with((kind, of, id), || 0) += 1;
        for annotation in project.annotations() {
            count(EntryKind::Label, "", annotation.label.as_str());
            count_attributes(&mut count, EntryKind::Attribute, &annotation.attributes);
        }
        for relation in project.relations() {
            count(EntryKind::Relation, "", relation.kind.as_str());
            count_attributes(&mut count, EntryKind::Attribute, &relation.attributes);
        }
        for coding in project.codings() {
            count_attributes(&mut count, EntryKind::ArticleAttribute, &coding.attributes);
        }
        for part in project.parts() {
            count(EntryKind::Part, "", part.part.as_str());
        }
        for actor in project.actors() {
            for (attribute, value) in coded(actor) {
                count(EntryKind::Attribute, "", attribute);
                count(EntryKind::Value, attribute, value);
            }
        }
        let mut uses = SortedMap::new();
        for ((kind, of, id), count) in &counts {
            uses.insert(EntryRef::within(*kind, of, id), *count);
        }
        Self(uses)
    }

    pub fn count(&self, entry: &EntryRef) -> usize {
        self.0.get(entry).copied().unwrap_or_default()
    }

    /// What is in use and not in a codebook. The words of an open attribute are no values, and
    /// an attribute that is not there is told without its values.
    pub fn missing(&self, codebook: &Codebook) -> Vec<(EntryRef, usize)> {
        let mut missing = Vec::new();
        for (entry, count) in &self.0 {
            let attribute = match entry.kind {
                EntryKind::Value => codebook.attribute(&(*entry.of).into()),
                EntryKind::ArticleValue => codebook.article_attribute(&entry.of),
                _ => None,
            };
            let is_told = match entry.kind.within() {
                Some(_) => attribute.is_some_and(Attribute::is_closed),
                None => true,
            };
            if is_told && !codebook.has(entry) {
                missing.push((entry.clone(), *count));
            }
        }
        missing
    }
}

/// What an actor has of the codebook: its Sources inherit it.
pub(super) fn coded(actor: &Actor) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [
        ("affiliation", actor.affiliation.as_str()),
        ("status", actor.status.as_str()),
    ];
    all.into_iter().filter(|it| !it.1.is_empty())
}

fn count_attributes<'a>(
    count: &mut impl FnMut(EntryKind, &'a str, &'a str),
    kind: EntryKind,
    attributes: &'a Attributes,
) {
    let values = kind.values().unwrap_or_default();
    for (attribute, value) in attributes {
        let attribute = attribute.as_str();
        count(kind, "", attribute);
        match value {
            AttributeValue::Flag(_) => {}
            AttributeValue::One(value) => count(values, attribute, value.as_str()),
            AttributeValue::Many(many) => {
                for value in many {
                    count(values, attribute, value.as_str());
                }
            }
        }
    }
}
