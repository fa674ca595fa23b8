//! Another codebook for what was annotated: what it lacks of what is in use, and where that
//! goes.

use std::rc::Rc;

use super::misfits::{attribute, goes_into, joins, misfit, recast};
use super::sorted::{SortedMap, SortedSet};
use super::uses::coded;
use super::{
    Actor, ActorField, Annotation, AnnotationField, Attribute, AttributeId, AttributeKind,
    AttributeValue, Attributes, Change, Codebook, CodingField, End, EntryKind, EntryRef, LabelId,
    Part, Project, Reference, Relation, RelationField, RelationId, RelationTypeId, TakenAway,
    Unfit, ValueId, attributes_not_on,
};

/// What becomes of the records that an entry of the codebook is about; where the codebook has it,
/// of those that do not fit it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// They keep what the codebook does not know.
    #[default]
    Keep,
    /// They get another entry of the kind instead.
    Into(String),
    /// Annotations, relations and parts are deleted; others lose the value or the attribute.
    Delete,
}

/// All changes that put another codebook in the place of a project's, and what they do.
#[derive(Debug, Default)]
pub struct Migration {
    pub changes: Vec<Change>,
    /// Records that name another entry than before.
    pub changed: usize,
    /// Annotations, relations and parts that are deleted because somebody said so.
    pub deleted: usize,
    /// Annotations that stay as they are: they have more fragments than their new label may
    /// have, or none where it needs some.
    pub kept: usize,
    /// What those that are left could not keep.
    pub taken: TakenAway,
}

impl Migration {
    pub fn of(project: &Project, to: &Rc<Codebook>, fates: &[(EntryRef, Fate)]) -> Self {
        let mut by_entry = SortedMap::new();
        for (entry, fate) in fates {
            by_entry.insert(entry.clone(), fate.clone());
        }
        let mut migrating = Migrating {
            project,
            to,
            fates: by_entry,
            retyped: retyped(project.codebook(), to),
            gone: Vec::new(),
            deleted: SortedSet::new(),
            related: SortedMap::new(),
            parts: SortedSet::new(),
            added: Vec::new(),
            made: Self::default(),
        };
        migrating.all();
        migrating.made
    }
}

/// Whether an attribute that both have is of another type in one of them.
fn retyped(before: &Codebook, after: &Codebook) -> bool {
    let other =
        |it: &Attribute, was: Option<&Attribute>| was.is_some_and(|was| was.kind != it.kind);
    let mut labels = after.attributes.iter();
    let mut articles = after.article_attributes.iter();
    labels.any(|it| other(it, before.attribute(&it.id)))
        || articles.any(|it| other(it, before.article_attribute(it.id.as_str())))
}

struct Migrating<'a> {
    project: &'a Project,
    to: &'a Rc<Codebook>,
    fates: SortedMap<EntryRef, Fate>,
    /// Whether there are attributes of another type than before.
    retyped: bool,
    /// Records that go, with what hangs on them.
    gone: Vec<Reference>,
    /// The same to look up.
    deleted: SortedSet<Reference>,
    /// Relations that got another type, so that none is there twice.
    related: SortedMap<(RelationTypeId, End, End), Vec<RelationId>>,
    /// Parts of another kind, and the changes that add them.
    parts: SortedSet<Reference>,
    added: Vec<Change>,
    made: Migration,
}

impl Migrating<'_> {
    fn all(&mut self) {
        let project = self.project;
        for annotation in project.annotations() {
            self.annotation(annotation);
        }
        for relation in project.relations() {
            self.relation(relation);
        }
        for coding in project.codings() {
            let swaps = self.attributes(EntryKind::ArticleAttribute, &coding.attributes, "");
            self.made.changed += usize::from(!swaps.is_empty());
            for (attribute, before, after) in swaps {
                let of = |value| CodingField::Attribute(attribute.clone(), value);
                let change = Change::set(coding.key(), of(before), of(after));
                self.made.changes.push(change);
            }
        }
        for part in project.parts() {
            self.part(part);
        }
        for actor in project.actors() {
            self.actor(actor);
        }
        let gone = project.removal_of_all(&self.gone);
        self.made.changes.extend(gone);
        self.made.changes.append(&mut self.added);
        if project.codebook() != self.to {
            self.made.changes.push(Change::Codebook {
                before: Rc::clone(project.codebook()),
                after: Rc::clone(self.to),
            });
        }
    }

    fn fate(&self, kind: EntryKind, of: &str, id: &str) -> Fate {
        if self.fates.is_empty() {
            return Fate::Keep;
        }
        let fate = self.fates.get(&EntryRef::within(kind, of, id));
        fate.cloned().unwrap_or_default()
    }

    fn delete(&mut self, record: Reference) {
        if self.deleted.insert(record.clone()) {
            self.gone.push(record);
        }
    }

    fn annotation(&mut self, annotation: &Annotation) {
        let id = annotation.id;
        let label = match self.fate(EntryKind::Label, "", annotation.label.as_str()) {
            Fate::Delete => {
                self.made.deleted += 1;
                return self.delete(id.into());
            }
            Fate::Into(label) if self.may_have(annotation, &label) => Some(LabelId::from(label)),
            Fate::Into(_) => {
                self.made.kept += 1;
                None
            }
            Fate::Keep => None,
        };
        let mut unfit = Unfit::default();
        if let Some(label) = &label {
            let kind_of = |end| self.kind_of(end);
            unfit = Unfit::of(self.project, self.to, annotation, label, &kind_of);
        }
        let mut changes = unfit.taking(annotation);
        let on = label.as_ref().unwrap_or(&annotation.label).as_str();
        let swaps = self.attributes(EntryKind::Attribute, &annotation.attributes, on);
        let differs = label.is_some() || !swaps.is_empty();
        for (attribute, before, after) in swaps {
            // What the label cannot have was taken away already.
            if !unfit.attributes.contains(&attribute) {
                let of = |value| AnnotationField::Attribute(attribute.clone(), value);
                changes.push(Change::set(id, of(before), of(after)));
            }
        }
        if let Some(label) = label {
            let before = AnnotationField::Label(annotation.label.clone());
            changes.push(Change::set(id, before, AnnotationField::Label(label)));
            let count = unfit.count();
            let taken = &mut self.made.taken;
            taken.canonical_claims += count.canonical_claims;
            taken.attributes += count.attributes;
            taken.actor |= count.actor;
            for record in unfit.records() {
                let is_relation = matches!(record, Reference::Relation(_));
                // It may hang on another annotation that changes too.
                let new = !self.deleted.contains(&record);
                self.made.taken.relations += usize::from(is_relation && new);
                self.delete(record);
            }
        }
        self.made.changed += usize::from(differs);
        self.made.changes.extend(changes);
    }

    /// Whether a label may have as many fragments as an annotation has.
    fn may_have(&self, annotation: &Annotation, label: &str) -> bool {
        let label = self.to.label(&label.into());
        label.is_none_or(|it| !it.has_too_few(annotation) && !it.has_too_many(annotation))
    }

    /// What will stand at an end.
    fn kind_of(&self, end: End) -> String {
        let kind = self.project.kind_of(end);
        let annotation = end.annotation().and_then(|it| self.project.annotation(it));
        match (self.fate(EntryKind::Label, "", &kind), annotation) {
            (Fate::Into(label), Some(it)) if self.may_have(it, &label) => label,
            _ => kind,
        }
    }

    fn relation(&mut self, relation: &Relation) {
        let id = relation.id;
        if self.deleted.contains(&id.into()) {
            return;
        }
        let (from, to) = (self.kind_of(relation.from), self.kind_of(relation.to));
        let type_ = relation.kind.as_str();
        let fits = self.to.relation(&relation.kind).is_some() && joins(self.to, type_, &from, &to);
        let fate = if fits {
            Fate::Keep
        } else {
            self.fate(EntryKind::Relation, "", type_)
        };
        let kind = match fate {
            Fate::Delete => {
                self.made.deleted += 1;
                return self.delete(id.into());
            }
            Fate::Into(kind) => Some(RelationTypeId::from(kind)),
            Fate::Keep => None,
        };
        let on = kind.as_ref().unwrap_or(&relation.kind).as_str();
        let swaps = self.attributes(EntryKind::Attribute, &relation.attributes, on);
        let mut changes = Vec::new();
        let mut set = |before: RelationField, after: RelationField| {
            changes.push(Change::set(id, before, after));
        };
        let mut unfit = Vec::new();
        if let Some(kind) = &kind {
            let (from, to) = (relation.from, relation.to);
            let (from_kind, to_kind) = (self.kind_of(from), self.kind_of(to));
            let known = self.to.relation(kind);
            let fits = known.is_some_and(|it| it.allows(&from_kind, &to_kind));
            let symmetric = known.is_some_and(|it| it.symmetric);
            let said = |it: &Relation| relation.adds_nothing_to(it);
            let there = self.project.relations_as((kind, from, to), symmetric);
            let there = there.into_iter().any(said);
            let (from, to) = if symmetric && to < from {
                (to, from)
            } else {
                (from, to)
            };
            let ends = (kind.clone(), from, to);
            let again = self.related.get(&ends).is_some_and(|all| {
                let mut all = all.iter().filter_map(|it| self.project.relation(*it));
                all.any(said)
            });
            if !fits || there || again {
                self.made.taken.relations += 1;
                return self.delete(id.into());
            }
            self.related.or_insert_with(ends, Vec::new).push(id);
            unfit = attributes_not_on(self.to, &relation.attributes, kind.as_str());
            for attribute in &unfit {
                let of = |value| RelationField::Attribute(attribute.clone(), value);
                set(of(relation.attributes.get(attribute).cloned()), of(None));
            }
            self.made.taken.attributes += unfit.len();
        }
        let differs = kind.is_some() || !swaps.is_empty();
        for (attribute, before, after) in swaps {
            if !unfit.contains(&attribute) {
                let of = |value| RelationField::Attribute(attribute.clone(), value);
                set(of(before), of(after));
            }
        }
        if let Some(kind) = kind {
            let before = RelationField::Kind(relation.kind.clone());
            set(before, RelationField::Kind(kind));
        }
        self.made.changed += usize::from(differs);
        self.made.changes.extend(changes);
    }

    fn part(&mut self, part: &Part) {
        let fate = self.fate(EntryKind::Part, "", part.part.as_str());
        if fate == Fate::Keep {
            return;
        }
        self.delete(part.key().into());
        let Fate::Into(kind) = fate else {
            self.made.deleted += 1;
            return;
        };
        self.made.changed += 1;
        // The kind is in its key: it becomes another record, unless that is there.
        let stays = self.fate(EntryKind::Part, "", &kind) == Fate::Keep;
        let other = Part {
            part: kind.into(),
            ..part.clone()
        };
        let there = stays && self.project.has(&other.key().into());
        if !there && self.parts.insert(other.key().into()) {
            self.added.push(Change::add(other));
        }
    }

    /// An actor keeps what it is said to be, under another value where its own goes there. It
    /// has no other attributes that one could become.
    fn actor(&mut self, actor: &Actor) {
        let mut differs = false;
        for (attribute, value) in coded(actor) {
            let before = AttributeValue::one(value);
            let known = self.to.attribute(&attribute.into());
            let fate = if known.is_some_and(Attribute::is_closed) {
                Fate::Keep
            } else {
                self.fate(EntryKind::Attribute, "", attribute)
            };
            let after = match fate {
                Fate::Keep => self.valued(EntryKind::Value, attribute, Some(&before)),
                Fate::Into(_) => {
                    self.made.taken.attributes += 1;
                    None
                }
                Fate::Delete => None,
            };
            let after = match after {
                Some(AttributeValue::One(value)) => value.to_string(),
                _ => String::new(),
            };
            if after == value {
                continue;
            }
            let of = |value: &str| match attribute {
                "status" => ActorField::Status(value.to_owned()),
                _ => ActorField::Affiliation(value.to_owned()),
            };
            let change = Change::set(actor.id, of(value), of(&after));
            self.made.changes.push(change);
            differs = true;
        }
        self.made.changed += usize::from(differs);
    }

    /// The attributes that get another value: which, with what was there and what will be. `on`
    /// is the label or relation type that will have them.
    fn attributes(
        &mut self,
        kind: EntryKind,
        attributes: &Attributes,
        on: &str,
    ) -> Vec<(AttributeId, Option<AttributeValue>, Option<AttributeValue>)> {
        let mut swaps = Vec::new();
        if self.fates.is_empty() && !self.retyped {
            return swaps;
        }
        let (project, to) = (self.project, self.to);
        for (id, value) in attributes {
            let known = attribute(to, kind, id.as_str());
            let was = attribute(project.codebook(), kind, id.as_str());
            let fits = known.is_some_and(|it| misfit(to, it, was, value, on).is_none());
            let attribute = id;
            let before = Some(value.clone());
            let fate = if fits {
                Fate::Keep
            } else {
                self.fate(kind, "", attribute.as_str())
            };
            match fate {
                // Where it does not fit either it stays.
                Fate::Into(other) if known.is_some() => {
                    let is_free = !attributes.contains_key(&(*other).into());
                    if is_free && goes_into(to, kind, &other, value, on) {
                        swaps.push((attribute.clone(), before.clone(), None));
                        swaps.push((other.into(), None, before));
                    }
                }
                Fate::Delete => swaps.push((attribute.clone(), before, None)),
                Fate::Into(other) => {
                    let known = match kind {
                        EntryKind::Attribute => self.to.attribute(&(*other).into()),
                        _ => self.to.article_attribute(&other),
                    };
                    let known = known.filter(|it| on.is_empty() || it.on.iter().any(|it| it == on));
                    let other = AttributeId::from(other);
                    // What is said there already is not said otherwise.
                    let free = !attributes.contains_key(&other)
                        && swaps.iter().all(|it: &(AttributeId, _, _)| it.0 != other);
                    let after = known
                        .filter(|_| free)
                        .and_then(|it| it.fitting(before.as_ref()?));
                    self.made.taken.attributes += usize::from(after != before);
                    swaps.push((attribute.clone(), before, None));
                    if after.is_some() {
                        swaps.push((other, None, after));
                    }
                }
                Fate::Keep => {
                    let values = kind.values().unwrap_or_default();
                    let mut after = self.valued(values, attribute.as_str(), before.as_ref());
                    if let (true, Some(known), Some(value)) = (fits, known, &after) {
                        let words = was.is_some_and(|it| it.kind == AttributeKind::Text);
                        after = recast(known, value, words);
                    }
                    if after != before {
                        swaps.push((attribute.clone(), before, after));
                    }
                }
            }
        }
        swaps
    }

    /// What becomes of the values of an attribute.
    fn valued(
        &self,
        kind: EntryKind,
        of: &str,
        value: Option<&AttributeValue>,
    ) -> Option<AttributeValue> {
        let new = |it: &ValueId| match self.fate(kind, of, it.as_str()) {
            Fate::Keep => Some(it.clone()),
            Fate::Into(other) => Some(other.into()),
            Fate::Delete => None,
        };
        match value? {
            AttributeValue::Flag(flag) => Some(AttributeValue::Flag(*flag)),
            AttributeValue::One(one) => new(one).map(AttributeValue::One),
            AttributeValue::Many(many) => {
                let mut all = SortedSet::new();
                for value in many {
                    if let Some(value) = new(value) {
                        all.insert(value);
                    }
                }
                (!all.is_empty()).then_some(AttributeValue::Many(all))
            }
        }
    }
}
