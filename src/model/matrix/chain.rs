//! The chain of evidence of a cell: its quotes, on whose word each is, what is held of it, and
//! what it is related to, as a tree.

use super::evidence::is_held_by;
use super::row::stances_on;
use super::{Cell, Evidence, Shown};
use crate::model::{
    AnnotationId, ArticleId, CanonicalClaimId, End, Project, Relation, RelationTypeId,
};

/// A link, and those that hang on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub what: Linked,
    pub next: Vec<Self>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// A member of the row.
    Quote(Evidence),
    /// It stands on the article's own word.
    AuthorsVoice,
    /// It stands on the word of a Source or an actor, or they did *not* say it.
    Voice {
        voice: End,
        negated: bool,
    },
    Cue(AnnotationId),
    /// A Stance on the claim or the row.
    Stance(AnnotationId),
    /// A claim or a row that it is related to; `backwards` where the relation leads from there.
    Related {
        kind: RelationTypeId,
        other: End,
        backwards: bool,
    },
}

/// The chain of a cell, by everybody's records: at most so many quotes, in order of place, then
/// the Stances in the article that hang on the row rather than on a quote. Each Stance on a quote
/// hangs on the voice that holds it, if that is one of the quote's.
pub fn chain(
    project: &Project,
    row: CanonicalClaimId,
    article: ArticleId,
    cell: &Cell,
    most: usize,
) -> Vec<Link> {
    let mut on_row = Vec::new();
    for stance in stances_on(project, Shown(None), End::CanonicalClaim(row)) {
        if stance.article == article && !on_row.contains(&stance.id) {
            on_row.push(stance.id);
        }
    }
    let mut links = Vec::new();
    for evidence in cell.evidence.iter().take(most) {
        links.push(of_quote(project, evidence, &mut on_row));
    }
    // What an article holds of another one's claim decides its cell too.
    for stance in &cell.stances {
        let is_here = |it: &AnnotationId| it == stance;
        if !on_row.iter().any(is_here) && !links.iter().any(|it| it.has_stance(*stance)) {
            on_row.push(*stance);
        }
    }
    links.extend(on_row.into_iter().map(|it| Link::of(Linked::Stance(it))));
    links
}

/// The canonical claims that a row is related to.
pub fn related_rows(project: &Project, row: CanonicalClaimId) -> Vec<Link> {
    related(project, End::CanonicalClaim(row))
}

fn of_quote(project: &Project, evidence: &Evidence, on_row: &mut Vec<AnnotationId>) -> Link {
    let end = End::Annotation(evidence.claim);
    let mut held: Vec<AnnotationId> = Vec::new();
    for stance in stances_on(project, Shown(None), end) {
        if !held.contains(&stance.id) {
            held.push(stance.id);
        }
    }
    let mut next = Vec::new();
    let claim = project.annotation(evidence.claim);
    if claim.is_some_and(|it| it.has("reporting", "authors_voice")) {
        next.push(Link::of(Linked::AuthorsVoice));
    }
    let mut cues = Vec::new();
    // Two voices may hold one Stance; what no voice holds hangs on the quote.
    let mut taken: Vec<AnnotationId> = Vec::new();
    for relation in project.relations_at(end).filter(|it| it.from == end) {
        if relation.kind == "signalled_by" {
            cues.extend(relation.to.annotation().map(Linked::Cue).map(Link::of));
        } else if relation.kind == "attributed_to" {
            let mut voice = Link::of(Linked::Voice {
                voice: relation.to,
                negated: relation.is_negated(),
            });
            for stance in held.iter().chain(on_row.iter()) {
                if is_held_by(project, *stance, &[relation.to]) {
                    voice.next.push(Link::of(Linked::Stance(*stance)));
                    taken.push(*stance);
                }
            }
            next.push(voice);
        }
    }
    held.retain(|it| !taken.contains(it));
    on_row.retain(|it| !taken.contains(it));
    next.extend(cues);
    next.extend(held.into_iter().map(|it| Link::of(Linked::Stance(it))));
    next.extend(related(project, end));
    Link {
        what: Linked::Quote(evidence.clone()),
        next,
    }
}

/// What relates an end to others of its kind.
fn related(project: &Project, end: End) -> Vec<Link> {
    let rows = matches!(end, End::CanonicalClaim(_));
    let of_kind = |it: End| {
        let claim = it.annotation().and_then(|it| project.annotation(it));
        match claim {
            Some(claim) => !rows && claim.label == "Claim",
            None => rows && matches!(it, End::CanonicalClaim(_)),
        }
    };
    let mut links = Vec::new();
    let mut relations: Vec<&Relation> = project.relations_at(end).collect();
    // A relation of something to itself is named once.
    relations.dedup_by_key(|it| it.id);
    for relation in relations {
        if let Some(other) = relation.other(end).filter(|it| of_kind(*it)) {
            links.push(Link::of(Linked::Related {
                kind: relation.kind.clone(),
                other,
                backwards: relation.from != end,
            }));
        }
    }
    links
}

impl Link {
    const fn of(what: Linked) -> Self {
        Self {
            what,
            next: Vec::new(),
        }
    }

    /// Whether a Stance is it, or hangs on it.
    fn has_stance(&self, stance: AnnotationId) -> bool {
        matches!(self.what, Linked::Stance(it) if it == stance)
            || self.next.iter().any(|it| it.has_stance(stance))
    }
}
