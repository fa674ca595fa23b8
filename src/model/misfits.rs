//! What records have of a codebook that knows it, but not so: of another type, on other labels,
//! between other ends.

use super::sorted::{SortedMap, SortedSet};
use super::uses::coded;
use super::{
    Attribute, AttributeKind, AttributeValue, Attributes, Codebook, EntryKind, EntryRef, Project,
    Relation,
};

/// Why a record does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// What it says cannot be said in the type that the attribute has there.
    Type,
    /// Its label or relation type does not have the attribute.
    On(String),
    /// Nothing like it leads from the one to the other.
    Ends(String, String),
}

/// Records that do not fit an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub entry: EntryRef,
    pub reasons: Vec<(Reason, usize)>,
    /// Entries of the kind that all of them fit as they are.
    pub offers: Vec<String>,
}

impl Misfit {
    pub fn count(&self) -> usize {
        self.reasons.iter().map(|it| it.1).sum()
    }

    /// All of them, for a project that gets this codebook.
    pub fn of(project: &Project, to: &Codebook) -> Vec<Self> {
        let mut finding = Finding {
            to,
            before: project.codebook(),
            found: SortedMap::new(),
        };
        for annotation in project.annotations() {
            let on = annotation.label.as_str();
            finding.attributes(EntryKind::Attribute, &annotation.attributes, on);
        }
        for relation in project.relations() {
            finding.relation(project, relation);
            let on = relation.kind.as_str();
            finding.attributes(EntryKind::Attribute, &relation.attributes, on);
        }
        for coding in project.codings() {
            finding.attributes(EntryKind::ArticleAttribute, &coding.attributes, "");
        }
        for actor in project.actors() {
            for (attribute, _) in coded(actor) {
                let known = to.attribute(&attribute.into());
                if known.is_some_and(|it| !it.is_closed()) {
                    let entry = EntryRef::new(EntryKind::Attribute, attribute);
                    // There is no other attribute that an actor could have.
                    finding.add(entry, Reason::Type, |_| false);
                }
            }
        }
        let mut all = Vec::new();
        for (entry, found) in &finding.found {
            all.push(Self {
                entry: entry.clone(),
                reasons: found
                    .reasons
                    .iter()
                    .map(|it| (it.0.clone(), *it.1))
                    .collect(),
                offers: found.offers.clone(),
            });
        }
        all
    }
}

#[derive(Clone, Debug, Default)]
struct Found {
    reasons: SortedMap<Reason, usize>,
    offers: Vec<String>,
}

struct Finding<'a> {
    to: &'a Codebook,
    before: &'a Codebook,
    found: SortedMap<EntryRef, Found>,
}

impl Finding<'_> {
    fn add(&mut self, entry: EntryRef, reason: Reason, fits: impl Fn(&str) -> bool) {
        let (to, kind, id) = (self.to, entry.kind, entry.id.clone());
        let found = self.found.or_insert_with(entry, || {
            let mut offers = to.offered(kind, "");
            offers.retain(|it| *it != id);
            Found {
                reasons: SortedMap::new(),
                offers,
            }
        });
        *found.reasons.or_insert_with(reason, || 0) += 1;
        found.offers.retain(|it| fits(it));
    }

    fn attributes(&mut self, kind: EntryKind, attributes: &Attributes, on: &str) {
        let (to, before) = (self.to, self.before);
        for (id, value) in attributes {
            let Some(known) = attribute(to, kind, id.as_str()) else {
                continue;
            };
            let was = attribute(before, kind, id.as_str());
            if let Some(reason) = misfit(to, known, was, value, on) {
                let entry = EntryRef::new(kind, id.as_str());
                self.add(entry, reason, |other| {
                    let is_free = !attributes.contains_key(&other.into());
                    is_free && goes_into(to, kind, other, value, on)
                });
            }
        }
    }

    fn relation(&mut self, project: &Project, relation: &Relation) {
        let from = project.kind_of(relation.from);
        let end = project.kind_of(relation.to);
        if !joins(self.to, relation.kind.as_str(), &from, &end) {
            let entry = EntryRef::new(EntryKind::Relation, relation.kind.as_str());
            let to = self.to;
            let allows = |it: &str| {
                to.relation(&it.into())
                    .is_some_and(|it| it.allows(&from, &end))
            };
            self.add(entry, Reason::Ends(from.clone(), end.clone()), allows);
        }
    }
}

impl Codebook {
    /// Whether what an entry is a value of has words rather than values.
    pub fn has_words_at(&self, value: &EntryRef) -> bool {
        let kind = match value.kind {
            EntryKind::Value => EntryKind::Attribute,
            EntryKind::ArticleValue => EntryKind::ArticleAttribute,
            _ => return false,
        };
        let of = attribute(self, kind, &value.of);
        of.is_some_and(|it| it.kind == AttributeKind::Text)
    }
}

pub(super) fn attribute<'a>(
    codebook: &'a Codebook,
    kind: EntryKind,
    id: &str,
) -> Option<&'a Attribute> {
    match kind {
        EntryKind::ArticleAttribute => codebook.article_attribute(id),
        _ => codebook.attribute(&id.into()),
    }
}

/// Whether a codebook lets a relation be what it is. What it does not know, a type or an end, is
/// not for it to judge.
pub(super) fn joins(codebook: &Codebook, kind: &str, from: &str, to: &str) -> bool {
    let judges = |it: &str| it.starts_with('@') || codebook.label(&it.into()).is_some();
    let known = codebook.relation(&kind.into());
    known.is_none_or(|it| !judges(from) || !judges(to) || it.allows(from, to))
}

/// Why a value does not fit an attribute on a label or relation type that the codebook knows.
pub(super) fn misfit(
    codebook: &Codebook,
    known: &Attribute,
    was: Option<&Attribute>,
    value: &AttributeValue,
    on: &str,
) -> Option<Reason> {
    let words = was.is_some_and(|it| it.kind == AttributeKind::Text);
    if recast(known, value, words).is_none() {
        return Some(Reason::Type);
    }
    let judged = codebook.label(&on.into()).is_some() || codebook.relation(&on.into()).is_some();
    let has = known.on.iter().any(|it| it == on);
    (judged && !has).then(|| Reason::On(on.to_owned()))
}

/// Whether another attribute can have all of a value there.
pub(super) fn goes_into(
    codebook: &Codebook,
    kind: EntryKind,
    other: &str,
    value: &AttributeValue,
    on: &str,
) -> bool {
    attribute(codebook, kind, other).is_some_and(|it| {
        let has = on.is_empty() || it.on.iter().any(|it| it == on);
        has && it.fitting(value).as_ref() == Some(value)
    })
}

/// A value as one of an attribute, if nothing of it is lost. Words are no values, unless there is
/// one that is written so.
pub(super) fn recast(
    after: &Attribute,
    value: &AttributeValue,
    words: bool,
) -> Option<AttributeValue> {
    use AttributeKind::{Flag, Many, One, Text};
    let known = |it| !words || after.value(it).is_some();
    match (after.kind, value) {
        (Flag, AttributeValue::Flag(_))
        | (Text, AttributeValue::One(_))
        | (Many, AttributeValue::Many(_)) => Some(value.clone()),
        (One, AttributeValue::One(one)) => known(one).then(|| value.clone()),
        (Many, AttributeValue::One(one)) => {
            let many = SortedSet::from_iter([one.clone()]);
            known(one).then_some(AttributeValue::Many(many))
        }
        (One | Text, AttributeValue::Many(many)) => {
            let mut all = many.iter();
            let one = all.next().filter(|_| many.len() == 1)?;
            Some(AttributeValue::One(one.clone()))
        }
        _ => None,
    }
}
