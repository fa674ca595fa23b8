//! Relations whose ends the codebook does not allow.

use super::place::Scope;
use super::{Found, Rule};
use crate::model::{Annotation, End, Project, Relation, Subject};

pub(super) fn check(scope: &Scope<'_>, annotation: &Annotation, found: &mut Found) {
    let end = End::Annotation(annotation.id);
    for relation in scope.project.relations_at(end) {
        if relation.from == end && is_illegal(scope.project, relation) {
            let place = scope.place(annotation);
            found.add(Rule::RelationEnds, Subject::Relation(relation.id), place);
        }
    }
}

/// Relations that lead from no annotation; the others belong to an article.
pub(super) fn check_registries(project: &Project, found: &mut Found) {
    for relation in project.relations() {
        if !matches!(relation.from, End::Annotation(_)) && is_illegal(project, relation) {
            found.add(Rule::RelationEnds, Subject::Relation(relation.id), None);
        }
    }
}

/// A type that the codebook lacks says nothing about its ends.
fn is_illegal(project: &Project, relation: &Relation) -> bool {
    project
        .codebook()
        .relation(&relation.kind)
        .is_some_and(|it| {
            let (from, to) = (project.kind_of(relation.from), project.kind_of(relation.to));
            relation.from == relation.to || !it.allows(&from, &to)
        })
}
