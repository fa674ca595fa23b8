//! Rules about claims and who makes them.

use super::place::{Scope, knows_relation, knows_value};
use super::{Found, LONGEST_CLAIM, Rule};
use crate::model::{Annotation, End, Subject};
use crate::text::{Granularity, pieces};

pub(super) fn check(scope: &Scope<'_>, claim: &Annotation, found: &mut Found) {
    // A label that is gone from the codebook has no rules.
    if claim.label != "Claim" || scope.codebook.label(&claim.label).is_none() {
        return;
    }
    let subject = Subject::Annotation(claim.id);
    let place = scope.place(claim);
    let (mut attributed, mut cues) = (false, 0);
    for relation in scope.project.relations_at(End::Annotation(claim.id)) {
        if relation.from != End::Annotation(claim.id) {
            continue;
        }
        attributed |= relation.kind == "attributed_to";
        cues += usize::from(relation.kind == "signalled_by");
    }
    let can_be_said = knows_relation(scope.codebook, "attributed_to")
        && knows_value(scope.codebook, "reporting", "authors_voice");
    let said = attributed || cues > 0 || claim.has("reporting", "authors_voice");
    if can_be_said && !said {
        found.add(Rule::ClaimWithoutSource, subject, place);
    }
    if cues > 1 && knows_relation(scope.codebook, "signalled_by") {
        found.add(Rule::ClaimWithTwoCues, subject, place);
    }
    if word_count(scope, claim) > LONGEST_CLAIM {
        found.add(Rule::LongClaim, subject, place);
    }
}

fn word_count(scope: &Scope<'_>, claim: &Annotation) -> usize {
    let Some(text) = scope.text_of(claim) else {
        return 0;
    };
    claim
        .fragments
        .iter()
        .filter_map(|&fragment| text.get(fragment))
        .map(|quote| pieces(quote, Granularity::Word).len())
        .sum()
}
