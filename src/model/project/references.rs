use std::cmp::Ordering;
use std::rc::Rc;

use super::{Conflict, Project};
use crate::model::sorted::{Keyed, Ordered, Values};
use crate::model::{Record, Reference};

/// A record, and who refers to it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) record: Record,
    pub(super) referrers: Referrers,
}

impl Keyed for Kept {
    type Key = Reference;

    fn compare(&self, key: &Reference) -> Ordering {
        self.record.compare(key)
    }
}

/// The records that refer to one. Most have none or one, so that it costs nothing there.
#[derive(Clone, Debug, Default)]
pub(super) enum Referrers {
    #[default]
    None,
    One(Record),
    /// By key.
    Many(Rc<Ordered<Record>>),
}

impl Referrers {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::Many(many) => many.len(),
        }
    }

    /// Notes a record, in the place of the one with its key.
    fn note(&mut self, record: &Record) {
        let key = record.reference();
        match self {
            Self::None => *self = Self::One(record.clone()),
            Self::One(one) if one.compare(&key).is_eq() => *one = record.clone(),
            Self::One(one) => {
                let mut many = Ordered::new();
                for it in [&*one, record] {
                    let key = it.reference();
                    many.put(it.clone(), &key);
                }
                *self = Self::Many(Rc::new(many));
            }
            Self::Many(many) => {
                Rc::make_mut(many).put(record.clone(), &key);
            }
        }
    }

    fn forget(&mut self, key: &Reference) {
        match self {
            Self::One(one) if one.compare(key).is_eq() => *self = Self::None,
            Self::Many(many) => {
                let many = Rc::make_mut(many);
                many.take(key);
                if many.is_empty() {
                    *self = Self::None;
                }
            }
            _ => {}
        }
    }

    pub(super) fn iter(&self) -> Referring<'_> {
        let (mut one, mut many) = (None, Values::none());
        match self {
            Self::None => {}
            Self::One(it) => one = Some(it),
            Self::Many(all) => many = all.iter(),
        }
        Referring { one, many }
    }
}

/// Records that refer to one, by key.
#[derive(Clone, Debug)]
pub struct Referring<'a> {
    one: Option<&'a Record>,
    many: Values<'a, Record>,
}

impl<'a> Iterator for Referring<'a> {
    type Item = &'a Record;

    fn next(&mut self) -> Option<&'a Record> {
        self.one.take().or_else(|| self.many.next())
    }
}

/// Where a record lies.
pub(super) struct Target {
    table: usize,
    slot: usize,
}

impl Project {
    /// Whether a record is there.
    pub fn has(&self, reference: &Reference) -> bool {
        self.record(reference).is_some()
    }

    /// All records that refer to a record.
    pub fn referrers(&self, to: &Reference) -> Referring<'_> {
        match self.kept(to) {
            Some(it) => it.referrers.iter(),
            None => Referring {
                one: None,
                many: Values::none(),
            },
        }
    }

    /// Where the records lie that one refers to. Among very many, each is looked for once.
    pub(super) fn targets_of(&self, record: &Record) -> Result<Vec<Target>, Conflict> {
        let mut targets = Vec::new();
        for target in record.refers_to() {
            let table = target.kind() as usize;
            let Some(slot) = self.tables[table].slot(&target) else {
                return Err(Conflict::MissingReference(target));
            };
            targets.push(Target { table, slot });
        }
        Ok(targets)
    }

    pub(super) fn note_references(&mut self, from: &Record, to: &[Target]) {
        for target in to {
            if let Some(it) = self.tables[target.table].in_slot(target.slot) {
                it.referrers.note(from);
            }
        }
    }

    pub(super) fn forget_references(&mut self, from: &Reference, to: &[Reference]) {
        for target in to {
            if let Some(it) = self.kept_mut(target) {
                it.referrers.forget(from);
            }
        }
    }
}
