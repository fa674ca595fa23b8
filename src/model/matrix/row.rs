use std::borrow::Cow;

use super::evidence::Member;
use super::outline::outline;
use super::status::overrides;
use super::{Outlines, Shown, Status};
use crate::model::sorted::SortedSet;
use crate::model::{
    Annotation, AnnotationId, ArticleId, CanonicalClaim, CanonicalClaimId, End, OverrideKey,
    Polarity, Project,
};

/// What the cells of one canonical claim have in common.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) claim: &'a CanonicalClaim,
    /// The members, by article, then by place.
    pub(super) members: Vec<Member<'a>>,
    pub(super) stances: Vec<ArticleStance>,
    /// Where rows joined to this one have members that count.
    pub(super) related: SortedSet<(ArticleId, CanonicalClaimId)>,
    pub(super) overrides: Vec<(OverrideKey, Status)>,
}

/// What an article itself holds of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleStance {
    pub(super) stance: AnnotationId,
    pub(super) article: ArticleId,
    pub(super) holds: Held,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Deny,
    Query,
    Support,
}

impl<'a> Row<'a> {
    /// With the members in some articles only, or (`None`) in all. What is known of rows by
    /// everybody's records need not be looked up again.
    pub(super) fn new(
        project: &'a Project,
        shown: Shown<'_>,
        claim: &'a CanonicalClaim,
        articles: Option<&[ArticleId]>,
        known: Option<&Outlines>,
    ) -> Self {
        let row = End::CanonicalClaim(claim.id);
        let outline_of = |row| match known.and_then(|it| it.of(row)) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(outline(project, shown.0, row)),
        };
        let own = outline_of(claim.id);
        let mut members = Vec::new();
        for (article, id, polarity) in &own.members {
            if articles.is_none_or(|it| it.contains(article))
                && let Some(member) = project.annotation(*id)
            {
                members.push(Member::new(project, shown, claim.id, member, *polarity));
            }
        }
        let mut stances = article_stances(project, shown, row, Polarity::Same);
        stances.extend(&own.stances);
        let mut related = SortedSet::new();
        for relation in project.relations_at(row) {
            let joins = ["more_specific_than", "overlaps", "contradicts"];
            if !joins.iter().any(|it| relation.kind == *it) || !shown.has(&relation.provenance) {
                continue;
            }
            let Some(End::CanonicalClaim(other)) = relation.other(row) else {
                continue;
            };
            for article in &outline_of(other).articles {
                related.insert((*article, other));
            }
        }
        Self {
            claim,
            members,
            stances,
            related,
            overrides: overrides(project, shown, claim.id),
        }
    }

    /// The members in one article.
    pub(super) fn members_in(&self, article: ArticleId) -> &[Member<'a>] {
        let from = self
            .members
            .partition_point(|it| it.claim.article < article);
        let to = self
            .members
            .partition_point(|it| it.claim.article <= article);
        &self.members[from..to]
    }
}

/// The Stances on an end, by annotators shown.
pub(super) fn stances_on<'a>(
    project: &'a Project,
    shown: Shown<'_>,
    on: End,
) -> impl Iterator<Item = &'a Annotation> {
    project
        .relations_at(on)
        .filter(move |it| it.kind == "targets" && it.to == on)
        .filter_map(|it| project.annotation(it.from.annotation()?))
        .filter(move |it| it.label == "Stance" && !it.orphan && shown.has(&it.provenance))
}

/// Stances that articles hold on an end. On a member that says the opposite, `deny` and
/// `support` change places: who denies the opposite supports the row.
pub(super) fn article_stances(
    project: &Project,
    shown: Shown<'_>,
    on: End,
    polarity: Polarity,
) -> Vec<ArticleStance> {
    stances_on(project, shown, on)
        .filter(|it| it.has("holder", "article"))
        .filter_map(|it| {
            let holds = if it.has("value", "query") {
                Held::Query
            } else if it.has("value", "deny") == it.has("value", "support") {
                return None;
            } else if it.has("value", "deny") == (polarity == Polarity::Same) {
                Held::Deny
            } else {
                Held::Support
            };
            Some(ArticleStance {
                stance: it.id,
                article: it.article,
                holds,
            })
        })
        .collect()
}
