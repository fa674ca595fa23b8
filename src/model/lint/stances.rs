//! Rules about stances: somebody holds them, towards something.

use super::place::{Scope, knows_relation};
use super::{Found, Rule};
use crate::model::{Annotation, AttributeId, End, Subject};

pub(super) fn check(scope: &Scope<'_>, stance: &Annotation, found: &mut Found) {
    if stance.label != "Stance" || scope.codebook.label(&stance.label).is_none() {
        return;
    }
    let leads = |kind: &str| {
        let end = End::Annotation(stance.id);
        let mut relations = scope.project.relations_at(end);
        relations.any(|it| it.from == end && it.kind == kind)
    };
    let subject = Subject::Annotation(stance.id);
    let place = scope.place(stance);
    let holder = AttributeId::from("holder");
    let can_be_held =
        knows_relation(scope.codebook, "held_by") || scope.codebook.attribute(&holder).is_some();
    if can_be_held && !stance.attributes.contains_key(&holder) && !leads("held_by") {
        found.add(Rule::StanceWithoutHolder, subject, place);
    }
    if knows_relation(scope.codebook, "targets") && !leads("targets") {
        found.add(Rule::StanceWithoutTarget, subject, place);
    }
}
