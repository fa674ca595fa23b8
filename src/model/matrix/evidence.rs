use super::row::stances_on;
use super::{Evidence, Shown, part_of};
use crate::model::sorted::sort_by_key;
use crate::model::{Annotation, AnnotationId, CanonicalClaimId, End, PartId, Polarity, Project};

/// A member of a row and how its article puts it.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) claim: &'a Annotation,
    pub(super) polarity: Polarity,
    part: Option<PartId>,
    pub(super) authors_voice: bool,
    attribution: Attribution,
    /// Who said it: Sources and actors, without those who did *not* say it.
    pub(super) sources: Vec<End>,
    /// The article itself questions or denies this very claim.
    pub(super) doubted: bool,
    pub(super) source_denies: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribution {
    None,
    /// A source, an actor or a cue signals it.
    Given,
    /// Its source did *not* say it, and no other did.
    Negated,
}

impl<'a> Member<'a> {
    /// The members of a canonical claim, by article and place.
    pub(super) fn all_of(
        project: &'a Project,
        shown: Shown<'_>,
        row: CanonicalClaimId,
    ) -> Vec<Self> {
        linked(project, shown, row)
            .into_iter()
            .map(|(claim, polarity)| Self::new(project, shown, row, claim, polarity))
            .collect()
    }

    pub(super) fn new(
        project: &'a Project,
        shown: Shown<'_>,
        row: CanonicalClaimId,
        claim: &'a Annotation,
        polarity: Polarity,
    ) -> Self {
        let end = End::Annotation(claim.id);
        let mut sources = Vec::new();
        let (mut negated, mut cue) = (false, false);
        for relation in project.relations_at(end).filter(|it| it.from == end) {
            if relation.kind == "signalled_by" {
                cue = true;
            } else if relation.kind == "attributed_to" {
                if relation.is_negated() {
                    negated = true;
                } else {
                    sources.push(relation.to);
                }
            }
        }
        let attribution = match (sources.is_empty(), negated, cue) {
            (false, _, _) | (true, false, true) => Attribution::Given,
            // A cue here is the negated attribution's ("did not commit to").
            (true, true, _) => Attribution::Negated,
            (true, false, false) => Attribution::None,
        };
        let doubts = |stance: &Annotation| {
            stance.article == claim.article && stance.has("holder", "article") && is_doubt(stance)
        };
        Self {
            claim,
            polarity,
            part: part_of(project, claim).map(|it| it.part.clone()),
            authors_voice: claim.has("reporting", "authors_voice"),
            attribution,
            doubted: stances_on(project, shown, end).any(doubts),
            source_denies: denied_by(project, shown, row, claim, polarity, &sources),
            sources,
        }
    }

    pub(super) fn counts(&self) -> bool {
        self.part.as_ref().is_none_or(|it| *it != "boilerplate")
    }

    /// Whether it counts and is more than what its source did *not* say.
    pub(super) fn decides(&self) -> bool {
        self.counts() && (self.authors_voice || self.attribution != Attribution::Negated)
    }

    /// Nobody says yet on whose word it stands.
    pub(super) fn unresolved(&self) -> bool {
        !self.authors_voice && self.attribution == Attribution::None
    }

    pub(super) fn attributed(&self) -> bool {
        self.attribution == Attribution::Given
    }

    pub(super) fn evidence(&self) -> Evidence {
        Evidence {
            claim: self.claim.id,
            polarity: self.polarity,
            part: self.part.clone(),
            negated: self.attribution == Attribution::Negated,
            source_denies: self.source_denies,
        }
    }
}

/// The Claims that are members of a canonical claim, and how, by article and place. Orphans are
/// none: their words are not in the current text.
pub(super) fn linked<'a>(
    project: &'a Project,
    shown: Shown<'_>,
    row: CanonicalClaimId,
) -> Vec<(&'a Annotation, Polarity)> {
    let mut linked: Vec<(&Annotation, Polarity)> = Vec::new();
    for membership in project.members_of(row) {
        let claim = project.annotation(membership.claim).filter(|it| !it.orphan);
        if let Some(claim) = claim.filter(|_| shown.has(&membership.provenance)) {
            linked.push((claim, membership.polarity));
        }
    }
    sort_by_key(&mut linked, |(claim, polarity)| {
        let opposite = *polarity == Polarity::Opposite;
        (claim.article, claim.hull(), claim.id, opposite)
    });
    // Two annotators who agree make one piece of evidence.
    linked.dedup_by_key(|(claim, polarity)| (claim.id, *polarity));
    linked
}

fn is_doubt(stance: &Annotation) -> bool {
    stance.has("value", "query") || stance.has("value", "deny")
}

/// Whether one of the claim's sources holds a `deny` in the same article: on the claim, or
/// on the row, which only a claim that says the same is denied with.
fn denied_by(
    project: &Project,
    shown: Shown<'_>,
    row: CanonicalClaimId,
    claim: &Annotation,
    polarity: Polarity,
    sources: &[End],
) -> bool {
    let denies = |end: End| {
        let mut stances = stances_on(project, shown, end);
        stances.any(|it| {
            it.article == claim.article
                && it.has("value", "deny")
                && is_held_by(project, it.id, sources)
        })
    };
    denies(End::Annotation(claim.id))
        || (polarity == Polarity::Same && denies(End::CanonicalClaim(row)))
}

pub(super) fn is_held_by(project: &Project, stance: AnnotationId, sources: &[End]) -> bool {
    let end = End::Annotation(stance);
    let mut held = project
        .relations_at(end)
        .filter(|it| it.kind == "held_by" && it.from == end);
    held.any(|held| sources.iter().any(|it| same_voice(project, *it, held.to)))
}

/// The same Source, or Sources of one actor, or a Source and its actor.
fn same_voice(project: &Project, one: End, two: End) -> bool {
    let actor = |end: End| match end {
        End::Actor(id) => Some(id),
        End::Annotation(id) => project.annotation(id)?.actor,
        _ => None,
    };
    one == two || actor(one).is_some_and(|it| actor(two) == Some(it))
}
