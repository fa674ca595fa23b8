//! Two canonical claims that turn out to be one, and one that turns out to be two.

use super::{Effect, Env, State};
use crate::model::{
    CanonicalClaimId, Change, End, MembershipField, OverrideKey, Reference, RelationField,
    TransactionName,
};

/// Puts all that belongs to one canonical claim to another, and removes it, in one step for undo.
///
/// Relations between the two go, and so do those that the other has already. Where somebody set a
/// cell of both by hand, what was said of the one that stays stands.
pub(super) fn merge(
    state: &mut State,
    from: CanonicalClaimId,
    into: CanonicalClaimId,
    env: &Env<'_>,
) -> Vec<Effect> {
    let project = &state.project;
    let (Some(gone), Some(_)) = (project.canonical_claim(from), project.canonical_claim(into))
    else {
        return Vec::new();
    };
    if from == into {
        return Vec::new();
    }
    let name = TransactionName::new("merge-canonical-claims", &gone.text);
    let mut changes = Vec::new();
    for membership in project.members_of(from) {
        changes.extend(membership.edited(&MembershipField::CanonicalClaim(into), env.now));
    }
    changes.extend(relations(state, from, into, env));
    changes.extend(overrides(state, from, into));
    // What is left refers to nothing but the claim that goes.
    let mut after = state.project.clone();
    if after.apply_all(&changes).is_err() {
        return Vec::new();
    }
    changes.extend(after.removal(&Reference::CanonicalClaim(from)));
    let effects = state.commit(name, changes, env, |_| ());
    if let Some(cell) = &mut state.session.comparing.cell {
        cell.row = into;
    }
    effects
}

fn relations(
    state: &State,
    from: CanonicalClaimId,
    into: CanonicalClaimId,
    env: &Env<'_>,
) -> Vec<Change> {
    let (old, new) = (End::CanonicalClaim(from), End::CanonicalClaim(into));
    let moved = |end: End| if end == old { new } else { end };
    let mut changes = Vec::new();
    for relation in state.project.relations_at(old) {
        let (start, end) = (moved(relation.from), moved(relation.to));
        // Those that are not moved go with the claim.
        if start == end || state.has_relation(&relation.kind, start, end) {
            continue;
        }
        let field = if relation.from == old {
            RelationField::From(new)
        } else {
            RelationField::To(new)
        };
        changes.extend(relation.edited(&field, env.now));
    }
    changes
}

fn overrides(state: &State, from: CanonicalClaimId, into: CanonicalClaimId) -> Vec<Change> {
    let mut changes = Vec::new();
    for referrer in state.project.referrers(&Reference::CanonicalClaim(from)) {
        let Reference::Override(key) = referrer else {
            continue;
        };
        let moved = OverrideKey {
            canonical_claim: into,
            ..*key
        };
        if let Some(record) = state.project.override_of(*key)
            && state.project.override_of(moved).is_none()
        {
            let mut record = record.clone();
            record.canonical_claim = into;
            changes.push(Change::add(record));
        }
    }
    changes
}
