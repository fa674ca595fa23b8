//! Actors that may be one, and Sources without an actor that may name one, by their names. Whether
//! they are, only somebody who has read the articles can say.

use std::fmt;

use super::evidence::{FULL, rarity};
use super::lexicon::Lexicon;
use super::names::{Name, NameReason};
use super::tokens::Tongue;
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::model::{
    ActorId, Annotation, AnnotationId, ArticleId, LintExceptionKey, Project, RuleId, Subject,
};
use crate::text::search::folded;

/// What the model calls the label of those whose word is taken.
const SOURCE: &str = "Source";

/// What begins the rule of an exception that says of a Source or an actor whom it is not.
pub const NOT_ACTOR: &str = "not_actor:";

/// A lower likeness is none.
const LEAST: u32 = 45;

/// So many names of one actor are compared; the others are like them.
const NAMES: usize = 24;

/// What more have in common tells nothing.
const COMMON: usize = 200;

/// An actor, or all Sources of one article that are the same words and name nobody yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    Actor(ActorId),
    Sources(Vec<AnnotationId>),
}

/// Two that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameActor {
    pub here: Party,
    pub there: Party,
    /// Of a hundred.
    pub score: u32,
    pub reasons: Vec<NameReason>,
}

#[derive(Debug)]
struct Known {
    party: Party,
    names: Vec<Name>,
    /// The words of each of them.
    called: Vec<String>,
    /// `person` or another kind; empty when nobody said.
    kind: String,
}

/// All who have a name in a project.
#[derive(Debug)]
pub struct SameActors<'a> {
    project: &'a Project,
    known: Vec<Known>,
    /// Who has a key, in order.
    keys: SortedMap<u64, Vec<usize>>,
    /// Who is called by the same words; the first of them stands for all.
    called: SortedMap<String, Vec<usize>>,
    /// Of those who have a key, who stands for others.
    heads: SortedMap<u64, Vec<usize>>,
}

impl<'a> SameActors<'a> {
    pub fn new(project: &'a Project, lexicon: &Lexicon) -> Self {
        let mut all = Self {
            project,
            known: Vec::new(),
            keys: SortedMap::new(),
            called: SortedMap::new(),
            heads: SortedMap::new(),
        };
        all.take_actors(lexicon);
        all.take_sources(lexicon);
        for (at, known) in all.known.iter().enumerate() {
            for (name, words) in known.names.iter().zip(&known.called) {
                let same = all.called.or_insert_with(words.clone(), Vec::new);
                same.push(at);
                let heads = same.len() == 1;
                for key in name.keys() {
                    push_new(all.keys.or_insert_with(key, Vec::new), at);
                    if heads {
                        push_new(all.heads.or_insert_with(key, Vec::new), at);
                    }
                }
            }
        }
        all
    }

    fn take_actors(&mut self, lexicon: &Lexicon) {
        for actor in self.project.actors() {
            // Names keep the language they are from, whatever the project's is.
            let mut written: Vec<(Tongue, String)> = vec![(Tongue::Other, actor.name.clone())];
            for (language, aliases) in &actor.aliases {
                for alias in aliases {
                    written.push((Tongue::of(language), alias.clone()));
                }
            }
            // As the articles call it.
            for source in self.project.sources_of(actor.id) {
                written.push((self.tongue_of(source), self.project.quote(source)));
            }
            self.add(Party::Actor(actor.id), &actor.kind, &written, lexicon);
        }
    }

    fn take_sources(&mut self, lexicon: &Lexicon) {
        let mut alike: SortedMap<(ArticleId, String), Vec<AnnotationId>> = SortedMap::new();
        for article in self.project.ordered_articles() {
            for source in self.project.annotations_of(article.id) {
                if source.label == SOURCE && source.actor.is_none() && !source.orphan {
                    let words = folded(&self.project.quote(source));
                    let key = (article.id, words);
                    alike.or_insert_with(key, Vec::new).push(source.id);
                }
            }
        }
        for sources in alike.values() {
            let first = self.project.annotation(sources[0]);
            let words = first.map(|it| (self.tongue_of(it), self.project.quote(it)));
            let written: Vec<(Tongue, String)> = words.into_iter().collect();
            self.add(Party::Sources(sources.clone()), "", &written, lexicon);
        }
    }

    fn add(&mut self, party: Party, kind: &str, written: &[(Tongue, String)], lexicon: &Lexicon) {
        let mut names: Vec<Name> = Vec::new();
        let mut called: Vec<String> = Vec::new();
        let mut seen: SortedSet<String> = SortedSet::new();
        for (tongue, words) in written {
            let folded = folded(words);
            if names.len() < NAMES
                && seen.insert(folded.clone())
                && let Some(name) = Name::of(words, *tongue, lexicon)
            {
                names.push(name);
                called.push(folded);
            }
        }
        if !names.is_empty() {
            self.known.push(Known {
                party,
                names,
                called,
                kind: kind.to_owned(),
            });
        }
    }

    fn tongue_of(&self, annotation: &Annotation) -> Tongue {
        let article = self.project.article(annotation.article);
        Tongue::of(article.map_or("", |it| it.language.as_str()))
    }

    /// The Sources that are taken for one with this one.
    pub fn sources_like(&self, source: AnnotationId) -> Option<&Party> {
        let known = self.known.iter().find(|it| match &it.party {
            Party::Sources(all) => all.contains(&source),
            Party::Actor(_) => false,
        });
        known.map(|it| &it.party)
    }

    /// Who may be the same as one, the likeliest first.
    pub fn of(&self, party: &Party, most: usize) -> Vec<SameActor> {
        let at = self.known.iter().position(|it| it.party == *party);
        let mut found = at.map_or_else(Vec::new, |it| self.alike(it, 0));
        in_order(&mut found);
        found.truncate(most);
        found
    }

    /// All pairs, the likeliest first.
    pub fn all(&self, most: usize) -> Vec<SameActor> {
        let mut found = Vec::new();
        for at in 0..self.known.len() {
            found.extend(self.alike(at, at + 1));
            if found.len() > most.saturating_mul(8) + NAMES {
                in_order(&mut found);
                found.truncate(most);
            }
        }
        in_order(&mut found);
        found.truncate(most);
        found
    }

    /// Those from `from` on that are like one.
    fn alike(&self, at: usize, from: usize) -> Vec<SameActor> {
        let here = &self.known[at];
        let mut near: Vec<usize> = Vec::new();
        let mut add = |all: &[usize]| {
            near.extend(all.iter().filter(|it| **it >= from && **it != at));
        };
        for (name, words) in here.names.iter().zip(&here.called) {
            let same = self.called.get(words).map_or(&[][..], Vec::as_slice);
            let heads = same.first() == Some(&at);
            // Who is called the same is compared with one of them, however many they are.
            add(if heads {
                same
            } else {
                &same[..same.len().min(1)]
            });
            for key in name.keys() {
                let with = self.keys.get(&key).map_or(&[][..], Vec::as_slice);
                let first = self.heads.get(&key).map_or(&[][..], Vec::as_slice);
                if with.len() <= COMMON || heads && first.len() <= COMMON {
                    add(with);
                } else if first.len() <= COMMON {
                    add(first);
                }
            }
        }
        near.sort_unstable();
        near.dedup();
        let mut found = Vec::new();
        for other in near {
            let there = &self.known[other];
            if contradict(here, there) {
                continue;
            }
            if let Some((score, reasons)) = self.likeness(here, there)
                && !is_declined(self.project, &here.party, &there.party)
            {
                found.push(SameActor {
                    here: here.party.clone(),
                    there: there.party.clone(),
                    score,
                    reasons,
                });
            }
        }
        found
    }

    fn likeness(&self, here: &Known, there: &Known) -> Option<(u32, Vec<NameReason>)> {
        let rare = |key: u64| {
            let with = self.keys.get(&key).map_or(1, Vec::len);
            // Two have what both are called.
            100 * rarity(self.known.len(), with.saturating_sub(1)) / FULL
        };
        let mut best: Option<(u32, Vec<NameReason>)> = None;
        for one in &here.names {
            for other in &there.names {
                if let Some(it) = one.likeness(other, &rare)
                    && it.0 >= LEAST
                    && best.as_ref().is_none_or(|best| it.0 > best.0)
                {
                    best = Some(it);
                }
            }
        }
        best
    }
}

/// Whether somebody said that two are not one.
pub fn is_declined(project: &Project, here: &Party, there: &Party) -> bool {
    if project.lint_exceptions().next().is_none() {
        return false;
    }
    let subjects = |party: &Party| match party {
        Party::Actor(id) => vec![(Subject::Actor(*id), id.to_string())],
        Party::Sources(all) => {
            let each = all.iter();
            let each = each.map(|it| (Subject::Annotation(*it), it.to_string()));
            each.collect()
        }
    };
    let (here, there) = (subjects(here), subjects(there));
    let says = |subject: Subject, other: &String| {
        let key = is_not(subject, other);
        project.lint_exception(key).is_some()
    };
    here.iter().any(|one| {
        let mut others = there.iter();
        others.any(|other| says(one.0, &other.1) || says(other.0, &one.1))
    })
}

/// The exception that says that a Source or an actor is not an actor, or that a Source does not
/// name whom another one names.
pub fn is_not(subject: Subject, other: impl fmt::Display) -> LintExceptionKey {
    let rule = RuleId::from(format!("{NOT_ACTOR}{other}"));
    LintExceptionKey { rule, subject }
}

fn push_new(to: &mut Vec<usize>, at: usize) {
    if to.last() != Some(&at) {
        to.push(at);
    }
}

/// A person is nothing else.
fn contradict(here: &Known, there: &Known) -> bool {
    let person = |it: &Known| it.kind == "person";
    !here.kind.is_empty() && !there.kind.is_empty() && person(here) != person(there)
}

fn in_order(found: &mut [SameActor]) {
    sort_by_key(found, |it| {
        (
            SAME_AT_MOST - it.score.min(SAME_AT_MOST),
            it.here.clone(),
            it.there.clone(),
        )
    });
}

const SAME_AT_MOST: u32 = super::names::SAME;
