use std::rc::Rc;

use super::Project;
use crate::model::{Change, Kind, Record, Reference, field};

/// The kinds of records, each after what it refers to.
pub const IN_ORDER: [Kind; Kind::ALL.len()] = [
    Kind::Annotator,
    Kind::Article,
    Kind::Part,
    Kind::Actor,
    Kind::Topic,
    Kind::CanonicalClaim,
    Kind::Annotation,
    Kind::Relation,
    Kind::Membership,
    Kind::Reading,
    Kind::Override,
    Kind::Coding,
    Kind::LintException,
];

impl Project {
    /// Changes that make another state of this project from this one, as few as there are
    /// differences. Whether they fit in this order shows when they are made.
    pub fn changes_to(&self, other: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let about = field::differences(&self.about, &other.about).into_iter();
        changes.extend(about.map(|(before, after)| Change::About { before, after }));
        if self.codebook != other.codebook {
            changes.push(Change::Codebook {
                before: Rc::clone(&self.codebook),
                after: Rc::clone(&other.codebook),
            });
        }
        let (mut set, mut removed) = (Vec::new(), Vec::new());
        for kind in IN_ORDER {
            for after in other.records(kind) {
                let key = after.reference();
                match self.record(&key) {
                    None => changes.push(Change::Add(after.clone())),
                    Some(before) if before != after => exchange(&key, before, after, &mut set),
                    Some(_) => {}
                }
            }
            for before in self.records(kind) {
                if other.record(&before.reference()).is_none() {
                    removed.push(Change::Remove(before.clone()));
                }
            }
        }
        changes.extend(set);
        changes.extend(removed.into_iter().rev());
        changes
    }
}

fn exchange(key: &Reference, before: &Record, after: &Record, changes: &mut Vec<Change>) {
    // Nothing refers to these, and all of them goes at once.
    if matches!(
        key.kind(),
        Kind::Part
            | Kind::Membership
            | Kind::Reading
            | Kind::Override
            | Kind::Coding
            | Kind::LintException
    ) {
        changes.push(Change::Remove(before.clone()));
        changes.push(Change::Add(after.clone()));
        return;
    }
    let swaps = match (before, after) {
        (Record::Article(before), Record::Article(after)) => {
            let mut swaps =
                field::differences(&before.without_revisions(), &after.without_revisions());
            if before.revisions != after.revisions {
                let with_all = field::differences(before, after).into_iter();
                swaps.extend(with_all.filter(|it| it.0.is_called("revisions")));
            }
            swaps
        }
        _ => field::differences(before, after),
    };
    changes.extend(field::changes(key, swaps));
}
