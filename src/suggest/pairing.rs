use super::actors::{Named, named_in, sources_of};
use super::evidence::{FULL, Reason, Weighed, rarity, score, shared};
use super::features::{Features, Key};
use super::index::{Entry, Index, is_claim};
use super::lexicon::Lexicon;
use super::tokens::Tongue;
use crate::model::sorted::sort_by_key;
use crate::model::{
    ActorId, Annotation, AnnotationId, ArticleId, CanonicalClaimId, OrderKey, Project,
};
use crate::text::search::folded;

/// So many claims are compared feature by feature.
const COMPARED: usize = 64;

/// So many claims are looked up for what one has; what is most common comes last.
const LOOKED_UP: usize = 2_000;

/// A lower score is no evidence. A single word that no other claim has, and nothing beside it,
/// would be [`FULL`].
const LEAST: u32 = 26;

/// An index over the Claims of a project.
#[derive(Debug, Default)]
pub struct Pairing {
    lexicon: Lexicon,
    index: Index,
}

/// A claim that may say the same as another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub claim: AnnotationId,
    pub score: u32,
    /// The weightiest first.
    pub reasons: Vec<Reason>,
}

impl Pairing {
    pub fn new(lexicon: Lexicon) -> Self {
        Self {
            lexicon,
            index: Index::default(),
        }
    }

    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Takes in claims that were added, removed or reworded since.
    ///
    /// An article in which nothing changed costs one comparison; in another one, claims that are
    /// as they were keep their features.
    pub fn update(&mut self, project: &Project) {
        self.index.update(project, &self.lexicon);
    }

    /// Claims of other articles that may say the same, the likeliest first, `most` at most: one
    /// for each canonical claim, none of those that the claim is a member of.
    pub fn candidates(
        &self,
        project: &Project,
        claim: AnnotationId,
        most: usize,
    ) -> Vec<Candidate> {
        let Some(here) = Said::of(project, claim, &self.lexicon) else {
            return Vec::new();
        };
        let named = named_in(project, &here.quote);
        let mut ranked = self.ranked(project, &here, &named, None);
        // Only those that might still come first are worth a look from the other side.
        ranked.truncate(most.saturating_mul(2));
        let sources = sources_of(project, here.annotation);
        for near in &mut ranked {
            near.candidate.score = self.after_rivals(project, near, &here);
            near.add_sources(project, &sources);
        }
        in_order(&mut ranked);
        let mut candidates = Vec::new();
        let mut seen: Vec<CanonicalClaimId> = Vec::new();
        for near in ranked {
            let known = near.rows.iter().any(|it| seen.contains(it));
            if candidates.len() < most && near.candidate.score >= LEAST && !known {
                seen.extend(near.rows);
                candidates.push(near.candidate);
            }
        }
        candidates
    }

    /// Claims of other articles, or of one, the likeliest first.
    fn ranked<'a>(
        &self,
        project: &'a Project,
        here: &Said<'_>,
        named: &[Named],
        only: Option<ArticleId>,
    ) -> Vec<Near<'a>> {
        let weighed = Weighed::new(&here.quote, &here.features, &self.index);
        let words = folded(&here.quote);
        let rows = rows_of(project, here.annotation.id);
        let mut ranked = Vec::new();
        for id in self.nearest(here, named, only) {
            let theirs = rows_of(project, id);
            if theirs.iter().any(|it| rows.contains(it)) {
                continue;
            }
            let Some(there) = Said::of(project, id, &self.lexicon) else {
                continue;
            };
            let weighed_there = Weighed::new(&there.quote, &there.features, &self.index);
            let mut shared = shared(&weighed, &weighed_there);
            for named in named {
                if named.is_renamed(&words, &folded(&there.quote)) {
                    shared.weight += FULL * 3 / 4;
                    shared.reasons.push(Reason::Actor(named.actor));
                }
            }
            let score = score(&weighed, &weighed_there, &shared);
            if score >= LEAST && !shared.reasons.is_empty() {
                ranked.push(Near {
                    order: project
                        .article(there.annotation.article)
                        .map(|it| &it.order),
                    rank: project.rank_of(there.annotation),
                    annotation: there.annotation,
                    rows: theirs,
                    candidate: Candidate {
                        claim: id,
                        score,
                        reasons: shared.reasons,
                    },
                });
            }
            if ranked.len() == COMPARED {
                break;
            }
        }
        in_order(&mut ranked);
        ranked
    }

    /// The score of a claim for which another one of the article here may be the better match.
    fn after_rivals(&self, project: &Project, near: &Near<'_>, here: &Said<'_>) -> u32 {
        let score = near.candidate.score;
        let Some(there) = Said::of(project, near.candidate.claim, &self.lexicon) else {
            return 0;
        };
        let rivals = self.ranked(project, &there, &[], Some(here.annotation.article));
        let best = rivals.first().map_or(score, |it| it.candidate.score);
        let part = u64::from(score) * u64::from(score) / u64::from(best.max(score).max(1));
        score - score / 4 + u32::try_from(part / 4).unwrap_or(score)
    }

    /// Claims of other articles by what they share with one, as far as the index tells.
    fn nearest(
        &self,
        here: &Said<'_>,
        named: &[Named],
        only: Option<ArticleId>,
    ) -> Vec<AnnotationId> {
        let mut near: Vec<(u32, &Entry)> = Vec::new();
        let mut last = u32::MAX;
        for (at, weight) in self.looked_up(here, named) {
            let Some(entry) = self.index.entry(at) else {
                continue;
            };
            let other = entry.article != here.annotation.article;
            if !other || only.is_some_and(|it| it != entry.article) {
                continue;
            }
            match near.last_mut() {
                Some(before) if last == at => before.0 += weight,
                _ => near.push((weight, entry)),
            }
            last = at;
        }
        sort_by_key(&mut near, |(weight, entry)| {
            let length = u32::try_from(entry.keys.len()).unwrap_or(u32::MAX);
            let points = weight / (length + 8);
            (u32::MAX - points, entry.article, entry.start, entry.id)
        });
        near.truncate(COMPARED * 4);
        let mut ids = Vec::with_capacity(near.len());
        for (_, entry) in near {
            ids.push(entry.id);
        }
        ids
    }

    /// Places of claims with what each shares, once for each key, by place.
    fn looked_up(&self, here: &Said<'_>, named: &[Named]) -> Vec<(u32, u32)> {
        let mut wanted: Vec<Key> = Vec::new();
        for feature in &here.features.all {
            wanted.extend(&feature.keys);
        }
        for named in named {
            named.keys(&self.lexicon, &mut wanted);
        }
        let mut keys = Vec::new();
        for key in wanted {
            keys.push((self.index.claims_with(key.hash), u32::from(key.weight)));
        }
        sort_by_key(&mut keys, |it| it.0.len());
        let mut found = Vec::new();
        for (claims, weight) in keys {
            if !found.is_empty() && found.len() + claims.len() > LOOKED_UP {
                break;
            }
            let weight = rarity(self.index.len(), claims.len()) * weight;
            for &at in claims {
                found.push((at, weight));
            }
        }
        sort_by_key(&mut found, |it| it.0);
        found
    }
}

/// A claim near another one.
struct Near<'a> {
    /// What equal scores are ordered by: the order of the articles, then the place.
    order: Option<&'a OrderKey>,
    rank: Option<usize>,
    annotation: &'a Annotation,
    rows: Vec<CanonicalClaimId>,
    candidate: Candidate,
}

fn in_order(ranked: &mut [Near<'_>]) {
    sort_by_key(ranked, |it| {
        let claim = it.candidate.claim;
        (u32::MAX - it.candidate.score, it.order, it.rank, claim)
    });
}

impl Near<'_> {
    /// The word of one actor makes it a little likelier.
    fn add_sources(&mut self, project: &Project, sources: &[ActorId]) {
        if sources.is_empty() {
            return;
        }
        for actor in sources_of(project, self.annotation) {
            if sources.contains(&actor) {
                self.candidate.score += self.candidate.score / 6;
                let reason = Reason::Actor(actor);
                if !self.candidate.reasons.contains(&reason) {
                    self.candidate.reasons.push(reason);
                }
                return;
            }
        }
    }
}

/// A claim with what it says.
struct Said<'a> {
    annotation: &'a Annotation,
    quote: String,
    features: Features,
}

impl<'a> Said<'a> {
    fn of(project: &'a Project, claim: AnnotationId, lexicon: &Lexicon) -> Option<Self> {
        let annotation = project.annotation(claim)?;
        let article = project.article(annotation.article)?;
        if !is_claim(annotation, article.current().n) {
            return None;
        }
        let quote = project.quote(annotation);
        let features = Features::of(&quote, Tongue::of(&article.language), lexicon);
        Some(Self {
            annotation,
            quote,
            features,
        })
    }
}

fn rows_of(project: &Project, claim: AnnotationId) -> Vec<CanonicalClaimId> {
    let mut rows = Vec::new();
    for membership in project.memberships_of(claim) {
        rows.push(membership.canonical_claim);
    }
    rows
}
