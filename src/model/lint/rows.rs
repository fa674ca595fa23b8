//! Rules about canonical claims and their members.

use super::place::{Scope, knows_relation};
use super::{Found, Rule};
use crate::model::{Annotation, AnnotationId, End, Project, Subject};

/// A `contradicts` that leads from this claim to one that says the same.
pub(super) fn check(scope: &Scope<'_>, claim: &Annotation, found: &mut Found) {
    if !knows_relation(scope.codebook, "contradicts") {
        return;
    }
    let end = End::Annotation(claim.id);
    for relation in scope.project.relations_at(end) {
        let End::Annotation(other) = relation.to else {
            continue;
        };
        let contradicts = relation.from == end && relation.kind == "contradicts";
        if contradicts && say_the_same(scope.project, claim.id, other) {
            let place = scope.place(claim);
            found.add(
                Rule::ContradictsWithinRow,
                Subject::Relation(relation.id),
                place,
            );
        }
    }
}

/// Whether one annotator made both members of one canonical claim, the same way round: a
/// claim and its opposite in one row do contradict each other.
fn say_the_same(project: &Project, claim: AnnotationId, other: AnnotationId) -> bool {
    project.memberships_of(claim).any(|one| {
        project.memberships_of(other).any(|two| {
            one.provenance.annotator == two.provenance.annotator
                && one.canonical_claim == two.canonical_claim
                && one.polarity == two.polarity
        })
    })
}

pub(super) fn check_registry(project: &Project, found: &mut Found) {
    for row in project.canonical_claims() {
        if project.members_of(row.id).next().is_none() {
            let subject = Subject::CanonicalClaim(row.id);
            found.add(Rule::CanonicalClaimWithoutMember, subject, None);
        }
    }
}
