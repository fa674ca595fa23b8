use super::evidence::{Reason, Shared, Weighed, rarity, shared};
use super::features::Features;
use super::index::{Entry, Index, is_claim};
use super::lexicon::Lexicon;
use super::tokens::Tongue;
use crate::model::sorted::sort_by_key;
use crate::model::{
    Annotation, AnnotationId, CanonicalClaimId, OrderKey, Project, Reference,
};

/// So many claims are compared feature by feature.
const COMPARED: usize = 64;

/// So many claims are looked up for what one has; what is most common comes last.
const LOOKED_UP: usize = 4_000;

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
        let weighed = Weighed::new(&here.quote, &here.features, &self.index);
        let rows = rows_of(project, claim);
        let mut ranked = Vec::new();
        for id in self.nearest(&here) {
            let theirs = rows_of(project, id);
            if theirs.iter().any(|it| rows.contains(it)) {
                continue;
            }
            let Some(there) = Said::of(project, id, &self.lexicon) else {
                continue;
            };
            if let Some(candidate) = self.compare(&weighed, &there) {
                ranked.push((place_of(project, there.annotation), theirs, candidate));
            }
            if ranked.len() == COMPARED {
                break;
            }
        }
        sort_by_key(&mut ranked, |it| (u32::MAX - it.2.score, it.0.clone()));
        let mut candidates = Vec::new();
        let mut seen: Vec<CanonicalClaimId> = Vec::new();
        for (_, theirs, candidate) in ranked {
            if candidates.len() == most {
                break;
            }
            if !theirs.iter().any(|it| seen.contains(it)) {
                seen.extend(theirs);
                candidates.push(candidate);
            }
        }
        candidates
    }

    /// Claims of other articles by what they share with one, as far as the index tells.
    fn nearest(&self, here: &Said<'_>) -> Vec<AnnotationId> {
        let mut keys = Vec::new();
        for feature in &here.features.all {
            for key in &feature.keys {
                keys.push((self.index.claims_with(key.hash), key.weight));
            }
        }
        sort_by_key(&mut keys, |it| it.0.len());
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (claims, weight) in keys {
            if !found.is_empty() && found.len() + claims.len() > LOOKED_UP {
                break;
            }
            let weight = rarity(self.index.len(), claims.len()) * u32::from(weight);
            for &at in claims {
                found.push((at, weight));
            }
        }
        sort_by_key(&mut found, |it| it.0);
        let mut near: Vec<(u32, &Entry)> = Vec::new();
        let mut last = u32::MAX;
        for (at, weight) in found {
            let Some(entry) = self.index.entry(at) else {
                continue;
            };
            if entry.article == here.annotation.article {
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
        near.into_iter().map(|it| it.1.id).collect()
    }

    fn compare(&self, here: &Weighed<'_>, there: &Said<'_>) -> Option<Candidate> {
        let weighed = Weighed::new(&there.quote, &there.features, &self.index);
        let Shared {
            weight, reasons, ..
        } = shared(here, &weighed);
        let mut score = score(weight, here.total, weighed.total);
        if here.features.denies != there.features.denies {
            score -= score / 8;
        }
        let _ = there.annotation;
        (score >= LEAST && !reasons.is_empty()).then_some(Candidate {
            claim: there.annotation.id,
            score,
            reasons,
        })
    }
}

/// Less is no evidence.
const LEAST: u32 = 20;

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "x")]
fn score(shared: u32, here: u32, there: u32) -> u32 {
    let (shared, here, there) = (shared as f32, here as f32, there as f32);
    let alike = shared / (here * there).sqrt().max(1.0);
    (shared * alike) as u32
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

/// What equal scores are ordered by: the order of the articles, then the place.
fn place_of(project: &Project, claim: &Annotation) -> (Option<OrderKey>, Option<usize>, AnnotationId) {
    let article = project.article(claim.article);
    let order = article.map(|it| it.order.clone());
    (order, project.rank_of(claim), claim.id)
}
