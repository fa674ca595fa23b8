//! What two claims have in common, and what that weighs.

use super::features::{Feature, Features, PLAIN, Sort};
use super::index::Index;
use crate::model::ActorId;
use crate::model::sorted::sort_by_key;

/// Why a claim is proposed, in the words that stand here and there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Number {
        here: String,
        there: String,
    },
    Date {
        here: String,
        there: String,
    },
    Name {
        here: String,
        there: String,
    },
    /// The same word, one of the same origin, or one that means the same.
    Words {
        here: String,
        there: String,
    },
    /// Both name the actor, or both are attributed to it.
    Actor(ActorId),
}

/// What tells as much as a plain word that no other claim has.
pub(super) const FULL: u32 = 256;

/// Claims that there might be beside those of the project: in a small one, what two claims share
/// is not common yet.
const MORE: u32 = 16;

/// How rare what `count` of `all` claims have is: [`FULL`] for something unique.
pub(super) fn rarity(all: usize, count: usize) -> u32 {
    let all = u32::try_from(all).unwrap_or(u32::MAX / 2) + MORE;
    let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX).min(all);
    FULL - FULL * log2(count) / log2(all)
}

/// Sixteenths of the logarithm, near enough.
const fn log2(of: u32) -> u32 {
    let whole = of.ilog2();
    let part = if whole < 4 {
        of << (4 - whole)
    } else {
        of >> (whole - 4)
    };
    whole * 16 + part - 16
}

/// A claim's features with what each weighs.
pub(super) struct Weighed<'a> {
    pub text: &'a str,
    pub features: &'a Features,
    weights: Vec<Vec<u32>>,
    /// What all of them weigh.
    pub total: u32,
}

impl<'a> Weighed<'a> {
    pub(super) fn new(text: &'a str, features: &'a Features, index: &Index) -> Self {
        let mut weighed = Self {
            text,
            features,
            weights: Vec::with_capacity(features.all.len()),
            total: 0,
        };
        for feature in &features.all {
            let mut weights = Vec::with_capacity(feature.keys.len());
            for key in &feature.keys {
                let count = index.claims_with(key.hash).len();
                weights.push(rarity(index.len(), count) * u32::from(key.weight) / u32::from(PLAIN));
            }
            weighed.total += weights[0];
            weighed.weights.push(weights);
        }
        weighed
    }

    /// Whether a number stands here that is not just one of the small ones.
    fn counts(&self) -> bool {
        let counts = |it: &Feature| it.sort == Sort::Number && it.keys[0].weight >= PLAIN;
        self.features.all.iter().any(counts)
    }

    fn words(&self, feature: &Feature) -> String {
        self.text[feature.start..feature.end].to_owned()
    }
}

/// What two claims share, the weightiest first.
#[derive(Default)]
pub(super) struct Shared {
    pub weight: u32,
    pub reasons: Vec<Reason>,
    /// Whether it is more than whom and when they are about.
    pub is_said: bool,
    pub has_number: bool,
}

pub(super) fn shared(here: &Weighed<'_>, there: &Weighed<'_>) -> Shared {
    let mut pairs = Vec::new();
    let mut taken = vec![false; there.features.all.len()];
    for (at, feature) in here.features.all.iter().enumerate() {
        let mut best = (0, 0);
        for (other, taken) in taken.iter().enumerate() {
            let weight = if *taken {
                0
            } else {
                common(here, at, there, other)
            };
            if weight > best.0 {
                best = (weight, other);
            }
        }
        let (weight, other) = best;
        if weight > 0 {
            taken[other] = true;
            pairs.push((weight, feature, &there.features.all[other]));
        }
    }
    sort_by_key(&mut pairs, |it| u32::MAX - it.0);
    let mut shared = Shared::default();
    for (weight, feature, other) in pairs {
        shared.weight += weight;
        let (here, there) = (here.words(feature), there.words(other));
        let sort = if other.sort == Sort::Name {
            Sort::Name
        } else {
            feature.sort
        };
        shared.is_said |= matches!(sort, Sort::Number | Sort::Words);
        shared.has_number |= sort == Sort::Number;
        shared.reasons.push(match sort {
            Sort::Number => Reason::Number { here, there },
            Sort::Date => Reason::Date { here, there },
            Sort::Name => Reason::Name { here, there },
            Sort::Words => Reason::Words { here, there },
        });
    }
    shared
}

/// What two features weigh together: the most telling key that both have. Words that look alike
/// tell little where both are known to mean something else.
fn common(here: &Weighed<'_>, at: usize, there: &Weighed<'_>, other: usize) -> u32 {
    let keys = &here.features.all[at].keys;
    let others = &there.features.all[other].keys;
    let known = keys[0].means && others[0].means;
    let (mut means, mut looks) = (0, 0);
    for (key, weight) in keys.iter().zip(&here.weights[at]) {
        for (other_key, other_weight) in others.iter().zip(&there.weights[other]) {
            if key.hash == other_key.hash {
                let best = if key.means { &mut means } else { &mut looks };
                *best = *weight.min(other_weight).max(best);
            }
        }
    }
    if known && means == 0 {
        looks /= 4;
    }
    looks.max(means)
}

/// How alike two claims are, given what they share. Nothing here proves anything against a pair:
/// it only makes others likelier.
pub(super) fn score(here: &Weighed<'_>, there: &Weighed<'_>, shared: &Shared) -> u32 {
    let weight = u64::from(shared.weight);
    let totals = u64::from(here.total) * u64::from(there.total);
    let score = weight * weight / totals.isqrt().max(1);
    let mut score = u32::try_from(score).unwrap_or(u32::MAX);
    if !shared.is_said {
        score /= 2;
    } else if shared.reasons.len() == 1 && !shared.has_number {
        score -= score / 4;
    }
    if !shared.has_number && here.counts() && there.counts() {
        score -= score / 4;
    }
    let (one, other) = (here.features, there.features);
    let turns = one.rises && other.falls && !one.falls && !other.rises
        || one.falls && other.rises && !one.rises && !other.falls;
    if turns || one.denies != other.denies {
        score -= score / 8;
    }
    score
}
