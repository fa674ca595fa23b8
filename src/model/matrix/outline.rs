//! What a row is like, all articles together: what rows are sorted and chosen by.

use std::rc::Rc;

use super::Shown;
use super::evidence::{Member, linked};
use super::part::is_boilerplate;
use super::row::{ArticleStance, Row, article_stances};
use super::status::{Status, told};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{
    ActorId, Annotation, AnnotationId, AnnotatorId, ArticleId, CanonicalClaimId, End, Polarity,
    Project,
};

/// A row at a glance. Boilerplate and orphans do not count, as in the cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Articles with a member.
    pub articles: SortedSet<ArticleId>,
    /// Members.
    pub quotes: usize,
    /// Members that the public would want to know about: `check_worthiness` is `check_worthy`.
    pub worthy: usize,
    /// All members, those in boilerplate too, by article and place.
    pub(super) members: Vec<(ArticleId, AnnotationId, Polarity)>,
    /// What articles hold of members that count, be it of another article's.
    pub(super) stances: Vec<ArticleStance>,
}

impl Outline {
    /// Whether some article has several quotes, or two have two.
    pub fn is_crowded(&self) -> bool {
        self.quotes > self.articles.len() + 1
    }
}

/// Looks at the members of a row, and at what articles hold of them.
pub fn outline(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    row: CanonicalClaimId,
) -> Outline {
    let shown = Shown(annotators);
    let mut outline = Outline::default();
    let mut before = None;
    for (claim, polarity) in linked(project, shown, row) {
        outline.members.push((claim.article, claim.id, polarity));
        if is_boilerplate(project, claim) {
            continue;
        }
        let held = article_stances(project, shown, End::Annotation(claim.id), polarity);
        outline.stances.extend(held);
        // Who takes it one way and who takes it the other make one quote.
        if before == Some(claim.id) {
            continue;
        }
        before = Some(claim.id);
        outline.articles.insert(claim.article);
        outline.quotes += 1;
        outline.worthy += usize::from(claim.has("check_worthiness", "check_worthy"));
    }
    outline
}

/// The outlines of all rows, by everybody's records, kept up to date at the cost of what changed.
#[derive(Clone, Debug, Default)]
pub struct Outlines {
    /// Which project they are of, and up to which of its edits they are right.
    of: Option<(Rc<()>, u64)>,
    rows: SortedMap<CanonicalClaimId, Outline>,
    /// Rows behind this one have not been looked at yet.
    last: Option<CanonicalClaimId>,
    complete: bool,
}

impl Outlines {
    /// Takes in what changed, and of what was never looked at so many rows; says whether all is
    /// there now.
    pub fn follow(&mut self, project: &Project, most: usize) -> bool {
        let version = project.rows_version();
        let changed: Option<Vec<CanonicalClaimId>> = match &self.of {
            Some((of, seen)) if Rc::ptr_eq(of, project.lineage()) => {
                project.rows_changed_since(*seen).map(Iterator::collect)
            }
            _ => None,
        };
        match changed {
            Some(rows) => {
                for row in rows {
                    self.look(project, row);
                }
            }
            None => *self = Self::default(),
        }
        self.of = Some((Rc::clone(project.lineage()), version));
        if !self.complete {
            self.go_on(project, most);
        }
        self.complete
    }

    fn look(&mut self, project: &Project, row: CanonicalClaimId) {
        if project.canonical_claim(row).is_some() {
            self.rows.insert(row, outline(project, None, row));
        } else {
            self.rows.remove(&row);
        }
    }

    fn go_on(&mut self, project: &Project, most: usize) {
        let mut claims = project.canonical_claims().map(|it| it.id);
        let rest = claims
            .by_ref()
            .skip_while(|it| self.last.is_some_and(|last| *it <= last));
        let next: Vec<CanonicalClaimId> = rest.take(most).collect();
        for row in &next {
            self.look(project, *row);
        }
        self.complete = next.len() < most;
        self.last = next.last().copied().or(self.last);
    }

    /// Whether every row was looked at, and all that changed since is taken in.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// What a row is like; nothing where it was not looked at.
    pub fn of(&self, row: CanonicalClaimId) -> Option<&Outline> {
        self.rows.get(&row)
    }
}

/// Whether articles, or an article and its sources, do not agree: one affirms the row (endorses or
/// reports it), and one denies it, keeps its distance, reports the contrary or has a source that
/// denies it, or a row that contradicts this one has members. An override wins here as in its cell.
pub fn is_contested(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    row: CanonicalClaimId,
) -> bool {
    let shown = Shown(annotators);
    let Some(claim) = project.canonical_claim(row) else {
        return false;
    };
    let row = Row::new(project, shown, claim, None, None);
    let mut articles: SortedSet<ArticleId> = SortedSet::new();
    articles.extend(row.members.iter().map(|it| it.claim.article));
    articles.extend(row.stances.iter().map(|it| it.article));
    let set = row.overrides.iter();
    let mut cells: Vec<(ArticleId, Status)> = set.map(|it| (it.0.article, it.1)).collect();
    let by_hand: Vec<ArticleId> = cells.iter().map(|it| it.0).collect();
    for article in &articles {
        // What follows from the records says nothing where an override wins.
        if !by_hand.contains(article) {
            cells.extend(told(&row, *article).into_iter().map(|it| (*article, it)));
        }
    }
    let has = |some: &[Status]| cells.iter().any(|it| some.contains(&it.1));
    let affirmed = has(&[Status::Endorses, Status::Reports]);
    // Who denies the contrary is in a cell that reports it, and so is doubted already.
    let denied = |it: &Member<'_>| {
        it.counts()
            && it.source_denies
            && it.polarity == Polarity::Same
            && cells.contains(&(it.claim.article, Status::Reports))
    };
    let doubted = has(&[Status::Denies, Status::Distances, Status::ReportsContrary])
        || row.members.iter().any(denied);
    affirmed && (doubted || is_contradicted(project, shown, claim.id))
}

fn is_contradicted(project: &Project, shown: Shown<'_>, row: CanonicalClaimId) -> bool {
    let end = End::CanonicalClaim(row);
    let mut relations = project.relations_at(end);
    relations.any(|it| {
        it.kind == "contradicts"
            && shown.has(&it.provenance)
            && matches!(it.other(end), Some(End::CanonicalClaim(other))
                if outline(project, shown.0, other).quotes > 0)
    })
}

/// Whether a row has members and none of them says on whose word: no source, and no actor. A member
/// that its source did *not* say decides nothing here either.
pub fn is_unsourced(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    row: CanonicalClaimId,
) -> bool {
    let mut members = Member::all_of(project, Shown(annotators), row);
    members.retain(Member::decides);
    !members.is_empty() && members.iter().all(|it| it.sources.is_empty())
}

/// Whether a member of the row stands on the word of an actor.
pub fn speaks(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    row: CanonicalClaimId,
    actor: ActorId,
) -> bool {
    let is_actor = |end: &End| match *end {
        End::Actor(id) => id == actor,
        End::Annotation(id) => project.annotation(id).and_then(|it| it.actor) == Some(actor),
        _ => false,
    };
    let members = Member::all_of(project, Shown(annotators), row);
    let mut deciding = members.iter().filter(|it| it.decides());
    deciding.any(|it| it.sources.iter().any(is_actor))
}

/// The claims that say a row, by article and place: not those that say the opposite, stand in
/// boilerplate, or are given only as what a source did *not* say.
pub fn saying<'a>(
    project: &'a Project,
    annotators: Option<&[AnnotatorId]>,
    row: CanonicalClaimId,
) -> Vec<&'a Annotation> {
    let mut claims = Vec::new();
    for (claim, polarity) in linked(project, Shown(annotators), row) {
        let own = End::Annotation(claim.id);
        let (mut said, mut denied) = (false, false);
        for it in project.relations_at(own) {
            if it.from == own && it.kind == "attributed_to" {
                said |= !it.is_negated();
                denied |= it.is_negated();
            }
        }
        let says = polarity == Polarity::Same && (said || !denied);
        if says && !is_boilerplate(project, claim) {
            claims.push(claim);
        }
    }
    claims
}
